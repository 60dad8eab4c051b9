// How many pods each term is about, by domain: kept up to date pod by pod, so that affinity and spreading cost the
// same with ten pods as with a hundred thousand.
import KubeKinds
import KubeObjects

/// The number of pods on each node and in each domain for one term.
struct DomainCounts {
  private var byNode: [Int] = []
  private(set) var byDomain: [String: Int] = [:]
  private(set) var total = 0

  mutating func add(_ change: Int, node: NodeInfo, _ key: Key) {
    guard let domain = node.domain(key) else { return }
    total += change
    while byNode.count <= node.index { byNode.append(0) }
    byNode[node.index] += change
    let inDomain = (byDomain[domain] ?? 0) + change
    byDomain[domain] = inDomain == 0 ? nil : inDomain
  }

  /// The count of a node, by its place among all nodes.
  func onNode(_ index: Int) -> Int { index < byNode.count ? byNode[index] : 0 }
}

/// A pod that is on a node.
struct PlacedPod {
  var demand: PodDemand
  var node: String
}

/// The counts of all terms that some pod has asked about.
final class TermCounts {
  /// What is counted for a term.
  enum Measure: Hashable {
    /// Pods the term is about.
    case matching
    /// Pods the term is about that are not being deleted: spreading looks past those.
    case staying
    /// Pods that have the term among their own required anti-affinity.
    case keepingAway
    /// Pods that have the term among their preferences, times the weight: towards and away.
    case drawing
    /// Pods that have the term among their required affinity: they draw others a little too.
    case needing
  }

  private struct Entry: Hashable {
    var term: PodTerm
    var measure: Measure
  }

  /// A label that every pod of a term carries.
  private struct Label: Hashable {
    var namespace: String
    var key: Key
    var value: String
  }

  private var positions: [Entry: Int] = [:]
  private var entries: [Entry] = []
  private var counts: [DomainCounts] = []
  /// Where to find the terms that are about a pod: by a label that they ask for, or anywhere.
  private var byLabel: [Label: [Int]] = [:]
  private var anywhere: [Int] = []
  /// The terms that pods on nodes have themselves, in the order in which they were first seen.
  private(set) var owned: [Measure: [PodTerm]] = [:]
  private let namespaceLabels: (String) -> Value

  init(namespaceLabels: @escaping (String) -> Value) { self.namespaceLabels = namespaceLabels }

  /// The counts of pods that a term is about. The first question costs a look at all pods.
  func counts(_ term: PodTerm, _ measure: Measure, _ view: ClusterView) -> DomainCounts {
    let entry = Entry(term: term, measure: measure)
    if let known = positions[entry] { return counts[known] }
    var fresh = DomainCounts()
    for pod in view.placed.values where isCounted(entry, pod.demand) {
      if let node = view.node(named: pod.node) { fresh.add(1, node: node, term.topologyKey) }
    }
    let position = enter(entry, fresh)
    if let label = Self.label(of: term) {
      byLabel[label, default: []].append(position)
    } else {
      anywhere.append(position)
    }
    return fresh
  }

  /// The counts of pods that have a term themselves.
  func owners(_ term: PodTerm, _ measure: Measure) -> DomainCounts {
    positions[Entry(term: term, measure: measure)].map { counts[$0] } ?? DomainCounts()
  }

  /// Counts a pod in (`1`) or out (`-1`).
  func count(_ pod: PodDemand, on node: NodeInfo, _ change: Int) {
    for position in anywhere { count(position, pod, on: node, change) }
    if !byLabel.isEmpty {
      for (key, value) in pod.labels.fields {
        let label = Label(namespace: pod.key.namespace, key: key, value: value.text)
        for position in byLabel[label] ?? [] { count(position, pod, on: node, change) }
      }
    }
    guard let affinity = pod.podAffinity else { return }
    for term in affinity.requiredAnti { own(term, .keepingAway, change, node) }
    for term in affinity.required { own(term, .needing, change, node) }
    for weighted in affinity.preferred { own(weighted.term, .drawing, change * Int(weighted.weight), node) }
    for weighted in affinity.preferredAnti { own(weighted.term, .drawing, -change * Int(weighted.weight), node) }
  }

  /// Whether a term is about a pod.
  func matches(_ term: PodTerm, _ pod: PodDemand) -> Bool {
    term.matches(namespace: pod.key.namespace, labels: pod.labels, namespaceLabels: namespaceLabels)
  }

  private func count(_ position: Int, _ pod: PodDemand, on node: NodeInfo, _ change: Int) {
    if isCounted(entries[position], pod) {
      counts[position].add(change, node: node, entries[position].term.topologyKey)
    }
  }

  private func own(_ term: PodTerm, _ measure: Measure, _ change: Int, _ node: NodeInfo) {
    let entry = Entry(term: term, measure: measure)
    let position = positions[entry] ?? enter(entry, DomainCounts())
    counts[position].add(change, node: node, term.topologyKey)
  }

  private func enter(_ entry: Entry, _ fresh: DomainCounts) -> Int {
    positions[entry] = entries.count
    entries.append(entry)
    counts.append(fresh)
    if entry.measure != .matching, entry.measure != .staying { owned[entry.measure, default: []].append(entry.term) }
    return entries.count - 1
  }

  private func isCounted(_ entry: Entry, _ pod: PodDemand) -> Bool {
    if entry.measure == .staying, pod.isTerminating { return false }
    return matches(entry.term, pod)
  }

  private static func label(of term: PodTerm) -> Label? {
    guard let namespaces = term.namespaces, namespaces.count == 1, term.namespaceSelector == nil else { return nil }
    for requirement in term.selector.requirements
    where (requirement.operator == .equals || requirement.operator == .in) && requirement.values.count == 1 {
      return Label(namespace: namespaces[0], key: requirement.key, value: requirement.values[0])
    }
    return nil
  }
}
