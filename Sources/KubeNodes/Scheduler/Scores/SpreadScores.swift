// Scoring by topology spread: nodes in domains with fewer of the pods are better.
import KubeKinds
import KubeObjects

/// The soft constraints of a pod, or those that every pod has whose kin can be told (`PodTopologySpread`).
struct SpreadScores {
  private let cycle: SchedulingCycle
  private let nodes: [NodeInfo]
  private let rules: [SpreadConstraint]
  private let isDefault: Bool

  static let host: Key = "kubernetes.io/hostname"
  static let zone: Key = "topology.kubernetes.io/zone"

  init(_ cycle: SchedulingCycle, _ nodes: [NodeInfo]) {
    self.cycle = cycle
    self.nodes = nodes
    isDefault = cycle.pod.spread.isEmpty
    if isDefault, let kin = cycle.kin {
      rules = [
        SpreadConstraint(default: Self.host, maxSkew: 3, selector: kin),
        SpreadConstraint(default: Self.zone, maxSkew: 5, selector: kin),
      ]
    } else {
      rules = cycle.pod.spread.filter { !$0.isHard }
    }
  }

  func scores() -> [Int64]? {
    guard !rules.isEmpty else { return nil }
    // With constraints of its own, a node without one of the labels is worst; the default ones don't mind.
    if isDefault { return scores(of: nodes.indices) }
    return scores(of: nodes.indices.filter { index in rules.allSatisfy { nodes[index].domain($0.topologyKey) != nil } })
  }

  private func scores(of counted: some Collection<Int>) -> [Int64] {
    var sums = [Double](repeating: 0, count: nodes.count)
    for rule in rules { add(rule, counted, to: &sums) }
    return Self.normalized(sums, counted)
  }

  private func add(_ rule: SpreadConstraint, _ counted: some Collection<Int>, to sums: inout [Double]) {
    if rule.topologyKey == Self.zone, !cycle.view.knowsZones { return }
    let term = PodTerm(
      selector: rule.selector, namespaces: [cycle.pod.key.namespace], namespaceSelector: nil,
      topologyKey: rule.topologyKey)
    let counts = cycle.view.terms.counts(term, .staying, cycle.view)
    let constant = Double(rule.maxSkew - 1)
    if rule.topologyKey == Self.host {
      let weight = Logarithm.of(counted.count + 2)
      for index in counted {
        let node = nodes[index]
        if node.hasHostName { sums[index] += Double(counts.onNode(node.index)) * weight + constant }
      }
      return
    }
    let isZone = rule.topologyKey == Self.zone
    let places = counted.compactMap { index in
      (isZone ? nodes[index].zone : nodes[index].domain(rule.topologyKey)).map { (index, $0) }
    }
    let weight = Logarithm.of(Set(places.map(\.1)).count + 2)
    for (index, domain) in places { sums[index] += Double(counts.byDomain[domain] ?? 0) * weight + constant }
  }

  private static func normalized(_ sums: [Double], _ counted: some Collection<Int>) -> [Int64] {
    var scores = [Int64](repeating: 0, count: sums.count)
    if counted.isEmpty { return scores }
    var (least, most) = (Int64.max, Int64.min)
    for index in counted {
      scores[index] = Int64(sums[index].rounded())
      least = min(least, scores[index])
      most = max(most, scores[index])
    }
    func score(_ sum: Int64) -> Int64 {
      most == 0 ? NodeScores.maximum : NodeScores.maximum * (most + least - sum) / most
    }
    // Most nodes have as many pods as the one before: what comes of that is not worked out again.
    var known = (sum: least, score: score(least))
    for index in counted {
      if scores[index] != known.sum { known = (scores[index], score(scores[index])) }
      scores[index] = known.score
    }
    return scores
  }
}

/// The natural logarithm, computed the same on every machine.
enum Logarithm {
  private static let ln2 = 0.693147180559945309417232121458

  /// - Precondition: the number is positive.
  static func of(_ number: Int) -> Double {
    var mantissa = Double(number)
    var exponent = 0.0
    while mantissa >= 2 {
      mantissa /= 2
      exponent += 1
    }
    // 2 artanh((m-1)/(m+1)) as a series: converges fast for 1 <= m < 2.
    let y = (mantissa - 1) / (mantissa + 1)
    var power = y
    var sum = 0.0
    for term in stride(from: 1, to: 40, by: 2) {
      sum += power / Double(term)
      power *= y * y
    }
    return exponent * ln2 + 2 * sum
  }
}
