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

  /// The kubelet's own conditions, in the order in which it writes them.
  static let own = ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"]

  /// All conditions: foreign ones first, as the kubelet's status manager puts them.
  func merged() -> Value {
    let old = pod[.status][.conditions]
    var result = old.elements.filter { !Self.own.contains($0[.type].text) }
    let containersReady = containersReady
    let findings = [
      Finding(isTrue: runtime.hasSandbox && !isFinal), initialized, ready(containersReady), containersReady, .met,
    ]
    for (type, finding) in zip(Self.own, findings) {
      result.append(condition(type, finding, old.first(where: .type, is: type)))
    }
    return .array(result)
  }

  private var runtime: PodRuntime { status.runtime }

  private var isFinal: Bool { phase == "Succeeded" || phase == "Failed" }

  private func condition(_ type: String, _ finding: Finding, _ old: Value?) -> Value {
    let text = finding.isTrue ? "True" : "False"
    let isSame = old?[.status].string == text
    var condition: Value = [
      .lastProbeTime: .null,
      .lastTransitionTime: isSame ? old?[.lastTransitionTime] ?? .null : .string(now.rfc3339),
      .status: .string(text), .type: .string(type),
    ]
    if let generation = pod[.metadata][.generation].int { condition[.observedGeneration] = .int(generation) }
    if let reason = finding.reason { condition[.reason] = .string(reason) }
    if let message = finding.message { condition[.message] = .string(message) }
    return condition
  }
}

extension PodConditions {
  private var initialized: Finding {
    if phase == "Succeeded" { return Finding(isTrue: true, reason: "PodCompleted") }
    if runtime.isInitialized { return .met }
    let incomplete = containers.filter { plan, container in
      switch plan.role {
      case .main: false
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
    let unready = containers.filter { plan, container in
      plan.role != .initial && !(container.running?.isReady ?? false)
    }
    if unready.isEmpty { return .met }
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
