// The garbage collector: deletes what nobody owns any more, and lets owners go once what they own is gone.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// Follows every object's owners through the store's owner index; it never scans.
///
/// An event is looked at once. It leads to work only when an owner went, when an object begins to be deleted in the
/// foreground or with orphaning, or when an object names an owner that isn't there.
public final class GarbageCollector: ControlLoop {
  let registry: Registry
  private var queue = WorkQueue<ObjectKey>()
  private var kindsByName: [KindName: KindID] = [:]

  private struct KindName: Hashable {
    let apiVersion: String
    let kind: String
  }

  public init(_ registry: Registry) { self.registry = registry }

  public var name: String { "garbage-collector" }

  public var kinds: [KindID] { [] }

  public var watchesEveryKind: Bool { true }

  public var nextInstant: Instant? { queue.nextInstant }

  public func observe(_ event: StoreEvent) {
    if event.isDeferred { return }
    if event.change == .deleted {
      for key in registry.store.keys(ownedBy: event.object[.metadata][.uid].text) { queue.add(key) }
      visitWaitingOwners(event.object)
      return
    }
    let owners = event.object[.metadata][.ownerReferences]
    let oldOwners = event.previous?[.metadata][.ownerReferences] ?? .null
    if owners != oldOwners {
      if let previous = event.previous { visitWaitingOwners(previous) }
      if owners.elements.contains(where: { state($0, event.key) != .solid }) { queue.add(event.key) }
    }
    if event.object[.metadata][.deletionTimestamp].isNull { return }
    let item = GarbageItem(event.object)
    if item.isOrphaning || item.isDeletingDependents { queue.add(event.key) }
  }

  public func keep(_ archive: Archive) { queue.keep(archive) }

  public func work() -> Bool {
    guard let key = queue.pop(now: registry.now) else { return false }
    guard let object = registry.store.object(key) else { return true }
    let item = GarbageItem(object)
    let action = GarbagePlan.decide(
      item, owners: item.owners.map { state($0, key) }, dependents: dependents(of: item.uid))
    do throws(APIStatus) {
      try apply(action, key, item)
      queue.forget(key)
    } catch {
      if error.reason != .notFound { queue.addRateLimited(key, now: registry.now) }
    }
    return true
  }
}

// MARK: Looking

extension GarbageCollector {
  /// Owners that wait for this object's end look again.
  private func visitWaitingOwners(_ object: Value) {
    guard case .array(let owners) = object[.metadata][.ownerReferences] else { return }
    for owner in owners {
      guard let key = key(of: owner, namespace: object[.metadata][.namespace].text),
        let stored = registry.store.object(key), GarbageItem(stored).isDeletingDependents
      else { continue }
      queue.add(key)
    }
  }

  func dependents(of uid: String) -> [GarbageDependent] {
    registry.store.keys(ownedBy: uid).compactMap { key in
      registry.store.object(key).map(GarbageItem.init).map {
        GarbageDependent(key: key, blocks: $0.blocks(uid), isDeletingDependents: $0.isDeletingDependents)
      }
    }
  }

  /// How the owner stands that an object refers to.
  private func state(_ owner: Value, _ dependent: ObjectKey) -> OwnerState {
    guard let key = key(of: owner, namespace: dependent.namespace) else { return .unknown }
    guard let object = registry.store.object(key), object[.metadata][.uid] == owner[.uid] else {
      return .dangling
    }
    guard !object[.metadata][.deletionTimestamp].isNull else { return .solid }
    return GarbageItem(object).isDeletingDependents ? .waiting : .solid
  }

  /// The place of an owner. Objects of the whole cluster can't be owned by objects of a namespace.
  private func key(of owner: Value, namespace: String) -> ObjectKey? {
    let name = KindName(apiVersion: owner[.apiVersion].text, kind: owner[.kind].text)
    let known = kindsByName[name] ?? registry.catalog.kind(apiVersion: name.apiVersion, name: name.kind)?.id
    guard let id = known else { return nil }
    kindsByName[name] = id
    let isNamespaced = registry.kind(id).isNamespaced
    if isNamespaced, namespace.isEmpty { return nil }
    return ObjectKey(id, isNamespaced ? namespace : "", owner[.name].text)
  }
}

// MARK: Writing

extension GarbageCollector {
  private func apply(_ action: GarbageAction, _ key: ObjectKey, _ item: GarbageItem) throws(APIStatus) {
    switch action {
    case .nothing: break
    case .visit(let keys): for key in keys { queue.add(key) }
    case .dropReferences(let uids): try drop(uids, key)
    case .removeFinalizer(let finalizer): try remove(finalizer, key)
    case .orphan(let dependents):
      for dependent in dependents { try drop([item.uid], dependent) }
      try remove(GarbageItem.orphan, key)
    case .delete(let policy): try delete(key, item, policy)
    case .unblockAndDelete:
      try registry.modify(key) { object in
        object[.metadata][.ownerReferences].modifyElements { $0[.blockOwnerDeletion] = false }
      }
      try delete(key, item, .foreground)
    }
  }

  private func delete(_ key: ObjectKey, _ item: GarbageItem, _ policy: PropagationPolicy) throws(APIStatus) {
    try registry.delete(
      registry.kind(key.kind), namespace: key.namespace, name: key.name,
      DeleteOptions(propagation: policy, uid: item.uid))
  }

  private func drop(_ uids: [String], _ key: ObjectKey) throws(APIStatus) {
    try registry.modify(key) { object in
      for uid in uids { OwnerReferences.remove(uid: uid, from: &object) }
    }
  }

  private func remove(_ finalizer: String, _ key: ObjectKey) throws(APIStatus) {
    try registry.modify(key) { Finalizers.remove(.string(finalizer), from: &$0) }
  }
}
