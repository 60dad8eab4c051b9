// Dates of YAML: strings that go-yaml quotes, because written plainly they would be read as times.

enum YAMLTimestamp {
  /// `2006-1-2`, alone or followed by ` 15:4:5` or by `T15:4:5` and a zone, seconds with a fraction.
  static func isTimestamp(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count > 4, text[4] == UInt8(ascii: "-"), text.prefix(4).allSatisfy(isDigit) else { return false }
    var rest = text[5...]
    let year = text.prefix(4).reduce(0) { $0 * 10 + Int($1 - 48) }
    guard let month = number(&rest), (1...12).contains(month), take("-", &rest), let day = number(&rest),
      day >= 1, day <= days(in: month, of: year)
    else { return false }
    return rest.isEmpty || isTime(&rest)
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    default: 31
    }
  }

  private static func isTime(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let hasZone = take("T", &rest) || take("t", &rest)
    guard hasZone || take(" ", &rest), let hour = number(&rest), hour < 24, take(":", &rest),
      let minute = number(&rest), minute < 60, take(":", &rest), let second = number(&rest), second < 60
    else { return false }
    let isFraction = rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ",")
    if isFraction, rest.dropFirst().first.map(isDigit) == true { rest = rest.dropFirst().drop(while: isDigit) }
    return hasZone ? isZone(&rest) : rest.isEmpty
  }

  /// `Z` or `+07:00`.
  private static func isZone(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    if take("Z", &rest) { return rest.isEmpty }
    guard take("+", &rest) || take("-", &rest), rest.count == 5, let hours = number(&rest), hours <= 24,
      take(":", &rest), let minutes = number(&rest), minutes <= 60
    else { return false }
    return rest.isEmpty
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

  private static func take(_ sign: Unicode.Scalar, _ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard rest.first == UInt8(ascii: sign) else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// A number of one or two digits.
  private static func number(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    let digits = rest.prefix(2).prefix(while: isDigit)
    guard !digits.isEmpty else { return nil }
    rest = rest.dropFirst(digits.count)
    return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
  }
}
