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
  /// How many objects there are. An event, which is only copied, counts for a quarter.
  public var weight: Int {
    kinds.reduce(0) { $0 + ($1 == .event ? count($1) / 4 : count($1)) }
  }

  /// All objects but events, those that were changed longest ago first.
  public var settled: [SettledObject] {
    var all: [SettledObject] = []
    for kind in kinds where kind != .event {
      for key in keys(kind) {
        guard let object = object(key) else { continue }
        all.append((key, object, Int64(object[.metadata][.resourceVersion].text) ?? 0))
      }
    }
    return all.sorted { $0.revision < $1.revision }
  }

  /// The revision and all objects but events, of which only the number is kept, in a checkpoint. The log is not kept:
  /// who comes back with an older version is told that it is too old.
  /// - Parameter events: reads what `packedEvents` was, when somebody asks for an event.
  public func keep(_ archive: Archive, events: @escaping () -> [UInt8]? = { nil }) {
    archive.keep(&revision)
    let kinds = archive.isReading ? [] : self.kinds.filter { $0 != .event }
    var kept = kinds.flatMap { kind -> [KeptObject] in
      guard let table = self[kind] else { return [] }
      return table.sortedKeys(namespace: nil).map { KeptObject(key: $0, text: table.text($0)) }
    }
    archive.keep(&kept)
    var eventCount = count(.event)
    archive.keep(&eventCount)
    guard archive.isReading else { return }
    for entry in kept { restore(entry) }
    if eventCount > 0 {
      table(.event).put(aside: eventCount) { events().flatMap { PackedObjects(.event, $0[...]) } }
    }
  }

  private func restore(_ entry: KeptObject) {
    let object: Value?
    do throws(JSONError) { object = try JSONReader.read(entry.text) } catch { object = nil }
    guard let object else { return }
    _ = table(entry.key.kind).put(entry.key, object)
    reindex(entry.key, from: nil, to: object)
  }

  /// All events, for a checkpoint.
  public var packedEvents: [UInt8] { Array(self[.event]?.packedBytes ?? []) }
}
