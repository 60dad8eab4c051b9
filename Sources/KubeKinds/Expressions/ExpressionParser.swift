// Reads expressions of the Common Expression Language by recursive descent.
import KubeObjects

struct ExpressionParser {
  private let text: String
  private let tokens: [ExpressionToken]
  private var position = 0
  /// The variables that comprehensions bring, innermost last.
  private var variables = ["self", "oldSelf"]

  init(_ text: String) throws(ExpressionError) {
    self.text = text
    tokens = try ExpressionLexer.tokens(text)
  }

  mutating func parse() throws(ExpressionError) -> Expression {
    let expression = try choice()
    guard next.kind == .end else { throw unexpected() }
    return expression
  }

  private var next: ExpressionToken { tokens[position] }

  private mutating func take(_ sign: String) -> Bool {
    guard next.kind == .sign, next.text == sign else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ sign: String) throws(ExpressionError) {
    guard take(sign) else { throw unexpected() }
  }

  private func unexpected() -> ExpressionError {
    ExpressionError("Syntax error: mismatched input '\(next.text)'", in: text, at: next.offset)
  }
}

// MARK: Operators

extension ExpressionParser {
  private mutating func choice() throws(ExpressionError) -> Expression {
    let condition = try either()
    guard take("?") else { return condition }
    let yes = try either()
    try expect(":")
    return .choice(condition, yes, try choice())
  }

  private mutating func either() throws(ExpressionError) -> Expression {
    var left = try both()
    while take("||") { left = .either(left, try both()) }
    return left
  }

  private mutating func both() throws(ExpressionError) -> Expression {
    var left = try relation()
    while take("&&") { left = .both(left, try relation()) }
    return left
  }

  private mutating func relation() throws(ExpressionError) -> Expression {
    var left = try sum()
    while let name = relationName() { left = .binary(name, left, try sum()) }
    return left
  }

  private mutating func relationName() -> String? {
    for sign in ["==", "!=", "<=", ">=", "<", ">"] where take(sign) { return sign }
    guard next.kind == .name, next.text == "in" else { return nil }
    position += 1
    return "in"
  }

  private mutating func sum() throws(ExpressionError) -> Expression {
    var left = try product()
    while true {
      if take("+") { left = .binary("+", left, try product()) }
      else if take("-") { left = .binary("-", left, try product()) }
      else { return left }
    }
  }

  private mutating func product() throws(ExpressionError) -> Expression {
    var left = try unary()
    while let sign = ["*", "/", "%"].first(where: { next.kind == .sign && next.text == $0 }) {
      position += 1
      left = .binary(sign, left, try unary())
    }
    return left
  }

  private mutating func unary() throws(ExpressionError) -> Expression {
    if take("!") { return .not(try unary()) }
    if take("-") { return .negative(try unary()) }
    return try member()
  }
}

// MARK: Members and literals

extension ExpressionParser {
  private mutating func member() throws(ExpressionError) -> Expression {
    var expression = try primary()
    while true {
      let offset = next.offset
      if take(".") {
        expression = try selection(of: expression, offset)
      } else if take("[") {
        let index = try choice()
        try expect("]")
        expression = .index(expression, index)
      } else {
        return expression
      }
    }
  }

  private mutating func selection(of target: Expression, _ offset: Int) throws(ExpressionError) -> Expression {
    let name = next
    guard name.kind == .name else { throw unexpected() }
    position += 1
    guard take("(") else { return .select(target, Key(ExpressionNames.unescaped(name.text)), at: offset) }
    if Expression.macros.contains(name.text) { return try comprehension(name.text, target) }
    guard ExpressionNames.methods.contains(name.text) else {
      throw ExpressionError("undeclared reference to '\(name.text)' (in container '')", in: text, at: offset)
    }
    return .call(name.text, [target] + (try arguments(")")), isMethod: true)
  }

  private mutating func comprehension(_ macro: String, _ target: Expression) throws(ExpressionError) -> Expression {
    let variable = next
    guard variable.kind == .name else {
      throw ExpressionError("argument must be a simple name", in: text, at: variable.offset)
    }
    position += 1
    variables.append(variable.text)
    defer { variables.removeLast() }
    try expect(",")
    return .comprehension(macro, target, name: variable.text, try arguments(")"))
  }

  /// The rest of a list up to its closing sign.
  private mutating func arguments(_ closing: String) throws(ExpressionError) -> [Expression] {
    var list: [Expression] = []
    while !take(closing) {
      if !list.isEmpty {
        try expect(",")
        if take(closing) { break }
      }
      list.append(try choice())
    }
    return list
  }

  private mutating func primary() throws(ExpressionError) -> Expression {
    let token = next
    position += 1
    switch token.kind {
    case .name: return try named(token)
    case .text: return .literal(.string(token.text))
    case .number: return try number(token)
    case .sign where token.text == "(":
      let inner = try choice()
      try expect(")")
      return inner
    case .sign where token.text == "[": return .list(try arguments("]"))
    case .sign where token.text == "{": return try map()
    default:
      position -= 1
      throw unexpected()
    }
  }

  private mutating func map() throws(ExpressionError) -> Expression {
    var entries: [(Expression, Expression)] = []
    while !take("}") {
      if !entries.isEmpty { try expect(",") }
      let key = try choice()
      try expect(":")
      entries.append((key, try choice()))
    }
    return .map(entries)
  }

  private func number(_ token: ExpressionToken) throws(ExpressionError) -> Expression {
    let digits = token.text.hasSuffix("u") ? String(token.text.dropLast()) : token.text
    if let whole = Int64(digits) { return .literal(.int(whole)) }
    if let fraction = Double(digits) { return .literal(.double(fraction)) }
    throw ExpressionError("invalid int literal", in: text, at: token.offset)
  }

  private mutating func named(_ token: ExpressionToken) throws(ExpressionError) -> Expression {
    switch token.text {
    case "true": return .literal(true)
    case "false": return .literal(false)
    case "null": return .literal(.null)
    default: break
    }
    guard take("(") else {
      guard variables.contains(token.text) || ExpressionNames.types.contains(token.text) else {
        throw ExpressionError(
          "undeclared reference to '\(token.text)' (in container '')", in: text, at: token.offset)
      }
      return .name(token.text, at: token.offset)
    }
    guard ExpressionNames.functions.contains(token.text) else {
      throw ExpressionError(
        "undeclared reference to '\(token.text)' (in container '')", in: text, at: token.offset)
    }
    let arguments = try arguments(")")
    guard token.text == "has" else { return .call(token.text, arguments, isMethod: false) }
    guard arguments.count == 1, case .select(let target, let field, _) = arguments[0] else {
      throw ExpressionError("invalid argument to has() macro", in: text, at: token.offset)
    }
    return .has(target, field)
  }
}

/// The names that expressions can use.
enum ExpressionNames {
  static let functions = ["has", "size", "int", "uint", "double", "string", "bool", "type", "duration", "timestamp"]
  static let types = ["int", "uint", "double", "string", "bool", "list", "map", "null_type"]
  static let methods = [
    "size", "startsWith", "endsWith", "contains", "matches", "lowerAscii", "upperAscii", "trim", "split", "join",
    "replace", "substring", "indexOf", "lastIndexOf", "charAt", "find", "isSorted", "sum", "min", "max",
  ]

  /// Fields whose names are no names of the language are written otherwise: `__namespace__`, `x__dash__y`.
  static func unescaped(_ name: String) -> String {
    guard name.contains("__") else { return name }
    if name.hasPrefix("__"), name.hasSuffix("__"), name.count > 4 { return String(name.dropFirst(2).dropLast(2)) }
    return name.replacing("__underscores__", with: "__").replacing("__dot__", with: ".")
      .replacing("__dash__", with: "-").replacing("__slash__", with: "/")
  }
}
