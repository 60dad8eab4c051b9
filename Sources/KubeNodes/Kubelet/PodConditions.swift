// The conditions that a kubelet keeps on a pod (kubelet `status/generate.go`).
import KubeKinds
import KubeObjects
import SimCore

/// Works out a pod's conditions and puts them among those that others wrote.
struct PodConditions {
  let status: PodStatus
  let phase: String
  let containers: [(ContainerPlan, ContainerRuntime)]
  let pod: Value
  let now: Instant

  /// One condition before it is compared with the old one.
  struct Finding {
    var isTrue: Bool
    var reason: String?
    var message: String?

    static let met = Finding(isTrue: true)

    static func unmet(_ reason: String, _ message: String? = nil) -> Finding {
      Finding(isTrue: false, reason: reason, message: message)
    }
  }

  private static let resizing = ["PodResizePending", "PodResizeInProgress"]
  /// The kubelet's own conditions, in the order in which it writes them.
  static let own = ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"]

  /// All conditions: foreign ones first, as the kubelet's status manager puts them.
  func merged() -> Value {
    let old = pod[.status][.conditions].elements
    var result: [Value] = []
    result.reserveCapacity(old.count + Self.own.count)
    var before = [Value?](repeating: nil, count: Self.own.count)
    for condition in old {
      let type = condition[.type].text
      if let place = Self.own.firstIndex(of: type) {
        before[place] = condition
      } else if !Self.resizing.contains(type) {
        result.append(condition)
      }
    }
    if let resize = runtime.resize { result += conditions(of: resize) }
    let present = status.memory.time(now)
    let generation = pod[.metadata][.generation]
    let containersReady = containersReady
    let findings = [
      Finding(isTrue: runtime.hasSandbox && !isFinal), initialized, ready(containersReady), containersReady, .met,
    ]
    for place in Self.own.indices {
      let (finding, old) = (findings[place], before[place])
      let hasChanged = old?[.status].string != (finding.isTrue ? "True" : "False")
      let since = hasChanged ? present : old?[.lastTransitionTime] ?? .null
      result.append(status.memory.condition(place, finding, since: since, generation: generation))
    }
    return .array(result)
  }

  /// How a change of resources stands; nothing when there is none.
  private func conditions(of resize: ResizeRuntime) -> [Value] {
    var conditions: [Value] = []
    if let pending = resize.pending {
      var condition = Self.resizing(Self.resizing[0], pending.since, pending.notedAt, pending.generation)
      condition[.message] = .string(pending.problem.message)
      condition[.reason] = .string(pending.problem.reason)
      conditions.append(condition)
    }
    if let progress = resize.progress {
      conditions.append(Self.resizing(Self.resizing[1], progress.since, progress.since, progress.generation))
    }
    return conditions
  }

  private static func resizing(
    _ type: String, _ since: Instant, _ notedAt: Instant, _ generation: Int64
  ) -> Value {
    [
      .lastProbeTime: .string(notedAt.rfc3339), .lastTransitionTime: .string(since.rfc3339),
      .observedGeneration: .int(generation), .status: "True", .type: .string(type),
    ]
  }

  private var runtime: PodRuntime { status.runtime }

  private var isFinal: Bool { phase == "Succeeded" || phase == "Failed" }
}

extension PodConditions {
  private var initialized: Finding {
    if phase == "Succeeded" { return Finding(isTrue: true, reason: "PodCompleted") }
    if runtime.isInitialized { return .met }
    let incomplete = containers.filter { plan, container in
      switch plan.role {
      case .main, .ephemeral: false
      case .sidecar: !(container.running?.isStarted ?? false)
      case .initial: container.termination?.exitCode != 0
      }
    }
    if incomplete.isEmpty { return .met }
    return .unmet("ContainersNotInitialized", "containers with incomplete status: \(names(incomplete))")
  }

  private var containersReady: Finding {
    if phase == "Succeeded" { return .unmet("PodCompleted") }
    if phase == "Failed" { return .unmet("PodFailed") }
    func isUnready(_ plan: ContainerPlan, _ container: ContainerRuntime) -> Bool {
      [.main, .sidecar].contains(plan.role) && !(container.running?.isReady ?? false)
    }
    if !containers.contains(where: isUnready) { return .met }
    let unready = containers.filter(isUnready)
    return .unmet("ContainersNotReady", "containers with unready status: \(names(unready))")
  }

  private func ready(_ containersReady: Finding) -> Finding {
    guard containersReady.isTrue else { return containersReady }
    var messages: [String] = []
    for gate in pod[.spec][.readinessGates].elements {
      let type = gate[.conditionType].text
      guard let found = pod[.status][.conditions].first(where: .type, is: type) else {
        messages.append("corresponding condition of pod readiness gate \"\(type)\" does not exist.")
        continue
      }
      if found[.status].text != "True" {
        messages.append(
          "the status of pod readiness gate \"\(type)\" is not \"True\", but \(found[.status].text)")
      }
    }
    if messages.isEmpty { return .met }
    return .unmet("ReadinessGatesNotReady", messages.joined(separator: ", "))
  }

  /// As Go prints a list of strings: `[a b]`.
  private func names(_ containers: [(ContainerPlan, ContainerRuntime)]) -> String {
    "[\(containers.map(\.0.name).joined(separator: " "))]"
  }
}
