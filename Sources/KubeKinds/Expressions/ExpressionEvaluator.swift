// Evaluates expressions of the Common Expression Language over value trees.
import KubeObjects

/// An evaluator with the variables of one rule.
struct ExpressionEvaluator {
  var variables: [String: Value]

  func evaluate(_ expression: Expression) throws(ExpressionError) -> Value {
    switch expression {
    case .literal(let value): return value
    case .name(let name, _): return variables[name] ?? .string(name)
    case .select(let target, let field, _): return try select(try evaluate(target), field)
    case .has(let target, let field): return .bool(try evaluate(target).fields[field] != nil)
    case .index(let target, let index): return try element(try evaluate(target), try evaluate(index))
    case .list(let elements): return .array(try all(elements))
    case .map(let entries): return try map(entries)
    case .call(let name, let arguments, _): return try ExpressionFunctions.call(name, try all(arguments))
    case .comprehension(let macro, let target, let name, let bodies):
      return try comprehension(macro, try evaluate(target), name, bodies)
    case .not(let operand): return .bool(!(try truth(operand)))
    case .negative(let operand): return try negated(try evaluate(operand))
    case .both(let a, let b): return .bool(try logic(a, b, decisive: false))
    case .either(let a, let b): return .bool(try logic(a, b, decisive: true))
    case .choice(let condition, let yes, let no): return try evaluate(try truth(condition) ? yes : no)
    case .binary(let sign, let a, let b):
      return try ExpressionFunctions.binary(sign, try evaluate(a), try evaluate(b))
    }
  }

  private func all(_ expressions: [Expression]) throws(ExpressionError) -> [Value] {
    var values: [Value] = []
    for expression in expressions { values.append(try evaluate(expression)) }
    return values
  }

  private func map(_ entries: [(Expression, Expression)]) throws(ExpressionError) -> Value {
    var object = Object()
    for (key, value) in entries { object[Key(try evaluate(key).text)] = try evaluate(value) }
    return .object(object)
  }

  private func truth(_ expression: Expression) throws(ExpressionError) -> Bool {
    guard case .bool(let value) = try evaluate(expression) else { throw ExpressionError("no such overload") }
    return value
  }

  /// One side that decides is enough, even where the other fails.
  private func logic(_ a: Expression, _ b: Expression, decisive: Bool) throws(ExpressionError) -> Bool {
    let first: Result<Bool, ExpressionError>
    do throws(ExpressionError) { first = .success(try truth(a)) } catch { first = .failure(error) }
    if case .success(decisive) = first { return decisive }
    let second = try truth(b)
    if second == decisive { return decisive }
    return try first.get()
  }

  private func negated(_ value: Value) throws(ExpressionError) -> Value {
    switch value {
    case .int(let number): return .int(0 &- number)
    case .double(let number): return .double(-number)
    default: throw ExpressionError("no such overload")
    }
  }

  private func select(_ target: Value, _ field: Key) throws(ExpressionError) -> Value {
    guard case .object(let object) = target else { throw ExpressionError("no such overload") }
    guard let value = object[field] else { throw ExpressionError("no such key: \(field.text)") }
    return value
  }

  private func element(_ target: Value, _ index: Value) throws(ExpressionError) -> Value {
    switch (target, index) {
    case (.array(let elements), .int(let position)):
      guard elements.indices.contains(Int(position)) else {
        throw ExpressionError("index out of bounds: \(position)")
      }
      return elements[Int(position)]
    case (.object(let object), .string(let name)):
      guard let value = object[Key(name)] else { throw ExpressionError("no such key: \(name)") }
      return value
    default: throw ExpressionError("no such overload")
    }
  }

  private func comprehension(
    _ macro: String, _ target: Value, _ name: String, _ bodies: [Expression]
  ) throws(ExpressionError) -> Value {
    let elements: [Value]
    switch target {
    case .array(let list): elements = list
    case .object(let object): elements = object.keys.map { .string($0.text) }
    default: throw ExpressionError("no such overload")
    }
    guard let condition = bodies.first, let last = bodies.last else { throw ExpressionError("no such overload") }
    var inner = self
    var chosen: [Value] = []
    for element in elements {
      inner.variables[name] = element
      if macro == "map" {
        if bodies.count > 1, !(try inner.truth(condition)) { continue }
        chosen.append(try inner.evaluate(last))
      } else if try inner.truth(condition) {
        chosen.append(element)
      }
    }
    switch macro {
    case "all": return .bool(chosen.count == elements.count)
    case "exists": return .bool(!chosen.isEmpty)
    case "exists_one", "existsOne": return .bool(chosen.count == 1)
    default: return .array(chosen)
    }
  }
}
