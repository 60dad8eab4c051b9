// Go's string literals, read.

extension GoText {
  /// `%#U`: `U+007E '~'`.
  static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let number = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return isPrintable(scalar) ? "\(number) '\(scalar)'" : number
  }

  /// What stands between quotes, its escapes resolved (`strconv.Unquote`); `nil` where the literal is wrong.
  static func unquoted(_ text: [Unicode.Scalar], _ quote: Unicode.Scalar) -> String? {
    var bytes: [UInt8] = []
    var rest = text[...]
    while let scalar = rest.popFirst() {
      if scalar == quote { return nil }
      if scalar != "\\" {
        bytes += Array(String(scalar).utf8)
      } else if !escape(&rest, quote, &bytes) {
        return nil
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads one escape; false where there is none.
  private static func escape(
    _ rest: inout ArraySlice<Unicode.Scalar>, _ quote: Unicode.Scalar, _ bytes: inout [UInt8]
  ) -> Bool {
    guard let kind = rest.popFirst() else { return false }
    if let simple = simpleEscapes[kind] {
      bytes.append(simple)
      return true
    }
    switch kind {
    case "x": return number(&rest, 2, 16).map { bytes.append(UInt8($0)) } != nil
    case "u", "U":
      guard let number = number(&rest, kind == "u" ? 4 : 8, 16), let scalar = Unicode.Scalar(number) else {
        return false
      }
      bytes += Array(String(scalar).utf8)
      return true
    case "0"..."7":
      guard let tail = number(&rest, 2, 8) else { return false }
      let value = (kind.value - 48) * 64 + tail
      if value > 255 { return false }
      bytes.append(UInt8(value))
      return true
    case quote:
      bytes.append(UInt8(quote.value))
      return true
    default: return false
    }
  }

  private static let simpleEscapes: [Unicode.Scalar: UInt8] = [
    "a": 7, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11, "\\": UInt8(ascii: "\\"),
  ]

  private static func number(
    _ rest: inout ArraySlice<Unicode.Scalar>, _ count: Int, _ radix: Int
  ) -> UInt32? {
    let digits = String(String.UnicodeScalarView(rest.prefix(count)))
    guard digits.unicodeScalars.count == count, digits.utf8.allSatisfy({ $0 != 43 && $0 != 45 }) else { return nil }
    rest = rest.dropFirst(count)
    return UInt32(digits, radix: radix)
  }
}
