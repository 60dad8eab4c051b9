// Reads plain scalars: YAML 1.1 booleans, numbers in every base. The rules and their order are go-yaml v2's.

extension YAMLScalar {
  /// What a plain scalar means.
  init(plain text: UnsafeBufferPointer<UInt8>) {
    guard let first = text.first else {
      self = .null
      return
    }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"):
      self = Self.word(text) ?? Self.number(text)
    case UInt8(ascii: "."):
      self = Self.word(text) ?? Self.pointed(text)
    case UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"),
      UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "o"), UInt8(ascii: "O"),
      UInt8(ascii: "~"):
      self = Self.word(text) ?? .string(nil)
    default: self = .string(nil)
    }
  }

  /// What a plain scalar means in YAML 1.2: only `true` and `false` are booleans.
  init(modern text: UnsafeBufferPointer<UInt8>) {
    self.init(plain: text)
    guard case .bool = self else { return }
    let word = String(decoding: text, as: UTF8.self).lowercased()
    if word != "true", word != "false" { self = .string(nil) }
  }

  /// The words that mean something other than themselves; none is longer than five letters.
  private static func word(_ text: UnsafeBufferPointer<UInt8>) -> YAMLScalar? {
    guard text.count <= 5 else { return nil }
    return words[String(decoding: text, as: UTF8.self)]
  }

  private static let words: [String: YAMLScalar] = {
    var words: [String: YAMLScalar] = ["~": .null, "null": .null, "Null": .null, "NULL": .null]
    for word in ["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"] {
      words[word] = .bool(true)
    }
    for word in ["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"] {
      words[word] = .bool(false)
    }
    for word in [".nan", ".NaN", ".NAN"] { words[word] = .float(.nan) }
    for word in [".inf", ".Inf", ".INF"] {
      words[word] = .float(.infinity)
      words["+" + word] = .float(.infinity)
      words["-" + word] = .float(-.infinity)
    }
    return words
  }()

  /// A scalar that begins with a point: a decimal number or a string.
  private static func pointed(_ text: UnsafeBufferPointer<UInt8>) -> YAMLScalar {
    let text = String(decoding: text, as: UTF8.self)
    guard GoNumber.isDecimal(text.utf8), let number = Double(text), number.isFinite else { return .string(nil) }
    return .float(number)
  }

  /// A scalar that begins with a digit or a sign: an integer of any base, a decimal number or a string. Dates stay
  /// strings.
  private static func number(_ text: UnsafeBufferPointer<UInt8>) -> YAMLScalar {
    if let number = plainDigits(text) { return .int(number) }
    let digits = String(decoding: text.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
    if let number = GoNumber.parseInt(digits) { return .int(number) }
    if let number = GoNumber.parseUInt(digits) { return .unsigned(number) }
    if GoNumber.isDecimal(digits.utf8), let number = Double(digits), number.isFinite { return .float(number) }
    return .string(nil)
  }

  /// Ports and counts: decimal digits that begin with no zero, read without a string.
  private static func plainDigits(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard text.count <= 18, text[0] != UInt8(ascii: "0") || text.count == 1 else { return nil }
    var number: Int64 = 0
    for byte in text {
      guard byte >= 48, byte <= 57 else { return nil }
      number = number * 10 + Int64(byte - 48)
    }
    return number
  }
}
