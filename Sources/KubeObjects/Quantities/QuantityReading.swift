// Taking the text of a quantity apart: sign, digits, suffix.

/// What a text of a quantity says.
struct QuantityReading {
  var nanos: Int128
  var format: Quantity.Format
  /// Whether Kubernetes keeps the text as it was typed, because at a glance it can't be written shorter.
  var looksCanonical: Bool

  init(_ text: UnsafeBufferPointer<UInt8>) throws(QuantityError) {
    var rest = text[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    rest = rest.drop { $0 == 48 }
    let whole = Self.takeDigits(&rest)
    var fraction = rest.prefix(0)
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = Self.takeDigits(&rest)
    }
    if text.isEmpty || !Self.isSuffix(rest) { throw .form }
    guard let unit = QuantityUnit(rest) else { throw .suffix }
    let amount = Self.amount(whole, fraction, unit)
    nanos = isNegative ? -amount : amount
    let isFraction = unit.format == .binarySI && amount > 0 && amount < Quantity.one
    format = isFraction ? .decimalSI : unit.format
    looksCanonical = Self.looksCanonical(whole, fraction, unit)
  }

  typealias Digits = Slice<UnsafeBufferPointer<UInt8>>

  private static func takeDigits(_ rest: inout Digits) -> Digits {
    let digits = rest.prefix { $0 >= 48 && $0 <= 57 }
    rest = rest[digits.endIndex...]
    return digits
  }

  /// Letters, a sign and digits, as the regular expression of the message says.
  private static func isSuffix(_ text: Digits) -> Bool {
    var rest = text.drop { QuantityUnit.letters.contains($0) }
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    return takeDigits(&rest).endIndex == text.endIndex
  }

  private static func looksCanonical(_ whole: Digits, _ fraction: Digits, _ unit: QuantityUnit) -> Bool {
    guard let first = whole.first, whole.count + fraction.count <= 18 else { return false }
    if unit.format == .binarySI {
      guard fraction.isEmpty, 14 - whole.count - unit.binaryExponent * 3 / 10 >= 0 else { return false }
      return whole.reduce(0) { $0 * 10 + Int($1 - 48) } & 7 != 0
    }
    let scale = unit.decimalExponent - fraction.count
    let zeros = fraction.reversed().prefix { $0 == 48 }.count
    let trailing = zeros < fraction.count ? zeros : zeros + whole.reversed().prefix { $0 == 48 }.count
    return scale >= -9 && scale % 3 == 0 && trailing < 3 && first != 48
  }

  /// The amount in billionths, rounded up; amounts beyond any resource are cut to the largest one.
  private static func amount(_ whole: Digits, _ fraction: Digits, _ unit: QuantityUnit) -> Int128 {
    // Only amounts in powers of 1024 are cut in Kubernetes; the others end where the arithmetic does.
    let limit = unit.format == .binarySI ? Int128(Int64.max) * Quantity.one : Int128.max / 1_000
    var amount: Int128 = 0
    var isExact = true
    var scale = 9 + unit.decimalExponent
    for digit in whole {
      amount = amount * 10 + Int128(digit - 48)
      if amount > limit { return limit }
    }
    for digit in fraction where scale > -20 {
      if amount > limit / 10 {
        isExact = isExact && digit == 48
        continue
      }
      amount = amount * 10 + Int128(digit - 48)
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
}

/// What a suffix multiplies with.
struct QuantityUnit {
  let format: Quantity.Format
  var decimalExponent = 0
  var binaryExponent = 0

  static let letters = "eEinumkKMGTP".utf8

  init?(_ suffix: Slice<UnsafeBufferPointer<UInt8>>) {
    guard let first = suffix.first else {
      format = .decimalSI
      return
    }
    if suffix.count == 1, let exponent = Self.decimalExponent(first) {
      format = .decimalSI
      decimalExponent = exponent
    } else if suffix.count == 2, suffix.last == UInt8(ascii: "i"), let exponent = Self.binaryExponent(first) {
      format = .binarySI
      binaryExponent = exponent
    } else if first | 32 == UInt8(ascii: "e"), let exponent = Int(String(decoding: suffix.dropFirst(), as: UTF8.self)) {
      format = .decimalExponent
      decimalExponent = max(-30, min(exponent, 40))
    } else {
      return nil
    }
  }

  private static func decimalExponent(_ letter: UInt8) -> Int? {
    switch letter {
    case UInt8(ascii: "n"): -9
    case UInt8(ascii: "u"): -6
    case UInt8(ascii: "m"): -3
    case UInt8(ascii: "k"): 3
    case UInt8(ascii: "M"): 6
    case UInt8(ascii: "G"): 9
    case UInt8(ascii: "T"): 12
    case UInt8(ascii: "P"): 15
    case UInt8(ascii: "E"): 18
    default: nil
    }
  }

  private static func binaryExponent(_ letter: UInt8) -> Int? {
    switch letter {
    case UInt8(ascii: "K"): 10
    case UInt8(ascii: "M"): 20
    case UInt8(ascii: "G"): 30
    case UInt8(ascii: "T"): 40
    case UInt8(ascii: "P"): 50
    case UInt8(ascii: "E"): 60
    default: nil
    }
  }
}
