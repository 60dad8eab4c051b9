// The work queue of a controller: names of objects to look at again, each at most once, now or later.

/// A queue of keys without duplicates, with delayed and backed-off additions, as client-go's `workqueue`.
public struct WorkQueue<Key: Hashable> {
  @usableFromInline var ready: [Key] = []
  @usableFromInline var head = 0
  @usableFromInline var queued: Set<Key> = []
  @usableFromInline var delayed = EventQueue<Key>()
  /// When each delayed key is due; an entry of `delayed` at another instant has been overtaken.
  @usableFromInline var due: [Key: Instant] = [:]
  @usableFromInline var failures: [Key: Int] = [:]

  @inlinable
  public init() {}

  @inlinable
  public var isEmpty: Bool { head == ready.count }

  /// When the next delayed key becomes ready.
  @inlinable
  public var nextInstant: Instant? { delayed.nextInstant }

  @inlinable
  public mutating func add(_ key: Key) {
    if queued.insert(key).inserted { ready.append(key) }
  }

  /// Adds a key later. Of several delays of one key the shortest counts.
  @inlinable
  public mutating func add(_ key: Key, at instant: Instant) {
    if let earlier = due[key], earlier <= instant { return }
    due[key] = instant
    delayed.schedule(key, at: instant)
  }

  /// Adds a key after its failures' back-off: 5 ms doubled for each failure in a row, at most 1,000 s
  /// (client-go's `DefaultTypedControllerRateLimiter`).
  @inlinable
  public mutating func addRateLimited(_ key: Key, now: Instant) {
    let count = failures[key, default: 0]
    failures[key] = count + 1
    let delay = min(TimeSpan.milliseconds(5) * (1 << Int64(min(count, 30))), .seconds(1_000))
    add(key, at: now + delay)
  }

  /// Ends a row of failures.
  @inlinable
  public mutating func forget(_ key: Key) { failures[key] = nil }

  /// Makes ready what is due, then takes the first ready key.
  @inlinable
  public mutating func pop(now: Instant) -> Key? {
    while let (instant, key) = delayed.popDue(at: now) {
      guard due[key] == instant else { continue }
      due[key] = nil
      add(key)
    }
    guard head < ready.count else { return nil }
    let key = ready[head]
    head += 1
    if head == ready.count {
      ready.removeAll(keepingCapacity: true)
      head = 0
    }
    queued.remove(key)
    return key
  }
}

// MARK: Checkpoints

/// A key that waits for its time.
private struct Delay<Key: Codable>: Codable {
  var at: Instant
  var key: Key
}

extension WorkQueue where Key: Codable {
  /// The whole queue, in a checkpoint.
  public mutating func keep(_ archive: Archive) {
    var line = Array(ready[head...])
    var delays = delayed.agenda.map { Delay(at: $0.at, key: $0.payload) }
    archive.keep(&line)
    archive.keep(&delays)
    archive.keep(&due)
    archive.keep(&failures)
    guard archive.isReading else { return }
    (ready, head, queued) = (line, 0, Set(line))
    delayed = EventQueue()
    for delay in delays { delayed.schedule(delay.key, at: delay.at) }
  }
}
