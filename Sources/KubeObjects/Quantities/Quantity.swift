// Quantities of resources: exact numbers with a suffix (`100m`, `1.5Gi`, `12e6`), as in k8s.io/apimachinery
// pkg/api/resource.

/// Why a text is no quantity, in Kubernetes' words.
public struct QuantityError: Error, Equatable, Sendable {
  public var message: String

  static let form = QuantityError(
    message: "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")
  static let suffix = QuantityError(message: "unable to parse quantity's suffix")
  static let number = QuantityError(message: "unable to parse numeric part of quantity")
}

/// An amount of a resource, exact to a billionth.
///
/// Two quantities are equal when their amounts are: `1Gi` and `1024Mi`. The format only decides how an amount is
/// written.
public struct Quantity: Sendable {
  /// How an amount is written.
  public enum Format: Sendable {
    /// Powers of 1024: `Ki`, `Mi`, `Gi`.
    case binarySI
    /// Powers of 1000: `m`, `k`, `M`.
    case decimalSI
    /// `e3`, `e6`.
    case decimalExponent
  }

  /// The amount in billionths.
  public let nanos: Int128
  public let format: Format
  /// The text the amount was read from, where Kubernetes takes that for canonical: `+5`, `1.125`, `12E3`.
  let typed: String?

  public init(nanos: Int128, format: Format = .decimalSI) {
    self.init(nanos: nanos, format: format, typed: nil)
  }

  init(nanos: Int128, format: Format, typed: String?) {
    self.nanos = nanos
    self.format = format
    self.typed = typed
  }

  /// A whole number.
  public init(_ amount: Int64, _ format: Format = .decimalSI) {
    self.init(nanos: Int128(amount) * Self.one, format: format)
  }

  /// Thousandths, as processors are counted.
  public init(milli: Int64) { self.init(nanos: Int128(milli) * 1_000_000) }

  public static let zero = Quantity(nanos: 0)

  static let one: Int128 = 1_000_000_000

  public var isZero: Bool { nanos == 0 }

  /// The amount as a whole number, rounded away from zero.
  public var wholes: Int64 { rounded(to: Self.one) }

  /// The amount in thousandths, rounded away from zero.
  public var millis: Int64 { rounded(to: 1_000_000) }

  private func rounded(to unit: Int128) -> Int64 {
    let (quotient, rest) = nanos.quotientAndRemainder(dividingBy: unit)
    return Int64(clamping: rest == 0 ? quotient : quotient + (nanos < 0 ? -1 : 1))
  }

  /// The amount rounded up to thousandths, as all amounts in lists of resources are.
  public var roundedUpToMillis: Quantity {
    let (quotient, rest) = nanos.quotientAndRemainder(dividingBy: 1_000_000)
    if rest == 0 { return self }
    return Quantity(nanos: (quotient + (nanos < 0 ? -1 : 1)) * 1_000_000, format: format)
  }
}

extension Quantity: Comparable, Hashable {
  public static func == (a: Quantity, b: Quantity) -> Bool { a.nanos == b.nanos }

  public static func < (a: Quantity, b: Quantity) -> Bool { a.nanos < b.nanos }

  public func hash(into hasher: inout Hasher) { hasher.combine(nanos) }
}

// MARK: Arithmetic

extension Quantity {
  /// The sum, in the format of the first amount unless that is zero.
  public static func + (a: Quantity, b: Quantity) -> Quantity {
    let (sum, overflow) = a.nanos.addingReportingOverflow(b.nanos)
    return Quantity(nanos: overflow ? (a.nanos < 0 ? .min : .max) : sum, format: a.isZero ? b.format : a.format)
  }

  public static func - (a: Quantity, b: Quantity) -> Quantity { a + Quantity(nanos: -b.nanos, format: b.format) }

  public static prefix func - (a: Quantity) -> Quantity { Quantity(nanos: -a.nanos, format: a.format) }

  public static func += (a: inout Quantity, b: Quantity) { a = a + b }

  public static func -= (a: inout Quantity, b: Quantity) { a = a - b }
}
