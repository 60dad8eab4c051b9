// What is wrong with the schema of a custom resource: whether it is structural, and whether its defaults are values of
// it (apiextensions-apiserver pkg/apiserver/schema).
import KubeObjects

enum SchemaValidation {
  private static let types = ["array", "boolean", "integer", "number", "object", "string"]

  static func root(_ schema: Value, at path: FieldPath, _ findings: inout Findings) {
    plain(schema, at: path, &findings)
    structural(schema, .root, at: path, &findings)
    guard findings.isEmpty else { return }
    defaults(schema, at: path, &findings)
    rules(schema, isRoot: true, at: path, &findings)
  }

  /// What no schema may have (`ValidateCustomResourceDefinitionOpenAPISchema`).
  private static func plain(_ schema: Value, at path: FieldPath, _ findings: inout Findings) {
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
    if case .object = schema[.items] { plain(schema[.items], at: path.child("items"), &findings) }
    if schema["$ref"].string != nil { findings.forbidden(path.child("$ref"), "$ref is not supported") }
    let type = schema[.type].text
    if !type.isEmpty, !types.contains(type) {
      findings.notSupported(path.child("type"), .string(type), types)
    }
    if let pattern = schema["pattern"].string, !GoPattern.isPattern(pattern) {
      findings.invalid(path.child("pattern"), .string(pattern), "must be a valid regular expression, but isn't")
    }
  }

  private enum Place { case root, property, item, entry }

  /// Every level says what type it is (`validateStructuralCompleteness`).
  private static func structural(
    _ schema: Value, _ place: Place, at path: FieldPath, _ findings: inout Findings
  ) {
    let type = schema[.type].text
    let isOpen =
      schema["x-kubernetes-int-or-string"].isTrue || schema["x-kubernetes-preserve-unknown-fields"].isTrue
    switch place {
    case .root:
      if type.isEmpty {
        findings.required(path.child("type"), "must not be empty at the root")
      } else if type != "object" {
        findings.invalid(path.child("type"), .string(type), "must be object at the root")
      }
    case .item:
      if type.isEmpty, !isOpen { findings.required(path.child("type"), "must not be empty for specified array items") }
    case .property, .entry:
      if type.isEmpty, !isOpen {
        findings.required(path.child("type"), "must not be empty for specified object fields")
      }
    }
    if type == "array", schema[.items].isNull { findings.required(path.child("items"), "must be specified") }
    if schema["x-kubernetes-int-or-string"].isTrue, !type.isEmpty {
      findings.invalid(
        path.child("type"), .string(type), "must be empty if x-kubernetes-int-or-string is true")
    }
    embedded(schema, at: path, &findings)
    for (name, property) in schema["properties"].fields {
      if place == .root, name == .metadata {
        metadata(property, at: path.child("properties").key(name.text), &findings)
      } else if place == .root, name == .apiVersion || name == .kind {
        continue
      } else {
        structural(property, .property, at: path.child("properties").key(name.text), &findings)
      }
    }
    if case .object = schema["additionalProperties"] {
      structural(schema["additionalProperties"], .entry, at: path.child("additionalProperties"), &findings)
    }
    if case .object = schema[.items] { structural(schema[.items], .item, at: path.child("items"), &findings) }
  }

  private static func metadata(_ schema: Value, at path: FieldPath, _ findings: inout Findings) {
    var others = schema["properties"].fields
    others.removeAll { name, _ in name == .name || name == .generateName }
    if others.isEmpty { return }
    findings.forbidden(
      path, "must not specify anything other than name and generateName, but metadata is implicitly specified")
  }

  private static func embedded(_ schema: Value, at path: FieldPath, _ findings: inout Findings) {
    lists(schema, at: path, &findings)
    guard schema["x-kubernetes-embedded-resource"].isTrue else { return }
    if schema[.type] != "object" {
      findings.invalid(
        path.child("type"), schema[.type], "must be object if x-kubernetes-embedded-resource is true")
    }
    if schema["properties"].fields.isEmpty, !schema["x-kubernetes-preserve-unknown-fields"].isTrue {
      findings.required(
        path.child("properties"),
        "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields")
    }
  }

  private static func lists(_ schema: Value, at path: FieldPath, _ findings: inout Findings) {
    guard let type = schema["x-kubernetes-list-type"].string else { return }
    let typePath = path.child("x-kubernetes-list-type")
    if schema[.type] != "array" {
      findings.invalid(
        path.child("type"), schema[.type], "must be array if x-kubernetes-list-type is specified")
    }
    if !["atomic", "set", "map"].contains(type) {
      findings.notSupported(typePath, .string(type), ["atomic", "map", "set"])
    }
    let keys = schema["x-kubernetes-list-map-keys"].elements
    if type == "map", keys.isEmpty {
      findings.required(
        path.child("x-kubernetes-list-map-keys"), "must not be empty if x-kubernetes-list-type is map")
    }
    if type != "map", !keys.isEmpty {
      findings.invalid(
        path.child("x-kubernetes-list-type"), .string(type), "must be map if x-kubernetes-list-map-keys is non-empty")
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
