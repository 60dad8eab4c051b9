// A point of cluster time.

/// A point in time: nanoseconds since 1970-01-01T00:00:00Z. Two events of one instant are ordered by sequence
/// number (`EventQueue`), never by a finer clock.
@frozen
public struct Instant: Hashable, Sendable, Codable {
  public var nanoseconds: Int64

  @inlinable
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// The instant a whole number of seconds after 1970.
  @inlinable
  public init(unixSeconds: Int64) { self.nanoseconds = TimeSpan.seconds(unixSeconds).nanoseconds }

  /// Whole seconds since 1970, rounded down: what Kubernetes keeps in `metadata.creationTimestamp`.
  @inlinable
  public var unixSeconds: Int64 {
    nanoseconds >= 0 ? nanoseconds / 1_000_000_000 : (nanoseconds - 999_999_999) / 1_000_000_000
  }

  /// The same instant without its fraction of a second.
  @inlinable
  public var truncatedToSecond: Instant { Instant(unixSeconds: unixSeconds) }

  /// Never reached: where a wait has no end.
  @inlinable
  public static var distantFuture: Instant { Instant(nanoseconds: .max) }
}

extension Instant: Comparable {
  @inlinable
  public static func < (a: Instant, b: Instant) -> Bool { a.nanoseconds < b.nanoseconds }

  @inlinable
  public static func + (a: Instant, span: TimeSpan) -> Instant {
    Instant(nanoseconds: TimeSpan.saturatingSum(a.nanoseconds, span.nanoseconds))
  }

  @inlinable
  public static func - (a: Instant, span: TimeSpan) -> Instant {
    Instant(nanoseconds: (TimeSpan(nanoseconds: a.nanoseconds) - span).nanoseconds)
  }

  @inlinable
  public static func - (a: Instant, b: Instant) -> TimeSpan {
    TimeSpan(nanoseconds: a.nanoseconds) - TimeSpan(nanoseconds: b.nanoseconds)
  }
}
