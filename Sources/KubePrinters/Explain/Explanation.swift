// `explain`: what a kind or one of its fields is made of, read off the schema. Its sentences are in `Descriptions`.
import KubeKinds
import KubeObjects

/// The two layouts of `explain --output`.
public enum ExplanationLayout: String, Sendable, CaseIterable {
  case plain = "plaintext"
  case openAPIv2 = "plaintext-openapiv2"
}

/// The explanation of a kind or of a field in it.
public struct Explanation {
  private let schema: Schema
  let isRecursive: Bool
  var text = ""

  /// - Parameter path: the fields that lead from the kind to what is asked about.
  /// - Returns: what is printed, and what is wrong with the path, if anything is: the plain layout prints its head
  ///   even so.
  public static func explain(
    _ kind: Kind, path: [String], schema: Schema, isRecursive: Bool, layout: ExplanationLayout
  ) -> (text: String, failure: PrintError?) {
    var explanation = Explanation(schema: schema, isRecursive: isRecursive)
    if layout == .plain { explanation.head(kind) }
    do throws(PrintError) {
      if layout == .plain, let custom = kind.custom, path.first != "metadata" {
        try explanation.body(kind, custom.schema, path: path)
        return (explanation.text, nil)
      }
      let end = try ExplainedPath(path, in: kind, schema)
      if layout == .openAPIv2 {
        return (OpenAPIv2Explanation.text(kind, end, schema: schema, isRecursive: isRecursive), nil)
      }
      explanation.body(end)
      return (explanation.text, nil)
    } catch {
      return (explanation.text, error)
    }
  }

  private init(schema: Schema, isRecursive: Bool) {
    self.schema = schema
    self.isRecursive = isRecursive
  }

  private mutating func head(_ kind: Kind) {
    if !kind.group.isEmpty { text += "GROUP:      \(kind.group)\n" }
    text += "KIND:       \(kind.name)\nVERSION:    \(kind.groupVersion.version)\n\n"
  }

  private mutating func body(_ end: ExplainedPath) {
    if let field = end.field { head(field) }
    text += "DESCRIPTION:\n"
    let sentences = end.sentences.isEmpty ? ["<empty>"] : end.sentences
    text += sentences.map { WordWrap.indented($0, by: 4, width: 80) }.joined() + "    \n"
    if let type = end.type {
      text += "FIELDS:\n"
      list(type, level: 1, above: [])
    }
    text += "\n"
  }

  private mutating func head(_ field: SchemaField) {
    text += "FIELD: \(field.name) <\(FieldTypeText.named(field, schema))>\n"
    if field.allowed.isEmpty {
      text += "\n"
    } else {
      text += "ENUM:" + field.allowed.map { "\n    " + ($0.isEmpty ? "\"\"" : $0) }.joined() + "\n"
    }
    text += "\n"
  }

  // MARK: Fields

  /// The fields of the metadata that every object has.
  mutating func listMetadata(depth: Int) {
    if let type = schema.types["meta/v1.ObjectMeta"] { list(type, level: depth, above: []) }
  }

  private mutating func list(_ type: SchemaType, level: Int, above: [String]) {
    if above.contains(type.name) { return }
    for field in type.fieldsByName {
      line(field, level)
      if !isRecursive {
        let sentence = Descriptions.field(field, of: type)
        text += WordWrap.indented(sentence.isEmpty ? "<no description>" : sentence, by: 4, width: 80) + "\n"
      } else if let inner = schema.element(of: field.type) {
        list(inner, level: level + 1, above: above + [type.name])
      }
    }
  }

  private mutating func line(_ field: SchemaField, _ level: Int) {
    let indent = String(repeating: "  ", count: level)
    let required = field.isRequired ? " -required-" : ""
    text += "\(indent)\(field.name)\t<\(FieldTypeText.named(field, schema))>\(required)\n"
    if field.allowed.isEmpty { return }
    let shown = field.allowed.prefix(4).map { $0.isEmpty ? "\"\"" : $0 }.joined(separator: ", ")
    text += "\(indent)enum: \(shown)\(field.allowed.count > 4 ? ", ...." : "")\n"
  }
}
