// Where a path of fields leads, as `spec.template.spec.containers`.
import KubeKinds
import KubeObjects

/// The end of a path through the fields of a kind. Lists and maps are gone through to what they hold.
struct ExplainedPath {
  /// The type that has the field; `nil` for a kind itself.
  private(set) var owner: SchemaType?
  private(set) var field: SchemaField?
  /// The type that has further fields.
  private(set) var type: SchemaType?

  /// - Throws: a failure that names the last field, as kubectl does whichever is missing.
  init(_ path: [String], in kind: Kind, _ schema: Schema) throws(PrintError) {
    type = kind.schemaType.flatMap { schema.types[$0] } ?? Self.undescribed(kind)
    for name in path {
      guard let next = type?.field(Key(name)) else {
        throw PrintError("field \(GoText.quoted(path.last ?? "")) does not exist")
      }
      (owner, field, type) = (type, next, schema.element(of: next.type))
    }
  }

  /// What can be said about the end, a sentence or more each.
  var sentences: [String] {
    var sentences: [String] = []
    if let owner, let field { sentences.append(Descriptions.field(field, of: owner)) }
    if let type { sentences.append(Descriptions.type(type)) }
    if case .intOrString? = field?.type { sentences.append(Descriptions.intOrString) }
    return sentences.filter { !$0.isEmpty }
  }

  /// The type of a kind whose fields the schema does not have: what every object has.
  static func undescribed(_ kind: Kind) -> SchemaType {
    SchemaType(
      name: "\(kind.groupVersion).\(kind.name)",
      fields: [
        SchemaField(name: "apiVersion", key: .apiVersion, type: .string),
        SchemaField(name: "kind", key: .kind, type: .string),
        SchemaField(name: "metadata", key: .metadata, type: .type("meta/v1.ObjectMeta")),
      ])
  }
}

extension SchemaType {
  var fieldsByName: [SchemaField] { fields.sorted { SelectorText.bytesPrecede($0.name, $1.name) } }
}
