// Floating point numbers in Go's formats, rounded exactly.

enum FormatFloat {
  static func text(_ number: Double, _ verb: Unicode.Scalar, _ flags: FormatFlags) -> String? {
    let digits: String
    switch verb {
    case "v", "g", "G": digits = general(number, flags.precision)
    case "e", "E": digits = exponential(number, flags.precision ?? 6)
    case "f", "F": digits = fixed(number, flags.precision ?? 6)
    default: return nil
    }
    let text = verb == "G" || verb == "E" ? digits.uppercased() : digits
    return signed(text, isNegative: number.sign == .minus && !number.isNaN, isFinite: number.isFinite, flags)
  }

  /// Puts the sign before a number, and zeros between them.
  private static func signed(
    _ digits: String, isNegative: Bool, isFinite: Bool, _ flags: FormatFlags
  ) -> String {
    let sign = isNegative ? "-" : flags.plus ? "+" : flags.space ? " " : ""
    let missing = (flags.width ?? 0) - sign.utf8.count - digits.utf8.count
    if flags.zero, !flags.minus, missing > 0, isFinite {
      return sign + String(repeating: "0", count: missing) + digits
    }
    return FormatPrinter.pad(sign + digits, FormatInteger.widthOnly(flags))
  }

  private static func special(_ number: Double) -> String? {
    number.isNaN ? "NaN" : number.isInfinite ? "Inf" : nil
  }

  private static func fixed(_ number: Double, _ precision: Int) -> String {
    special(number) ?? ExactDecimal(number.magnitude).rounded(toPlaces: precision).fixed(precision)
  }

  private static func exponential(_ number: Double, _ precision: Int) -> String {
    special(number) ?? ExactDecimal(number.magnitude).rounded(toDigits: precision + 1).exponential(precision)
  }

  private static func general(_ number: Double, _ precision: Int?) -> String {
    if let special = special(number) { return special }
    guard let precision else { return GoNumber.sprint(number.magnitude) }
    let digits = max(precision, 1)
    let decimal = ExactDecimal(number.magnitude).rounded(toDigits: digits)
    let exponent = decimal.point - 1
    // Go keeps plain form up to the number of digits that there are.
    let limit = digits > decimal.digits.count && decimal.digits.count >= decimal.point ? decimal.digits.count : digits
    if exponent < -4 || exponent >= limit { return decimal.exponential(decimal.digits.count - 1) }
    return decimal.fixed(max(decimal.digits.count - decimal.point, 0))
  }
}

/// The exact decimal digits of a number.
struct ExactDecimal {
  /// No leading and no trailing zeros; empty for zero.
  private(set) var digits: [UInt8]
  /// Where the point stands: before this digit.
  private(set) var point: Int

  init(_ number: Double) {
    var digits = Array(String(number.significandBitPattern | (number.isNormal ? 1 << 52 : 0)).utf8).map { $0 - 48 }
    var point = digits.count
    let exponent = (number.isNormal ? Int(number.exponentBitPattern) - 1023 : -1022) - 52
    for _ in 0..<max(0, exponent) { Self.double(&digits, &point) }
    for _ in 0..<max(0, -exponent) { Self.halve(&digits, &point) }
    self.digits = digits
    self.point = point
    trim()
  }

  private static func double(_ digits: inout [UInt8], _ point: inout Int) {
    var carry: UInt8 = 0
    for index in digits.indices.reversed() {
      let value = digits[index] * 2 + carry
      digits[index] = value % 10
      carry = value / 10
    }
    if carry > 0 {
      digits.insert(carry, at: 0)
      point += 1
    }
  }

  private static func halve(_ digits: inout [UInt8], _ point: inout Int) {
    var rest: UInt8 = 0
    for index in digits.indices {
      let value = rest * 10 + digits[index]
      digits[index] = value / 2
      rest = value % 2
    }
    if rest > 0 { digits.append(5) }
    if digits.first == 0 {
      digits.removeFirst()
      point -= 1
    }
  }

  private mutating func trim() {
    while digits.last == 0 { digits.removeLast() }
    while digits.first == 0 {
      digits.removeFirst()
      point -= 1
    }
    if digits.isEmpty { point = 0 }
  }

  func rounded(toPlaces places: Int) -> ExactDecimal { rounded(toDigits: point + places) }

  /// Rounded to a number of digits, halves to the even one.
  func rounded(toDigits count: Int) -> ExactDecimal {
    var result = self
    guard count < digits.count else { return result }
    guard count >= 0 else {
      result.digits = []
      result.point = 0
      return result
    }
    let isUp = shouldRoundUp(count)
    result.digits = Array(digits.prefix(count))
    if isUp { result.increment() }
    result.trim()
    return result
  }

  private func shouldRoundUp(_ count: Int) -> Bool {
    if digits[count] == 5, count + 1 == digits.count { return count > 0 && digits[count - 1] % 2 == 1 }
    return digits[count] >= 5
  }

  private mutating func increment() {
    for index in digits.indices.reversed() {
      if digits[index] < 9 {
        digits[index] += 1
        return
      }
      digits[index] = 0
    }
    digits.insert(1, at: 0)
    point += 1
  }

  private func digit(_ index: Int) -> Character {
    Character(Unicode.Scalar(48 + (digits.indices.contains(index) ? digits[index] : 0)))
  }

  func fixed(_ places: Int) -> String {
    var text = point > 0 ? String((0..<point).map(digit)) : "0"
    if places > 0 { text += "." + String((point..<(point + places)).map(digit)) }
    return text
  }

  func exponential(_ places: Int) -> String {
    let exponent = digits.isEmpty ? 0 : point - 1
    var text = String(digit(0))
    if places > 0 { text += "." + String((1...places).map(digit)) }
    let magnitude = String(exponent.magnitude)
    return text + (exponent < 0 ? "e-" : "e+") + (magnitude.utf8.count < 2 ? "0" : "") + magnitude
  }
}
