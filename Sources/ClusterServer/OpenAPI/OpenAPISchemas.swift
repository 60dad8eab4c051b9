// The types of OpenAPI documents, made from our schema.
import KubeKinds
import KubeObjects
import KubePrinters

/// Gathers the types that some kinds need.
struct OpenAPISchemas {
  private let version: OpenAPIVersion
  private let schema: Schema
  private(set) var definitions: [String: Value] = [:]

  init(_ version: OpenAPIVersion, _ schema: Schema) {
    self.version = version
    self.schema = schema
  }

  /// The definitions as one object.
  var value: Value { .object(Object(definitions.sorted { $0.key < $1.key }.map { (Key($0.key), $0.value) })) }

  // MARK: Kinds

  mutating func add(_ kind: Kind) {
    let name = OpenAPINames.kind(kind)
    if let type = kind.schemaType.flatMap({ schema.types[$0] }) { add(type) } else { addOpen(name, kind.custom) }
    identify(name, kind.openAPIIdentity)
    guard kind.verbs.contains("list") else { return }
    let list = OpenAPINames.list(kind)
    add(named: "meta/v1.ListMeta")
    definitions[list] = [
      "type": "object", "description": .string("A list of objects of the kind \(kind.name)."), "required": ["items"],
      "properties": [
        .apiVersion: Self.text("The version of the API that the list is in."),
        .kind: Self.text("What the list is of."), .metadata: reference(OpenAPINames.listMeta),
        .items: ["type": "array", "items": reference(name)],
      ],
    ]
    identify(list, Kind.openAPIIdentity(kind.groupVersion, kind.listName))
  }

  /// What requests need besides the kinds.
  mutating func addRequests(of version: GroupVersion) {
    for name in ["DeleteOptions", "Status"] {
      add(named: "meta/v1.\(name)")
      identify(OpenAPINames.type("meta/v1.\(name)"), Kind.openAPIIdentity(version, name))
    }
    definitions[OpenAPINames.patch] = ["type": "object", "description": "The changes of a patch."]
  }

  private mutating func identify(_ name: String, _ identity: Value) {
    let key: Key = "x-kubernetes-group-version-kind"
    guard let known = definitions[name]?[key].elements, !known.contains(identity) else { return }
    definitions[name]?[key].append(identity)
  }

  /// A kind whose fields the schema does not have: custom ones bring their own schema, others take any field.
  private mutating func addOpen(_ name: String, _ custom: CustomVersion?) {
    add(named: "meta/v1.ObjectMeta")
    var definition = custom?.schema.source ?? ["x-kubernetes-preserve-unknown-fields": true]
    definition["type"] = "object"
    definition["properties"][.apiVersion] = Self.text("The version of the API that the object is in.")
    definition["properties"][.kind] = Self.text("What it is.")
    definition["properties"][.metadata] = reference(OpenAPINames.objectMeta)
    definitions[name] = definition
  }

  private static func text(_ description: String) -> Value {
    ["type": "string", "description": .string(description)]
  }

  // MARK: Types

  mutating func add(named name: String) {
    if let type = schema.types[name] { add(type) }
  }

  private mutating func add(_ type: SchemaType) {
    let name = OpenAPINames.type(type.name)
    guard definitions[name] == nil else { return }
    // Types may hold themselves: this one counts as known while its fields are gone through.
    definitions[name] = .null
    var properties: Value = [:]
    for field in type.fields { properties[field.key] = property(field, of: type) }
    var definition: Value = ["type": "object"]
    let description = Descriptions.type(type)
    if !description.isEmpty { definition["description"] = .string(description) }
    if !type.fields.isEmpty { definition["properties"] = properties }
    let required = type.fields.filter(\.isRequired).map(\.name).sorted()
    if !required.isEmpty { definition["required"] = .array(required.map { .string($0) }) }
    definitions[name] = definition
  }

  private mutating func property(_ field: SchemaField, of owner: SchemaType) -> Value {
    var value = fieldValue(field)
    let description = Descriptions.field(field, of: owner)
    if !description.isEmpty {
      value = described(value)
      value["description"] = .string(description)
    }
    if let text = field.defaultText, let fixed = try? JSONReader.read(text) { value["default"] = fixed }
    if !field.allowed.isEmpty, case .string = field.type {
      value["enum"] = .array(field.allowed.map { .string($0) })
    }
    addLists(field, &value)
    return value
  }

  /// OpenAPI v3 allows nothing beside a reference, so one that is to say more is wrapped.
  private func described(_ value: Value) -> Value {
    version == .v3 && value.fields["$ref"] != nil ? ["allOf": [value]] : value
  }

  private func addLists(_ field: SchemaField, _ value: inout Value) {
    switch field.list {
    case .atomic: value["x-kubernetes-list-type"] = "atomic"
    case .set: value["x-kubernetes-list-type"] = "set"
    case .map(let keys):
      value["x-kubernetes-list-type"] = "map"
      value["x-kubernetes-list-map-keys"] = .array(keys.map { .string($0.text) })
    case nil: break
    }
    if field.isAtomicMap { value["x-kubernetes-map-type"] = "atomic" }
    var strategies: [String] = []
    if field.patch.merges { strategies.append("merge") }
    if field.patch.replaces { strategies.append("replace") }
    if field.patch.retainsKeys { strategies.append("retainKeys") }
    if !strategies.isEmpty {
      value["x-kubernetes-patch-strategy"] = .string(strategies.joined(separator: ","))
    }
    if let key = field.patch.mergeKey { value["x-kubernetes-patch-merge-key"] = .string(key.text) }
  }

  // MARK: Fields

  private mutating func fieldValue(_ field: SchemaField) -> Value {
    guard field.type == .any else { return value(field.type) }
    let isRaw = field.name == "data"
    let name = isRaw ? OpenAPINames.rawExtension : field.name == "fieldsV1" ? OpenAPINames.fields : nil
    guard let name else { return ["type": "object"] }
    return known(name, ["type": "object"])
  }

  private mutating func value(_ type: FieldType) -> Value {
    switch type {
    case .string: return ["type": "string"]
    case .bool: return ["type": "boolean"]
    case .int32: return ["type": "integer", "format": "int32"]
    case .int64: return ["type": "integer", "format": "int64"]
    case .bytes: return ["type": "string", "format": "byte"]
    case .time: return known(OpenAPINames.time, ["type": "string", "format": "date-time"])
    case .microTime: return known(OpenAPINames.microTime, ["type": "string", "format": "date-time"])
    case .any: return ["type": "object"]
    case .quantity: return known(OpenAPINames.quantity, number("A number with a unit, such as 500m or 2Gi.", nil))
    case .intOrString:
      return known(OpenAPINames.intOrString, number(Descriptions.intOrString, "int-or-string"))
    case .array(let element): return ["type": "array", "items": value(element)]
    case .map(let element): return ["type": "object", "additionalProperties": value(element)]
    case .type(let name):
      guard let type = schema.types[name] else { return ["type": "object"] }
      add(type)
      return reference(OpenAPINames.type(name))
    }
  }

  /// A number or a text: OpenAPI v2 has no word for that and calls it a text.
  private func number(_ description: String, _ format: String?) -> Value {
    var value: Value = ["description": .string(description)]
    if version == .v2 {
      value["type"] = "string"
    } else {
      value["oneOf"] = [["type": format == nil ? "number" : "integer"], ["type": "string"]]
    }
    if let format { value["format"] = .string(format) }
    return value
  }

  private mutating func known(_ name: String, _ definition: Value) -> Value {
    definitions[name] = definition
    return reference(name)
  }

  private func reference(_ name: String) -> Value { version.reference(name) }
}
