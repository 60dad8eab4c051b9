// The status of a pod, as its kubelet writes it.
import KubeKinds
import KubeObjects
import SimCore

/// Writes down what runs for a pod. Field for field what recordings of v1.36 show (`first-set`, `print-describe-pods`).
struct PodStatus {
  let plan: PodPlan
  let runtime: PodRuntime
  let detail: KubeletDetail
  let memory: StatusMemory
  let now: Instant

  /// The fields of the status of a pod that runs: few have more.
  private static let fieldCount = 11

  /// The new status of a pod, made from the one it has.
  func value(for pod: Value) -> Value {
    let old = pod[.status]
    var status = old
    status.reserve(fields: Self.fieldCount)
    let phase = phase(old)
    status[.phase] = .string(phase)
    writeContainers(&status)
    status[.startTime] = memory.time(runtime.startedAt)
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
      status[.hostIPs] = [.object(ascending: Object.Entry(.ip, .string(runtime.hostAddress)))]
    }
    if let address = runtime.address {
      status[.podIP] = .string(address)
      status[.podIPs] = [.object(ascending: Object.Entry(.ip, .string(address)))]
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
    if othersRun { return "Running" }
    if ended.allSatisfy({ $0.exitCode == 0 }) { return "Succeeded" }
    return plan.restartPolicy == "Never" ? "Failed" : "Running"
  }

  private var othersRun: Bool {
    zip(plan.containers, runtime.containers).contains { $0.role != .main && $1.running != nil }
  }

  /// A pod that is stopped gets its final phase when nothing of it runs any more.
  private func stoppedPhase(_ stop: PodStop, _ before: String) -> String {
    if runtime.isRunningAnything { return before.isEmpty ? "Pending" : before }
    if case .failed = stop.cause { return "Failed" }
    guard detail == .full else { return before }
    let own = zip(plan.containers, runtime.containers).filter { $0.0.role != .ephemeral }
    let isSuccess = own.allSatisfy { $0.1.termination?.exitCode == 0 }
    return isSuccess ? "Succeeded" : "Failed"
  }

  private var initFailed: Bool {
    zip(plan.containers, runtime.containers).contains { plan, container in
      plan.role == .initial
        && container.termination.map { $0.exitCode != 0 && self.plan.restartPolicy == "Never" } ?? false
    }
  }

  private var initIsDone: Bool { !plan.containers.contains(where: \.role.isInit) }
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

  /// Init containers stand in their order, others of a full kubelet in that of their names.
  private func writeContainers(_ status: inout Value) {
    typealias Entry = (name: String, status: Value)
    var (initial, main, ephemeral): ([Entry], [Entry], [Entry]) = ([], [], [])
    for (container, runtime) in zip(plan.containers, runtime.containers) {
      let entry = (container.name, containerStatus(container, runtime))
      switch container.role {
      case .initial, .sidecar: initial.append(entry)
      case .main: main.append(entry)
      case .ephemeral: ephemeral.append(entry)
      }
    }
    func sorted(_ entries: [Entry]) -> Value {
      let isSorted = detail == .plain || entries.count < 2
      let all = isSorted ? entries : entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
      return .array(all.map(\.status))
    }
    status.set(.initContainerStatuses, initial.isEmpty ? nil : .array(initial.map(\.status)))
    status[.containerStatuses] = sorted(main)
    status.set(.ephemeralContainerStatuses, ephemeral.isEmpty ? nil : sorted(ephemeral))
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
    let image = hasImage ? memory.image(container.image) : (name: .string(container.image), id: "")
    var fields: [Object.Entry] = []
    fields.reserveCapacity(9)
    if let id { fields.append(Object.Entry(.containerID, .string(id))) }
    fields.append(Object.Entry(.image, image.name))
    fields.append(Object.Entry(.imageID, image.id))
    fields.append(Object.Entry(.lastState, lastState(runtime, shown)))
    fields.append(Object.Entry(.name, .string(container.name)))
    fields.append(Object.Entry(.ready, .bool(isReady)))
    fields.append(Object.Entry(.restartCount, .int(runtime.restarts)))
    if container.role != .ephemeral { fields.append(Object.Entry(.started, .bool(isStarted))) }
    fields.append(Object.Entry(.state, value(shown)))
    var status = Value.object(Object(ascending: fields))
    if detail == .full, id != nil { writeResources(container, &status) }
    return status
  }

  /// What the container was given, and what is set aside for it.
  private func writeResources(_ container: ContainerPlan, _ status: inout Value) {
    let asked = container.spec[.resources]
    let actual = runtime.resize?.actual[container.name].map(PodMachine.resources) ?? asked
    let allocated = runtime.resize?.allocated[container.name].map(PodMachine.resources) ?? asked
    status[.resources] = actual.isNull ? [:] : actual
    if !allocated[.requests].isNull { status["allocatedResources"] = allocated[.requests] }
  }

  /// How the instance before the one shown ended.
  private func lastState(_ runtime: ContainerRuntime, _ shown: ShownState) -> Value {
    let before: Termination?
    if case .ended = shown { before = runtime.previous } else { before = runtime.latest }
    return before.map { [.terminated: $0.value] } ?? [:]
  }
}

extension PodStatus {
  private func value(_ shown: ShownState) -> Value {
    switch shown {
    case .waiting(let reason, let message):
      var waiting = Value.object(ascending: Object.Entry(.reason, .string(reason)))
      if let message { waiting[.message] = .string(message) }
      return .object(ascending: Object.Entry(.waiting, waiting))
    case .running(let running):
      let since = Value.object(ascending: Object.Entry(.startedAt, memory.time(running.since)))
      return .object(ascending: Object.Entry(.running, since))
    case .ended(let end): return .object(ascending: Object.Entry(.terminated, end.value))
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
