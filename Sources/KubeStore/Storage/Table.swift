// The objects of one kind, with their order and their labels.
import KubeKinds
import KubeObjects

/// A label as objects of a namespace carry it.
struct LabelEntry: Hashable {
  let namespace: String
  let label: Key
  let value: String
}

/// The objects of one kind. A class of its own only to its `Store`.
final class Table {
  private var objects: [ObjectKey: Value] = [:]
  /// Objects that nobody has asked for since they were written.
  private var deferred: [ObjectKey: DeferredObject] = [:]
  /// Objects of a checkpoint that have not been read yet, and how many they are.
  private var aside: (count: Int, read: () -> PackedObjects?)?
  /// Objects that nobody has asked for since they came from a checkpoint.
  private var packed: PackedObjects?
  /// Whether the keys of those are still missing from the order.
  private var isUnlisted = false
  private var labels: [LabelEntry: Set<ObjectKey>] = [:]
  /// The labels whose values somebody has asked for: few ever are, and only these are kept in `labels`.
  private var indexed: [Key] = []
  /// When an object of the kind was written last.
  var revision: Int64 = 0
  /// The keys in listing order, up to date unless objects came or went since it was last asked for.
  private var order: [ObjectKey] = []
  private var added: [ObjectKey] = []
  private var removedAny = false

  var count: Int { objects.count + deferred.count + (aside?.count ?? packed?.left ?? 0) }

  func contains(_ key: ObjectKey) -> Bool {
    readAside()
    return objects[key] != nil || deferred[key] != nil || packed?.place(of: key) != nil
  }

  func object(_ key: ObjectKey) -> Value? {
    readAside()
    if let object = objects[key] { return object }
    realize(key)
    return objects[key]
  }

  /// Writes an object and returns the one it replaced.
  func put(_ key: ObjectKey, _ object: Value) -> Value? {
    readAside()
    realize(key)
    let previous = objects.updateValue(object, forKey: key)
    if previous == nil { added.append(key) }
    if !indexed.isEmpty { relabel(key, previous?[.metadata][.labels] ?? .null, object[.metadata][.labels]) }
    return previous
  }

  /// Writes a new object that is made when somebody asks for it. - Precondition: there is none of this key.
  func put(_ key: ObjectKey, deferred object: DeferredObject) {
    deferred[key] = object
    added.append(key)
  }

  func remove(_ key: ObjectKey) -> Value? {
    readAside()
    realize(key)
    guard let previous = objects.removeValue(forKey: key) else { return nil }
    removedAny = true
    relabel(key, previous[.metadata][.labels], .null)
    return previous
  }

  func labelled(_ entry: LabelEntry) -> [ObjectKey] {
    readAside()
    for key in packed?.keys ?? [] { unpack(key) }
    for key in deferred.keys { realize(key) }
    if !indexed.contains(entry.label) { index(entry.label) }
    return labels[entry]?.sorted() ?? []
  }

  private func index(_ label: Key) {
    indexed.append(label)
    for (key, object) in objects { relabel(key, label, nil, object[.metadata][.labels][label].string) }
  }

  func sortedKeys(namespace: String?) -> ArraySlice<ObjectKey> {
    refreshOrder()
    guard let namespace else { return order[...] }
    let low = order.indices.partitioningIndex { !order[$0].namespace.utf8.lexicographicallyPrecedes(namespace.utf8) }
    let high = order.indices.partitioningIndex { namespace.utf8.lexicographicallyPrecedes(order[$0].namespace.utf8) }
    return order[low..<high]
  }

  /// Brings the order up to date: what went is dropped, what came is sorted and merged in.
  private func refreshOrder() {
    readAside()
    if isUnlisted { order = packed?.keys ?? [] }
    isUnlisted = false
    if removedAny { order.removeAll { !contains($0) } }
    if !added.isEmpty {
      let known = removedAny ? Set(order) : []
      var seen = known
      let fresh = added.filter { contains($0) && seen.insert($0).inserted }.sorted()
      order = merged(order, fresh)
    }
    added.removeAll(keepingCapacity: true)
    removedAny = false
  }

  private func merged(_ a: [ObjectKey], _ b: [ObjectKey]) -> [ObjectKey] {
    guard let first = b.first else { return a }
    if let last = a.last, last < first { return a + b }
    var result: [ObjectKey] = []
    result.reserveCapacity(a.count + b.count)
    var i = 0
    var j = 0
    while i < a.count, j < b.count {
      if a[i] < b[j] {
        result.append(a[i])
        i += 1
      } else {
        result.append(b[j])
        j += 1
      }
    }
    return result + a[i...] + b[j...]
  }

  private func relabel(_ key: ObjectKey, _ old: Value, _ new: Value) {
    for label in indexed { relabel(key, label, old[label].string, new[label].string) }
  }

  private func relabel(_ key: ObjectKey, _ label: Key, _ old: String?, _ new: String?) {
    if old == new { return }
    if let old { labels.remove(key, from: LabelEntry(namespace: key.namespace, label: label, value: old)) }
    if let new { labels[LabelEntry(namespace: key.namespace, label: label, value: new), default: []].insert(key) }
  }
}

// MARK: Objects that are made later

extension Table {
  /// Sees to it that an object is among `objects` if it is there at all.
  private func realize(_ key: ObjectKey) {
    if !deferred.isEmpty, let object = deferred.removeValue(forKey: key) { objects[key] = object.value }
    if packed != nil { unpack(key) }
  }
}

// MARK: Checkpoints

extension Table {
  /// Promises objects to a table that is empty: they are read when somebody asks for one.
  func put(aside count: Int, read: @escaping () -> PackedObjects?) { aside = (count, read) }

  private func readAside() {
    guard let aside else { return }
    self.aside = nil
    packed = aside.read()
    isUnlisted = true
  }

  private func unpack(_ key: ObjectKey) {
    guard let place = packed?.place(of: key), let text = packed?.text(place) else { return }
    packed?.take(place)
    let object: Value?
    do throws(JSONError) { object = try JSONReader.read(bytes: Array(text)) } catch { object = nil }
    guard let object else {
      removedAny = true
      return
    }
    objects[key] = object
    relabel(key, .null, object[.metadata][.labels])
  }

  /// All objects, to be packed again: as they came, if nothing was changed since.
  var packedBytes: ArraySlice<UInt8> {
    readAside()
    if let packed, packed.taken.isEmpty, objects.isEmpty, deferred.isEmpty { return packed.bytes }
    return PackedObjects.bytes(sortedKeys(namespace: nil).map { ($0, bytes($0)) })
  }

  private func bytes(_ key: ObjectKey) -> ArraySlice<UInt8> {
    if let place = packed?.place(of: key), let text = packed?.text(place) { return text }
    return Array(text(key).utf8)[...]
  }

  /// An object as JSON.
  func text(_ key: ObjectKey) -> String { JSONWriter.write(object(key) ?? .null, escapesHTML: false) }
}
