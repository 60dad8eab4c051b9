// Structural schemas: what a custom resource definition says of the fields of its objects.
import KubeObjects

/// One level of a structural schema, read once from `openAPIV3Schema`.
public final class CustomSchema: Sendable {
  /// What values beside `properties` an object may have.
  enum Additional: Sendable {
    case none, any
    case schema(CustomSchema)
  }

  public let type: String
  let format: String
  let isNullable: Bool
  let keepsUnknownFields: Bool
  let isEmbeddedResource: Bool
  let isIntOrString: Bool
  /// In the order of the names.
  public let properties: [(name: Key, schema: CustomSchema)]
  public let items: CustomSchema?
  let additional: Additional
  public let required: [Key]
  let defaultValue: Value?
  let listType: String
  let listKeys: [Key]
  let junctors: CustomJunctors
  let rules: [CustomRule]
  /// Whether this level or one below it has rules in the Common Expression Language.
  let hasRules: Bool
  /// Limits and the rest of what is looked up by name: `maximum`, `pattern`, `enum`.
  public let source: Value

  public init(_ schema: Value) {
    source = schema
    type = schema[.type].text
    format = schema["format"].text
    isNullable = schema["nullable"].isTrue
    keepsUnknownFields = schema["x-kubernetes-preserve-unknown-fields"].isTrue
    isEmbeddedResource = schema["x-kubernetes-embedded-resource"].isTrue
    isIntOrString = schema["x-kubernetes-int-or-string"].isTrue
    properties = schema["properties"].fields.map { ($0.key, CustomSchema($0.value)) }
    items = schema[.items].object.map { CustomSchema(.object($0)) }
    additional = Self.additional(schema["additionalProperties"])
    required = schema["required"].elements.map { Key($0.text) }
    defaultValue = schema.fields["default"]
    listType = schema["x-kubernetes-list-type"].text
    listKeys = schema["x-kubernetes-list-map-keys"].elements.map { Key($0.text) }
    junctors = CustomJunctors(schema)
    rules = schema["x-kubernetes-validations"].elements.map { CustomRule($0) }
    hasRules =
      !rules.isEmpty || properties.contains { $0.schema.hasRules } || items?.hasRules == true
      || { if case .schema(let schema) = $0 { schema.hasRules } else { false } }(additional)
  }

  private static func additional(_ value: Value) -> Additional {
    switch value {
    case .bool(true): .any
    case .object: .schema(CustomSchema(value))
    default: .none
    }
  }

  func property(_ name: Key) -> CustomSchema? { properties.first { $0.name == name }?.schema }

  /// The schema of an entry of an object: that of its property, else what the others have in common.
  func entry(_ name: Key) -> CustomSchema? {
    if let property = property(name) { return property }
    if case .schema(let schema) = additional { return schema }
    return nil
  }
}

// MARK: What a value was before a change

extension CustomSchema {
  /// The entry of an object before; none where objects are replaced as a whole.
  func earlier(_ key: Key, in old: Value?) -> Value? {
    source["x-kubernetes-map-type"].text == "atomic" ? nil : old?.fields[key]
  }

  /// The element of a list before, where lists say which elements are the same.
  func earlier(_ element: Value, in old: Value?) -> Value? {
    guard listType == "map" else { return nil }
    return old?.elements.first { other in listKeys.allSatisfy { other[$0] == element[$0] } }
  }
}

/// The schemas that are combined: `allOf`, `anyOf`, `oneOf`, `not`.
struct CustomJunctors: Sendable {
  let all: [CustomSchema]
  let any: [CustomSchema]
  let one: [CustomSchema]
  let not: CustomSchema?

  init(_ schema: Value) {
    all = schema["allOf"].elements.map { CustomSchema($0) }
    any = schema["anyOf"].elements.map { CustomSchema($0) }
    one = schema["oneOf"].elements.map { CustomSchema($0) }
    not = schema["not"].object.map { CustomSchema(.object($0)) }
  }
}

/// A rule of `x-kubernetes-validations`.
struct CustomRule: Sendable {
  let text: String
  let message: String
  let messageExpression: String
  let reason: String
  let fieldPath: String

  init(_ rule: Value) {
    text = rule["rule"].text
    message = rule["message"].text
    messageExpression = rule["messageExpression"].text
    reason = rule["reason"].text
    fieldPath = rule["fieldPath"].text
  }
}
