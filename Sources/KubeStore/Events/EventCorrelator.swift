// Which occurrences become events: repeats are counted, similar ones combined, floods dropped. The rules of client-go
// (tools/record/events_cache.go), with its default numbers.
import SimCore

/// What a component saw, as far as it decides about likeness.
struct Occurrence: Hashable {
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
  /// How many objects and groups are remembered (client-go's `maxLruCacheEntries`).
  static let memory = 4_096

  static let combinedPrefix = "(combined from similar events): "

  private var groups = BoundedMemory<Group, Similar>(limit: Self.memory)
  private var written = BoundedMemory<Occurrence, Written>(limit: Self.memory)
  /// When the bucket of an object would be full again, in the manner of the generic cell rate algorithm.
  private var buckets = BoundedMemory<Source, Instant>(limit: Self.memory)

  /// What counts as similar: everything but the message and the field.
  private struct Group: Hashable {
    let host: String
    let subject: String
    let type: String
    let reason: String
  }

  private struct Source: Hashable {
    let host: String
    let subject: String
  }

  private struct Similar {
    var messages: [String]
    var last: Instant
  }

  private struct Written {
    var name: String
    var count: Int64
    var first: Instant
  }

  /// Takes note of an occurrence. `newName` is the name it would be written under.
  mutating func correlate(_ seen: Occurrence, newName: String, now: Instant) -> Outcome {
    let key = combined(seen, now)
    var outcome = Outcome.create(message: key.message)
    if var earlier = written[key.identity] {
      earlier.count += 1
      written[key.identity] = earlier
      outcome = .repeated(
        name: earlier.name, count: earlier.count, first: earlier.first, message: key.message)
    } else {
      written[key.identity] = Written(name: newName, count: 1, first: now)
    }
    return admits(Source(host: seen.host, subject: seen.subject), now) ? outcome : .dropped
  }

  /// Replaces the tenth and later similar messages by one identity for all of them.
  private mutating func combined(
    _ seen: Occurrence, _ now: Instant
  ) -> (identity: Occurrence, message: String) {
    let group = Group(host: seen.host, subject: seen.subject, type: seen.type, reason: seen.reason)
    var similar = groups[group] ?? Similar(messages: [], last: now)
    if now - similar.last > Self.similarInterval { similar.messages = [] }
    similar.last = now
    if !similar.messages.contains(seen.message) { similar.messages.append(seen.message) }
    defer { groups[group] = similar }
    guard similar.messages.count >= Self.similarLimit else { return (seen, seen.message) }
    similar.messages.removeFirst()
    var identity = seen
    identity.message = ""
    identity.fieldPath = ""
    return (identity, Self.combinedPrefix + seen.message)
  }

  private mutating func admits(_ source: Source, _ now: Instant) -> Bool {
    let full = max(buckets[source] ?? now, now)
    guard full - now <= Self.refill * (Self.burst - 1) else { return false }
    buckets[source] = full + Self.refill
    return true
  }
}

/// A dictionary that forgets its oldest keys beyond a limit.
struct BoundedMemory<Key: Hashable, Value> {
  private var entries: [Key: Value] = [:]
  private var order: [Key] = []
  private var head = 0
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  subscript(key: Key) -> Value? {
    get { entries[key] }
    set {
      guard let newValue else { preconditionFailure("entries are forgotten by age only") }
      if entries.updateValue(newValue, forKey: key) == nil { remember(key) }
    }
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
