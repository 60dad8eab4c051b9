// What the verbs of Go's formats make of values.

/// Writes one value after one verb.
enum FormatPrinter {
  static func text(_ value: TemplateValue, _ verb: Unicode.Scalar, _ flags: FormatFlags) -> String {
    switch verb {
    case "T": return pad(value.unwrapped.typeName, flags)
    case "v" where value.unwrapped == .none: return pad("<nil>", flags)
    default: break
    }
    if value.unwrapped == .none { return "%!\(verb)(<nil>)" }
    return simple(value, verb, flags) ?? "%!\(verb)(\(value.typeName)=\(text(value, "v", flags)))"
  }

  /// `nil` for a verb that doesn't go with the value.
  private static func simple(_ value: TemplateValue, _ verb: Unicode.Scalar, _ flags: FormatFlags) -> String? {
    switch value.value {
    case .null: return "<nil>"
    case .bool(let flag): return verb == "t" || verb == "v" ? pad(flag ? "true" : "false", flags) : nil
    case .int(let number): return FormatInteger.text(number, verb, flags)
    case .double(let number): return FormatFloat.text(number, verb, flags)
    case .string(let text): return string(text, verb, flags)
    case .array(let elements): return list(elements, verb, flags)
    case .object(let object): return map(object, verb, flags)
    }
  }

  private static func list(_ elements: [Value], _ verb: Unicode.Scalar, _ flags: FormatFlags) -> String {
    let texts = elements.map { element($0, verb, flags) }
    return flags.sharpV ? "[]interface {}{\(texts.joined(separator: ", "))}" : "[\(texts.joined(separator: " "))]"
  }

  private static func map(_ object: Object, _ verb: Unicode.Scalar, _ flags: FormatFlags) -> String {
    let texts = object.map { entry in
      "\(element(.string(entry.key.text), verb, flags)):\(element(entry.value, verb, flags))"
    }
    return flags.sharpV
      ? "map[string]interface {}{\(texts.joined(separator: ", "))}" : "map[\(texts.joined(separator: " "))]"
  }

  private static func element(_ value: Value, _ verb: Unicode.Scalar, _ flags: FormatFlags) -> String {
    if value.isNull { return flags.sharpV ? "interface {}(nil)" : "<nil>" }
    return text(.data(value, isInterface: false), verb, flags)
  }

  // MARK: Strings

  private static func string(_ text: String, _ verb: Unicode.Scalar, _ flags: FormatFlags) -> String? {
    switch verb {
    case "v": return pad(flags.sharpV ? GoText.quoted(text) : cut(text, flags), flags)
    case "s": return pad(cut(text, flags), flags)
    case "q": return pad(quoted(cut(text, flags), flags), flags)
    case "x", "X": return pad(hex(Array(text.utf8), flags, isUpper: verb == "X"), flags)
    default: return nil
    }
  }

  private static func cut(_ text: String, _ flags: FormatFlags) -> String {
    guard let precision = flags.precision else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(precision)))
  }

  private static func quoted(_ text: String, _ flags: FormatFlags) -> String {
    let canBackquote = text.unicodeScalars.allSatisfy { scalar in
      scalar == "\t" || (scalar.value >= 0x20 && scalar != "`" && scalar.value != 0x7F && scalar != "\u{FEFF}")
    }
    if flags.sharp, canBackquote { return "`\(text)`" }
    return flags.plus ? GoText.quotedASCII(text) : GoText.quoted(text)
  }

  private static func hex(_ bytes: [UInt8], _ flags: FormatFlags, isUpper: Bool) -> String {
    let shown = flags.precision.map { bytes.prefix($0) } ?? bytes[...]
    let prefix = flags.sharp ? (isUpper ? "0X" : "0x") : ""
    let texts = shown.map { byte in
      let digits = String(byte, radix: 16, uppercase: isUpper)
      return digits.utf8.count < 2 ? "0" + digits : digits
    }
    if shown.isEmpty { return "" }
    return flags.space
      ? texts.map { prefix + $0 }.joined(separator: " ") : prefix + texts.joined()
  }

  /// Fills a text up to its width.
  static func pad(_ text: String, _ flags: FormatFlags) -> String {
    let missing = (flags.width ?? 0) - text.unicodeScalars.count
    if missing <= 0 { return text }
    if flags.minus { return text + String(repeating: " ", count: missing) }
    return String(repeating: flags.zero ? "0" : " ", count: missing) + text
  }
}

/// Whole numbers.
enum FormatInteger {
  static func text(_ number: Int64, _ verb: Unicode.Scalar, _ flags: FormatFlags) -> String? {
    switch verb {
    case "v", "d": return digits(number, 10, "", flags)
    case "b": return digits(number, 2, flags.sharp ? "0b" : "", flags)
    case "o": return digits(number, 8, flags.sharp ? "0" : "", flags)
    case "O": return digits(number, 8, "0o", flags)
    case "x": return digits(number, 16, flags.sharp ? "0x" : "", flags)
    case "X": return digits(number, 16, flags.sharp ? "0X" : "", flags, isUpper: true)
    case "c": return FormatPrinter.pad(String(scalar(number)), flags)
    case "q": return FormatPrinter.pad(quoted(scalar(number), flags), flags)
    case "U": return FormatPrinter.pad(codePoint(number, flags), flags)
    default: return nil
    }
  }

  private static func digits(
    _ number: Int64, _ radix: Int, _ prefix: String, _ flags: FormatFlags, isUpper: Bool = false
  ) -> String {
    if flags.precision == 0, number == 0 { return FormatPrinter.pad("", widthOnly(flags)) }
    let sign = number < 0 ? "-" : flags.plus ? "+" : flags.space ? " " : ""
    var digits = String(number.magnitude, radix: radix, uppercase: isUpper)
    var least = flags.precision ?? 0
    if flags.zero, !flags.minus, flags.precision == nil, let width = flags.width { least = width - sign.utf8.count }
    if digits.utf8.count < least { digits = String(repeating: "0", count: least - digits.utf8.count) + digits }
    let isMarked = prefix == "0" && digits.hasPrefix("0")
    return FormatPrinter.pad(sign + (isMarked ? "" : prefix) + digits, widthOnly(flags))
  }

  /// Zeros are part of the number already; what is still missing are spaces.
  static func widthOnly(_ flags: FormatFlags) -> FormatFlags {
    var flags = flags
    flags.zero = false
    return flags
  }

  private static func scalar(_ number: Int64) -> Unicode.Scalar {
    UInt32(exactly: number).flatMap(Unicode.Scalar.init) ?? "\u{FFFD}"
  }

  private static func quoted(_ scalar: Unicode.Scalar, _ flags: FormatFlags) -> String {
    switch scalar {
    case "'": return "'\\''"
    case "\"": return "'\"'"
    default:
      let text = flags.plus ? GoText.quotedASCII(String(scalar)) : GoText.quoted(String(scalar))
      return "'\(text.dropFirst().dropLast())'"
    }
  }

  private static func codePoint(_ number: Int64, _ flags: FormatFlags) -> String {
    let digits = String(number.magnitude, radix: 16, uppercase: true)
    let least = max(4, flags.precision ?? 0)
    let text = "U+" + String(repeating: "0", count: max(0, least - digits.utf8.count)) + digits
    guard flags.sharp, let scalar = UInt32(exactly: number).flatMap(Unicode.Scalar.init), GoText.isPrintable(scalar)
    else { return text }
    return "\(text) '\(scalar)'"
  }
}
