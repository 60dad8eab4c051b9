// Rules of custom objects in the Common Expression Language (`x-kubernetes-validations`).
import KubeObjects

/// Walks an object beside its schema and evaluates the rules of each level.
struct CustomRuleCheck {
  /// What an object may not be.
  private(set) var findings = Findings()
  /// What it was before already: such values may stay, and the client is warned.
  private(set) var kept = Findings()

  init(_ object: Value, old: Value?, _ schema: CustomSchema) { check(object, old, schema, at: FieldPath()) }

  private mutating func check(_ value: Value, _ old: Value?, _ schema: CustomSchema, at path: FieldPath) {
    guard schema.hasRules else { return }
    for rule in schema.rules { apply(rule, value, old, schema, at: path) }
    switch value {
    case .object(let object):
      for (key, entry) in object {
        guard let inner = schema.entry(key) else { continue }
        let isProperty = schema.property(key) != nil
        let place = isProperty ? path.child(key.text) : path.key(key.text)
        check(entry, schema.earlier(key, in: old), inner, at: place)
      }
    case .array(let elements):
      guard let items = schema.items else { return }
      for (index, element) in elements.enumerated() {
        check(element, schema.earlier(element, in: old), items, at: path.index(index))
      }
    default: return
    }
  }

  private mutating func apply(
    _ rule: CustomRule, _ value: Value, _ old: Value?, _ schema: CustomSchema, at path: FieldPath
  ) {
    guard case .success(let expression) = Expression.parse(rule.text) else { return }
    let isTransition = ExpressionCheck.uses("oldSelf", expression)
    if isTransition, old == nil { return }
    var found = Findings()
    evaluate(rule, expression, value, old, schema, at: path, &found)
    if found.isEmpty { return }
    if !isTransition, old == value { kept.add(found) } else { findings.add(found) }
  }

  private func evaluate(
    _ rule: CustomRule, _ expression: Expression, _ value: Value, _ old: Value?, _ schema: CustomSchema,
    at path: FieldPath, _ findings: inout Findings
  ) {
    let evaluator = ExpressionEvaluator(variables: ["self": value, "oldSelf": old ?? .null])
    let place = rule.fieldPath.isEmpty ? path : FieldPath(path.text + rule.fieldPath)
    do throws(ExpressionError) {
      if try evaluator.evaluate(expression) == true { return }
      Self.add(rule, Self.message(of: rule, evaluator), value, schema, at: place, &findings)
    } catch {
      let words = rule.message.isEmpty ? rule.text.trimmingGoSpace : rule.message
      findings.invalid(place, .string(schema.type), "\(error.message) evaluating rule: \(words)")
    }
  }

  private static func message(of rule: CustomRule, _ evaluator: ExpressionEvaluator) -> String {
    if !rule.messageExpression.isEmpty, case .success(let expression) = Expression.parse(rule.messageExpression),
      let text = try? evaluator.evaluate(expression).string, !text.isEmpty, !text.contains("\n")
    {
      return text
    }
    return rule.message.isEmpty ? "failed rule: \(rule.text.trimmingGoSpace)" : rule.message.trimmingGoSpace
  }

  /// Values are shown where they are simple.
  private static func add(
    _ rule: CustomRule, _ message: String, _ value: Value, _ schema: CustomSchema, at path: FieldPath,
    _ findings: inout Findings
  ) {
    let isScalar = schema.type != "object" && schema.type != "array"
    switch rule.reason {
    case "FieldValueForbidden": findings.forbidden(path, message)
    case "FieldValueRequired": findings.required(path, message)
    case "FieldValueDuplicate" where isScalar: findings.duplicate(path, value)
    case "FieldValueDuplicate": findings.add(FieldError(.duplicate, path))
    default:
      if isScalar { findings.invalid(path, value, message) } else { findings.invalid(path, shown: "", message) }
    }
  }
}

/// What can be said of an expression without evaluating it.
enum ExpressionCheck {
  /// Whether a variable is used.
  static func uses(_ name: String, _ expression: Expression) -> Bool {
    if case .name(name, _) = expression { return true }
    return parts(of: expression).contains { uses(name, $0) }
  }

  /// The first field of `self` that its schema does not have, and where.
  static func undefinedField(_ expression: Expression, _ schema: CustomSchema, isRoot: Bool) -> (Key, Int)? {
    if let (field, offset) = undefined(expression, schema, isRoot: isRoot) { return (field, offset) }
    for part in parts(of: expression) {
      if let found = undefinedField(part, schema, isRoot: isRoot) { return found }
    }
    return nil
  }

  private static func undefined(_ expression: Expression, _ schema: CustomSchema, isRoot: Bool) -> (Key, Int)? {
    let target: Expression
    let field: Key
    let place: Int?
    switch expression {
    case .select(let inner, let key, let offset): (target, field, place) = (inner, key, offset)
    case .has(let inner, let key): (target, field, place) = (inner, key, nil)
    default: return nil
    }
    guard let owner = self.schema(of: target, schema), owner.type == "object" else { return nil }
    if isRoot, case .name = target, [Key.apiVersion, .kind, .metadata].contains(field) { return nil }
    return owner.entry(field) == nil ? (field, place ?? 0) : nil
  }

  /// The schema of a chain of fields from `self`.
  private static func schema(of expression: Expression, _ root: CustomSchema) -> CustomSchema? {
    switch expression {
    case .name("self", _), .name("oldSelf", _): root
    case .select(let target, let field, _): schema(of: target, root)?.entry(field)
    case .index(let target, .literal(.string(let name))): schema(of: target, root)?.entry(Key(name))
    case .index(let target, _): schema(of: target, root)?.items
    default: nil
    }
  }

  private static func parts(of expression: Expression) -> [Expression] {
    switch expression {
    case .literal, .name: []
    case .select(let target, _, _), .has(let target, _), .not(let target), .negative(let target): [target]
    case .index(let a, let b), .both(let a, let b), .either(let a, let b), .binary(_, let a, let b): [a, b]
    case .list(let elements), .call(_, let elements, _): elements
    case .map(let entries): entries.flatMap { [$0.0, $0.1] }
    case .comprehension(_, let target, _, let bodies): [target] + bodies
    case .choice(let a, let b, let c): [a, b, c]
    }
  }
}
