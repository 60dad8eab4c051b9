// Reading quantities.

extension Quantity {
  /// Reads a quantity as the API server does.
  /// - Throws: `QuantityError` in Kubernetes' words.
  public init(parsing text: some StringProtocol) throws(QuantityError) {
    let parts = try Parts(Array(text.utf8))
    guard let unit = Unit(parts.suffix) else { throw .suffix }
    guard parts.fraction.count + parts.whole.count > 0 else { throw .number }
    format = unit.format
    nanos = Self.amount(parts, unit)
    if format == .binarySI, nanos < Self.one, nanos > 0 { format = .decimalSI }
    if parts.isNegative { nanos = -nanos }
  }

  /// Reads a quantity; `nil` when the text is none.
  public init?(_ text: some StringProtocol) {
    do throws(QuantityError) {
      try self.init(parsing: text)
    } catch {
      return nil
    }
  }

  /// The quantity that a field holds: a text, or a number as files may have it. `nil` for anything else.
  public init?(value: Value) {
    switch value {
    case .string(let text): self.init(text)
    case .int(let number): self.init(number)
    case .double(let number): self.init(GoNumber.json(number))
    default: return nil
    }
  }

  /// The amount in billionths, rounded up; amounts beyond any resource are cut to the largest one.
  private static func amount(_ parts: Parts, _ unit: Unit) -> Int128 {
    let limit = Int128(Int64.max) * one
    var amount: Int128 = 0
    var isExact = true
    var scale = 9 + unit.decimalExponent
    for digit in parts.whole {
      amount = amount * 10 + Int128(digit)
      if amount > limit { return limit }
    }
    for digit in parts.fraction where scale > -20 {
      if amount > limit / 10 {
        isExact = isExact && digit == 0
        continue
      }
      amount = amount * 10 + Int128(digit)
      scale -= 1
    }
    if amount == 0 { return isExact ? 0 : 1 }
    while scale > 0 {
      amount *= 10
      scale -= 1
      if amount > limit { return limit }
    }
    for _ in 0..<unit.binaryExponent {
      amount *= 2
      if amount > limit * 1_000_000_000 { return limit }
    }
    while scale < 0 {
      let (quotient, rest) = amount.quotientAndRemainder(dividingBy: 10)
      isExact = isExact && rest == 0
      amount = quotient
      scale += 1
    }
    return min(isExact ? amount : amount + 1, limit)
  }

  /// A text taken apart: sign, digits, suffix.
  private struct Parts {
    var isNegative = false
    var whole: ArraySlice<UInt8> = []
    var fraction: ArraySlice<UInt8> = []
    var suffix = ""

    init(_ bytes: [UInt8]) throws(QuantityError) {
      var rest = bytes[...]
      if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
        isNegative = sign == UInt8(ascii: "-")
        rest.removeFirst()
      }
      whole = Self.digits(&rest)
      let hasPoint = rest.first == UInt8(ascii: ".")
      if hasPoint {
        rest.removeFirst()
        fraction = Self.digits(&rest)
      }
      if bytes.isEmpty || (whole.isEmpty && fraction.isEmpty && !hasPoint) { throw .form }
      suffix = String(decoding: rest, as: UTF8.self)
      _ = rest.prefix { "eEinumkKMGTP".utf8.contains($0) }
      rest = rest.drop { "eEinumkKMGTP".utf8.contains($0) }
      if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest.removeFirst() }
      _ = Self.digits(&rest)
      if !rest.isEmpty { throw .form }
    }

    /// Takes the digits at the front, as numbers.
    private static func digits(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
      let digits = rest.prefix { $0 >= 48 && $0 <= 57 }
      rest = rest.dropFirst(digits.count)
      return ArraySlice(digits.map { $0 - 48 })
    }
  }
}

/// What a suffix multiplies with.
struct Unit {
  let format: Quantity.Format
  var decimalExponent = 0
  var binaryExponent = 0

  static let decimal = ["n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18]
  static let binary = ["Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60]

  init?(_ suffix: String) {
    if let exponent = Self.decimal[suffix] {
      format = .decimalSI
      decimalExponent = exponent
    } else if let exponent = Self.binary[suffix] {
      format = .binarySI
      binaryExponent = exponent
    } else if suffix.count > 1, suffix.first == "e" || suffix.first == "E", let exponent = Int(suffix.dropFirst()) {
      format = .decimalExponent
      decimalExponent = max(-30, min(exponent, 40))
    } else {
      return nil
    }
  }
}
