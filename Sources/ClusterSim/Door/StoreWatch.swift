// Watching the simulated cluster: the store's log, seen through a filter.
import ClusterAPI
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// Which objects a list or watch shows.
struct WatchFilter {
  let kind: KindID
  let namespace: String?
  private let labels: LabelSelector?
  private let fields: ResolvedFieldSelector?

  init(kind: Kind, namespace: String?, _ options: ListOptions) throws(APIStatus) {
    self.kind = kind.id
    self.namespace = kind.isNamespaced ? namespace : nil
    labels = options.labelSelector
    fields = if let selector = options.fieldSelector { try ResolvedFieldSelector(selector, for: kind.id) } else { nil }
  }

  func covers(_ key: ObjectKey) -> Bool {
    key.kind == kind && (namespace == nil || namespace == key.namespace)
  }

  func matches(_ object: Value) -> Bool {
    if let labels, !labels.matches(object[.metadata][.labels]) { return false }
    return fields?.matches(object) ?? true
  }
}

/// A watch on the store's log.
final class StoreWatch: WatchStream {
  private let cluster: SimulatedCluster
  private let filter: WatchFilter
  private var position: Int
  private var initial: [Value]

  init(_ cluster: SimulatedCluster, _ filter: WatchFilter, from position: Int, initial: [Value]) {
    self.cluster = cluster
    self.filter = filter
    self.position = position
    self.initial = initial.reversed()
  }

  func next(until deadline: Instant) throws(Interruption) -> WatchEvent? {
    if let object = initial.popLast() { return WatchEvent(.added, object) }
    if let event = scan() { return event }
    var found: WatchEvent?
    try cluster.steps.run(until: deadline) {
      found = scan()
      return found != nil
    }
    return found
  }

  /// The next event in the log that the filter lets through. An object that comes into view is added, one that
  /// leaves it is deleted.
  private func scan() -> WatchEvent? {
    guard position >= cluster.store.start else {
      position = cluster.store.end
      return WatchEvent(.error, APIStatus.expired("too old resource version").object)
    }
    while let event = cluster.store.event(at: position) {
      position += 1
      guard filter.covers(event.key) else { continue }
      let before = event.previous.map(filter.matches) ?? false
      let after = event.change != .deleted && filter.matches(event.object)
      switch (before, after) {
      case (false, true): return WatchEvent(.added, event.object)
      case (true, true): return WatchEvent(.modified, event.object)
      case (true, false): return WatchEvent(.deleted, event.object)
      case (false, false): continue
      }
    }
    return nil
  }
}
