// What an applied configuration makes of an object.
import KubeObjects

/// Lays a configuration over an object: what it names wins, the rest stays
/// (sigs.k8s.io/structured-merge-diff, typed/merge.go).
struct StructuredMerge {
  let structures: Structures

  func merged(_ old: Value?, _ new: Value?, _ structure: Structure) -> Value? {
    guard let new else { return old }
    switch Shaped(structure, new) {
    case .scalar, .list(.atomic, _), .map(isAtomic: true): return new
    case .list(let kind, let element):
      guard let list = new.array else { return old?.array.map { .array($0) } ?? new }
      if list.isEmpty, old?.elements.isEmpty ?? true { return new }
      return .array(mergedItems(old?.elements ?? [], list, kind, element))
    case .map:
      guard let fields = new.object else { return old?.object.map { .object($0) } ?? new }
      var result = old?.fields ?? Object()
      for (key, value) in fields {
        guard let inner = structures.child(key, of: structure) else { continue }
        result[key] = merged(result[key], value, inner)
      }
      return .object(result)
    }
  }

  /// The elements of both lists. Those of the configuration come in its order; those only the object has keep their
  /// place among them.
  private func mergedItems(_ old: [Value], _ new: [Value], _ kind: ListKind, _ element: FieldType) -> [Value] {
    let inner = structures.structure(of: element)
    var merge = ListMerge(
      old: old.compactMap { item in (try? structures.step(to: item, kind, element)).map { ($0, item) } },
      new: new.compactMap { item in (try? structures.step(to: item, kind, element)).map { ($0, item) } })
    return merge.run { self.merged($0, $1, inner) }
  }
}

/// Two lists of elements with their steps, walked side by side.
private struct ListMerge {
  let old: [(step: Key, item: Value)]
  let new: [(step: Key, item: Value)]
  private let inOld: [Key: Value]
  private let inNew: Set<Key>
  /// The steps of both lists, in the order of the new one, that have not been merged yet.
  private var shared: ArraySlice<Key>
  private var done: Set<Key> = []
  private var result: [Value] = []

  init(old: [(step: Key, item: Value)], new: [(step: Key, item: Value)]) {
    self.old = old
    self.new = new
    let inOld = Dictionary(old.map { ($0.step, $0.item) }, uniquingKeysWith: { first, _ in first })
    self.inOld = inOld
    inNew = Set(new.map(\.step))
    shared = new.map(\.step).filter { inOld[$0] != nil }[...]
  }

  mutating func run(_ merged: (Value?, Value?) -> Value?) -> [Value] {
    var left = 0
    var right = 0
    while left < old.count || right < new.count {
      if left < old.count, right < new.count {
        let step = old[left].step
        if step == new[right].step {
          take(step, merged(old[left].item, new[right].item))
          left += 1
          right += 1
          continue
        }
        if inNew.contains(step), let next = shared.first, next != step {
          left += 1
          continue
        }
      }
      if left < old.count {
        let step = old[left].step
        if !inNew.contains(step) {
          result.append(old[left].item)
          left += 1
          continue
        }
        if done.contains(step) { left += 1 }
      }
      if right < new.count {
        let step = new[right].step
        take(step, merged(inOld[step], new[right].item))
        right += 1
      }
    }
    return result
  }

  private mutating func take(_ step: Key, _ value: Value?) {
    done.insert(step)
    if shared.first == step { shared.removeFirst() }
    if let value { result.append(value) }
  }
}
