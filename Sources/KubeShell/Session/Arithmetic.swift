// `$((...))`: whole numbers, variables and the operators of POSIX that scripts use.

/// An evaluator of arithmetic expressions by descending through the precedences.
struct Arithmetic {
  private let characters: [Character]
  private var position = 0
  private let variable: (String) -> String?

  /// Operators by precedence, the loosest first; longer ones before those they begin with.
  private static let levels: [[String]] = [
    ["||"], ["&&"], ["==", "!="], ["<=", ">=", "<", ">"], ["+", "-"], ["*", "/", "%"],
  ]

  static func value(of text: String, variable: @escaping (String) -> String?) throws(ShellFailure) -> Int64 {
    var reader = Arithmetic(characters: Array(text), variable: variable)
    let value = try reader.binary(0)
    reader.skipBlanks()
    guard reader.position == reader.characters.count else { throw .message("\(text): arithmetic syntax error") }
    return value
  }

  private init(characters: [Character], variable: @escaping (String) -> String?) {
    self.characters = characters
    self.variable = variable
  }

  private mutating func skipBlanks() {
    while position < characters.count, characters[position].isWhitespace { position += 1 }
  }

  private mutating func take(_ text: String) -> Bool {
    skipBlanks()
    guard characters[position...].starts(with: text) else { return false }
    position += text.count
    return true
  }

  private mutating func binary(_ level: Int) throws(ShellFailure) -> Int64 {
    guard level < Self.levels.count else { return try unary() }
    var left = try binary(level + 1)
    while let sign = Self.levels[level].first(where: { take($0) }) {
      left = try Self.combine(left, sign, try binary(level + 1))
    }
    return left
  }

  private static func combine(_ a: Int64, _ sign: String, _ b: Int64) throws(ShellFailure) -> Int64 {
    switch sign {
    case "+": return a &+ b
    case "-": return a &- b
    case "*": return a &* b
    case "/", "%":
      guard b != 0 else { throw .message("division by zero") }
      return sign == "/" ? a.dividedReportingOverflow(by: b).partialValue
        : a.remainderReportingOverflow(dividingBy: b).partialValue
    case "<": return a < b ? 1 : 0
    case ">": return a > b ? 1 : 0
    case "<=": return a <= b ? 1 : 0
    case ">=": return a >= b ? 1 : 0
    case "==": return a == b ? 1 : 0
    case "!=": return a != b ? 1 : 0
    case "&&": return a != 0 && b != 0 ? 1 : 0
    default: return a != 0 || b != 0 ? 1 : 0
    }
  }

  private mutating func unary() throws(ShellFailure) -> Int64 {
    if take("-") { return 0 &- (try unary()) }
    if take("+") { return try unary() }
    if take("!") { return try unary() == 0 ? 1 : 0 }
    if take("(") {
      let value = try binary(0)
      guard take(")") else { throw .message("arithmetic syntax error: ) is missing") }
      return value
    }
    return try operand()
  }

  private mutating func operand() throws(ShellFailure) -> Int64 {
    skipBlanks()
    let start = position
    while position < characters.count, characters[position].isLetter || characters[position].isNumber
      || characters[position] == "_"
    {
      position += 1
    }
    let word = String(characters[start..<position])
    if let number = Int64(word) { return number }
    guard ShellParser.isName(word) else { throw .message("arithmetic syntax error: a number is missing") }
    return variable(word).flatMap { Int64($0) } ?? 0
  }
}
