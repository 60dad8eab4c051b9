// The filters that look at one node and one pod.
import KubeKinds
import KubeObjects

extension SchedulingCycle {
  /// The first reason why a node can't take the pod; `nil` where it can.
  func rejection(_ node: NodeInfo) -> Rejection? {
    if let rejection = unsuitable(node) { return rejection }
    if let rejection = portsTaken(node) { return rejection }
    if let rejection = insufficient(node) { return rejection }
    if !pod.claims.isEmpty {
      if let rejection = volumes.restriction(node) ?? volumes.rejection(node) { return rejection }
    }
    return mindsOthers ? spreading.rejection(node) ?? neighbours.rejection(node) : nil
  }

  /// What no departure of other pods would change.
  private func unsuitable(_ node: NodeInfo) -> Rejection? {
    if node.isUnschedulable, !toleratesUnschedulable {
      return .final(.nodeUnschedulable, "node(s) were unschedulable")
    }
    if !node.taints.isEmpty, !pod.tolerates(node.taints) {
      return .final(.taintToleration, "node(s) had untolerated taint(s)")
    }
    if pod.choosesNodes, !pod.allowsNode(node.labels, name: node.name) {
      return .final(.nodeAffinity, "node(s) didn't match Pod's node affinity/selector")
    }
    return nil
  }

  private var toleratesUnschedulable: Bool {
    pod.tolerations.contains { $0.tolerates(Self.unschedulableTaint) }
  }

  private static let unschedulableTaint = Taint([
    .key: "node.kubernetes.io/unschedulable", "effect": "NoSchedule",
  ])

  private func portsTaken(_ node: NodeInfo) -> Rejection? {
    guard !pod.hostPorts.isEmpty, !node.hostPorts.isEmpty else { return nil }
    let isTaken = pod.hostPorts.contains { port in node.hostPorts.keys.contains { $0.conflicts(with: port) } }
    return isTaken
      ? .resolvable(.nodePorts, "node(s) didn't have free ports for the requested pod ports") : nil
  }

  /// All resources that a node has too little of. A node that never had enough can't be helped.
  private func insufficient(_ node: NodeInfo) -> Rejection? {
    let wanted = pod.requests
    let isCrowded = Int64(node.pods.count) + 1 > node.maxPods
    if !isCrowded, wanted.isNothing { return nil }
    var reasons: [String] = isCrowded ? ["Too many pods"] : []
    var isResolvable = true
    func check(_ amount: Int64, _ offered: Int64, _ taken: Int64, _ name: String) {
      guard amount > 0, amount > offered - taken else { return }
      reasons.append("Insufficient \(name)")
      if amount > offered { isResolvable = false }
    }
    check(wanted.cpu, node.allocatable.cpu, node.requested.cpu, "cpu")
    check(wanted.memory, node.allocatable.memory, node.requested.memory, "memory")
    check(wanted.storage, node.allocatable.storage, node.requested.storage, "ephemeral-storage")
    if !wanted.others.isEmpty {
      for (key, amount) in wanted.others.sorted(by: { $0.key.text < $1.key.text }) {
        check(amount, node.allocatable.others[key] ?? 0, node.requested.others[key] ?? 0, key.text)
      }
    }
    if reasons.isEmpty { return nil }
    return Rejection(plugin: .nodeResourcesFit, reasons: reasons, isResolvable: isResolvable)
  }
}
