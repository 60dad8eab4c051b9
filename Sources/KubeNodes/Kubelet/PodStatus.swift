// The status of a pod, as its kubelet writes it.
import KubeKinds
import KubeObjects
import SimCore

/// Writes down what runs for a pod. Field for field what recordings of v1.36 show (`first-set`, `print-describe-pods`).
struct PodStatus {
  let plan: PodPlan
  let runtime: PodRuntime
  let detail: KubeletDetail
  let images: ImageStatus
  let now: Instant

  /// The new status of a pod, made from the one it has.
  func value(for pod: Value) -> Value {
    let old = pod[.status]
    var status = old
    let phase = phase(old)
    let (initial, main) = containerStatuses()
    status[.phase] = .string(phase)
    status.set(.initContainerStatuses, initial.isEmpty ? nil : .array(initial))
    status[.containerStatuses] = .array(main)
    if detail == .full { status.set(.ephemeralContainerStatuses, ephemeralStatuses(pod)) }
    status[.startTime] = .string(runtime.startedAt.rfc3339)
    if let generation = pod[.metadata][.generation].int { status[.observedGeneration] = .int(generation) }
    writeAddresses(&status)
    writeFailure(&status, phase)
    status[.conditions] = PodConditions(
      status: self, phase: phase, containers: zip(plan.containers, runtime.containers).map { $0 }, pod: pod, now: now
    ).merged()
    return status
  }

  private func writeAddresses(_ status: inout Value) {
    if !runtime.hostAddress.isEmpty {
      status[.hostIP] = .string(runtime.hostAddress)
      status[.hostIPs] = [[.ip: .string(runtime.hostAddress)]]
    }
    if let address = runtime.address {
      status[.podIP] = .string(address)
      status[.podIPs] = [[.ip: .string(address)]]
    }
  }

  private func writeFailure(_ status: inout Value, _ phase: String) {
    guard phase == "Failed", case .failed(let reason, let message)? = runtime.stop?.cause else { return }
    status[.reason] = .string(reason)
    status[.message] = .string(message)
  }
}

// MARK: Phase

extension PodStatus {
  /// How far the pod is as a whole (kubelet `getPhase`). A phase that is final stays.
  func phase(_ old: Value) -> String {
    let before = old[.phase].text
    if before == "Failed" || before == "Succeeded" { return before }
    if let stop = runtime.stop { return stoppedPhase(stop, before) }
    if initFailed { return "Failed" }
    guard runtime.isInitialized || initIsDone else { return "Pending" }
    var running = 0
    var waiting = 0
    var ended: [Termination] = []
    for (container, runtime) in zip(plan.containers, runtime.containers) where container.role == .main {
      switch shown(runtime) {
      case .running: running += 1
      case .ended(let end): ended.append(end)
      case .waiting: if let latest = runtime.latest { ended.append(latest) } else { waiting += 1 }
      }
    }
    if waiting > 0 { return "Pending" }
    if running > 0 { return "Running" }
    return finishedPhase(ended)
  }

  private func finishedPhase(_ ended: [Termination]) -> String {
    let machineWouldRestart = zip(plan.containers, runtime.containers).contains { plan, container in
      plan.role == .main && container.state.isOnItsWay
    }
    if machineWouldRestart || plan.restartPolicy == "Always" { return "Running" }
    if sidecarsRun { return "Running" }
    if ended.allSatisfy({ $0.exitCode == 0 }) { return "Succeeded" }
    return plan.restartPolicy == "Never" ? "Failed" : "Running"
  }

  private var sidecarsRun: Bool {
    zip(plan.containers, runtime.containers).contains { $0.role == .sidecar && $1.running != nil }
  }

  /// A pod that is stopped gets its final phase when nothing of it runs any more.
  private func stoppedPhase(_ stop: PodStop, _ before: String) -> String {
    if runtime.isRunningAnything { return before.isEmpty ? "Pending" : before }
    if case .failed = stop.cause { return "Failed" }
    guard detail == .full else { return before }
    let ended = runtime.containers.compactMap(\.termination)
    let isSuccess = !ended.isEmpty && ended.count == runtime.containers.count && ended.allSatisfy { $0.exitCode == 0 }
    return isSuccess ? "Succeeded" : "Failed"
  }

  private var initFailed: Bool {
    zip(plan.containers, runtime.containers).contains { plan, container in
      plan.role == .initial
        && container.termination.map { $0.exitCode != 0 && self.plan.restartPolicy == "Never" } ?? false
    }
  }

  private var initIsDone: Bool { !plan.containers.contains { $0.role != .main } }
}

// MARK: Containers

extension ContainerState {
  /// Whether the container is between two instances.
  var isOnItsWay: Bool {
    switch self {
    case .pulling, .pullFailed, .misconfigured, .starting, .backingOff: true
    case .waiting, .running, .ended: false
    }
  }
}

/// What a container's status shows.
enum ShownState {
  case waiting(reason: String, message: String?)
  case running(RunningContainer)
  case ended(Termination)
}

extension PodStatus {
  func shown(_ container: ContainerRuntime) -> ShownState {
    switch container.state {
    case .running(let running): return .running(running)
    case .ended(let end): return .ended(end)
    case .pullFailed(let failure) where failure.saysBackOff:
      return .waiting(
        reason: "ImagePullBackOff",
        message: "Back-off pulling image \"\(image(of: container))\": \(failure.reason): \(failure.message)")
    case .pullFailed(let failure): return .waiting(reason: failure.reason, message: failure.message)
    case .misconfigured(let reason, let message): return .waiting(reason: reason, message: message)
    case .waiting, .pulling, .starting, .backingOff:
      if container.showsLatest, let latest = container.latest { return .ended(latest) }
      if container.showsBackOff { return .waiting(reason: "CrashLoopBackOff", message: backOffMessage(container)) }
      return .waiting(
        reason: runtime.isInitialized || initIsDone ? "ContainerCreating" : "PodInitializing", message: nil)
    }
  }

  private func image(of container: ContainerRuntime) -> String {
    zip(plan.containers, runtime.containers).first { $1 == container }?.0.image ?? ""
  }

  private func backOffMessage(_ container: ContainerRuntime) -> String {
    let name = zip(plan.containers, runtime.containers).first { $1 == container }?.0.name ?? ""
    return "back-off \(container.crashes.delay.goText) restarting failed container=\(name) pod=\(plan.fullName)"
  }

  private func containerStatuses() -> (initial: [Value], main: [Value]) {
    var initial: [Value] = []
    var main: [(name: String, status: Value)] = []
    for (container, runtime) in zip(plan.containers, runtime.containers) {
      let status = containerStatus(container, runtime)
      if container.role == .main { main.append((container.name, status)) } else { initial.append(status) }
    }
    if detail == .full { main.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) } }
    return (initial, main.map(\.status))
  }

  private func containerStatus(_ container: ContainerPlan, _ runtime: ContainerRuntime) -> Value {
    let shown = shown(runtime)
    var isReady = false
    var isStarted = false
    var id: String?
    switch shown {
    case .running(let running):
      isReady = container.role == .initial ? false : running.isReady
      isStarted = running.isStarted
      id = running.containerID
    case .ended(let end):
      isReady = container.role == .initial && end.exitCode == 0
      id = end.containerID
    case .waiting: id = runtime.latest?.containerID
    }
    var hasImage = id != nil
    if detail == .plain, case .waiting = shown { hasImage = false }
    let image = hasImage ? images.of(container.image) : (name: .string(container.image), id: "")
    var status: Value = [
      .image: image.name, .imageID: image.id,
      .lastState: lastState(runtime, shown), .name: .string(container.name), .ready: .bool(isReady),
      .restartCount: .int(runtime.restarts), .started: .bool(isStarted), .state: shown.value,
    ]
    if let id { status[.containerID] = .string(id) }
    return status
  }

  /// Containers to look into a pod with run from when they are seen. They never end by themselves: nobody is in them.
  private func ephemeralStatuses(_ pod: Value) -> Value? {
    let containers = pod[.spec][.ephemeralContainers].elements
    let known = pod[.status][.ephemeralContainerStatuses]
    guard runtime.hasSandbox, containers.count > known.elements.count else { return known.isNull ? nil : known }
    return .array(
      containers.map { container in
        known.elements.first { $0[.name] == container[.name] } ?? firstStatus(ofEphemeral: container)
      })
  }

  private func firstStatus(ofEphemeral container: Value) -> Value {
    let image = images.of(container[.image].text)
    let name = container[.name].text
    return [
      .containerID: .string(ImageNames.containerID(podUID: plan.uid, container: name, instance: 0)), .image: image.name,
      .imageID: image.id, .lastState: [:], .name: .string(name), .ready: false, .restartCount: 0,
      .state: [.running: [.startedAt: .string(now.rfc3339)]],
    ]
  }

  /// How the instance before the one shown ended.
  private func lastState(_ runtime: ContainerRuntime, _ shown: ShownState) -> Value {
    let before: Termination?
    if case .ended = shown { before = runtime.previous } else { before = runtime.latest }
    return before.map { [.terminated: $0.value] } ?? [:]
  }
}

extension ShownState {
  var value: Value {
    switch self {
    case .waiting(let reason, let message):
      var waiting: Value = [.reason: .string(reason)]
      if let message { waiting[.message] = .string(message) }
      return [.waiting: waiting]
    case .running(let running): return [.running: [.startedAt: .string(running.since.rfc3339)]]
    case .ended(let end): return [.terminated: end.value]
    }
  }
}

extension Termination {
  var value: Value {
    var value: Value = [
      .containerID: .string(containerID), .exitCode: .int(exitCode), .reason: .string(reason),
      .startedAt: .string(startedAt.rfc3339), .finishedAt: .string(finishedAt.rfc3339),
    ]
    if let message { value[.message] = .string(message) }
    return value
  }
}
