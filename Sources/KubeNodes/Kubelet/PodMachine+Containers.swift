// One container from its turn to its end, and around again.
import KubeObjects
import KubeStore
import SimCore

extension PodMachine {
  /// Takes a container through everything that happens to it up to now.
  mutating func advanceContainer(_ index: Int) {
    while stepContainer(index) {}
    if !runtime.isInitialized, plan.containers[index].role.isInit {
      let next = index + 1
      if next < plan.containers.count, plan.containers[next].role == .main, mayBegin(next) {
        runtime.isInitialized = true
      }
    }
  }

  /// One transition; false when nothing more happens at this instant.
  private mutating func stepContainer(_ index: Int) -> Bool {
    switch runtime.containers[index].state {
    case .waiting: return begin(index)
    case .pulling(let since, let until): return finishPull(index, since: since, until: until)
    case .pullFailed(let failure): return retryPull(index, failure)
    case .misconfigured(let reason, _): return reconsider(index, reason)
    case .starting(let until): return finishStart(index, at: until)
    case .running(let running): return run(index, running)
    case .ended(let end): return restart(index, end)
    case .backingOff(let until): return endBackOff(index, until)
    }
  }

  private mutating func due(_ instant: Instant) -> Bool {
    if instant <= now { return true }
    lookAgain(at: instant)
    return false
  }

  // MARK: Beginning

  private mutating func begin(_ index: Int) -> Bool {
    guard runtime.stop == nil, mayBegin(index), !isFull || othersAreUnderWay(index) else { return false }
    let before = runtime.containers[index].state
    fetchImage(index)
    return runtime.containers[index].state != before
  }

  /// Looks again at a container that could not be made: whether what was wrong has been mended.
  private mutating func reconsider(_ index: Int, _ reason: String) -> Bool {
    guard runtime.stop == nil else { return false }
    let before = runtime.containers[index].state
    let image = plan.containers[index].image
    switch reason {
    case Self.configError: create(index)
    case Self.neverPulled: if surroundings.hasImage(image) { create(index) }
    default: if ImageNames.isValid(image) { fetchImage(index) }
    }
    return runtime.containers[index].state != before
  }

  static let configError = "CreateContainerConfigError"
  static let neverPulled = "ErrImageNeverPull"
  static let invalidName = "InvalidImageName"

  /// A kubelet starts one container after the other; one that fails to start holds nobody up.
  private func othersAreUnderWay(_ index: Int) -> Bool {
    runtime.containers[..<index].allSatisfy { container in
      switch container.state {
      case .pulling, .starting: container.instances > 0
      default: true
      }
    }
  }

  /// The image is there: the container is made, unless its environment can't be.
  mutating func create(_ index: Int) {
    let container = plan.containers[index]
    if isFull, let problem = surroundings.environmentProblem(container.spec) {
      misconfigure(index, Self.configError, problem)
      return
    }
    runtime.containers[index].state = .starting(until: now + behaviors[index].start)
  }

  /// Holds a container that can't be made as it is described.
  mutating func misconfigure(_ index: Int, _ reason: String, _ message: String) {
    let state = ContainerState.misconfigured(reason: reason, message: message)
    if runtime.containers[index].state != state {
      report(.warning, "Failed", "Error: \(message)", plan.containers[index])
    }
    runtime.containers[index].state = state
  }

  private mutating func finishStart(_ index: Int, at instant: Instant) -> Bool {
    guard runtime.stop == nil else { return abandon(index) }
    guard due(instant) else { return false }
    let container = plan.containers[index]
    if !isFull { reportPresent(container) }
    report(.normal, "Created", "Container created", container)
    report(.normal, "Started", "Container started", container)
    let instance = runtime.containers[index].instances
    let id = ImageNames.containerID(podUID: plan.uid, container: container.name, instance: instance)
    var running = RunningContainer(since: instant, containerID: id)
    running.exitAt = exitTime(index, startedAt: instant)
    runtime.containers[index].instances += 1
    if instance > 0 { runtime.containers[index].restarts += 1 }
    runtime.containers[index].showsLatest = false
    runtime.containers[index].showsBackOff = false
    runtime.containers[index].state = .running(running)
    return true
  }

  /// When a container ends by itself: init containers when their work is done, unless their command has no end; others
  /// where a rule or their command says so.
  private func exitTime(_ index: Int, startedAt: Instant) -> Instant? {
    let behavior = behaviors[index]
    let isDone = plan.containers[index].role == .initial && (!isFull || behavior.run > .zero)
    return isDone || behavior.exitCode != nil ? startedAt + behavior.run : nil
  }

  /// A container that was on its way when its pod was stopped never runs.
  mutating func abandon(_ index: Int) -> Bool {
    guard let latest = runtime.containers[index].latest, runtime.containers[index].showsLatest else {
      runtime.containers[index].state = .waiting
      return false
    }
    runtime.containers[index].state = .ended(latest)
    return false
  }

  // MARK: Running

  private mutating func run(_ index: Int, _ running: RunningContainer) -> Bool {
    let endsAt = min(running.exitAt ?? .distantFuture, running.stop?.endsAt ?? .distantFuture)
    if endsAt <= now {
      let isKilled = running.stop.map { $0.deadline <= endsAt && $0.obeysAt > $0.deadline } ?? false
      end(index, running, at: endsAt, isOwnEnd: running.exitAt == endsAt, isKilled: isKilled)
      return true
    }
    if endsAt < .distantFuture { lookAgain(at: endsAt) }
    probe(index)
    if let exitAt = runtime.containers[index].running?.stop?.endsAt { lookAgain(at: exitAt) }
    return false
  }

  private mutating func end(
    _ index: Int, _ running: RunningContainer, at instant: Instant, isOwnEnd: Bool, isKilled: Bool
  ) {
    let behavior = behaviors[index]
    let code = isOwnEnd ? behavior.exitCode ?? 0 : isKilled ? 137 : 0
    let reason = (isOwnEnd ? behavior.exitReason : nil) ?? (code == 0 ? "Completed" : "Error")
    let end = Termination(
      exitCode: code, reason: reason, message: isOwnEnd ? behavior.exitMessage : nil,
      startedAt: running.since, finishedAt: instant, containerID: running.containerID)
    runtime.containers[index].previous = runtime.containers[index].latest
    runtime.containers[index].latest = end
    runtime.containers[index].showsLatest = true
    runtime.containers[index].state = .ended(end)
  }

  // MARK: Again

  private mutating func restart(_ index: Int, _ end: Termination) -> Bool {
    let container = plan.containers[index]
    let isWanted = restarts(container, end) && (container.role == .main || !isFinished)
    guard runtime.stop == nil, isWanted || restartsToResize(index, end) else { return false }
    guard runtime.containers[index].crashes.holds(since: end.finishedAt, now: now) else {
      runtime.containers[index].crashes.count(at: end.finishedAt, now: now)
      fetchImage(index)
      return true
    }
    report(
      .warning, "BackOff",
      "Back-off restarting failed container \(container.name) in pod \(plan.fullName)", container)
    runtime.containers[index].showsBackOff = true
    runtime.containers[index].showsLatest = false
    runtime.containers[index].state =
      .backingOff(until: runtime.containers[index].crashes.end(since: end.finishedAt))
    return true
  }

  private mutating func endBackOff(_ index: Int, _ until: Instant) -> Bool {
    guard runtime.stop == nil else { return false }
    guard due(until), let latest = runtime.containers[index].latest else { return false }
    runtime.containers[index].crashes.count(at: latest.finishedAt, now: now)
    fetchImage(index)
    return true
  }
}
