// What decides how a string may be written in YAML.

/// What a string is made of, as far as that decides how it may be written.
struct YAMLScalarShape {
  private(set) var hasNewlines = false
  /// Breaks of any kind: YAML counts U+0085, U+2028 and U+2029 as well.
  private(set) var hasLineBreaks = false
  private(set) var allowsPlain = true
  private(set) var allowsSingleQuotes = true
  private(set) var allowsBlock = true

  init(_ text: String) {
    var text = text
    if text.withUTF8(Self.isHarmless) { return }
    inspect(text.unicodeScalars)
  }

  /// Names, numbers, paths and images: nothing in them means anything to YAML.
  private static func isHarmless(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first, first != UInt8(ascii: "-"), first != UInt8(ascii: ".") else { return false }
    return bytes.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "-")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
      default: false
      }
    }
  }

  private mutating func inspect(_ text: String.UnicodeScalarView) {
    if text.isEmpty { allowsBlock = false }
    if text.starts(with: "---".unicodeScalars) || text.starts(with: "...".unicodeScalars) { allowsPlain = false }
    var previous: Unicode.Scalar?
    var index = text.startIndex
    while index < text.endIndex {
      let scalar = text[index]
      let after = text.index(after: index)
      let next = after < text.endIndex ? text[after] : nil
      if Self.isIndicator(scalar, after: previous, before: next) { allowsPlain = false }
      if !Self.isPrintable(scalar) { forbidAll() }
      if scalar == " " { inspectSpace(previous, next) } else if Self.isBreak(scalar) { inspectBreak(scalar, previous) }
      previous = scalar
      index = after
    }
  }

  private mutating func inspectSpace(_ previous: Unicode.Scalar?, _ next: Unicode.Scalar?) {
    if previous == nil || next == nil { allowsPlain = false }
    if next == nil { allowsBlock = false }
    if let previous, Self.isBreak(previous) {
      allowsPlain = false
      allowsSingleQuotes = false
    }
  }

  private mutating func inspectBreak(_ scalar: Unicode.Scalar, _ previous: Unicode.Scalar?) {
    if scalar == "\n" { hasNewlines = true }
    hasLineBreaks = true
    allowsPlain = false
    if previous == " " { forbidAll() }
  }

  private mutating func forbidAll() {
    allowsPlain = false
    allowsSingleQuotes = false
    allowsBlock = false
  }

  /// Whether a character at its place would be read as syntax.
  private static func isIndicator(
    _ scalar: Unicode.Scalar, after previous: Unicode.Scalar?, before next: Unicode.Scalar?
  ) -> Bool {
    switch scalar {
    case "#": previous.map { $0 == " " || $0 == "\t" || isBreak($0) } ?? true
    case ",", "[", "]", "{", "}", "&", "*", "!", "|", ">", "'", "\"", "%", "@", "`": previous == nil
    case ":": isBlank(next)
    case "?", "-": previous == nil && isBlank(next)
    default: false
    }
  }

  private static func isBlank(_ scalar: Unicode.Scalar?) -> Bool { scalar == nil || scalar == " " || scalar == "\t" }

  static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  /// Whether a character is written by an escape between double quotes.
  static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\"" || scalar == "\\" || isBreak(scalar) || !isPrintable(scalar)
  }

  /// What go-yaml takes for printable: neither tabs nor anything beyond the first plane.
  static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A, 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD: true
    default: false
    }
  }
}

// MARK: Strings that look like something else

extension YAMLScalarShape {
  /// Whether a string, written plainly, would be read as something else: a number, a boolean, null, a date, or the
  /// numbers to base 60 that other readers of YAML know.
  static func reads(asOtherThanString text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard let first = bytes.first else { return true }
      switch first {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"):
        return YAMLScalar(plain: bytes) != .string(nil) || YAMLTimestamp.isTimestamp(bytes) || isBase60(bytes)
      default: return bytes.count <= 5 || first == UInt8(ascii: ".") ? YAMLScalar(plain: bytes) != .string(nil) : false
      }
    }
  }

  /// `1:30`, `-12:30:45.5`: `[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?`.
  private static func isBase60(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
    var rest = bytes[...]
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    guard let first = rest.first, isDigit(first) else { return false }
    rest = rest.drop { isDigit($0) || $0 == UInt8(ascii: "_") }
    guard rest.first == UInt8(ascii: ":") else { return false }
    while rest.first == UInt8(ascii: ":") {
      let digits = rest.dropFirst().prefix(while: isDigit)
      guard (1...2).contains(digits.count), digits.count == 1 || digits[digits.startIndex] < 54 else { return false }
      rest = rest[digits.endIndex...]
    }
    if rest.first == UInt8(ascii: ".") { rest = rest.dropFirst().drop { isDigit($0) || $0 == UInt8(ascii: "_") } }
    return rest.isEmpty
  }
}
