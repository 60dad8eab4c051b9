// Why a node, or the cluster, can't take a pod.
import KubeObjects

/// The parts of the scheduler that can turn a pod away, in the order in which nodes are put to them.
enum SchedulerPlugin: Int, CaseIterable, Comparable, Codable {
  case nodeUnschedulable, nodeName, taintToleration, nodeAffinity, nodePorts, nodeResourcesFit
  case volumeRestrictions, nodeVolumeLimits, volumeBinding, volumeZone, podTopologySpread, interPodAffinity

  static func < (a: SchedulerPlugin, b: SchedulerPlugin) -> Bool { a.rawValue < b.rawValue }
}

/// A node's refusal.
struct Rejection: Equatable {
  var plugin: SchedulerPlugin
  var reasons: [String]
  /// Whether the pod would fit if other pods left.
  var isResolvable: Bool

  static func final(_ plugin: SchedulerPlugin, _ reason: String) -> Rejection {
    Rejection(plugin: plugin, reasons: [reason], isResolvable: false)
  }

  static func resolvable(_ plugin: SchedulerPlugin, _ reason: String) -> Rejection {
    Rejection(plugin: plugin, reasons: [reason], isResolvable: true)
  }
}

/// Why no node takes a pod, in kube-scheduler's words (`framework.FitError`).
struct FitError: Equatable {
  var nodeCount: Int
  /// What was wrong before any node was looked at.
  var beforehand: String?
  /// How many nodes gave each reason.
  var reasons: [String: Int] = [:]
  /// What came of looking for pods to put aside; `nil` where some were found.
  var afterwards: String?
  var plugins: Set<SchedulerPlugin> = []

  /// `0/3 nodes are available: 1 node(s) were unschedulable, 2 Insufficient cpu. ...`
  var message: String {
    if nodeCount == 0 { return "no nodes available to schedule pods" }
    var text = "0/\(nodeCount) nodes are available:"
    if let beforehand {
      text += " \(beforehand)."
    } else if !reasons.isEmpty {
      text += " \(Self.listed(reasons))."
    }
    if let afterwards { text += " \(afterwards)" }
    return text
  }

  /// Reasons with their counts, sorted as texts.
  static func listed(_ reasons: [String: Int]) -> String {
    reasons.map { "\($0.value) \($0.key)" }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: ", ")
  }

  mutating func add(_ rejection: Rejection) {
    plugins.insert(rejection.plugin)
    for reason in rejection.reasons { reasons[reason, default: 0] += 1 }
  }
}
