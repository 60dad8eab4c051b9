// Topology spread: no domain may have too many more of the pods than the emptiest.
import KubeKinds
import KubeObjects

/// What the hard constraints of a pod come to, counted once before its nodes are looked at.
struct Spreading {
  private struct Constraint {
    var rule: SpreadConstraint
    var byDomain: [String: Int]
    var minimum: Int
  }

  private var constraints: [Constraint] = []

  var asksNothing: Bool { constraints.isEmpty }

  init(_ pod: PodDemand, _ view: ClusterView) {
    let hard = pod.spread.filter(\.isHard)
    guard !hard.isEmpty else { return }
    let keys = hard.map(\.topologyKey)
    let nodes = view.nodes.filter { node in keys.allSatisfy { node.domain($0) != nil } }
    constraints = hard.map { Self.count($0, pod, nodes, view) }
  }

  private static func count(
    _ rule: SpreadConstraint, _ pod: PodDemand, _ nodes: [NodeInfo], _ view: ClusterView
  ) -> Constraint {
    let term = PodTerm(
      selector: rule.selector, namespaces: [pod.key.namespace], namespaceSelector: nil, topologyKey: rule.topologyKey)
    let counts = view.terms.counts(term, .staying, view)
    var byDomain: [String: Int] = [:]
    for node in nodes where rule.includes(node, pod) {
      guard let domain = node.domain(rule.topologyKey) else { continue }
      byDomain[domain, default: 0] += counts.onNode(node.index)
    }
    let isShort = Int64(byDomain.count) < rule.minDomains
    return Constraint(rule: rule, byDomain: byDomain, minimum: isShort ? 0 : byDomain.values.min() ?? 0)
  }

  func rejection(_ node: NodeInfo) -> Rejection? {
    for constraint in constraints {
      guard let domain = node.domain(constraint.rule.topologyKey) else {
        return .final(
          .podTopologySpread, "node(s) didn't match pod topology spread constraints (missing required label)")
      }
      let there = (constraint.byDomain[domain] ?? 0) + (constraint.rule.countsSelf ? 1 : 0)
      if Int64(there - constraint.minimum) > constraint.rule.maxSkew {
        return .resolvable(.podTopologySpread, "node(s) didn't match pod topology spread constraints")
      }
    }
    return nil
  }
}

extension SpreadConstraint {
  /// Whether a node counts for the constraint.
  func includes(_ node: NodeInfo, _ pod: PodDemand) -> Bool {
    if honorsAffinity, !pod.allowsNode(node.labels, name: node.name) { return false }
    if honorsTaints, !pod.tolerates(node.taints) { return false }
    return true
  }
}
