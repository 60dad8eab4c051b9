// Text forms of Go's standard library that reach Kubernetes' messages.

public enum GoText {
  /// `strconv.ParseBool`; `nil` for what it does not read.
  public static func bool(_ text: String) -> Bool? {
    switch text {
    case "1", "t", "T", "true", "TRUE", "True": true
    case "0", "f", "F", "false", "FALSE", "False": false
    default: nil
    }
  }

  /// `strings.TrimSpace`: without white space at both ends.
  public static func trimmed(_ text: some StringProtocol) -> String {
    let front = text.drop(while: \.isWhitespace)
    guard let last = front.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(front[...last])
  }

  /// `strconv.Quote` (`%q`): double quotes, backslash escapes for quotes, backslashes and what cannot be printed.
  public static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{07}": result += "\\a"
      case "\u{08}": result += "\\b"
      case "\u{0C}": result += "\\f"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0B}": result += "\\v"
      default: result += printable(scalar)
      }
    }
    return result + "\""
  }

  /// `strconv.QuoteToASCII` (`%+q`): as `quoted`, everything beyond ASCII escaped.
  static func quotedASCII(_ text: String) -> String {
    quoted(text).unicodeScalars.reduce(into: "") { result, scalar in
      if scalar.isASCII {
        result.unicodeScalars.append(scalar)
      } else {
        result += scalar.value < 0x10000 ? "\\u" + hex(scalar.value, 4) : "\\U" + hex(scalar.value, 8)
      }
    }
  }

  private static func printable(_ scalar: Unicode.Scalar) -> String {
    if isPrintable(scalar) { return String(Character(scalar)) }
    if scalar.value < 0x20 || scalar.value == 0x7F { return "\\x" + hex(scalar.value, 2) }
    return scalar.value < 0x10000 ? "\\u" + hex(scalar.value, 4) : "\\U" + hex(scalar.value, 8)
  }

  /// `strconv.IsPrint`: letters, marks, numbers, punctuation, symbols and the ASCII space.
  public static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
    case .spaceSeparator: scalar == " "
    default: true
    }
  }

  private static func hex(_ value: UInt32, _ width: Int) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
