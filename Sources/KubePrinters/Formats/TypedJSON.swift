// JSON in the order of the Go types: what kubectl prints of objects it made or decoded itself, and what an API server
// answers.
import KubeKinds
import KubeObjects

/// Writes objects as JSON whose fields come in the order of their type.
public struct TypedJSON {
  private let types: FormatRequest.Types
  private let isIndented: Bool
  private var text = ""

  public static func write(_ object: Value, _ types: FormatRequest.Types, indented: Bool = true) -> String {
    var writer = TypedJSON(types: types, isIndented: indented)
    writer.writeRoot(object, level: 0)
    return writer.text
  }

  private init(types: FormatRequest.Types, isIndented: Bool) {
    self.types = types
    self.isIndented = isIndented
  }

  private mutating func writeRoot(_ object: Value, level: Int) {
    guard object.isList else { return write(object, type(of: object).map { .type($0) }, level) }
    let order: [Key] = [.kind, .apiVersion, .metadata, .items]
    write(object.fields, order: order, level) { writer, key, value in
      guard key == .items else { return writer.write(value, nil, level + 1) }
      writer.writeElements(value.elements, level + 1) { $0.writeRoot($1, level: level + 2) }
    }
  }

  private func type(of object: Value) -> String? {
    types.type ?? types.catalog.kind(apiVersion: object[.apiVersion].text, name: object[.kind].text)?.schemaType
  }

  private mutating func write(_ value: Value, _ type: FieldType?, _ level: Int) {
    switch value {
    case .object(let object): writeObject(object, type, level)
    case .array(let elements):
      var element: FieldType?
      if case .array(let inner) = type { element = inner }
      writeElements(elements, level) { $0.write($1, element, level + 1) }
    default: text += JSONWriter.write(value)
    }
  }

  private mutating func writeObject(_ object: Object, _ type: FieldType?, _ level: Int) {
    switch type {
    case .type(let name):
      let fields = types.schema.types[name]
      write(object, order: fields?.fields.map(\.key) ?? [], level) { writer, key, value in
        writer.write(value, fields?.field(key)?.type, level + 1)
      }
    case .map(let inner): write(object, order: [], level) { $0.write($2, inner, level + 1) }
    default: write(object, order: [], level) { $0.write($2, nil, level + 1) }
    }
  }

  // MARK: Layout

  private mutating func write(
    _ object: Object, order: [Key], _ level: Int, _ writeValue: (inout TypedJSON, Key, Value) -> Void
  ) {
    let known = order.filter { object[$0] != nil }
    let keys = known + object.keys.filter { !order.contains($0) }
    if keys.isEmpty { return text += "{}" }
    text += "{"
    for (index, key) in keys.enumerated() {
      if index > 0 { text += "," }
      breakLine(level + 1)
      text += JSONWriter.write(.string(key.text)) + (isIndented ? ": " : ":")
      writeValue(&self, key, object[key] ?? .null)
    }
    breakLine(level)
    text += "}"
  }

  private mutating func writeElements(
    _ elements: [Value], _ level: Int, _ writeElement: (inout TypedJSON, Value) -> Void
  ) {
    if elements.isEmpty { return text += "[]" }
    text += "["
    for (index, element) in elements.enumerated() {
      if index > 0 { text += "," }
      breakLine(level + 1)
      writeElement(&self, element)
    }
    breakLine(level)
    text += "]"
  }

  private mutating func breakLine(_ level: Int) {
    if isIndented { text += "\n" + String(repeating: "    ", count: level) }
  }
}
