// Taking fields away from an object.
import KubeObjects

/// Removes the members of a set from an object (sigs.k8s.io/structured-merge-diff, typed/remove.go).
struct StructuredRemoval {
  let structures: Structures

  func removing(_ set: FieldSet, from value: Value, _ structure: Structure) -> Value {
    switch Shaped(structure, value) {
    case .scalar, .list(.atomic, _), .map(isAtomic: true): return value
    case .list(let kind, let element):
      guard let items = value.array, !items.isEmpty else { return value }
      let inner = structures.structure(of: element)
      let kept = items.compactMap { item -> Value? in
        guard let step = try? structures.step(to: item, kind, element) else { return item }
        return left(item, step, set, inner)
      }
      return kept.isEmpty ? .null : .array(kept)
    case .map:
      guard var fields = value.object, !fields.isEmpty else { return value }
      for key in fields.keys {
        guard let inner = structures.child(key, of: structure), let item = fields[key] else { continue }
        fields[key] = left(item, Key("f:\(key)"), set, inner)
      }
      return fields.isEmpty ? .null : .object(fields)
    }
  }

  /// What is left of the value at a step; `nil` when the step itself is a member.
  private func left(_ value: Value, _ step: Key, _ set: FieldSet, _ structure: Structure) -> Value? {
    if set.hasMember(step) { return nil }
    let inner = set.below(step)
    return inner.isEmpty ? value : removing(inner, from: value, structure)
  }
}

extension FieldSet {
  /// The set with the named fields on the way to its members, which usually are no members themselves.
  func withNamedFields(_ structure: Structure, _ structures: Structures) -> FieldSet {
    var entries: [(Key, Value)] = []
    for (step, node) in tree {
      var isMember = Self.isMember(node.fields)
      var inner: Structure?
      if step.text.hasPrefix("f:") {
        let key = Key(step.text.dropFirst(2))
        isMember = isMember || structures.isNamed(key, in: structure)
        inner = structures.child(key, of: structure)
      } else if case .list(_, let element) = structure {
        inner = structures.structure(of: element)
      }
      let children = FieldSet(.object(Self.children(node.fields)))
      let named = inner.map { children.withNamedFields($0, structures) } ?? children
      if let node = Self.node(isMember: isMember, named.tree) { entries.append((step, node)) }
    }
    return FieldSet(.object(Object(entries)))
  }
}
