// The taints that a node's conditions come to.
import KubeKinds
import KubeObjects

enum NodeTaints {
  static let unreachable = "node.kubernetes.io/unreachable"
  static let notReady = "node.kubernetes.io/not-ready"
  static let unschedulable = "node.kubernetes.io/unschedulable"
  static let outOfService = "node.kubernetes.io/out-of-service"

  /// Taints with effect NoSchedule for conditions of nodes (`nodeConditionToTaintKeyStatusMap`).
  private static let byCondition: [(type: String, status: String, key: String)] = [
    ("Ready", "False", notReady), ("Ready", "Unknown", unreachable),
    ("MemoryPressure", "True", "node.kubernetes.io/memory-pressure"),
    ("DiskPressure", "True", "node.kubernetes.io/disk-pressure"),
    ("NetworkUnavailable", "True", "node.kubernetes.io/network-unavailable"),
    ("PIDPressure", "True", "node.kubernetes.io/pid-pressure"),
  ]

  private static let managed = Set(byCondition.map(\.key) + [unschedulable])

  /// The keys of the NoSchedule taints that a node should have.
  static func wanted(_ node: Value) -> [String] {
    var keys: [String] = []
    for rule in byCondition {
      let status = node[.status][.conditions].first(where: .type, is: rule.type)?[.status].text
      if status == rule.status { keys.append(rule.key) }
    }
    if node[.spec][.unschedulable].isTrue { keys.append(unschedulable) }
    return keys
  }

  /// The taints of a node with the NoSchedule taints of its conditions brought up to date; `nil` where they are.
  static func updated(_ node: Value, _ now: String) -> Value? {
    let wanted = wanted(node)
    let old = node[.spec][.taints].elements
    var taints = old.filter { taint in
      !(taint[.effect].text == "NoSchedule" && managed.contains(taint[.key].text)
        && !wanted.contains(taint[.key].text))
    }
    for key in wanted where !taints.contains(where: { $0[.key].text == key && $0[.effect].text == "NoSchedule" }) {
      taints.append([.key: .string(key), "effect": "NoSchedule", "timeAdded": .string(now)])
    }
    return taints == old ? nil : .array(taints)
  }

  /// The taint with effect NoExecute that the state of a node's Ready condition comes to.
  static func eviction(_ node: Value) -> String? {
    switch node[.status][.conditions].first(where: .type, is: "Ready")?[.status].text {
    case "False": notReady
    case "Unknown": unreachable
    default: nil
    }
  }

  /// The taints of a node with `key` as its only NoExecute taint of this kind; `nil` where that is so.
  static func withEviction(_ key: String?, _ node: Value, _ now: String) -> Value? {
    let old = node[.spec][.taints].elements
    var taints = old.filter { taint in
      let isOurs = taint[.effect].text == "NoExecute" && [notReady, unreachable].contains(taint[.key].text)
      return !isOurs || taint[.key].text == key
    }
    if let key, !taints.contains(where: { $0[.key].text == key && $0[.effect].text == "NoExecute" }) {
      taints.append([.key: .string(key), "effect": "NoExecute", "timeAdded": .string(now)])
    }
    return taints == old ? nil : .array(taints)
  }
}
