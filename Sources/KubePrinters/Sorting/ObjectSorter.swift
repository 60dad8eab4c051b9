// `--sort-by`: objects in the order of one of their fields.
import KubeObjects

/// Sorts objects by the first value that a path finds in each.
public struct ObjectSorter {
  private let path: String
  private let lookup: JSONPath

  /// - Parameter isTable: rows of a table are sorted, by any template where the text is no path.
  /// - Throws: when the path can't be read.
  public init(_ field: String, isTable: Bool = false) throws(PrintError) {
    do throws(PrintError) { path = try RelaxedPath.normalised(field) } catch {
      guard isTable else { throw error }
      path = field
    }
    do throws(JSONPathError) { lookup = try JSONPath(parsing: path) } catch { throw PrintError(error.message) }
  }

  /// The objects in order; those without the field come first.
  /// - Throws: when none of them has it.
  public func sorted(_ objects: [Value]) throws(PrintError) -> [Value] {
    var pairs: [(object: Value, field: Value?)] = []
    for object in objects { pairs.append((object, try first(in: object))) }
    if !objects.isEmpty, pairs.allSatisfy({ $0.field == nil }) {
      throw PrintError("couldn't find any field with path \(GoText.quoted(path)) in the list of objects")
    }
    // What stands alone is never compared.
    if pairs.count(where: { $0.field != nil }) > 1 { for pair in pairs { try Self.check(pair.field, path) } }
    return GoSort.sorted(pairs) { Self.precedes($0.field, $1.field) }.map(\.object)
  }

  private func first(in object: Value) throws(PrintError) -> Value? {
    do throws(JSONPathError) {
      return try lookup.results(in: object).first?.first
    } catch {
      throw PrintError(error.message)
    }
  }

  /// Maps and lists have no order.
  private static func check(_ field: Value?, _ path: String) throws(PrintError) {
    let type: String
    switch field {
    case .object: type = "map[string]interface {}"
    case .array: type = "[]interface {}"
    default: return
    }
    throw PrintError(
      "Field \(path) in [][][]reflect.Value is an unsortable type: interface, err: unsortable type: \(type)",
      isFatal: true)
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
