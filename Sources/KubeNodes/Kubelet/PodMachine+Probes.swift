// The probes of a running container. An established verdict that still holds costs nothing: ticks are looked at only
// while they can change something or have something to report.
import KubeObjects
import KubeStore
import SimCore

extension PodMachine {
  /// Brings the probes of a running container up to now.
  mutating func probe(_ index: Int) {
    guard var running = runtime.containers[index].running else { return }
    if isFull {
      runStartupProbe(index, &running)
      if running.isStarted {
        runReadinessProbe(index, &running)
        runLivenessProbe(index, &running)
      }
    } else {
      running.isStarted = behaviors[index].isStarted
      running.isReady = running.isStarted && behaviors[index].isReady
    }
    if [.initial, .ephemeral].contains(plan.containers[index].role) || running.exitAt.map({ $0 <= now }) ?? false {
      running.isReady = false
    }
    runtime.containers[index].state = .running(running)
  }

  private mutating func runStartupProbe(_ index: Int, _ running: inout RunningContainer) {
    guard !running.isStarted else { return }
    guard let probe = plan.containers[index].startupProbe else {
      running.isStarted = behaviors[index].isStarted
      return
    }
    let verdict = tick(probe, &running.startup, outcome: behaviors[index].isStarted, running, index, "Startup")
    if verdict == true { running.isStarted = true }
    if verdict == false { restartUnhealthy(index, &running, "startup") }
  }

  private mutating func runReadinessProbe(_ index: Int, _ running: inout RunningContainer) {
    guard let probe = plan.containers[index].readinessProbe else {
      running.isReady = behaviors[index].isReady
      return
    }
    let outcome = behaviors[index].isReady
    running.isReady =
      tick(probe, &running.readiness, outcome: outcome, running, index, "Readiness") == true
  }

  private mutating func runLivenessProbe(_ index: Int, _ running: inout RunningContainer) {
    guard let probe = plan.containers[index].livenessProbe, runtime.stop == nil else { return }
    let outcome = behaviors[index].isLive
    if tick(probe, &running.liveness, outcome: outcome, running, index, "Liveness") == false {
      restartUnhealthy(index, &running, "liveness")
    }
  }

  private mutating func restartUnhealthy(
    _ index: Int, _ running: inout RunningContainer, _ probe: String
  ) {
    guard running.stop == nil else { return }
    let container = plan.containers[index]
    report(
      .normal, "Killing", "Container \(container.name) failed \(probe) probe, will be restarted", container)
    running.stop = containerStop(index, deadline: now + plan.gracePeriod)
  }

  /// Runs the ticks that are due and returns what the probe has established.
  private mutating func tick(
    _ probe: ProbePlan, _ progress: inout ProbeProgress, outcome: Bool, _ running: RunningContainer,
    _ index: Int, _ kind: String
  ) -> Bool? {
    while running.stop == nil, !isSettled(progress, outcome) {
      let at = nextTick(probe, progress, running)
      guard at <= now else {
        lookAgain(at: at)
        break
      }
      progress.lastTick = at
      count(probe, &progress, outcome)
      guard outcome else {
        report(
          .warning, "Unhealthy", "\(kind) probe failed: \(failure(probe.handler))", plan.containers[index])
        continue
      }
    }
    return progress.verdict
  }

  private func isSettled(_ progress: ProbeProgress, _ outcome: Bool) -> Bool {
    outcome && progress.verdict == true && progress.streak == 0
  }

  /// The first tick that is due: ticks follow the container's start at whole periods, the first ones left out that
  /// come before the initial delay. A probe that slept, because all was well, wakes at the next one.
  private func nextTick(_ probe: ProbePlan, _ progress: ProbeProgress, _ running: RunningContainer) -> Instant {
    var earliest = running.since + probe.initialDelay
    if let last = progress.lastTick { earliest = max(earliest, last + .nanoseconds(1)) }
    if progress.verdict == true, progress.streak == 0 { earliest = max(earliest, now) }
    let period = probe.period.nanoseconds
    let elapsed = (earliest - running.since).nanoseconds
    let periods = (elapsed + period - 1) / period
    return running.since + probe.period * periods
  }

  private func count(_ probe: ProbePlan, _ progress: inout ProbeProgress, _ outcome: Bool) {
    if progress.verdict == outcome {
      progress.streak = 0
      return
    }
    progress.streak = (progress.streak > 0) == outcome ? progress.streak + (outcome ? 1 : -1) : outcome ? 1 : -1
    let needed = outcome ? probe.successThreshold : -probe.failureThreshold
    if progress.streak == needed {
      progress.verdict = outcome
      progress.streak = 0
    }
  }

  private func failure(_ handler: ProbeHandler) -> String {
    switch handler {
    case .http: return "HTTP probe failed with statuscode: 503"
    case .tcp(let port):
      return "dial tcp \(runtime.address ?? runtime.hostAddress):\(port): connect: connection refused"
    case .exec: return "command terminated with exit code 1"
    case .grpc: return "service unhealthy (responded with \"NOT_SERVING\")"
    }
  }
}
