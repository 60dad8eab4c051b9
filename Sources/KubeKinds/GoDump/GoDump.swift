// Objects as the API server's own structs: how messages show parts of objects, and what refused changes are compared
// in. The structs that the server works with have Go's names for their fields and write every field, set or not;
// those that objects share (selectors, metadata) have the names of the API.
import KubeObjects

/// A writer of values in the form that Go's JSON gives the API server's structs.
struct GoDump {
  private let schema: Schema
  private let indents: Bool
  private var text = ""

  private init(_ schema: Schema, indents: Bool) {
    self.schema = schema
    self.indents = indents
  }

  /// One line, as messages show values: `{"Type":"Recreate","RollingUpdate":null}`.
  static func compact(_ value: Value, as type: String, _ schema: Schema = .kubernetes) -> String {
    var dump = GoDump(schema, indents: false)
    dump.write(value, .type(type), in: value, depth: 0)
    return dump.text
  }

  /// One field a line, indented by one space a level. A field of `owner` may be shown in a nested struct.
  static func lines(_ value: Value, as type: String, _ schema: Schema = .kubernetes) -> [Substring] {
    var dump = GoDump(schema, indents: true)
    dump.write(value, .type(type), in: value, depth: 0)
    return dump.text.split(separator: "\n", omittingEmptySubsequences: false)
  }
}

// MARK: Writing

extension GoDump {
  private mutating func write(_ value: Value, _ type: FieldType, in owner: Value, depth: Int) {
    switch type {
    case .type(let name): writeStruct(value, name, in: owner, depth)
    case .array(let element):
      guard case .array(let elements) = value else { return text += "null" }
      writeList(elements.map { (nil, $0) }, element, "[", "]", depth)
    case .map(let element):
      guard case .object(let object) = value else { return text += "null" }
      writeList(object.map { ($0.key.text, $0.value) }, element, "{", "}", depth)
    default: text += JSONWriter.write(value, escapesHTML: false)
    }
  }

  private mutating func writeList(
    _ entries: [(String?, Value)], _ element: FieldType, _ opening: String, _ closing: String, _ depth: Int
  ) {
    guard !entries.isEmpty else { return text += opening + closing }
    text += opening
    for (index, (key, value)) in entries.enumerated() {
      separate(index, depth + 1)
      if let key { writeKey(key) }
      write(value, element, in: value, depth: depth + 1)
    }
    breakLine(depth)
    text += closing
  }

  private mutating func writeStruct(_ value: Value, _ name: String, in owner: Value, _ depth: Int) {
    guard let type = schema.types[name] else { return text += JSONWriter.write(value, escapesHTML: false) }
    text += "{"
    var count = 0
    writeFields(of: value, type, in: owner, depth, &count)
    if count > 0 { breakLine(depth) }
    text += "}"
  }

  private mutating func writeFields(
    of value: Value, _ type: SchemaType, in owner: Value, _ depth: Int, _ count: inout Int
  ) {
    for field in GoStructs.fields(of: type, schema) {
      let entry = (field.isOfOwner ? owner : value)[field.key]
      if field.isEmbedded, let embedded = schema.element(of: field.type) {
        writeFields(of: entry, embedded, in: value, depth, &count)
        continue
      }
      if field.omitsEmpty, entry.isNull { continue }
      separate(count, depth + 1)
      count += 1
      writeKey(field.name)
      writeField(entry, field, value, depth + 1)
    }
  }

  private mutating func writeField(_ entry: Value, _ field: GoField, _ owner: Value, _ depth: Int) {
    if entry.isNull, let zero = field.zero { return text += zero }
    write(entry, field.type, in: owner, depth: depth)
  }

  private mutating func writeKey(_ key: String) {
    text += JSONWriter.write(.string(key), escapesHTML: false)
    text += indents ? ": " : ":"
  }

  private mutating func separate(_ index: Int, _ depth: Int) {
    if index > 0 { text += "," }
    breakLine(depth)
  }

  private mutating func breakLine(_ depth: Int) {
    guard indents else { return }
    text += "\n" + String(repeating: " ", count: depth)
  }
}
