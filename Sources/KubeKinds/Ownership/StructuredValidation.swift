// Whether what was sent has the structure of its type.
import KubeObjects

/// Finds what is wrong with a configuration (sigs.k8s.io/structured-merge-diff, typed/validate.go).
struct StructuredValidation {
  let structures: Structures

  /// All faults, as one text; `nil` where there are none.
  func fault(_ object: Value, _ structure: Structure) -> String? {
    let errors = errors(object, structure)
    if errors.count < 2 { return errors.first?.text }
    return "errors:" + errors.map { "\n  \($0.text)" }.joined()
  }

  private func errors(_ value: Value, _ structure: Structure) -> [StructureError] {
    switch (structure, value) {
    case (.unknown, _), (.scalar, _), (_, .null): return []
    case (.number, .int), (.number, .double), (.string, .string), (.bool, .bool): return []
    case (.number, _): return [StructureError("", "expected numeric (int or float), got \(goType(value))")]
    case (.string, _): return [StructureError("", "expected string, got \(wrapped(value))")]
    case (.bool, _): return [StructureError("", "expected boolean, got \(boxed(value))")]
    case (.list(let kind, let element), .array(let items)): return errors(items, kind, element)
    case (.list, _): return [StructureError("", "expected list, got \(boxed(value))")]
    case (_, .object(let fields)): return errors(fields, structure)
    default: return [StructureError("", "expected map, got \(boxed(value))")]
    }
  }

  private func errors(_ fields: Object, _ structure: Structure) -> [StructureError] {
    var found: [StructureError] = []
    for (key, value) in fields {
      guard let inner = structures.child(key, of: structure) else {
        return found + [StructureError(".\(key)", "field not declared in schema")]
      }
      found += prefixed(".\(key)", errors(value, inner))
    }
    return found
  }

  private func errors(_ items: [Value], _ kind: ListKind, _ element: FieldType) -> [StructureError] {
    var found: [StructureError] = []
    var seen: Set<Key> = []
    for (index, item) in items.enumerated() {
      var prefix = "[\(index)]"
      if kind != .atomic {
        do throws(StructureError) {
          let step = try structures.step(to: item, kind, element)
          prefix = FieldSet.text(step)
          if !seen.insert(step).inserted { found.append(StructureError("", "duplicate entries for key \(prefix)")) }
        } catch {
          return found + [StructureError("", "element \(index): \(error.message)")]
        }
      }
      found += prefixed(prefix, errors(item, structures.structure(of: element)))
    }
    return found
  }

  private func prefixed(_ prefix: String, _ errors: [StructureError]) -> [StructureError] {
    errors.map { StructureError(prefix + $0.path, $0.message) }
  }

  // MARK: Values in Go's words

  private func goType(_ value: Value) -> String {
    switch value {
    case .string: "string"
    case .bool: "bool"
    case .array: "[]interface {}"
    case .object: "map[string]interface {}"
    case .int: "int64"
    case .double: "float64"
    case .null: "<nil>"
    }
  }

  private func wrapped(_ value: Value) -> String { "&value.valueUnstructured{Value:\(GoSyntax.text(value))}" }

  private func boxed(_ value: Value) -> String { "&{\(GoText.sprint(value))}" }
}
