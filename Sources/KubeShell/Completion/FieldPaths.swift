// The fields that a kind's objects have at a path, from the schema.
import KubeKinds
import KubeObjects

struct FieldPaths {
  private let schema: Schema

  init(_ schema: Schema) { self.schema = schema }

  /// The fields below a path, sorted by name; lists and maps are gone through to what they hold.
  func fields(of kind: Kind, at path: some Sequence<String>) -> [SchemaField] {
    var type = kind.schemaType.flatMap { schema.types[$0] }
    for name in path {
      guard let field = type?.field(Key(name)) else { return [] }
      type = schema.element(of: field.type)
    }
    return (type?.fields ?? []).sorted { $0.name < $1.name }
  }

  /// Whether a field has fields of its own.
  func isOpen(_ field: SchemaField) -> Bool { schema.element(of: field.type) != nil }

  /// Whether a field is a list.
  static func isList(_ field: SchemaField) -> Bool {
    if case .array = field.type { return true }
    return false
  }
}
