// Fills jsonpath templates in.

struct JSONPathEvaluator {
  let nodes: [JSONPathNode]
  let allowsMissingKeys: Bool
  /// A `range` has been met whose results are still to be gone through.
  private var begins = false
  /// How many ranges are open.
  private var depth = 0
  /// How many `end`s have been met that have not closed their range yet.
  private var ends = 0
  /// Where the `end` that was met last stands. What follows a range goes on behind it; without one, the parts of the
  /// range are gone through once more outside of it.
  private var lastEnd = -1

  init(nodes: [JSONPathNode], allowsMissingKeys: Bool) {
    self.nodes = nodes
    self.allowsMissingKeys = allowsMissingKeys
  }

  /// What the parts of the template from one on find, up to the `end` of the range they are in.
  /// - Parameter value: `nil` where an empty range is gone through only to find its end.
  mutating func results(in value: Value?, from first: Int) throws(JSONPathError) -> [[Value]] {
    var all: [[Value]] = []
    let current = value.map { [$0] } ?? []
    var index = first
    while index < nodes.count {
      let found = try walk(current, nodes[index])
      if ends > 0, ends <= depth {
        ends -= 1
        lastEnd = index
        return all
      }
      if begins {
        begins = false
        all += try range(over: found, from: index + 1)
        if lastEnd > index { index = lastEnd }
      } else {
        all.append(found)
      }
      index += 1
    }
    return all
  }

  private mutating func range(over values: [Value], from first: Int) throws(JSONPathError) -> [[Value]] {
    depth += 1
    defer { depth -= 1 }
    var all: [[Value]] = []
    for value in values { all += try results(in: value, from: first) }
    if values.isEmpty { _ = try results(in: nil, from: first) }
    return all
  }

  private mutating func walk(_ values: [Value], _ node: JSONPathNode) throws(JSONPathError) -> [Value] {
    switch node {
    case .list(let nodes): return try walk(values, nodes)
    case .text(let text): return [.string(text)]
    case .field(let key): return try field(key, of: values)
    case .slice(let slice): return try elements(slice, of: values)
    case .filter(let left, let comparison, let right): return try filter(values, left, comparison, right)
    case .exists(let nodes): return try filter(values, exists: nodes)
    case .literal(let value): return values.map { _ in value }
    case .wildcard: return values.flatMap(Self.contents)
    case .recursive: return Self.descend(values)
    case .union(let parts):
      var all: [Value] = []
      for part in parts { all += try walk(values, part) }
      return all
    case .word(let word): return try keyword(word, values)
    }
  }

  private mutating func walk(_ values: [Value], _ nodes: [JSONPathNode]) throws(JSONPathError) -> [Value] {
    var current = values
    for node in nodes { current = try walk(current, node) }
    return current
  }

  private mutating func keyword(_ word: String, _ values: [Value]) throws(JSONPathError) -> [Value] {
    switch word {
    case "range":
      begins = true
      return values
    case "end":
      guard depth > 0 else { throw JSONPathError("not in range, nothing to end") }
      ends += 1
      return []
    default: throw JSONPathError("unrecognized identifier \(word)")
    }
  }

  private func field(_ key: Key, of values: [Value]) throws(JSONPathError) -> [Value] {
    let found = values.compactMap { $0.fields[key] }
    if found.isEmpty, !values.isEmpty, !allowsMissingKeys { throw JSONPathError("\(key) is not found") }
    return found
  }

  private func elements(_ slice: JSONPathSlice, of values: [Value]) throws(JSONPathError) -> [Value] {
    var all: [Value] = []
    for value in values where !value.isNull {
      guard case .array(let elements) = value else {
        throw JSONPathError("\(GoSyntax.type(of: value)) is not array or slice")
      }
      all += try slice.elements(of: elements)
    }
    return all
  }

  /// What is directly in a value; of a text its bytes.
  private static func contents(_ value: Value) -> [Value] {
    switch value {
    case .object(let object): object.map(\.value)
    case .array(let elements): elements
    case .string(let text): text.utf8.map { .int(Int64($0)) }
    default: []
    }
  }

  /// All values that hold others, each before what it holds.
  private static func descend(_ values: [Value]) -> [Value] {
    var all: [Value] = []
    for value in values {
      let inside = contents(value)
      if inside.isEmpty { continue }
      all.append(value)
      if value.string == nil { all += descend(inside) }
    }
    return all
  }
}

// MARK: Filters

extension JSONPathEvaluator {
  private mutating func filter(_ values: [Value], exists nodes: [JSONPathNode]) throws(JSONPathError) -> [Value] {
    var all: [Value] = []
    for value in values {
      for element in try Self.filtered(value) {
        if exists(nodes, in: element) { all.append(element) }
      }
    }
    return all
  }

  /// A path that fails counts as found: client-go looks at what it has got so far.
  private mutating func exists(_ nodes: [JSONPathNode], in element: Value) -> Bool {
    do throws(JSONPathError) {
      return try !walk([element], nodes).isEmpty
    } catch {
      return !error.message.hasSuffix(" is not found")
    }
  }

  private mutating func filter(
    _ values: [Value], _ left: [JSONPathNode], _ comparison: String, _ right: [JSONPathNode]
  ) throws(JSONPathError) -> [Value] {
    var all: [Value] = []
    for value in values {
      for element in try Self.filtered(value) {
        guard let first = try only(element, left), let second = try only(element, right) else { continue }
        if try Self.holds(first, comparison, second) { all.append(element) }
      }
    }
    return all
  }

  private static func filtered(_ value: Value) throws(JSONPathError) -> [Value] {
    guard case .array(let elements) = value else {
      throw JSONPathError("\(GoText.sprint(value)) is not array or slice and cannot be filtered")
    }
    return elements
  }

  /// The one value that a side of a comparison means, `nil` for none.
  private mutating func only(_ element: Value, _ nodes: [JSONPathNode]) throws(JSONPathError) -> Value? {
    let found = try walk([element], nodes)
    if found.count > 1 { throw JSONPathError("can only compare one element at a time") }
    return found.first
  }

  private static func holds(_ a: Value, _ comparison: String, _ b: Value) throws(JSONPathError) -> Bool {
    do throws(GoComparisonError) {
      switch comparison {
      case "==": return try GoComparison.areEqual(a, b)
      case "!=": return try !GoComparison.areEqual(a, b)
      case "<": return try GoComparison.isLess(a, b)
      case "<=": return try GoComparison.isLessOrEqual(a, b)
      case ">": return try !GoComparison.isLessOrEqual(a, b)
      case ">=": return try !GoComparison.isLess(a, b)
      default: break
      }
    } catch {
      throw JSONPathError(error.message)
    }
    throw JSONPathError("unrecognized filter operator \(comparison)")
  }
}
