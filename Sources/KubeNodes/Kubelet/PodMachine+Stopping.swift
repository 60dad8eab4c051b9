// Ending a pod: the main containers first, then the sidecars in reverse order, all within the grace period.
import KubeObjects
import KubeStore
import SimCore

extension PodMachine {
  /// Begins to stop the pod, or brings the end of a stop forward.
  mutating func stopPod(_ cause: PodStop.Cause, deadline: Instant) {
    if var stop = runtime.stop {
      if cause == .deleted { stop.cause = .deleted }
      stop.deadline = min(stop.deadline, deadline)
      runtime.stop = stop
    } else {
      runtime.stop = PodStop(cause: cause, since: now, deadline: deadline)
    }
    for index in plan.containers.indices where plan.containers[index].role != .sidecar {
      stopContainer(index)
    }
    stopSidecars()
  }

  /// Sidecars end when no other container runs any more, the last one first.
  private mutating func stopSidecars() {
    guard mainsHaveEnded else { return }
    for index in plan.containers.indices.reversed() where plan.containers[index].role == .sidecar {
      stopContainer(index)
      if runtime.containers[index].running != nil { return }
    }
  }

  private var mainsHaveEnded: Bool {
    zip(plan.containers, runtime.containers).allSatisfy { plan, container in
      plan.role == .sidecar || plan.role == .ephemeral || container.running == nil
        || container.running?.stop.map { $0.endsAt <= now } == true
    }
  }

  /// A pod whose main containers are done for good needs its sidecars no more, and nobody looks into it.
  mutating func stopSidecarsOfFinishedPod() {
    if runtime.stop != nil {
      let before = runtime
      stopSidecars()
      if runtime != before { for index in plan.containers.indices { advanceContainer(index) } }
      return
    }
    let others = plan.containers.indices.filter { [.sidecar, .ephemeral].contains(plan.containers[$0].role) }
    guard !others.isEmpty, isFinished else { return }
    for index in others.reversed() {
      if var running = runtime.containers[index].running, running.stop == nil {
        running.stop = containerStop(index, deadline: now + plan.gracePeriod)
        runtime.containers[index].state = .running(running)
        lookAgain(at: running.stop?.endsAt ?? now)
      }
    }
  }

  private mutating func stopContainer(_ index: Int) {
    guard let stop = runtime.stop, var running = runtime.containers[index].running else { return }
    if var asked = running.stop {
      asked.deadline = min(asked.deadline, stop.deadline)
      running.stop = asked
    } else {
      report(
        .normal, "Killing", "Stopping container \(plan.containers[index].name)", plan.containers[index])
      running.stop = containerStop(index, deadline: stop.deadline)
    }
    runtime.containers[index].state = .running(running)
  }

  /// How a container that is asked to stop now will do so: after its hook, in its own time, at the deadline at last.
  func containerStop(_ index: Int, deadline: Instant) -> ContainerStop {
    let hook = isFull ? plan.containers[index].preStop : .zero
    return ContainerStop(since: now, obeysAt: now + hook + behaviors[index].stop, deadline: max(deadline, now))
  }
}
