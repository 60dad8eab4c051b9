// What happens when: the agenda of everything that waits for a point of cluster time.
import HeapModule

/// A queue of payloads by instant. Payloads of one instant come out in the order they went in.
public struct EventQueue<Payload> {
  @usableFromInline
  struct Entry: Comparable {
    @usableFromInline let at: Instant
    @usableFromInline let sequence: UInt64
    @usableFromInline let payload: Payload

    @inlinable
    init(at: Instant, sequence: UInt64, payload: Payload) {
      self.at = at
      self.sequence = sequence
      self.payload = payload
    }

    @inlinable
    static func < (a: Entry, b: Entry) -> Bool { (a.at, a.sequence) < (b.at, b.sequence) }

    @inlinable
    static func == (a: Entry, b: Entry) -> Bool { a.sequence == b.sequence }
  }

  @usableFromInline var heap = Heap<Entry>()
  @usableFromInline var sequence: UInt64 = 0

  @inlinable
  public init() {}

  @inlinable
  public var isEmpty: Bool { heap.isEmpty }

  @inlinable
  public var count: Int { heap.count }

  /// When the next payload is due; `nil` when nothing waits.
  @inlinable
  public var nextInstant: Instant? { heap.min?.at }

  @inlinable
  public mutating func schedule(_ payload: Payload, at instant: Instant) {
    heap.insert(Entry(at: instant, sequence: sequence, payload: payload))
    sequence += 1
  }

  /// All that waits, in the order in which it would come out.
  public var agenda: [(at: Instant, payload: Payload)] {
    heap.unordered.sorted().map { ($0.at, $0.payload) }
  }

  /// Takes the first payload that is due at or before `instant`.
  @inlinable
  public mutating func popDue(at instant: Instant) -> (at: Instant, payload: Payload)? {
    guard let first = heap.min, first.at <= instant else { return nil }
    heap.removeMin()
    return (first.at, first.payload)
  }
}
