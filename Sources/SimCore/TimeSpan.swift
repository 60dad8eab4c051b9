// A length of cluster time, in whole nanoseconds: integer arithmetic keeps every run of a script equal to the last bit.

/// A length of cluster time. Negative spans are allowed, because ages of objects from the future are.
@frozen
public struct TimeSpan: Hashable, Sendable, Codable {
  /// The length in nanoseconds. Reaches about 292 years either way.
  public var nanoseconds: Int64

  @inlinable
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  @inlinable
  public static var zero: TimeSpan { TimeSpan(nanoseconds: 0) }

  /// Longer than anything a cluster waits for; addition saturates instead of trapping.
  @inlinable
  public static var forever: TimeSpan { TimeSpan(nanoseconds: .max) }

  @inlinable
  public static func nanoseconds(_ count: Int64) -> TimeSpan { TimeSpan(nanoseconds: count) }

  @inlinable
  public static func milliseconds(_ count: Int64) -> TimeSpan {
    TimeSpan(nanoseconds: saturatingProduct(count, 1_000_000))
  }

  @inlinable
  public static func seconds(_ count: Int64) -> TimeSpan {
    TimeSpan(nanoseconds: saturatingProduct(count, 1_000_000_000))
  }

  @inlinable
  public static func minutes(_ count: Int64) -> TimeSpan { seconds(saturatingProduct(count, 60)) }

  @inlinable
  public static func hours(_ count: Int64) -> TimeSpan { seconds(saturatingProduct(count, 3_600)) }

  /// A span from a number of seconds that may have a fraction (`sleep 0.3`); values out of range saturate.
  public init(seconds: Double) {
    let scaled = seconds * 1e9
    if scaled >= 9.2e18 {
      nanoseconds = .max
    } else if scaled <= -9.2e18 {
      nanoseconds = .min
    } else {
      nanoseconds = scaled.isNaN ? 0 : Int64(scaled.rounded())
    }
  }

  /// The length in seconds with its fraction, for arithmetic with wall clocks and factors of speed.
  public var inSeconds: Double { Double(nanoseconds) / 1e9 }

  /// Whole seconds, rounded toward zero, as ages are printed.
  @inlinable
  public var wholeSeconds: Int64 { nanoseconds / 1_000_000_000 }

  @inlinable
  static func saturatingProduct(_ a: Int64, _ b: Int64) -> Int64 {
    let (product, overflow) = a.multipliedReportingOverflow(by: b)
    return overflow ? ((a < 0) == (b < 0) ? .max : .min) : product
  }

  @inlinable
  static func saturatingSum(_ a: Int64, _ b: Int64) -> Int64 {
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? (b > 0 ? .max : .min) : sum
  }
}

extension TimeSpan: Comparable {
  @inlinable
  public static func < (a: TimeSpan, b: TimeSpan) -> Bool { a.nanoseconds < b.nanoseconds }

  @inlinable
  public static func + (a: TimeSpan, b: TimeSpan) -> TimeSpan {
    TimeSpan(nanoseconds: saturatingSum(a.nanoseconds, b.nanoseconds))
  }

  @inlinable
  public static func - (a: TimeSpan, b: TimeSpan) -> TimeSpan {
    TimeSpan(nanoseconds: saturatingSum(a.nanoseconds, b.nanoseconds == .min ? .max : -b.nanoseconds))
  }

  @inlinable
  public static func * (a: TimeSpan, factor: Int64) -> TimeSpan {
    TimeSpan(nanoseconds: saturatingProduct(a.nanoseconds, factor))
  }
}
