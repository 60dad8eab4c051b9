// What differs between two versions of an object, as sets of fields.
import KubeObjects

/// The fields that a change added, altered and took away (sigs.k8s.io/structured-merge-diff, typed/compare.go).
struct StructuredComparison {
  private(set) var added = FieldSet()
  private(set) var modified = FieldSet()
  private(set) var removed = FieldSet()
  private let structures: Structures
  private var path: [Key] = []

  init(_ old: Value, _ new: Value, _ structure: Structure, _ structures: Structures) {
    self.structures = structures
    compare(old, new, structure)
  }

  var isSame: Bool { added.isEmpty && modified.isEmpty && removed.isEmpty }

  /// The fields that have another value than before, or have one at all.
  var changed: FieldSet { modified.union(added) }

  /// Forgets fields that don't count: those that the request can't change.
  mutating func leaveOut(_ ignored: FieldSet) {
    added = added.subtractingSubtrees(ignored)
    modified = modified.subtractingSubtrees(ignored)
    removed = removed.subtractingSubtrees(ignored)
  }

  private mutating func compare(_ old: Value?, _ new: Value?, _ structure: Structure) {
    if old == new { return }
    guard let some = new ?? old else { return }
    switch Shaped(structure, some) {
    case .scalar, .list(.atomic, _), .map(isAtomic: true): return leaf(old, new)
    case .list(let kind, let element):
      if old.isBareOrMissing, new.isBareOrMissing { return leaf(old, new) }
      compareItems(old?.elements ?? [], new?.elements ?? [], kind, element)
    case .map:
      if old.isBareOrMissing, new.isBareOrMissing { return leaf(old, new) }
      compareEntries(old?.fields ?? Object(), new?.fields ?? Object(), structure)
    }
    if old == nil { added.insert(path) }
    if new == nil { removed.insert(path) }
  }

  private mutating func leaf(_ old: Value?, _ new: Value?) {
    if old == nil {
      added.insert(path)
    } else if new == nil {
      removed.insert(path)
    } else {
      modified.insert(path)
    }
  }

  private mutating func compareEntries(_ old: Object, _ new: Object, _ structure: Structure) {
    for (key, value) in old { compareEntry(key, value, new[key], structure) }
    for (key, value) in new where old[key] == nil { compareEntry(key, nil, value, structure) }
  }

  private mutating func compareEntry(_ key: Key, _ old: Value?, _ new: Value?, _ structure: Structure) {
    guard let inner = structures.child(key, of: structure) else { return }
    path.append(Key("f:\(key)"))
    compare(old, new, inner)
    path.removeLast()
  }

  private mutating func compareItems(_ old: [Value], _ new: [Value], _ kind: ListKind, _ element: FieldType) {
    let inner = structures.structure(of: element)
    let before = ListIndex(old, kind, element, structures)
    let after = ListIndex(new, kind, element, structures)
    for step in before.steps where after.items[step] == nil { compareItem(step, before.items[step], nil, inner) }
    for step in after.steps { compareItem(step, before.items[step], after.items[step], inner) }
  }

  private mutating func compareItem(_ step: Key, _ old: [Value]?, _ new: [Value]?, _ structure: Structure) {
    path.append(step)
    if let old, let new, old.count > 1 || new.count > 1 {
      if old != new { modified.insert(path) }
    } else {
      compare(old?.first, new?.first, structure)
    }
    path.removeLast()
  }
}

/// The elements of a list by the steps that lead to them; elements that can't be told apart share one.
struct ListIndex {
  private(set) var steps: [Key] = []
  private(set) var items: [Key: [Value]] = [:]

  init(_ list: [Value], _ kind: ListKind, _ element: FieldType, _ structures: Structures) {
    for item in list {
      guard let step = try? structures.step(to: item, kind, element) else { continue }
      if items[step] == nil { steps.append(step) }
      items[step, default: []].append(item)
    }
  }
}

extension Value? {
  fileprivate var isBareOrMissing: Bool { self?.isBare ?? true }
}
