// Comparing values as Go's templates do (`eq`, `lt` ...): only simple values of one kind.

/// Why two values can't be compared, in the words of text/template.
public struct GoComparisonError: Error, Equatable, Sendable {
  public var message: String

  static let type = GoComparisonError(message: "invalid type for comparison")
  static let mixed = GoComparisonError(message: "incompatible types for comparison")
}

enum GoComparison {
  private enum Kind { case bool, int, float, string }

  private static func kind(_ value: Value) throws(GoComparisonError) -> Kind {
    switch value {
    case .bool: .bool
    case .int: .int
    case .double: .float
    case .string: .string
    case .null, .array, .object: throw .type
    }
  }

  static func areEqual(_ a: Value, _ b: Value) throws(GoComparisonError) -> Bool {
    let first = try kind(a)
    let second = try kind(b)
    guard first == second else { throw .mixed }
    return a == b
  }

  static func isLess(_ a: Value, _ b: Value) throws(GoComparisonError) -> Bool {
    let first = try kind(a)
    let second = try kind(b)
    guard first == second else { throw .mixed }
    switch (a, b) {
    case (.int(let a), .int(let b)): return a < b
    case (.double(let a), .double(let b)): return a < b
    case (.string(let a), .string(let b)): return a.utf8.lexicographicallyPrecedes(b.utf8)
    default: throw .type
    }
  }

  static func isLessOrEqual(_ a: Value, _ b: Value) throws(GoComparisonError) -> Bool {
    if try isLess(a, b) { return true }
    return try areEqual(a, b)
  }
}
