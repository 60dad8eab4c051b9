// What is wrong with a custom object by the schema of its definition, in the words of kube-openapi's validator.
import KubeObjects

/// Validates values against structural schemas.
struct CustomValidator {
  var findings = Findings()
  /// That a value is of the wrong type or incomplete: rules in the expression language then are not looked at.
  private(set) var isBlocked = false

  /// Everything wrong with an object or one of its fields.
  /// - Parameter old: the object before a change. What was wrong then and is as it was, stays as it is: a schema may
  ///   have become stricter in the meantime (validation ratcheting).
  static func check(_ object: Value, old: Value?, _ schema: CustomSchema) -> (findings: Findings, isBlocked: Bool) {
    var validator = CustomValidator()
    validator.check(object, old: old, schema, at: FieldPath())
    return (validator.findings, validator.isBlocked)
  }

  mutating func check(_ value: Value, old: Value? = nil, _ schema: CustomSchema, at path: FieldPath) {
    if value.isNull, schema.isNullable { return }
    if let old, old == value { return }
    guard fits(value, schema) else {
      let wanted = schema.isIntOrString ? "integer,string" : schema.type
      return refuseType(value, wanted, at: path)
    }
    checkJunctors(value, schema.junctors, at: path)
    switch value {
    case .string(let text): checkText(text, schema, at: path)
    case .int, .double: checkNumber(value, schema, at: path)
    case .array(let elements): checkList(elements, old: old, schema, at: path)
    default: break
    }
    checkChoice(value, schema.source["enum"].elements, at: path)
    if case .object(let object) = value { checkObject(object, old: old, schema, at: path) }
  }

  mutating func complain(_ path: FieldPath, _ value: Value, _ words: String) {
    findings.invalid(path, value, "\(path) in body \(words)")
  }
}

// MARK: Types and choices

extension CustomValidator {
  private static func type(of value: Value) -> String {
    switch value {
    case .null: "null"
    case .bool: "boolean"
    case .int: "integer"
    case .double(let number): number.rounded() == number ? "integer" : "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  private func fits(_ value: Value, _ schema: CustomSchema) -> Bool {
    let type = Self.type(of: value)
    if schema.isIntOrString { return type == "integer" || type == "string" }
    if schema.type.isEmpty { return true }
    return type == schema.type || schema.type == "number" && type == "integer"
  }

  private mutating func refuseType(_ value: Value, _ wanted: String, at path: FieldPath) {
    isBlocked = true
    let type = Self.type(of: value)
    let shown = GoText.quoted(type)
    findings.add(
      FieldError(
        .typeInvalid, path, value: shown, detail: "\(path) in body must be of type \(wanted): \(shown)"))
  }

  private mutating func checkChoice(_ value: Value, _ allowed: [Value], at path: FieldPath) {
    if allowed.isEmpty || allowed.contains(value) { return }
    findings.notSupported(path, value, allowed.map { $0.string ?? JSONWriter.write($0) })
  }

  private mutating func checkJunctors(_ value: Value, _ junctors: CustomJunctors, at path: FieldPath) {
    func count(_ schemas: [CustomSchema]) -> Int {
      schemas.count { schema in
        var validator = CustomValidator()
        validator.check(value, schema, at: path)
        return validator.findings.isEmpty
      }
    }
    let name = GoText.quoted(path.text)
    if !junctors.any.isEmpty, count(junctors.any) == 0 {
      findings.invalid(path, "", "\(name) must validate at least one schema (anyOf)")
    }
    if !junctors.one.isEmpty {
      let matches = count(junctors.one)
      if matches != 1 {
        findings.invalid(
          path, "", "\(name) must validate one and only one schema (oneOf). "
            + (matches == 0 ? "Found none valid" : "Found \(matches) valid alternatives"))
      }
    }
    for schema in junctors.all { check(value, schema, at: path) }
    if let not = junctors.not, count([not]) == 1 {
      findings.invalid(path, "", "\(name) must not validate the schema (not)")
    }
  }
}

// MARK: Single values

extension CustomValidator {
  private mutating func checkText(_ text: String, _ schema: CustomSchema, at path: FieldPath) {
    let length = Int64(text.unicodeScalars.count)
    let source = schema.source
    if let maximum = source["maxLength"].int, length > maximum {
      isBlocked = true
      findings.add(.tooLong(path, maximum: Int(maximum)))
    }
    if let minimum = source["minLength"].int, length < minimum {
      complain(path, .string(text), "should be at least \(minimum) chars long")
    }
    if let pattern = source["pattern"].string, !pattern.isEmpty, !GoPattern.matches(text, pattern) {
      complain(path, .string(text), "should match '\(pattern)'")
    }
    if !CustomFormat.accepts(text, schema.format) {
      complain(path, .string(text), "must be of type \(schema.format): \(GoText.quoted(text))")
    }
  }
}

// MARK: Lists and objects

extension CustomValidator {
  private mutating func checkList(_ elements: [Value], old: Value?, _ schema: CustomSchema, at path: FieldPath) {
    if let items = schema.items {
      for (index, element) in elements.enumerated() {
        check(element, old: schema.earlier(element, in: old), items, at: path.index(index))
      }
    }
    if let minimum = schema.source["minItems"].int, elements.count < minimum {
      complain(path, .int(Int64(elements.count)), "should have at least \(minimum) items")
    }
    if let maximum = schema.source["maxItems"].int, elements.count > maximum {
      isBlocked = true
      findings.add(.tooMany(path, elements.count, maximum: Int(maximum)))
    }
  }

  private mutating func checkObject(_ object: Object, old: Value?, _ schema: CustomSchema, at path: FieldPath) {
    let count = Int64(object.count)
    if let minimum = schema.source["minProperties"].int, count < minimum {
      complain(path, .int(count), "should have at least \(minimum) properties")
    }
    if let maximum = schema.source["maxProperties"].int, count > maximum {
      isBlocked = true
      findings.add(.tooMany(path, Int(count), maximum: Int(maximum)))
    }
    let isTop = path.text.isEmpty
    for (key, value) in object {
      if isTop, [Key.apiVersion, .kind, .metadata].contains(key) { continue }
      if let entry = schema.entry(key) {
        check(value, old: schema.earlier(key, in: old), entry, at: path.child(key.text))
      }
    }
    for name in schema.required where object[name] == nil {
      isBlocked = true
      findings.required(path.child(name.text))
    }
  }
}

// MARK: Lists that are sets or maps

extension CustomValidator {
  /// Elements that are there twice in a set, or under one key in a map (`ValidateListSetsAndMaps`).
  static func duplicates(_ value: Value, _ schema: CustomSchema, at path: FieldPath, _ findings: inout Findings) {
    switch value {
    case .array(let elements):
      if let items = schema.items {
        for (index, element) in elements.enumerated() {
          duplicates(element, items, at: path.index(index), &findings)
        }
      }
      var seen: [Value] = []
      for (index, element) in elements.enumerated() {
        guard let identity = identity(element, schema) else { continue }
        if seen.contains(identity) { findings.duplicate(path.index(index), identity) }
        seen.append(identity)
      }
    case .object(let object):
      for (key, value) in object {
        if let entry = schema.entry(key) { duplicates(value, entry, at: path.child(key.text), &findings) }
      }
    default: return
    }
  }

  private static func identity(_ element: Value, _ schema: CustomSchema) -> Value? {
    switch schema.listType {
    case "set": return element
    case "map":
      var identity = Object()
      for key in schema.listKeys { identity[key] = element.fields[key] ?? schema.items?.property(key)?.defaultValue }
      return .object(identity)
    default: return nil
    }
  }
}
