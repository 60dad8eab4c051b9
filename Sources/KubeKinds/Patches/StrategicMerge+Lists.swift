// Merging lists: elements are found by their merge key (or by themselves), and keep a sensible order.
import KubeObjects

extension StrategicMerge {
  /// Merges two lists.
  /// - Parameter mergeKey: the field that tells elements apart; `nil` for texts and numbers.
  func list(
    _ original: [Value], _ patch: [Value], _ elementType: FieldType, _ mergeKey: Key?
  ) throws(PatchError) -> [Value] {
    if original.isEmpty, patch.isEmpty { return original }
    let kind = try ListElements.kind(original, patch)
    guard kind == .map else {
      let elements = ListElements(mergeKey: nil)
      return elements.ordered(elements.withoutRepeats(original + patch), patch, original)
    }
    guard let mergeKey else {
      throw PatchError("cannot merge lists without merge key for type \(Self.goKind(elementType))")
    }
    let elements = ListElements(mergeKey: mergeKey)
    let (rest, changes) = try withoutSpecialElements(original, patch, mergeKey)
    let merged = try mergeElements(rest, changes, elementType, mergeKey)
    try elements.checkKeys(merged)
    return elements.ordered(merged, changes, rest)
  }

  private static func goKind(_ type: FieldType) -> String {
    switch type {
    case .string: "string"
    case .map: "map"
    default: "struct"
    }
  }

  /// Carries out what single elements of a patch say: `$patch: delete` takes an element away, `$patch: replace` all.
  private func withoutSpecialElements(
    _ original: [Value], _ patch: [Value], _ mergeKey: Key
  ) throws(PatchError) -> (original: [Value], patch: [Value]) {
    var original = original
    var changes: [Value] = []
    var replacesAll = false
    for element in patch {
      switch element.fields[Directive.patch] {
      case nil: changes.append(element)
      case Directive.delete?:
        guard let key = element.fields[mergeKey] else { throw ListElements.noKey(element, mergeKey) }
        original.removeAll { $0.fields[mergeKey] == key }
      case Directive.replace?: replacesAll = true
      case Directive.merge?: throw PatchError("merging lists cannot yet be specified in the patch")
      case let directive?: throw Self.unknownType(directive, element)
      }
    }
    return replacesAll ? (changes, []) : (original, changes)
  }

  private func mergeElements(
    _ original: [Value], _ changes: [Value], _ type: FieldType, _ mergeKey: Key
  ) throws(PatchError) -> [Value] {
    var merged = original
    for change in changes {
      guard let key = change.fields[mergeKey] else { throw ListElements.noKey(change, mergeKey) }
      if let index = merged.firstIndex(where: { $0.fields[mergeKey] == key }) {
        merged[index] = .object(try map(merged[index].fields, change.fields, type))
      } else {
        merged.append(change)
      }
    }
    return merged
  }

  /// The list of a field after `$setElementOrder`: merged, and in that order. `nil` when there is no list at all.
  func orderedList(
    _ field: Key, _ original: Object, _ patch: Object, _ order: [Value], _ type: FieldType
  ) throws(PatchError) -> [Value]? {
    let old = try Self.elements(original[field])
    let new = try Self.elements(patch[field])
    let (fieldType, rule) = try schema.field(field, of: type)
    let elements = ListElements(mergeKey: rule.mergeKey)
    if let new { try elements.checkOrder(new, order) }
    let merged: [Value]
    switch (old, new) {
    case (nil, nil): return nil
    case (let old?, nil): merged = old
    case (nil, let new?): merged = new.compactMap(added)
    case (let old?, let new?):
      merged = rule.merges ? try list(old, new, schema.element(of: fieldType), rule.mergeKey) : new
    }
    _ = try ListElements.kind(old ?? [], new ?? [])
    try elements.checkKeys(merged)
    return elements.ordered(merged, order, old ?? [])
  }

  private static func elements(_ value: Value?) throws(PatchError) -> [Value]? {
    guard let value else { return nil }
    guard case .array(let elements) = value else { throw notList(value) }
    return elements
  }
}

/// Elements of one list, told apart by a merge key or, without one, by themselves.
struct ListElements {
  let mergeKey: Key?

  enum Kind { case map, scalar }

  /// What the elements of lists are; they must all be of one type.
  static func kind(_ lists: [Value]...) throws(PatchError) -> Kind {
    guard let first = lists.lazy.joined().first else {
      throw PatchError("no elements in any of the given slices")
    }
    if case .array = first { throw PatchError("lists of lists are not supported") }
    guard lists.joined().allSatisfy({ StrategicMerge.isSameKind($0, first) }) else {
      throw PatchError("list element types are not identical: \(GoText.sprint(.array(lists.map(Value.array))))")
    }
    return first.object == nil ? .scalar : .map
  }

  static func noKey(_ element: Value, _ key: Key) -> PatchError {
    PatchError("map: \(GoText.sprint(element)) does not contain declared merge key: \(key)")
  }

  /// What tells an element apart.
  func identity(_ element: Value) -> Value {
    if let mergeKey { element.fields[mergeKey] ?? .null } else { element }
  }

  func checkKeys(_ elements: [Value]) throws(PatchError) {
    guard let mergeKey else { return }
    for element in elements where element.fields[mergeKey] == nil {
      if element.object == nil {
        throw PatchError("expected a map[string]interface {}, but received a \(GoSyntax.type(of: element))")
      }
      throw Self.noKey(element, mergeKey)
    }
  }

  func withoutRepeats(_ elements: [Value]) -> [Value] {
    var result: [Value] = []
    for element in elements where !result.contains(element) { result.append(element) }
    return result
  }

  func isDeleted(_ element: Value) -> Bool {
    mergeKey != nil && element.fields[Directive.patch] == Directive.delete
  }

  /// Puts the elements of a merged list in order: those of the patch as the patch has them, the others as they were,
  /// and each of the others before the first element of the patch that stood behind it.
  func ordered(_ merged: [Value], _ patchOrder: [Value], _ oldOrder: [Value]) -> [Value] {
    let wanted = patchOrder.map(identity)
    let isPatched = merged.map { wanted.contains(identity($0)) }
    let patched = sorted(zip(merged, isPatched).filter(\.1).map(\.0), by: wanted)
    let old = oldOrder.map(identity)
    let others = sorted(zip(merged, isPatched).filter { !$0.1 }.map(\.0), by: old)
    return interleaved(others, patched, old)
  }

  /// Elements in the order of their identities; deleted ones last.
  func sorted(_ elements: [Value], by order: [Value]) -> [Value] {
    let kept = elements.filter { !isDeleted($0) }.map { ($0, order.firstIndex(of: identity($0))) }
    let isComplete = kept.allSatisfy { $0.1 != nil }
    let sorted = isComplete ? Self.stable(kept) : Self.inserted(kept)
    return sorted.map(\.0) + elements.filter(isDeleted)
  }

  private static func stable(_ elements: [(Value, Int?)]) -> [(Value, Int?)] {
    elements.enumerated().sorted { ($0.element.1 ?? 0, $0.offset) < ($1.element.1 ?? 0, $1.offset) }.map(\.element)
  }

  /// Go's insertion sort, with Kubernetes' comparison: an element without a place counts as smaller and as larger than
  /// any other, so that each one after it moves before it.
  private static func inserted(_ elements: [(Value, Int?)]) -> [(Value, Int?)] {
    var result = elements
    for start in result.indices.dropFirst() {
      var index = start
      while index > 0 {
        if let place = result[index].1, let before = result[index - 1].1, place >= before { break }
        result.swapAt(index, index - 1)
        index -= 1
      }
    }
    return result
  }

  private func interleaved(_ others: [Value], _ patched: [Value], _ order: [Value]) -> [Value] {
    var result: [Value] = []
    result.reserveCapacity(others.count + patched.count)
    var rest = others[...]
    for element in patched {
      let place = order.firstIndex(of: identity(element))
      while let place, let other = rest.first, let otherPlace = order.firstIndex(of: identity(other)),
        otherPlace < place
      { result.append(rest.removeFirst()) }
      result.append(element)
    }
    return result + rest
  }

  /// Whether the elements of a patch are all in its `$setElementOrder`, in the same order.
  func checkOrder(_ patch: [Value], _ order: [Value]) throws(PatchError) {
    if patch.isEmpty || order.isEmpty { return }
    var elements = patch.filter { !isDeleted($0) }[...]
    var rest = order[...]
    while let element = elements.first, let place = rest.first {
      if mergeKey != nil, element.fields[Directive.patch] != nil {
        elements.removeFirst()
        continue
      }
      try checkKeys([element, place])
      if identity(element) == identity(place) { elements.removeFirst() }
      rest.removeFirst()
    }
    if elements.isEmpty { return }
    throw PatchError(
      "The order in patch list:\n\(GoText.sprint(.array(patch)))\n doesn't match $setElementOrder list:\n"
        + "\(GoText.sprint(.array(order)))\n")
  }
}
