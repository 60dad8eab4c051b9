// The set of all fields that an object names.
import KubeObjects

/// Collects the paths of an object's fields (sigs.k8s.io/structured-merge-diff, typed/tofieldset.go).
struct StructuredFields {
  private let structures: Structures
  private var path: [Key] = []
  private var found = FieldSet()

  private init(_ structures: Structures) { self.structures = structures }

  static func set(of object: Value, _ structure: Structure, _ structures: Structures) -> FieldSet {
    var walker = StructuredFields(structures)
    walker.visit(object, structure)
    return walker.found
  }

  private mutating func visit(_ value: Value, _ structure: Structure) {
    switch Shaped(structure, value) {
    case .scalar, .list(.atomic, _), .map(isAtomic: true): found.insert(path)
    case .list(let kind, let element):
      for item in value.elements {
        guard let step = try? structures.step(to: item, kind, element) else { continue }
        path.append(step)
        visit(item, structures.structure(of: element))
        found.insert(path)
        path.removeLast()
      }
    case .map:
      for (key, item) in value.fields {
        guard let inner = structures.child(key, of: structure) else { continue }
        path.append(Key("f:\(key)"))
        visit(item, inner)
        if item.isBare || !structures.isNamed(key, in: structure) { found.insert(path) }
        path.removeLast()
      }
    }
  }
}

extension Value {
  /// Nothing, an empty list or an empty map.
  var isBare: Bool {
    switch self {
    case .null: true
    case .array(let elements): elements.isEmpty
    case .object(let fields): fields.isEmpty
    default: false
    }
  }
}
