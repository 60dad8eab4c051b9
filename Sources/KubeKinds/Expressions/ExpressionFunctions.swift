// Operators and functions of the Common Expression Language.
import KubeObjects

enum ExpressionFunctions {
  private static let noOverload = ExpressionError("no such overload")

  static func binary(_ sign: String, _ a: Value, _ b: Value) throws(ExpressionError) -> Value {
    switch sign {
    case "==": return .bool(isEqual(a, b))
    case "!=": return .bool(!isEqual(a, b))
    case "in": return .bool(try contains(b, a))
    case "<", "<=", ">", ">=":
      let order = try compare(a, b)
      switch sign {
      case "<": return .bool(order < 0)
      case "<=": return .bool(order <= 0)
      case ">": return .bool(order > 0)
      default: return .bool(order >= 0)
      }
    default: return try arithmetic(sign, a, b)
    }
  }

  private static func isEqual(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.int(let a), .double(let b)): Double(a) == b
    case (.double(let a), .int(let b)): a == Double(b)
    default: a == b
    }
  }

  private static func contains(_ container: Value, _ value: Value) throws(ExpressionError) -> Bool {
    switch container {
    case .array(let elements): return elements.contains { isEqual($0, value) }
    case .object(let object): return object[Key(value.text)] != nil
    default: throw noOverload
    }
  }

  private static func compare(_ a: Value, _ b: Value) throws(ExpressionError) -> Int {
    switch (a, b) {
    case (.int(let a), .int(let b)): return a < b ? -1 : a == b ? 0 : 1
    case (.string(let a), .string(let b)):
      return a == b ? 0 : a.utf8.lexicographicallyPrecedes(b.utf8) ? -1 : 1
    case (.bool(let a), .bool(let b)): return a == b ? 0 : a ? 1 : -1
    default:
      guard let a = double(a), let b = double(b) else { throw noOverload }
      return a < b ? -1 : a == b ? 0 : 1
    }
  }

  private static func double(_ value: Value) -> Double? {
    switch value {
    case .int(let number): Double(number)
    case .double(let number): number
    default: nil
    }
  }

  private static func arithmetic(_ sign: String, _ a: Value, _ b: Value) throws(ExpressionError) -> Value {
    switch (a, b) {
    case (.int(let a), .int(let b)): return .int(try whole(sign, a, b))
    case (.double(let a), .double(let b)):
      switch sign {
      case "+": return .double(a + b)
      case "-": return .double(a - b)
      case "*": return .double(a * b)
      case "/": return .double(a / b)
      default: throw noOverload
      }
    case (.string(let a), .string(let b)) where sign == "+": return .string(a + b)
    case (.array(let a), .array(let b)) where sign == "+": return .array(a + b)
    default: throw noOverload
    }
  }

  private static func whole(_ sign: String, _ a: Int64, _ b: Int64) throws(ExpressionError) -> Int64 {
    let result: (partialValue: Int64, overflow: Bool)
    switch sign {
    case "+": result = a.addingReportingOverflow(b)
    case "-": result = a.subtractingReportingOverflow(b)
    case "*": result = a.multipliedReportingOverflow(by: b)
    default:
      if b == 0 { throw ExpressionError(sign == "/" ? "division by zero" : "modulus by zero") }
      result = sign == "/" ? a.dividedReportingOverflow(by: b) : a.remainderReportingOverflow(dividingBy: b)
    }
    if result.overflow { throw ExpressionError("integer overflow") }
    return result.partialValue
  }
}

// MARK: Functions

extension ExpressionFunctions {
  static func call(_ name: String, _ arguments: [Value]) throws(ExpressionError) -> Value {
    guard let first = arguments.first else { throw noOverload }
    let rest = Array(arguments.dropFirst())
    switch (first, name) {
    case (.string(let text), "size"): return .int(Int64(text.unicodeScalars.count))
    case (.array(let elements), "size"): return .int(Int64(elements.count))
    case (.object(let object), "size"): return .int(Int64(object.count))
    case (_, "int"), (_, "uint"), (_, "double"), (_, "string"), (_, "bool"): return try conversion(name, first)
    case (_, "type"): return .string(typeName(first))
    case (.string(let text), _): return try ofText(name, text, rest)
    case (.array(let elements), _): return try ofList(name, elements, rest)
    default: throw noOverload
    }
  }

  private static func typeName(_ value: Value) -> String {
    switch value {
    case .null: "null_type"
    case .bool: "bool"
    case .int: "int"
    case .double: "double"
    case .string: "string"
    case .array: "list"
    case .object: "map"
    }
  }

  private static func conversion(_ name: String, _ value: Value) throws(ExpressionError) -> Value {
    switch (name, value) {
    case ("string", .string), ("bool", .bool): return value
    case ("string", _): return .string(JSONWriter.write(value))
    case ("int", .int), ("uint", .int), ("double", .double): return value
    case ("int", .double(let number)), ("uint", .double(let number)): return .int(Int64(number))
    case ("double", .int(let number)): return .double(Double(number))
    case ("int", .string(let text)), ("uint", .string(let text)):
      guard let number = Int64(text) else { throw ExpressionError("type conversion error from 'string' to 'int'") }
      return .int(number)
    case ("double", .string(let text)):
      guard let number = Double(text) else { throw ExpressionError("type conversion error from 'string' to 'double'") }
      return .double(number)
    default: throw noOverload
    }
  }

  private static func ofText(_ name: String, _ text: String, _ rest: [Value]) throws(ExpressionError) -> Value {
    let word = rest.first?.text ?? ""
    switch name {
    case "startsWith": return .bool(text.hasPrefix(word) || word.isEmpty)
    case "endsWith": return .bool(text.hasSuffix(word) || word.isEmpty)
    case "contains": return .bool(word.isEmpty || text.contains(word))
    case "matches": return .bool(GoPattern.matches(text, word))
    case "find": return .string(GoPattern.first(in: text, word))
    case "lowerAscii": return .string(text.lowercased())
    case "upperAscii": return .string(text.uppercased())
    case "trim": return .string(text.trimmingGoSpace)
    case "split":
      return .array(text.split(separator: word, omittingEmptySubsequences: false).map { .string(String($0)) })
    case "replace" where rest.count > 1: return .string(text.replacing(word, with: rest[1].text))
    case "indexOf": return .int(text.firstRange(of: word).map { offset($0.lowerBound, text) } ?? -1)
    case "lastIndexOf": return .int(text.ranges(of: word).last.map { offset($0.lowerBound, text) } ?? -1)
    case "substring", "charAt": return try part(name, text, rest.map(\.number))
    default: throw noOverload
    }
  }

  private static func offset(_ index: String.Index, _ text: String) -> Int64 {
    Int64(text[..<index].unicodeScalars.count)
  }

  private static func part(_ name: String, _ text: String, _ bounds: [Int64]) throws(ExpressionError) -> Value {
    let scalars = Array(text.unicodeScalars)
    guard let first = bounds.first else { throw noOverload }
    let start = Int(first)
    let end = name == "charAt" ? min(start + 1, scalars.count) : bounds.count > 1 ? Int(bounds[1]) : scalars.count
    guard start >= 0, start <= end, end <= scalars.count else {
      throw ExpressionError("index out of range: \(start)")
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[start..<end])
    return .string(String(view))
  }

  private static func ofList(_ name: String, _ list: [Value], _ rest: [Value]) throws(ExpressionError) -> Value {
    switch name {
    case "join": return .string(list.map(\.text).joined(separator: rest.first?.text ?? ""))
    case "indexOf": return .int(Int64(list.firstIndex { isEqual($0, rest.first ?? .null) } ?? -1))
    case "lastIndexOf": return .int(Int64(list.lastIndex { isEqual($0, rest.first ?? .null) } ?? -1))
    case "isSorted":
      for (a, b) in zip(list, list.dropFirst()) where try compare(a, b) > 0 { return false }
      return true
    case "sum":
      var sum: Value = .int(0)
      for (index, element) in list.enumerated() { sum = index == 0 ? element : try arithmetic("+", sum, element) }
      return sum
    case "min", "max":
      guard var best = list.first else { throw ExpressionError("\(name) called on empty list") }
      for element in list where try compare(element, best) * (name == "min" ? 1 : -1) < 0 { best = element }
      return best
    default: throw noOverload
    }
  }
}
