// Scoring by the pods already there: those the pod likes and dislikes, and those that like and dislike it.
import KubeKinds
import KubeObjects

/// Preferred affinity both ways (`InterPodAffinity`).
struct NeighbourScores {
  private let cycle: SchedulingCycle
  private let nodes: [NodeInfo]
  /// What a required affinity of a pod that is there counts for (`HardPodAffinityWeight`).
  private static let hardWeight = 1

  init(_ cycle: SchedulingCycle, _ nodes: [NodeInfo]) {
    self.cycle = cycle
    self.nodes = nodes
  }

  func scores() -> [Int64]? {
    let sources = own() + theirs()
    guard !sources.isEmpty else { return nil }
    let sums = nodes.map { node in
      sources.reduce(0) { sum, source in
        sum + (node.domain(source.key).flatMap { source.counts.byDomain[$0] } ?? 0) * source.weight
      }
    }
    guard let least = sums.min(), let most = sums.max(), most > least else { return nil }
    return sums.map { Int64(Double(NodeScores.maximum) * Double($0 - least) / Double(most - least)) }
  }

  private struct Source {
    var key: Key
    var counts: DomainCounts
    var weight: Int
  }

  private func own() -> [Source] {
    guard let affinity = cycle.pod.podAffinity else { return [] }
    let view = cycle.view
    func source(_ weighted: WeightedTerm, _ sign: Int) -> Source {
      Source(
        key: weighted.term.topologyKey, counts: view.terms.counts(weighted.term, .matching, view),
        weight: sign * Int(weighted.weight))
    }
    return affinity.preferred.map { source($0, 1) } + affinity.preferredAnti.map { source($0, -1) }
  }

  private func theirs() -> [Source] {
    let terms = cycle.view.terms
    func sources(_ measure: TermCounts.Measure, _ weight: Int) -> [Source] {
      (terms.owned[measure] ?? []).filter { terms.matches($0, cycle.pod) }.map {
        Source(key: $0.topologyKey, counts: terms.owners($0, measure), weight: weight)
      }.filter { !$0.counts.byDomain.isEmpty }
    }
    return sources(.drawing, 1) + sources(.needing, Self.hardWeight)
  }
}
