// All nodes and the pods on them, as the scheduler sees them.
import KubeKinds
import KubeObjects
import KubeStore

/// The scheduler's cache: nodes with their sums, kept up to date by the changes the scheduler is told of.
final class ClusterView {
  /// In the order of their names.
  private(set) var nodes: [NodeInfo] = []
  private var byName: [String: NodeInfo] = [:]
  private(set) var placed: [ObjectKey: PlacedPod] = [:]
  /// Pods on nodes that are not known (yet).
  private var homeless: [String: Set<ObjectKey>] = [:]
  private(set) var terms: TermCounts
  private(set) var claimUsers = ClaimUsers()
  /// Volumes that claims could have.
  var volumes = VolumeIndex()
  /// Whether some node has or had a zone.
  private(set) var knowsZones = false
  private let store: Store

  init(store: Store) {
    self.store = store
    terms = Self.noTerms(store)
  }

  func node(named name: String) -> NodeInfo? { byName[name] }

  private static func noTerms(_ store: Store) -> TermCounts {
    TermCounts { store.object(ObjectKey(.namespace, "", $0))?[.metadata][.labels] ?? .null }
  }

  // MARK: Nodes

  func setNode(_ node: Value) {
    let name = node[.metadata][.name].text
    if let known = byName[name] {
      let labels = known.labels
      known.update(node)
      knowsZones = knowsZones || known.zone != nil
      if labels != known.labels { recount() }
      return
    }
    let place = nodes.firstIndex { name.utf8.lexicographicallyPrecedes($0.name.utf8) } ?? nodes.endIndex
    let info = NodeInfo(node, index: place)
    knowsZones = knowsZones || info.zone != nil
    nodes.insert(info, at: place)
    byName[name] = info
    let isLast = place == nodes.endIndex - 1
    if !isLast { renumber() }
    for key in homeless.removeValue(forKey: name)?.sorted() ?? [] {
      if let pod = placed[key] { info.add(pod.demand) }
    }
    if !isLast || !info.pods.isEmpty { recount() }
  }

  func removeNode(_ name: String) {
    guard let info = byName.removeValue(forKey: name) else { return }
    nodes.remove(at: info.index)
    homeless[name] = info.pods.isEmpty ? nil : info.pods
    renumber()
    recount()
  }

  private func renumber() { for (index, node) in nodes.enumerated() { node.index = index } }

  /// Begins the counts of terms anew: labels of nodes or their numbers have changed.
  private func recount() {
    terms = Self.noTerms(store)
    for (_, pod) in placed.sorted(by: { $0.key < $1.key }) where pod.demand.podAffinity != nil {
      if let node = byName[pod.node] { terms.count(pod.demand, on: node, 1) }
    }
  }

  // MARK: Pods

  /// Puts a pod on a node, or brings what is known of it up to date.
  func place(_ demand: PodDemand, on node: String) {
    unplace(demand.key)
    placed[demand.key] = PlacedPod(demand: demand, node: node)
    if !demand.claims.isEmpty { claimUsers.add(demand) }
    guard let info = byName[node] else {
      homeless[node, default: []].insert(demand.key)
      return
    }
    info.add(demand)
    terms.count(demand, on: info, 1)
  }

  func unplace(_ key: ObjectKey) {
    guard let pod = placed.removeValue(forKey: key) else { return }
    if !pod.demand.claims.isEmpty { claimUsers.remove(pod.demand) }
    homeless[pod.node]?.remove(key)
    guard let info = byName[pod.node] else { return }
    info.remove(pod.demand)
    terms.count(pod.demand, on: info, -1)
  }
}
