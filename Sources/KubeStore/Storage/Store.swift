// The versioned store: objects by key, one revision counter, a log of changes, and indexes so that nothing scans.
import DequeModule
import KubeKinds
import KubeObjects
import SimCore

/// All objects of one cluster.
///
/// The store knows versions and nothing else: what may be written is the `Registry`'s business. Every write takes the
/// next revision, which is the object's `metadata.resourceVersion`, and is logged.
public final class Store {
  public let clock: VirtualClock
  /// The revision of the last write.
  public internal(set) var revision: Int64
  /// The objects of each kind that ever had one, at the place of its number.
  private(set) var tables: [Table?] = []
  private var log: Deque<StoreEvent> = []
  /// How many events left the log at its front.
  private var trimmed = 0
  /// How many events the log keeps for watchers that begin in the past.
  public let logLimit: Int
  private var owned: [String: Set<ObjectKey>] = [:]
  private var podsByNode: [String: Set<ObjectKey>] = [:]

  public init(clock: VirtualClock, revision: Int64 = 0, logLimit: Int = 16_384) {
    self.clock = clock
    self.revision = revision
    self.logLimit = logLimit
  }
}

// MARK: Reading

extension Store {
  subscript(kind: KindID) -> Table? { tables.indices.contains(Int(kind.index)) ? tables[Int(kind.index)] : nil }

  /// The kinds that ever had an object, by their numbers.
  var kinds: [KindID] { tables.indices.filter { tables[$0] != nil }.map { KindID(index: Int32($0)) } }

  public func object(_ key: ObjectKey) -> Value? { self[key.kind]?.object(key) }

  public func contains(_ key: ObjectKey) -> Bool { self[key.kind]?.contains(key) ?? false }

  public func count(_ kind: KindID) -> Int { self[kind]?.count ?? 0 }

  /// The keys of a kind in listing order; of one namespace where one is given.
  public func keys(_ kind: KindID, namespace: String? = nil) -> ArraySlice<ObjectKey> {
    self[kind]?.sortedKeys(namespace: namespace) ?? []
  }

  /// The objects of a kind in listing order; of one namespace where one is given.
  public func list(_ kind: KindID, namespace: String? = nil) -> [Value] {
    guard let table = self[kind] else { return [] }
    return table.sortedKeys(namespace: namespace).compactMap { table.object($0) }
  }

  /// The keys of the objects of a namespace that carry a label, in listing order.
  public func keys(_ kind: KindID, namespace: String, label: Key, _ value: String) -> [ObjectKey] {
    self[kind]?.labelled(LabelEntry(namespace: namespace, label: label, value: value)) ?? []
  }

  /// The keys of the objects that name this uid among their owners, in listing order.
  public func keys(ownedBy uid: String) -> [ObjectKey] { owned[uid]?.sorted() ?? [] }

  /// The keys of the pods bound to a node, in listing order.
  public func pods(onNode name: String) -> [ObjectKey] { podsByNode[name]?.sorted() ?? [] }
}

// MARK: Writing

extension Store {
  /// Writes an object under its key, giving it the next revision, and returns it as stored.
  @discardableResult
  public func put(_ key: ObjectKey, _ object: consuming Value) -> Value {
    stamp(&object)
    let table = table(key.kind)
    table.revision = revision
    let previous = table.put(key, object)
    reindex(key, from: previous, to: object)
    append(previous == nil ? .added : .modified, key, object, previous)
    return object
  }

  /// Writes a new object that is made when somebody asks for it.
  /// - Parameter make: makes the object of the revision it was given.
  func put(_ key: ObjectKey, deferred make: @escaping @Sendable (_ revision: Int64) -> Value) {
    revision += 1
    let deferred = DeferredObject { [revision] in make(revision) }
    table(key.kind).put(key, deferred: deferred)
    log.append(StoreEvent(.added, key, .deferred(deferred), nil, revision, clock.now))
  }

  /// Takes an object away and returns its last state, with the revision of the deletion.
  @discardableResult
  public func remove(_ key: ObjectKey) -> Value? {
    guard let table = self[key.kind], let previous = table.remove(key) else { return nil }
    var last = previous
    stamp(&last)
    table.revision = revision
    reindex(key, from: previous, to: nil)
    append(.deleted, key, last, previous)
    return last
  }

  func table(_ kind: KindID) -> Table {
    if let table = self[kind] { return table }
    let (table, place) = (Table(), Int(kind.index))
    if place >= tables.count { tables += [Table?](repeating: nil, count: place + 1 - tables.count) }
    tables[place] = table
    return table
  }

  private func stamp(_ object: inout Value) {
    revision += 1
    object[.metadata][.resourceVersion] = .string(String(revision))
  }

  private func append(_ change: StoreEvent.Change, _ key: ObjectKey, _ object: Value, _ previous: Value?) {
    log.append(
      StoreEvent(
        change: change, key: key, object: object, previous: previous, revision: revision, at: clock.now))
  }
}

// MARK: The log

extension Store {
  /// The position after the last event: where a reader begins who wants only what comes.
  public var end: Int { trimmed + log.count }

  /// The position of the first event the log still holds.
  public var start: Int { trimmed }

  /// The event at a position; `nil` at the end. - Precondition: the position has not been trimmed.
  public func event(at position: Int) -> StoreEvent? {
    precondition(position >= trimmed, "the log was trimmed beyond a reader")
    let index = position - trimmed
    return index < log.count ? log[index] : nil
  }

  /// The position after the last event up to a revision; `nil` when the log no longer reaches back so far.
  public func position(after revision: Int64) -> Int? {
    guard let first = log.first else { return revision >= self.revision ? end : nil }
    if revision < first.revision - 1 { return nil }
    return trimmed + log.indices.partitioningIndex { log[$0].revision > revision }
  }

  /// Forgets events before a position, as far as the log is longer than its limit.
  public func trim(before position: Int) {
    let excess = min(position - trimmed, log.count - logLimit)
    guard excess > 0 else { return }
    log.removeFirst(excess)
    trimmed += excess
  }
}

// MARK: Indexes

extension Store {
  func reindex(_ key: ObjectKey, from old: Value?, to new: Value?) {
    reindexOwners(key, old?[.metadata][.ownerReferences] ?? .null, new?[.metadata][.ownerReferences] ?? .null)
    guard key.kind == .pod else { return }
    let oldNode = old?[.spec][.nodeName].string
    let newNode = new?[.spec][.nodeName].string
    guard oldNode != newNode else { return }
    if let oldNode { podsByNode.remove(key, from: oldNode) }
    if let newNode { podsByNode[newNode, default: []].insert(key) }
  }

  private func reindexOwners(_ key: ObjectKey, _ old: Value, _ new: Value) {
    if old == new { return }
    for owner in old.elements { owned.remove(key, from: owner[.uid].text) }
    for owner in new.elements { owned[owner[.uid].text, default: []].insert(key) }
  }
}

extension Dictionary where Value == Set<ObjectKey> {
  /// Takes a member from a set, and the set away when it was the last.
  mutating func remove(_ member: ObjectKey, from key: Key) {
    self[key]?.remove(member)
    if self[key]?.isEmpty == true { self[key] = nil }
  }
}
