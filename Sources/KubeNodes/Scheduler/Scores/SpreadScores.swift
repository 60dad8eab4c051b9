// Scoring by topology spread: nodes in domains with fewer of the pods are better.
import KubeKinds
import KubeObjects

/// The soft constraints of a pod, or those that every pod has whose kin can be told (`PodTopologySpread`).
struct SpreadScores {
  private let cycle: SchedulingCycle
  private let nodes: [NodeInfo]
  private let rules: [SpreadConstraint]
  private let isDefault: Bool

  private static let host: Key = "kubernetes.io/hostname"
  private static let zone: Key = "topology.kubernetes.io/zone"

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
    let isIgnored = nodes.map { node in
      !isDefault && rules.contains { node.domain($0.topologyKey) == nil }
    }
    var sums = [Double](repeating: 0, count: nodes.count)
    for rule in rules { add(rule, isIgnored, to: &sums) }
    return Self.normalized(sums.map { Int64($0.rounded()) }, isIgnored)
  }

  private func add(_ rule: SpreadConstraint, _ isIgnored: [Bool], to sums: inout [Double]) {
    let term = PodTerm(
      selector: rule.selector, namespaces: [cycle.pod.key.namespace], namespaceSelector: nil,
      topologyKey: rule.topologyKey)
    let counts = cycle.view.terms.counts(term, .staying, cycle.view)
    let domains = nodes.indices.map { isIgnored[$0] ? nil : nodes[$0].domain(rule.topologyKey) }
    if domains.allSatisfy({ $0 == nil }) { return }
    let size =
      rule.topologyKey == Self.host ? isIgnored.filter { !$0 }.count : Set(domains.compactMap { $0 }).count
    let weight = Logarithm.of(size + 2)
    for (index, domain) in domains.enumerated() {
      guard let domain else { continue }
      let count =
        rule.topologyKey == Self.host ? counts.onNode(nodes[index].index) : counts.byDomain[domain] ?? 0
      sums[index] += Double(count) * weight + Double(rule.maxSkew - 1)
    }
  }

  private static func normalized(_ sums: [Int64], _ isIgnored: [Bool]) -> [Int64] {
    let counted = zip(sums, isIgnored).filter { !$0.1 }.map(\.0)
    guard let least = counted.min(), let most = counted.max() else { return sums.map { _ in 0 } }
    return zip(sums, isIgnored).map { sum, isIgnored in
      if isIgnored { return 0 }
      return most == 0 ? NodeScores.maximum : NodeScores.maximum * (most + least - sum) / most
    }
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
