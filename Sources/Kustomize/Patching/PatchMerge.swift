// Merging a patch into an object as kustomize does: new elements of lists come first.
import KubeKinds
import KubeObjects

/// A strategic merge (sigs.k8s.io/kustomize kyaml/yaml/merge2). Lists are merged where the schema has a key for their
/// elements, and replaced elsewhere.
struct PatchMerge {
  let schema: Schema

  private static let directive: Key = "$patch"

  /// What a patch makes of a value; `nil` when it takes it away.
  func merged(_ old: Value, _ patch: Value, _ type: FieldType, _ field: SchemaField? = nil) -> Value? {
    switch patch {
    case .null: return nil
    case .object(let fields): return merged(old, fields, type)
    case .array(let elements): return .array(merged(old.elements, elements, type, field))
    default: return patch
    }
  }

  private func merged(_ old: Value, _ patch: Object, _ type: FieldType) -> Value? {
    var patch = patch
    let directive = patch.remove(Self.directive)?.string
    if directive == "delete" { return nil }
    var result = directive == "replace" ? Object() : old.object ?? Object()
    for (key, value) in patch {
      let (inner, field) = field(key, of: type)
      result[key] = merged(result[key] ?? .null, value, inner, field)
    }
    return .object(result)
  }

  private func field(_ key: Key, of type: FieldType) -> (FieldType, SchemaField?) {
    switch type {
    case .type(let name):
      guard let field = schema.types[name]?.field(key) else { return (.any, nil) }
      return (field.type, field)
    case .map(let element): return (element, nil)
    default: return (.any, nil)
    }
  }

  // MARK: Lists

  private func merged(_ old: [Value], _ patch: [Value], _ type: FieldType, _ field: SchemaField?) -> [Value] {
    guard case .array(let element) = type, let field, field.patch.merges else { return patch }
    if patch.contains(where: { $0[Self.directive].text == "replace" }) {
      return patch.filter { $0[Self.directive].isNull }
    }
    guard let key = field.patch.mergeKey else { return patch.filter { !old.contains($0) } + old }
    var keys = [key]
    if case .map(let all)? = field.list { keys = all }
    return merged(old, patch, element, keys: keys)
  }

  /// Elements are told apart by all keys that any of them has. An element of a patch that lacks one of them is lost,
  /// as it is in kustomize.
  private func merged(_ old: [Value], _ patch: [Value], _ element: FieldType, keys: [Key]) -> [Value] {
    let used = keys.filter { key in (old + patch).contains { !$0[key].isNull } }
    func isSame(_ a: Value, _ b: Value) -> Bool { used.allSatisfy { a[$0] == b[$0] } }
    var result: [Value] = []
    for item in patch where used.allSatisfy({ !item[$0].isNull }) {
      let before = old.first { isSame($0, item) }
      if let value = merged(before ?? .null, item, element) { result.append(value) }
    }
    return result + old.filter { item in !patch.contains { isSame($0, item) } }
  }
}
