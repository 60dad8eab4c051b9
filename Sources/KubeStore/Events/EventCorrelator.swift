// Which occurrences become events: repeats are counted, similar ones combined, floods dropped. The rules of client-go
// (tools/record/events_cache.go), with its default numbers.
import SimCore

/// What a component saw, as far as it decides about likeness.
struct Occurrence: Hashable, Codable {
  /// Who reports from where; differs only among kubelets.
  var host: String
  /// The uid of the object, or a name for it where it has none.
  var subject: String
  var fieldPath: String
  var type: String
  var reason: String
  var message: String
}

/// The memory of one component's event recorder. Pure: it says what is to be written and writes nothing.
struct EventCorrelator {
  enum Outcome: Equatable {
    /// Write a new event with this message.
    case create(message: String)
    /// The event of that name happened again, for the `count`th time since `first`.
    case repeated(name: String, count: Int64, first: Instant, message: String)
    case dropped
  }

  /// From this many different messages of one object and reason on, they become one event.
  static let similarLimit = 10
  /// How long a group of similar messages lasts after the last of them.
  static let similarInterval = TimeSpan.seconds(600)
  /// An object may have this many events in a row ...
  static let burst: Int64 = 25
  /// ... and one more each time this has passed.
  static let refill = TimeSpan.seconds(300)
  /// How many objects are remembered, and how many different events of each (client-go's `maxLruCacheEntries`).
  static let memory = 4_096
  static let messageMemory = 64

  static let combinedPrefix = "(combined from similar events): "

  private var subjects = BoundedMemory<Source, Subject>(limit: Self.memory)

  private struct Source: Hashable, Codable {
    let host: String
    let subject: String
  }

  /// What is remembered of one object. Few events are ever written about one, so that lists do.
  fileprivate struct Subject: Codable {
    var similar: [Similar] = []
    var written: [Written] = []
    /// When the bucket of the object would be full again, in the manner of the generic cell rate algorithm.
    var full: Instant
  }

  /// What counts as similar: everything but the message and the field.
  fileprivate struct Similar: Codable {
    let type: String
    let reason: String
    var messages: [String]
    var last: Instant
  }

  fileprivate struct Written: Codable {
    let identity: Occurrence
    var name: String
    var count: Int64
    var first: Instant
  }

  /// Takes note of an occurrence. `newName` is the name it would be written under.
  mutating func correlate(_ seen: Occurrence, newName: String, now: Instant) -> Outcome {
    let source = Source(host: seen.host, subject: seen.subject)
    return subjects.update(source, default: Subject(full: now)) { subject in
      let (identity, message) = subject.combined(seen, now)
      let outcome = subject.count(identity, message, newName, now)
      return subject.admits(now) ? outcome : .dropped
    }
  }
}

extension EventCorrelator {
  /// What is remembered, in a checkpoint. Objects that are gone have no more events, for they don't come back.
  mutating func keep(_ archive: Archive) { subjects.keep(archive) { key, _ in archive.isAlive(key.subject) } }
}

extension EventCorrelator.Subject {
  /// Replaces the tenth and later similar messages by one identity for all of them.
  fileprivate mutating func combined(
    _ seen: Occurrence, _ now: Instant
  ) -> (identity: Occurrence, message: String) {
    let index = similar.firstIndex { $0.type == seen.type && $0.reason == seen.reason } ?? similar.count
    if index == similar.count {
      similar.append(
        EventCorrelator.Similar(type: seen.type, reason: seen.reason, messages: [], last: now))
    }
    if now - similar[index].last > EventCorrelator.similarInterval { similar[index].messages = [] }
    similar[index].last = now
    if !similar[index].messages.contains(seen.message) { similar[index].messages.append(seen.message) }
    guard similar[index].messages.count >= EventCorrelator.similarLimit else { return (seen, seen.message) }
    similar[index].messages.removeFirst()
    var identity = seen
    identity.message = ""
    identity.fieldPath = ""
    return (identity, EventCorrelator.combinedPrefix + seen.message)
  }

  fileprivate mutating func count(
    _ identity: Occurrence, _ message: String, _ newName: String, _ now: Instant
  ) -> EventCorrelator.Outcome {
    guard let index = written.firstIndex(where: { $0.identity == identity }) else {
      if written.count == EventCorrelator.messageMemory { written.removeFirst() }
      written.append(EventCorrelator.Written(identity: identity, name: newName, count: 1, first: now))
      return .create(message: message)
    }
    written[index].count += 1
    let earlier = written[index]
    return .repeated(name: earlier.name, count: earlier.count, first: earlier.first, message: message)
  }

  fileprivate mutating func admits(_ now: Instant) -> Bool {
    let full = max(full, now)
    guard full - now <= EventCorrelator.refill * (EventCorrelator.burst - 1) else { return false }
    self.full = full + EventCorrelator.refill
    return true
  }
}

/// A dictionary that forgets its oldest keys beyond a limit.
struct BoundedMemory<Key: Hashable, Value> {
  private var entries: [Key: Value] = [:]
  private var order: [Key] = []
  private var head = 0
  private let limit: Int
  /// The entries as they came from a checkpoint: they are many, and nobody has asked for one since.
  private var packed: ArraySlice<UInt8> = []
  private var unpack: (inout Self) -> Void = { _ in }

  init(limit: Int) { self.limit = limit }

  private mutating func open() {
    if packed.isEmpty { return }
    unpack(&self)
  }

  subscript(key: Key) -> Value? {
    mutating get {
      open()
      return entries[key]
    }
    set {
      open()
      guard let newValue else { preconditionFailure("entries are forgotten by age only") }
      if entries.updateValue(newValue, forKey: key) == nil { remember(key) }
    }
  }

  /// Changes the value of a key in place, which it gets first where it has none.
  mutating func update<Result>(
    _ key: Key, default value: @autoclosure () -> Value, _ change: (inout Value) -> Result
  ) -> Result {
    open()
    var isNew = false
    func fresh() -> Value {
      isNew = true
      return value()
    }
    let result = change(&entries[key, default: fresh()])
    if isNew { remember(key) }
    return result
  }

  private mutating func remember(_ key: Key) {
    order.append(key)
    guard order.count - head > limit else { return }
    entries[order[head]] = nil
    head += 1
    guard head > limit else { return }
    order.removeFirst(head)
    head = 0
  }
}

extension BoundedMemory where Key: Codable, Value: Codable {
  /// The entries in the order in which they will be forgotten, in a checkpoint: those that may still matter.
  mutating func keep(_ archive: Archive, where matters: (Key, Value) -> Bool) {
    guard archive.isReading else {
      open()
      let kept = order[head...].compactMap { key in
        entries[key].flatMap { matters(key, $0) ? MemoryEntry(key: key, value: $0) : nil }
      }
      var bytes = Self.bytes(kept)
      return archive.keep(bytes: &bytes)
    }
    self = BoundedMemory(limit: limit)
    archive.keep(bytes: &packed)
    unpack = { $0.readPacked() }
  }

  private static func bytes(_ kept: [MemoryEntry<Key, Value>]) -> ArraySlice<UInt8> {
    if kept.isEmpty { return [] }
    var kept = kept
    let archive = Archive()
    archive.keep(&kept)
    return archive.bytes[...]
  }

  private mutating func readPacked() {
    let archive = Archive(reading: Array(packed))
    packed = []
    var kept: [MemoryEntry<Key, Value>] = []
    archive.keep(&kept)
    for entry in kept { self[entry.key] = entry.value }
  }
}

private struct MemoryEntry<Key: Codable, Value: Codable>: Codable {
  var key: Key
  var value: Value
}
