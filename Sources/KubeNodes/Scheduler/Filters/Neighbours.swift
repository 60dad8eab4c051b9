// Affinity and anti-affinity between pods, both ways: what the pod wants of those on the nodes, and they of it.
import KubeKinds
import KubeObjects

/// What is counted once for a pod before its nodes are looked at.
struct Neighbours {
  private struct Required {
    var key: Key
    var counts: DomainCounts
  }

  /// Domains that pods on nodes keep free of this pod, by topology key.
  private var forbidden: [Required] = []
  private var near: [Required] = []
  private var far: [Required] = []
  /// Nobody matches the pod's affinity yet, but it does itself: it may be the first.
  private var mayBeFirst = false

  var asksNothing: Bool { forbidden.isEmpty && near.isEmpty && far.isEmpty }

  init(_ pod: PodDemand, _ view: ClusterView) {
    for term in view.terms.owned[.keepingAway] ?? [] where view.terms.matches(term, pod) {
      let counts = view.terms.owners(term, .keepingAway)
      if counts.total > 0 { forbidden.append(Required(key: term.topologyKey, counts: counts)) }
    }
    guard let affinity = pod.podAffinity else { return }
    near = affinity.required.map {
      Required(key: $0.topologyKey, counts: view.terms.counts($0, .matching, view))
    }
    far = affinity.requiredAnti.map {
      Required(key: $0.topologyKey, counts: view.terms.counts($0, .matching, view))
    }
    mayBeFirst =
      near.allSatisfy { $0.counts.total == 0 } && affinity.required.allSatisfy { view.terms.matches($0, pod) }
  }

  func rejection(_ node: NodeInfo) -> Rejection? {
    if !allowsAffinity(node) {
      return .final(.interPodAffinity, "node(s) didn't match pod affinity rules")
    }
    if far.contains(where: { isOccupied($0, node) }) {
      return .resolvable(.interPodAffinity, "node(s) didn't match pod anti-affinity rules")
    }
    if forbidden.contains(where: { isOccupied($0, node) }) {
      return .resolvable(.interPodAffinity, "node(s) didn't satisfy existing pods anti-affinity rules")
    }
    return nil
  }

  private func isOccupied(_ term: Required, _ node: NodeInfo) -> Bool {
    guard let domain = node.domain(term.key) else { return false }
    return (term.counts.byDomain[domain] ?? 0) > 0
  }

  private func allowsAffinity(_ node: NodeInfo) -> Bool {
    if near.isEmpty { return true }
    guard near.allSatisfy({ node.domain($0.key) != nil }) else { return false }
    return mayBeFirst || near.allSatisfy { isOccupied($0, node) }
  }
}
