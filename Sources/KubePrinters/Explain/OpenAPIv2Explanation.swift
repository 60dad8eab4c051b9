// `explain --output plaintext-openapiv2`: the older layout, in which structures have no names.
import KubeKinds
import KubeObjects

enum OpenAPIv2Explanation {
  static func text(_ kind: Kind, _ end: ExplainedPath, schema: Schema, isRecursive: Bool) -> String {
    var text = "KIND:     \(kind.name)\nVERSION:  \(kind.groupVersion)\n\n"
    if let field = end.field {
      let title = end.type == nil ? "FIELD:   " : "RESOURCE:"
      text += "\(title) \(field.name) <\(FieldTypeText.unnamed(field.type))>\n\n"
    }
    let sentences = end.sentences.isEmpty ? ["<empty>"] : end.sentences
    text += "DESCRIPTION:\n"
    text += sentences.map { WordWrap.indented($0, by: 5, width: 80) }.joined(separator: "\n")
    guard let type = end.type else { return text }
    text += "\nFIELDS:\n"
    return text + (isRecursive ? tree(type, schema, level: 1, above: []) : list(type))
  }

  private static func list(_ type: SchemaType) -> String {
    type.fieldsByName.map { field in
      "   \(line(field))\n" + WordWrap.indented(Descriptions.field(field, of: type), by: 5, width: 80) + "\n"
    }.joined()
  }

  private static func tree(_ type: SchemaType, _ schema: Schema, level: Int, above: [String]) -> String {
    if above.contains(type.name) { return "" }
    let indent = String(repeating: "   ", count: level)
    return type.fieldsByName.map { field in
      let inner = schema.element(of: field.type)
      return "\(indent)\(line(field))\n"
        + (inner.map { tree($0, schema, level: level + 1, above: above + [type.name]) } ?? "")
    }.joined()
  }

  private static func line(_ field: SchemaField) -> String {
    "\(field.name)\t<\(FieldTypeText.unnamed(field.type))>\(field.isRequired ? " -required-" : "")"
  }
}
