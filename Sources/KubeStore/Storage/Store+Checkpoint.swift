// The objects of a store on their way into a checkpoint and out of one.
import KubeKinds
import KubeObjects
import SimCore

/// An object and the revision at which it was changed last.
public typealias SettledObject = (key: ObjectKey, object: Value, revision: Int64)

/// An object in a checkpoint.
private struct KeptObject: Codable {
  var key: ObjectKey
  var text: String
}

extension Store {
  /// The kinds whose objects no control loop has to be told of, and which are many: their JSON is read when needed.
  private static let packedKinds: Set<KindID> = [.event]

  /// How many objects there are. An event, which is only copied, counts for a quarter.
  public var weight: Int {
    tables.reduce(0) { $0 + (Self.packedKinds.contains($1.key) ? $1.value.count / 4 : $1.value.count) }
  }

  /// All objects but events, those that were changed longest ago first.
  public var settled: [SettledObject] {
    var all: [SettledObject] = []
    for (kind, table) in tables where !Self.packedKinds.contains(kind) {
      for key in table.sortedKeys(namespace: nil) {
        guard let object = table.object(key) else { continue }
        all.append((key, object, Int64(object[.metadata][.resourceVersion].text) ?? 0))
      }
    }
    return all.sorted { $0.revision < $1.revision }
  }

  /// The objects and the revision, in a checkpoint. The log is not kept: who comes back with an older version is told
  /// that it is too old.
  public func keep(_ archive: Archive) {
    archive.keep(&revision)
    let kinds = archive.isReading ? [] : tables.keys.sorted().filter { !Self.packedKinds.contains($0) }
    var kept = kinds.flatMap { kind -> [KeptObject] in
      guard let table = tables[kind] else { return [] }
      return table.sortedKeys(namespace: nil).map { KeptObject(key: $0, text: table.text($0)) }
    }
    archive.keep(&kept)
    if archive.isReading { for entry in kept { restore(entry) } }
    for kind in Self.packedKinds.sorted() { keepPacked(kind, archive) }
  }

  private func restore(_ entry: KeptObject) {
    let object: Value?
    do throws(JSONError) { object = try JSONReader.read(entry.text) } catch { object = nil }
    guard let object else { return }
    _ = table(entry.key.kind).put(entry.key, object)
    reindex(entry.key, from: nil, to: object)
  }

  private func keepPacked(_ kind: KindID, _ archive: Archive) {
    var bytes = archive.isReading ? [] : tables[kind]?.packedBytes ?? PackedObjects.bytes([])
    archive.keep(bytes: &bytes)
    guard archive.isReading else { return }
    guard let objects = PackedObjects(kind, bytes) else { return archive.refuse() }
    if objects.count > 0 { table(kind).pack(objects) }
  }
}
