// JSON in the order of the Go types: what kubectl prints of objects it made or decoded itself, and what an API server
// sends, much of it and quickly.
import KubeKinds
import KubeObjects

/// Writes values as JSON whose fields come in the order of their type.
public struct TypedJSON {
  private var text: JSONWriter
  private var order: FieldOrder
  /// How far each level is indented; `nil` for no white space at all.
  private let indent: String?

  /// The text of an object, or of a list of objects, that says its kind.
  public static func write(_ object: Value, _ types: FormatRequest.Types, indented: Bool = true) -> String {
    var writer = TypedJSON(FieldOrder(types: types), indent: indented ? "    " : nil, escapesHTML: true)
    writer.write(object, .object, level: 0)
    return writer.string
  }

  /// The text of what is no Kubernetes object, and a line break. Fields that are not named come last, by name.
  public static func write(_ value: Value, names: [String], indent: String) -> String {
    var writer = TypedJSON(FieldOrder(names: names), indent: indent, escapesHTML: true)
    writer.write(value, .plain, level: 0)
    return writer.string + "\n"
  }

  private init(_ order: FieldOrder, indent: String?, escapesHTML: Bool) {
    self.order = order
    self.indent = indent
    text = JSONWriter(escapesHTML: escapesHTML)
  }

  private var string: String { String(decoding: text.bytes, as: UTF8.self) }
}

// MARK: What servers send

extension TypedJSON {
  /// A writer of bytes without white space.
  public init() { self.init(FieldOrder(types: .kubernetes), indent: nil, escapesHTML: false) }

  public var bytes: [UInt8] { text.bytes }

  /// Writes an object, or a list of objects of one type.
  public mutating func write(_ object: Value, type: String?) {
    let element = order.content(ofType: type)
    if case .plain = element { return write(object.fields, FieldOrder.untyped, .plain, level: 0) }
    guard object[.items].array != nil, object[.kind].text.hasSuffix("List") else {
      return write(object, element, level: 0)
    }
    write(object.fields, FieldOrder.list(of: element), .plain, level: 0)
  }

  public mutating func write(raw bytes: some Sequence<UInt8>) { text.append(bytes) }
}

// MARK: Writing

extension TypedJSON {
  private mutating func write(_ value: Value, _ content: FieldRanks.Content, level: Int) {
    switch value {
    case .object(let object):
      let (ranks, element) = order.ranks(of: object, content)
      write(object, ranks, element, level: level)
    case .array(let elements): write(elements, order.element(of: content), level: level)
    default: text.append(value)
    }
  }

  private mutating func write(
    _ object: Object, _ ranks: FieldRanks.Ranks?, _ element: FieldRanks.Content, level: Int
  ) {
    var isFirst = true
    append("{")
    if let ranks {
      ranks.visit(object) { write($0, $1, $2, level: level + 1, &isFirst) }
    } else {
      for (key, value) in object { write(key, value, element, level: level + 1, &isFirst) }
    }
    if !isFirst { breakLine(level) }
    append("}")
  }

  private mutating func write(
    _ key: Key, _ value: Value, _ content: FieldRanks.Content, level: Int, _ isFirst: inout Bool
  ) {
    if !isFirst { append(",") }
    isFirst = false
    breakLine(level)
    text.append(name: key.text)
    if indent != nil { append(" ") }
    if indent == nil, order.isPlain(content) { text.append(value) } else { write(value, content, level: level) }
  }

  private mutating func write(_ elements: [Value], _ content: FieldRanks.Content, level: Int) {
    append("[")
    for (index, element) in elements.enumerated() {
      if index > 0 { append(",") }
      breakLine(level + 1)
      write(element, content, level: level + 1)
    }
    if !elements.isEmpty { breakLine(level) }
    append("]")
  }

  private mutating func append(_ sign: Unicode.Scalar) { text.append(CollectionOfOne(UInt8(ascii: sign))) }

  private mutating func breakLine(_ level: Int) {
    guard let indent else { return }
    append("\n")
    for _ in 0..<level { text.append(indent.utf8) }
  }
}
