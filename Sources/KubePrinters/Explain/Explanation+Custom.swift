// `explain` of custom resources: the fields and sentences of the schema in their definition.
import KubeKinds
import KubeObjects

extension Explanation {
  /// The body of an explanation, read off a structural schema.
  mutating func body(_ kind: Kind, _ schema: CustomSchema, path: [String]) throws(PrintError) {
    var level = Self.root(kind, schema)
    for (index, name) in path.enumerated() {
      guard let next = CustomLevel(level).field(name) else {
        throw PrintError("field \(GoText.quoted(path.last ?? "")) does not exist")
      }
      level = next
      if index == path.count - 1 { head(name, level) }
    }
    text += "DESCRIPTION:\n"
    let sentences = CustomLevel(level).sentences
    text += WordWrap.paragraphs(sentences.isEmpty ? "<empty>" : sentences, by: 4, width: 76) + "\n"
    let count = text.utf8.count
    text += "FIELDS:\n"
    let start = text.utf8.count
    list(level, depth: 1)
    if text.utf8.count == start { text = String(decoding: text.utf8.prefix(count), as: UTF8.self) }
    text += "\n"
  }

  /// The schema of whole objects: with the fields that all of them have.
  private static func root(_ kind: Kind, _ schema: CustomSchema) -> Value {
    var root = schema.source
    let type = ExplainedPath.undescribed(kind)
    for field in type.fields {
      root["properties"][field.key] = [
        .type: field.key == .metadata ? .string(CustomLevel.metadataType) : "string",
        "description": .string(Descriptions.field(field, of: type)),
      ]
    }
    return root
  }

  private mutating func head(_ name: String, _ field: Value) {
    text += "FIELD: \(name) <\(CustomLevel(field).typeText)>\n"
    let allowed = CustomLevel(field).allowed
    if !allowed.isEmpty { text += "ENUM:" + allowed.map { "\n    \($0)" }.joined() }
    text += "\n\n"
  }

  private mutating func list(_ schema: Value, depth: Int) {
    let level = CustomLevel(schema)
    let required = Set(schema["required"].elements.map(\.text))
    for field in schema["properties"].fields {
      line(field.key.text, CustomLevel(field.value), isRequired: required.contains(field.key.text), depth)
      if !isRecursive {
        let sentence = field.value["description"].text
        let shown = sentence.isEmpty ? "<no description>" : sentence
        text += WordWrap.paragraphs(shown, by: depth * 2 + 2, width: 78 - depth * 2) + "\n\n"
      } else if field.value[.type].string == CustomLevel.metadataType {
        listMetadata(depth: depth + 1)
      } else {
        list(field.value, depth: depth + 1)
      }
    }
    for part in level.parts { list(part, depth: depth) }
  }

  private mutating func line(_ name: String, _ field: CustomLevel, isRequired: Bool, _ depth: Int) {
    let indent = String(repeating: "  ", count: depth)
    text += "\(indent)\(name)\t<\(field.typeText)>\(isRequired ? " -required-" : "")\n"
    let allowed = field.allowed
    if allowed.isEmpty { return }
    text += "\(indent)enum: \(allowed.prefix(4).joined(separator: ", "))\(allowed.count > 4 ? ", ...." : "")\n"
  }
}

/// One level of a schema as `explain` sees it: lists and maps are gone through to what they hold.
private struct CustomLevel {
  static let metadataType = "ObjectMeta"
  let schema: Value

  init(_ schema: Value) { self.schema = schema }

  /// What lists and maps hold, and the schemas that all hold together.
  var parts: [Value] {
    var parts = schema["allOf"].elements
    if case .object = schema[.items] { parts.append(schema[.items]) }
    if case .object = schema["additionalProperties"] { parts.append(schema["additionalProperties"]) }
    return parts
  }

  func field(_ name: String) -> Value? {
    if let field = schema["properties"].fields[Key(name)] { return field }
    for part in [schema[.items], schema["additionalProperties"]] {
      if case .object = part { return CustomLevel(part).field(name) }
    }
    return schema["allOf"].elements.lazy.compactMap { CustomLevel($0).field(name) }.first
  }

  /// Its own description and those of what it holds, each with a line's end.
  var sentences: String {
    let own = schema["description"].text
    return (own.isEmpty ? "" : own + "\n") + parts.map { CustomLevel($0).sentences }.joined()
  }

  /// `[]Object`, `map[string]string`
  var typeText: String {
    if case .object = schema[.items] { return "[]" + CustomLevel(schema[.items]).typeText }
    if case .object = schema["additionalProperties"] {
      return "map[string]" + CustomLevel(schema["additionalProperties"]).typeText
    }
    let type = schema[.type].text
    return type.isEmpty || type == "object" ? "Object" : type
  }

  var allowed: [String] { schema["enum"].elements.map { $0 == "" ? "\"\"" : GoText.sprint($0) } }
}
