// `-o kyaml`: the strict dialect of YAML in which braces, brackets and quotes say everything and indentation nothing
// (sigs.k8s.io/yaml/kyaml).
import KubeKinds
import KubeObjects

/// Prints objects as documents of KYAML.
struct KYAMLPrinter: ObjectPrinter {
  let showsManagedFields: Bool
  let types: FormatRequest.Types?

  func print(_ object: Value, to text: inout String) {
    var writer = KYAMLWriter(order: FieldOrder(types: types))
    writer.write(showsManagedFields ? object : object.withoutManagedFields, .object, level: 0)
    text += "---\n\(writer.text)\n"
  }
}

private struct KYAMLWriter {
  var order: FieldOrder
  var text = ""

  init(order: FieldOrder) { self.order = order }

  mutating func write(_ value: Value, _ content: FieldOrder.Content, level: Int) {
    switch value {
    case .object(let object): write(object, content, level)
    case .array(let elements): write(elements, order.element(of: content), level)
    case .string(let string): text += KYAMLText.quoted(string, level: level + 1)
    default: text += JSONWriter.write(value)
    }
  }

  private mutating func write(_ object: Object, _ content: FieldOrder.Content, _ level: Int) {
    if object.isEmpty { return text += "{}" }
    text += "{\n"
    let (ranks, element) = order.ranks(of: object, content)
    if let ranks {
      ranks.visit(object) { write($0, $1, $2, level: level + 1) }
    } else {
      for (key, value) in object { write(key, value, element, level: level + 1) }
    }
    indent(level)
    text += "}"
  }

  private mutating func write(_ key: Key, _ value: Value, _ content: FieldOrder.Content, level: Int) {
    indent(level)
    text += KYAMLText.key(key.text) + ": "
    write(value, content, level: level)
    text += ",\n"
  }

  /// Lists of objects and of lists stand close together; other elements have a line each.
  private mutating func write(_ elements: [Value], _ content: FieldOrder.Content, _ level: Int) {
    if elements.isEmpty { return text += "[]" }
    let isClose = elements.allSatisfy { $0.object != nil || $0.array != nil }
    text += isClose ? "[" : "[\n"
    for (index, element) in elements.enumerated() {
      if isClose {
        if index > 0 { text += ", " }
        write(element, content, level: level)
      } else {
        indent(level + 1)
        write(element, content, level: level + 1)
        text += ",\n"
      }
    }
    if !isClose { indent(level) }
    text += "]"
  }

  private mutating func indent(_ level: Int) { text += String(repeating: "  ", count: level) }
}

enum KYAMLText {
  /// A key, in quotes only where YAML could take it for anything but itself.
  static func key(_ text: String) -> String {
    isPlain(text) ? text : "\"" + text.unicodeScalars.map(escaped).joined() + "\""
  }

  /// A string in quotes; one of several lines keeps them, each folded into the next.
  /// - Parameter level: how far those lines are indented, in steps of two.
  static func quoted(_ text: String, level: Int) -> String {
    let scalars = text.unicodeScalars
    guard scalars.contains("\n") else { return "\"" + scalars.map(escaped).joined() + "\"" }
    let indent = String(repeating: "  ", count: level)
    var result = "\"\\\n"
    var isLineStart = true
    for scalar in scalars {
      // White space that begins a line would be lost unless it is escaped.
      if isLineStart { result += indent + (scalar.properties.isWhitespace && scalar != "\n" ? "\\" : " ") }
      result += escaped(scalar)
      isLineStart = scalar == "\n"
      if isLineStart { result += "\\\n" }
    }
    return result + (isLineStart ? "" : "\\\n") + indent + "\""
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": return "\\\""
    case "\\": return "\\\\"
    case "\n": return "\\n"
    case "\u{00}": return "\\0"
    case "\u{1B}": return "\\e"
    case "\u{85}": return "\\N"
    case "\u{A0}": return "\\_"
    case "\u{2028}": return "\\L"
    case "\u{2029}": return "\\P"
    default:
      // What is left is written as Go writes it.
      return GoText.isPrintable(scalar)
        ? String(Character(scalar)) : String(GoText.quoted(String(Character(scalar))).dropFirst().dropLast())
    }
  }

  // MARK: Keys

  private static let words: Set<String> = [
    "null", "true", "t", "y", "yes", "on", "false", "f", "n", "no", "off", "inf", "infinity", "nan",
  ]

  private static func isPlain(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    guard let first = scalars.first, let last = scalars.last, !words.contains(text.lowercased()) else { return false }
    guard isWord(first), isWord(last) else { return false }
    return scalars.allSatisfy { isWord($0) || "-./".unicodeScalars.contains($0) } && !isNumber(text) && !isDate(text)
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber:
      true
    default: scalar == "_"
    }
  }

  private static func isNumber(_ text: String) -> Bool {
    let digits = text.filter { $0 != "_" }
    return GoNumber.parseInt(digits) != nil || GoNumber.isDecimal(digits.utf8)
  }

  /// `2026-1-31`; times of the day have colons, which are quoted anyway.
  private static func isDate(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(\.utf8)
    guard parts.count == 3, parts[0].count == 4, parts[1].count <= 2, parts[2].count <= 2 else { return false }
    guard parts.joined().allSatisfy({ (48...57).contains($0) }) else { return false }
    guard let month = Int(Substring(parts[1])), let day = Int(Substring(parts[2])) else { return false }
    return (1...12).contains(month) && (1...31).contains(day)
  }
}
