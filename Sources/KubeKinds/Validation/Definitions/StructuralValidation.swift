// Whether the schema of a custom resource is structural: every level says what it is, and what is said of values under
// `allOf` and the like is only about fields that are there (apiextensions-apiserver pkg/apiserver/schema).
import KubeObjects

enum StructuralValidation {
  /// Everything wrong, sorted by its text: the fields of a schema have no order.
  static func check(_ schema: Value, at path: FieldPath, _ findings: inout Findings) {
    var own = Findings()
    level(schema, .root, at: path, &own)
    values(schema, of: schema, at: path, from: path, &own)
    findings.add(own.errors.sorted { text($0).utf8.lexicographicallyPrecedes(text($1).utf8) })
  }

  private static func text(_ finding: FieldError) -> String { "\(finding.field): \(finding.body)" }

  private enum Place { case root, property, item }

  private static func has(_ schema: Value, _ extension_: String) -> Bool {
    schema[Key("x-kubernetes-\(extension_)")].isTrue
  }

  /// One level and those below (`validateStructuralInvariants`).
  private static func level(_ schema: Value, _ place: Place, at path: FieldPath, _ findings: inout Findings) {
    if schema[.type] == "array", schema[.items].isNull { findings.required(path.child("items"), "must be specified") }
    if case .object = schema[.items] { level(schema[.items], .item, at: path.child("items"), &findings) }
    for (name, property) in schema["properties"].fields {
      level(property, .property, at: path.child("properties").key(name.text), &findings)
    }
    let additional = schema["additionalProperties"]
    if !additional.isNull, place == .root {
      findings.forbidden(path.child("additionalProperties"), "must not be used at the root")
    }
    if case .object = additional { level(additional, .property, at: path.child("additionalProperties"), &findings) }
    numberOrText(schema, at: path, &findings)
    nested(schema, isLevel: true, mayBeNumberOrText: true, at: path, &findings)
    type(schema, place, at: path, &findings)
    embedded(schema, at: path, &findings)
    header(schema, place, at: path.child("properties"), &findings)
  }

  private static func numberOrText(_ schema: Value, at path: FieldPath, _ findings: inout Findings) {
    guard has(schema, "int-or-string") else { return }
    if !schema[.type].text.isEmpty {
      findings.invalid(path.child("type"), schema[.type], "must be empty if x-kubernetes-int-or-string is true")
    }
    for name in ["preserve-unknown-fields", "embedded-resource"] where has(schema, name) {
      findings.invalid(
        path.child("x-kubernetes-\(name)"), true, "must be false if x-kubernetes-int-or-string is true")
    }
  }

  private static func type(_ schema: Value, _ place: Place, at path: FieldPath, _ findings: inout Findings) {
    let type = schema[.type].text
    if has(schema, "embedded-resource"), type != "object" {
      let rule = "must be object if x-kubernetes-embedded-resource is true"
      if type.isEmpty {
        findings.required(path.child("type"), rule)
      } else {
        findings.invalid(path.child("type"), schema[.type], rule)
      }
    } else if type.isEmpty, !has(schema, "int-or-string"), !has(schema, "preserve-unknown-fields") {
      let rule =
        switch place {
        case .root: "must not be empty at the root"
        case .item: "must not be empty for specified array items"
        case .property: "must not be empty for specified object fields"
        }
      findings.required(path.child("type"), rule)
    }
    if place == .root, !type.isEmpty, type != "object" {
      findings.invalid(path.child("type"), schema[.type], "must be object at the root")
    }
  }

  private static func embedded(_ schema: Value, at path: FieldPath, _ findings: inout Findings) {
    guard has(schema, "embedded-resource") else { return }
    if !schema["additionalProperties"].isNull {
      findings.forbidden(
        path.child("additionalProperties"), "must not be used if x-kubernetes-embedded-resource is set")
    }
    if schema["properties"].fields.isEmpty, !has(schema, "preserve-unknown-fields") {
      findings.required(
        path.child("properties"),
        "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields")
    }
  }

  /// What every object has of itself is not described again.
  private static func header(_ schema: Value, _ place: Place, at path: FieldPath, _ findings: inout Findings) {
    let isObject = place == .root || has(schema, "embedded-resource")
    for (name, type) in [("kind", "string"), ("apiVersion", "string"), ("metadata", "object")] where isObject {
      let property = schema["properties"][Key(name)]
      if property.isNull || property[.type].text == type { continue }
      findings.invalid(path.key(name).child("type"), .string(property[.type].text), "must be \(type)")
    }
    guard place == .root else { return }
    let described = schema["properties"][.metadata].fields.contains { key, value in
      if [.type, "default"].contains(key) || value.isEmpty { return false }
      return key != "properties" || value.fields.keys.contains { ![.name, .generateName].contains($0) }
    }
    if described {
      findings.forbidden(
        path.key("metadata"),
        "must not specify anything other than name and generateName, but metadata is implicitly specified")
    }
  }
}

// MARK: What is said of values

extension StructuralValidation {
  private static let junctions = ["anyOf", "allOf", "oneOf"]

  /// What stands below `allOf`, `anyOf`, `oneOf` and `not` (`validateValueValidation`).
  /// - Parameters:
  ///   - isLevel: whether this is what is said of a level itself, and not below a junction.
  ///   - mayBeNumberOrText: whether `anyOf` may name the two types of a number or text.
  private static func nested(
    _ schema: Value, isLevel: Bool, mayBeNumberOrText: Bool, at path: FieldPath, _ findings: inout Findings
  ) {
    for junction in junctions {
      if junction == "anyOf", mayBeNumberOrText, isNumberOrText(schema) { continue }
      for (index, part) in schema[Key(junction)].elements.enumerated() {
        let isFirst = junction == "allOf" && index == 0 && isLevel
        condition(part, mayBeNumberOrText: isFirst, at: path.child(junction).index(index), &findings)
      }
    }
    if !schema["not"].isNull { condition(schema["not"], mayBeNumberOrText: false, at: path.child("not"), &findings) }
  }

  /// `anyOf: [{type: integer}, {type: string}]`, the one place where types may stand below.
  private static func isNumberOrText(_ schema: Value) -> Bool {
    schema["anyOf"].elements == [[.type: "integer"], [.type: "string"]]
  }

  private static let forbidden: [(name: String, rule: String)] = [
    ("type", "must be empty"), ("additionalProperties", "must be undefined"), ("default", "must be undefined"),
    ("title", "must be empty"), ("description", "must be empty"), ("nullable", "must be false"),
    ("externalDocs", "must be undefined"), ("x-kubernetes-preserve-unknown-fields", "must be false"),
    ("x-kubernetes-embedded-resource", "must be false"), ("x-kubernetes-int-or-string", "must be false"),
    ("x-kubernetes-list-map-keys", "must be empty"), ("x-kubernetes-list-type", "must be undefined"),
    ("x-kubernetes-map-type", "must be undefined"), ("x-kubernetes-validations", "must be empty"),
  ]

  /// What describes a value there does not say what it is (`validateNestedValueValidation`).
  private static func condition(
    _ schema: Value, mayBeNumberOrText: Bool, at path: FieldPath, _ findings: inout Findings
  ) {
    nested(schema, isLevel: false, mayBeNumberOrText: mayBeNumberOrText, at: path, &findings)
    if case .object = schema[.items] {
      condition(schema[.items], mayBeNumberOrText: false, at: path.child("items"), &findings)
    }
    for (name, property) in schema["properties"].fields {
      condition(property, mayBeNumberOrText: false, at: path.child("properties").key(name.text), &findings)
    }
    for (name, rule) in forbidden {
      let value = schema[Key(name)]
      if value.isNull || (rule != "must be undefined" && value.isEmpty) { continue }
      findings.forbidden(path.child(name), "\(rule) to be structural")
    }
    if !schema["properties"][.metadata].isNull {
      findings.forbidden(path.child("properties").key("metadata"), "must not be specified in a nested context")
    }
  }

  /// Fields of which something is said below `allOf` and the like have to be there (`validateStructuralCompleteness`).
  /// - Parameter schema: the schema of the value; `nil` where there is no such field.
  private static func values(
    _ conditions: Value, of schema: Value?, at path: FieldPath, from source: FieldPath, _ findings: inout Findings
  ) {
    for junction in junctions {
      for (index, part) in conditions[Key(junction)].elements.enumerated() {
        complete(part, of: schema, at: path, from: source.child(junction).index(index), &findings)
      }
    }
    if !conditions["not"].isNull {
      complete(conditions["not"], of: schema, at: path, from: source.child("not"), &findings)
    }
  }

  private static func complete(
    _ condition: Value, of schema: Value?, at path: FieldPath, from source: FieldPath, _ findings: inout Findings
  ) {
    guard let schema else { return findings.required(path, "because it is defined in \(source)") }
    values(condition, of: schema, at: path, from: source, &findings)
    if case .object = condition[.items] {
      let items = schema[.items]
      complete(
        condition[.items], of: items.isNull ? nil : items, at: path.child("items"), from: source.child("items"),
        &findings)
    }
    for (name, property) in condition["properties"].fields {
      complete(
        property, of: schema["properties"].fields[name], at: path.child("properties").key(name.text),
        from: source.child("properties").key(name.text), &findings)
    }
  }
}
