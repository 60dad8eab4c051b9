// Numbers as Go reads them.

extension GoNumber {
  /// `strconv.ParseInt(text, 0, 64)`: a sign, then decimal digits, or `0x`, `0b`, `0o` or `0` and digits of that base.
  /// Underscores must have been taken out.
  public static func parseInt(_ text: some StringProtocol) -> Int64? {
    let (isNegative, digits, radix) = parts(text)
    guard isDigits(digits), let magnitude = UInt64(digits, radix: radix) else { return nil }
    if isNegative { return magnitude <= UInt64(1) << 63 ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil }
    return Int64(exactly: magnitude)
  }

  /// `strconv.ParseUint(text, 0, 64)`: as `parseInt`, without a sign.
  public static func parseUInt(_ text: some StringProtocol) -> UInt64? {
    if text.hasPrefix("+") || text.hasPrefix("-") { return nil }
    let (_, digits, radix) = parts(text)
    return isDigits(digits) ? UInt64(digits, radix: radix) : nil
  }

  /// Whether a text is a decimal number in the form YAML 1.1 and Go share: `-1.5e+3`, `.5`, `1.`.
  public static func isDecimal(_ text: some Collection<UInt8>) -> Bool {
    var rest = text[...]
    func take(_ condition: (UInt8) -> Bool) -> Int {
      let count = rest.prefix(while: condition).count
      rest = rest.dropFirst(count)
      return count
    }
    func takeOne(_ signs: Unicode.Scalar...) -> Bool {
      guard let first = rest.first, signs.contains(where: { UInt8(ascii: $0) == first }) else { return false }
      rest = rest.dropFirst()
      return true
    }
    func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
    _ = takeOne("+", "-")
    let whole = take(isDigit)
    let fraction = takeOne(".") ? take(isDigit) : 0
    guard whole + fraction > 0 else { return false }
    if takeOne("e", "E") {
      _ = takeOne("+", "-")
      if take(isDigit) == 0 { return false }
    }
    return rest.isEmpty
  }

  private static func parts<Text: StringProtocol>(_ text: Text) -> (Bool, Text.SubSequence, Int) {
    var rest = text[...]
    let isNegative = rest.hasPrefix("-")
    if isNegative || rest.hasPrefix("+") { rest = rest.dropFirst() }
    guard rest.first == "0", rest.count > 1 else { return (isNegative, rest, 10) }
    switch rest.dropFirst().first {
    case "x", "X": return (isNegative, rest.dropFirst(2), 16)
    case "b", "B": return (isNegative, rest.dropFirst(2), 2)
    case "o", "O": return (isNegative, rest.dropFirst(2), 8)
    default: return (isNegative, rest.dropFirst(), 8)
    }
  }

  /// Swift's integers take a sign, Go's digits after the sign don't.
  private static func isDigits(_ text: some StringProtocol) -> Bool {
    guard let first = text.first else { return false }
    return first != "+" && first != "-"
  }
}

extension Value {
  /// A number as it comes back from JSON: an integer when it is whole and fits, otherwise floating.
  public init(json number: Double) {
    if number == number.rounded(), number.magnitude < 9_223_372_036_854_775_808 {
      self = .int(Int64(number))
    } else {
      self = .double(number)
    }
  }
}
