// `--sort-by`: objects in the order of one of their fields.
import KubeObjects

/// Sorts objects by the first value that a path finds in each.
public struct ObjectSorter {
  private let path: String
  private let lookup: FieldLookup

  /// - Throws: when the path can't be read.
  public init(_ field: String) throws(PrintError) {
    path = try RelaxedPath.normalised(field)
    lookup = try FieldLookup(path)
  }

  /// The objects in order; those without the field come first.
  /// - Throws: when none of them has it.
  public func sorted(_ objects: [Value]) throws(PrintError) -> [Value] {
    let pairs = objects.map { (object: $0, field: lookup.first(in: $0)) }
    if !objects.isEmpty, pairs.allSatisfy({ $0.field == nil }) {
      throw PrintError("couldn't find any field with path \(GoText.quoted(path)) in the list of objects")
    }
    return GoSort.sorted(pairs) { Self.precedes($0.field, $1.field) }.map(\.object)
  }

  /// A missing field comes before everything, another missing one included.
  private static func precedes(_ a: Value?, _ b: Value?) -> Bool {
    guard let a else { return true }
    guard let b else { return false }
    switch (a, b) {
    case (.int(let a), .int(let b)): return a < b
    case (.double(let a), .double(let b)): return a < b
    case (.string(let a), .string(let b)): return precedes(a, b)
    case (.null, .null): return false
    case (.null, _): return true
    default: return false
    }
  }

  /// Quantities by amount, other texts in natural order.
  private static func precedes(_ a: String, _ b: String) -> Bool {
    guard let first = Quantity(a), let second = Quantity(b) else { return NaturalOrder.precedes(a, b) }
    return first < second
  }
}

/// Fields and indexes of a plain path: `{.spec.containers[0].image}`.
struct FieldLookup {
  private enum Step {
    case field(Key)
    case index(Int)
  }

  private let steps: [Step]

  init(_ path: String) throws(PrintError) {
    var steps: [Step] = []
    for part in path.dropFirst().dropLast().split(separator: ".") {
      let pieces = part.split(separator: "[")
      if let name = pieces.first, !part.hasPrefix("[") { steps.append(.field(Key(name))) }
      for piece in pieces.dropFirst(part.hasPrefix("[") ? 0 : 1) {
        guard piece.hasSuffix("]") else { throw PrintError("unterminated array") }
        guard let index = Int(piece.dropLast()) else { throw PrintError("invalid array index \(piece.dropLast())") }
        steps.append(.index(index))
      }
    }
    self.steps = steps
  }

  func first(in object: Value) -> Value? {
    var value = object
    for step in steps {
      switch step {
      case .field(let key):
        guard let next = value.fields[key] else { return nil }
        value = next
      case .index(let index):
        guard index >= 0, index < value.elements.count else { return nil }
        value = value.elements[index]
      }
    }
    return value
  }
}
