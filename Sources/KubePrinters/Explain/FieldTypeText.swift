// The types of fields as `explain` names them.
import KubeKinds
import KubeObjects

enum FieldTypeText {
  /// `string`, `[]Container`, `map[string]Quantity`, `PodSpec`
  static func named(_ field: SchemaField, _ schema: Schema) -> String {
    named(field.type, field.name, schema)
  }

  private static func named(_ type: FieldType, _ field: String, _ schema: Schema) -> String {
    switch type {
    case .quantity: "Quantity"
    case .intOrString: "IntOrString"
    case .any: untyped[field] ?? "Object"
    case .array(let element): "[]" + named(element, field, schema)
    case .map(let element): "map[string]" + named(element, field, schema)
    case .type(let name): schema.types[name]?.shortName ?? "Object"
    default: unnamed(type)
    }
  }

  /// `string`, `[]Object`, `map[string]string`, `Object`
  static func unnamed(_ type: FieldType) -> String {
    switch type {
    case .string, .time, .microTime, .bytes, .quantity, .intOrString: "string"
    case .bool: "boolean"
    case .int32, .int64: "integer"
    case .any, .type: "Object"
    case .array(let element): "[]" + unnamed(element)
    case .map(let element): "map[string]" + unnamed(element)
    }
  }

  /// Fields that take any value but whose type has a name.
  private static let untyped = ["fieldsV1": "FieldsV1", "data": "RawExtension"]
}
