// What is wrong with the schema of a custom resource: whether it is structural, and whether its defaults are values of
// it (apiextensions-apiserver pkg/apiserver/schema).
import KubeObjects

enum SchemaValidation {
  private static let types = ["array", "boolean", "integer", "number", "object", "string"]

  static func root(_ schema: Value, at path: FieldPath, _ findings: inout Findings) {
    if schema["nullable"].isTrue { findings.forbidden(path.child("nullable"), "nullable cannot be true at the root") }
    var own = Findings()
    StructuralValidation.check(schema, at: path, &own)
    if own.isEmpty { defaults(schema, at: path, &own) }
    plain(schema, at: path, &own)
    if own.isEmpty { rules(schema, isRoot: true, at: path, &own) }
    findings.add(own)
  }

  /// What no schema may have (`ValidateCustomResourceDefinitionOpenAPISchema`).
  private static func plain(_ schema: Value, at path: FieldPath, _ findings: inout Findings) {
    unsupported(schema, at: path, &findings)
    if schema["uniqueItems"].isTrue {
      findings.forbidden(
        path.child("uniqueItems"),
        "uniqueItems cannot be set to true since the runtime complexity becomes quadratic")
    }
    let additional = schema["additionalProperties"]
    if !schema["properties"].fields.isEmpty, !additional.isNull, additional != true {
      findings.forbidden(
        path.child("additionalProperties"), "additionalProperties and properties are mutual exclusive")
    }
    if case .object = additional { plain(additional, at: path.child("additionalProperties"), &findings) }
    for (name, property) in schema["properties"].fields {
      plain(property, at: path.child("properties").key(name.text), &findings)
    }
    for key in ["allOf", "oneOf", "anyOf"] {
      for (index, part) in schema[Key(key)].elements.enumerated() {
        plain(part, at: path.child(key).index(index), &findings)
      }
    }
    if case .object = schema[.items] { plain(schema[.items], at: path.child("items"), &findings) }
    if schema["x-kubernetes-preserve-unknown-fields"] == false {
      findings.invalid(path.child("x-kubernetes-preserve-unknown-fields"), false, "must be true or undefined")
    }
    maps(schema, at: path, &findings)
    lists(schema, at: path, &findings)
    if let pattern = schema["pattern"].string, !GoPattern.isPattern(pattern) {
      findings.invalid(path.child("pattern"), .string(pattern), "must be a valid regular expression, but isn't")
    }
  }

  private static func unsupported(_ schema: Value, at path: FieldPath, _ findings: inout Findings) {
    let type = schema[.type].text
    if !type.isEmpty, !types.contains(type) {
      findings.notSupported(path.child("type"), .string(type), types)
    }
    for key in ["id", "additionalItems", "patternProperties", "definitions", "dependencies", "$ref"]
    where !schema[Key(key)].isNull {
      findings.forbidden(path.child(key), "\(key) is not supported")
    }
    if type == "null" {
      findings.forbidden(path.child("type"), "type cannot be set to null, use nullable as an alternative")
    }
    if !schema[.items].elements.isEmpty {
      findings.forbidden(path.child("items"), "items must be a schema object and not an array")
    }
  }
}

// MARK: Kinds of lists and maps

extension SchemaValidation {
  private static func maps(_ schema: Value, at path: FieldPath, _ findings: inout Findings) {
    guard let kind = schema["x-kubernetes-map-type"].string else { return }
    wants("object", "x-kubernetes-map-type", schema, at: path, &findings)
    if !["atomic", "granular"].contains(kind) {
      findings.notSupported(path.child("x-kubernetes-map-type"), .string(kind), ["atomic", "granular"])
    }
  }

  private static func wants(
    _ type: String, _ key: String, _ schema: Value, at path: FieldPath, _ findings: inout Findings
  ) {
    let detail = "must be \(type) if \(key) is specified"
    if schema[.type].text.isEmpty {
      findings.required(path.child("type"), detail)
    } else if schema[.type].text != type {
      findings.invalid(path.child("type"), schema[.type], detail)
    }
  }

  private static func lists(_ schema: Value, at path: FieldPath, _ findings: inout Findings) {
    let kind = schema["x-kubernetes-list-type"].string
    let keys = schema["x-kubernetes-list-map-keys"].elements
    let kindPath = path.child("x-kubernetes-list-type")
    if let kind {
      wants("array", "x-kubernetes-list-type", schema, at: path, &findings)
      if kind == "set", schema[.type] == "array" { setItems(schema[.items], at: path.child("items"), &findings) }
      if !["atomic", "set", "map"].contains(kind) {
        findings.notSupported(kindPath, .string(kind), ["atomic", "set", "map"])
      }
    }
    if !keys.isEmpty, kind != "map" {
      let detail = "must be map if x-kubernetes-list-map-keys is non-empty"
      if let kind { findings.invalid(kindPath, .string(kind), detail) } else { findings.required(kindPath, detail) }
    }
    if kind == "map" { mapItems(schema, keys, at: path, &findings) }
    guard let kind, ["set", "map"].contains(kind), case .object = schema[.items] else { return }
    if schema[.items]["nullable"].isTrue {
      findings.forbidden(
        path.child("items").child("nullable"), "cannot be nullable when x-kubernetes-list-type is \(kind)")
    }
    if kind == "map" { mapKeys(schema[.items], keys, at: path.child("items").child("properties"), &findings) }
  }

  private static func setItems(_ items: Value, at path: FieldPath, _ findings: inout Findings) {
    let detail = "must be atomic as item of a list with x-kubernetes-list-type=set"
    let kind = items["x-kubernetes-list-type"]
    if items[.type] == "array", !kind.isNull, kind != "atomic" {
      findings.invalid(path.child("x-kubernetes-list-type"), kind, detail)
    }
    if items[.type] == "object", items["x-kubernetes-map-type"] != "atomic" {
      findings.invalid(path.child("x-kubernetes-map-type"), kind, detail)
    }
  }

  private static func mapItems(
    _ schema: Value, _ keys: [Value], at path: FieldPath, _ findings: inout Findings
  ) {
    let keysPath = path.child("x-kubernetes-list-map-keys")
    let items = schema[.items]
    let scope = "parent array's x-kubernetes-list-type is map"
    if keys.isEmpty { findings.required(keysPath, "must not be empty if x-kubernetes-list-type is map") }
    if items.isNull {
      findings.required(path.child("items"), "must have a schema if x-kubernetes-list-type is map")
    } else if items[.type] != "object" {
      findings.invalid(path.child("items").child("type"), .string(items[.type].text), "must be object if \(scope)")
    } else {
      var seen: Set<String> = []
      for key in keys.map(\.text) {
        let property = items["properties"][Key(key)]
        if property.isNull {
          findings.invalid(keysPath, .array(keys), "entries must all be names of item properties")
        } else if ["array", "object"].contains(property[.type].text) {
          findings.invalid(
            path.child("items").child("properties").key(key).child("type"), items[.type],
            "must be a scalar type if \(scope)")
        }
        if !seen.insert(key).inserted {
          findings.invalid(keysPath, .array(keys), "must not contain duplicate entries")
        }
      }
    }
  }

  private static func mapKeys(
    _ items: Value, _ keys: [Value], at path: FieldPath, _ findings: inout Findings
  ) {
    for key in keys {
      let property = items["properties"][Key(key.text)]
      if property.isNull { continue }
      if !items["required"].elements.contains(key), property["default"].isNull {
        findings.required(
          path.key(key.text).child("default"),
          "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property")
      }
      if property["nullable"].isTrue {
        findings.forbidden(
          path.key(key.text).child("nullable"),
          "this property is in x-kubernetes-list-map-keys, so it cannot be nullable")
      }
    }
  }
}

// MARK: Values and rules within a schema

extension SchemaValidation {
  private static func defaults(_ schema: Value, at path: FieldPath, _ findings: inout Findings) {
    if let value = schema.fields["default"] {
      var validator = CustomValidator()
      validator.check(value, CustomSchema(schema), at: path.child("default"))
      findings.add(validator.findings)
    }
    each(of: schema, at: path) { defaults($0, at: $1, &findings) }
  }

  private static func rules(_ schema: Value, isRoot: Bool, at path: FieldPath, _ findings: inout Findings) {
    for (index, rule) in schema["x-kubernetes-validations"].elements.enumerated() {
      let path = path.child("x-kubernetes-validations").index(index).child("rule")
      let text = rule["rule"].text
      if text.trimmingGoSpace.isEmpty {
        findings.required(path, "rule is not specified")
      } else if let error = compilationError(text, schema, isRoot: isRoot) {
        findings.invalid(path, .string(text), "compilation failed: \(error.message)")
      }
    }
    each(of: schema, at: path) { rules($0, isRoot: false, at: $1, &findings) }
  }

  private static func compilationError(_ text: String, _ schema: Value, isRoot: Bool) -> ExpressionError? {
    switch Expression.parse(text) {
    case .failure(let error): return error
    case .success(let expression):
      guard let (field, offset) = ExpressionCheck.undefinedField(expression, CustomSchema(schema), isRoot: isRoot)
      else { return nil }
      return ExpressionError("undefined field '\(field.text)'", in: text, at: offset)
    }
  }

  private static func each(of schema: Value, at path: FieldPath, _ body: (Value, FieldPath) -> Void) {
    for (name, property) in schema["properties"].fields { body(property, path.child("properties").key(name.text)) }
    for key in [Key.items, "additionalProperties"] {
      if case .object = schema[key] { body(schema[key], path.child(key.text)) }
    }
  }
}
