// Which of the nodes that fit is best: the scoring plugins of kube-scheduler's default profile with their weights.
import KubeKinds
import KubeObjects

/// Scores the nodes that fit one pod.
struct NodeScores {
  let cycle: SchedulingCycle
  let nodes: [NodeInfo]

  static let maximum: Int64 = 100

  init(_ cycle: SchedulingCycle, _ nodes: [NodeInfo]) {
    self.cycle = cycle
    self.nodes = nodes
  }

  /// The node with the highest score; of equals the first one looked at. kube-scheduler draws lots among equals:
  /// here the same cluster gives the same answer.
  func best() -> NodeInfo {
    guard nodes.count > 1 else { return nodes[0] }
    let room = RoomDemand(cycle.pod)
    var total = nodes.map { $0.score(room) }
    add(taints(), weight: 3, to: &total)
    add(nodeAffinity(), weight: 2, to: &total)
    add(SpreadScores(cycle, nodes).scores(), weight: 2, to: &total)
    add(NeighbourScores(cycle, nodes).scores(), weight: 2, to: &total)
    var best = 0
    for index in total.indices where total[index] > total[best] { best = index }
    return nodes[best]
  }

  private func add(_ scores: [Int64]?, weight: Int64, to total: inout [Int64]) {
    guard let scores else { return }
    for index in total.indices { total[index] += scores[index] * weight }
  }

  // MARK: Preferences

  /// Fewer taints of the soft kind that the pod does not tolerate (`TaintToleration`).
  private func taints() -> [Int64]? {
    guard nodes.contains(where: { !$0.softTaints.isEmpty }) else { return nil }
    let counts = nodes.map { node in
      Int64(node.softTaints.filter { taint in !cycle.pod.tolerations.contains { $0.tolerates(taint) } }.count)
    }
    return Self.normalized(counts, isReversed: true)
  }

  /// The weights of the preferred node affinity that match (`NodeAffinity`).
  private func nodeAffinity() -> [Int64]? {
    guard let preferred = cycle.pod.nodeAffinity?.preferred, !preferred.isEmpty else { return nil }
    return Self.normalized(
      nodes.map { node in
        preferred.filter { $0.term.matches(node.labels, name: node.name) }.reduce(0) { $0 + $1.weight }
      }, isReversed: false)
  }

  /// Scores between 0 and 100, the largest becoming 100 (`helper.DefaultNormalizeScore`).
  static func normalized(_ scores: [Int64], isReversed: Bool) -> [Int64]? {
    guard let largest = scores.max(), largest > 0 else { return nil }
    return scores.map { isReversed ? maximum - $0 * maximum / largest : $0 * maximum / largest }
  }
}
