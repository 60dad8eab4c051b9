// Making strategic merge patches: what `kubectl set`, `label`, `edit` and `apply` send
// (k8s.io/apimachinery pkg/util/strategicpatch).
import KubeObjects

/// Makes patches out of two or three versions of an object.
public struct StrategicDifference: Sendable {
  /// Which differences get into a patch.
  struct Options: Sendable {
    var ignoresChanges = false
    var ignoresDeletions = false
    var buildsRetainKeys = false
  }

  let schema: StrategicSchema

  /// The patch that makes `modified` of `original` (`CreateTwoWayMergePatch`).
  public static func twoWay(
    from original: Value, to modified: Value, type: String, _ schema: Schema = .kubernetes
  ) throws(PatchError) -> Value {
    let difference = StrategicDifference(schema: StrategicSchema(schema: schema))
    return .object(try difference.maps(original.fields, modified.fields, .type(type), Options()))
  }

  /// The patch that client-side apply sends (`CreateThreeWayMergePatch`): it takes the object from what it is to what
  /// the new configuration says, and takes away what only the configuration applied last said.
  public static func threeWay(
    original: Value, modified: Value, current: Value, type: String, _ schema: Schema = .kubernetes
  ) throws(PatchError) -> Value {
    let difference = StrategicDifference(schema: StrategicSchema(schema: schema))
    let changes = try difference.maps(
      current.fields, modified.fields, .type(type), Options(ignoresDeletions: true))
    let deletions = try difference.maps(
      original.fields, modified.fields, .type(type), Options(ignoresChanges: true))
    return .object(try StrategicMerge(schema, target: .patch).map(deletions, changes, .type(type)))
  }

  // MARK: Maps

  func maps(
    _ original: Object, _ modified: Object, _ type: FieldType, _ options: Options
  ) throws(PatchError) -> Object {
    var patch = Object()
    for (key, new) in modified {
      guard let old = original[key] else {
        if !options.ignoresChanges { patch[key] = new }
        continue
      }
      if old == new, !mayBeNamedUnchanged(new) { continue }
      guard StrategicMerge.isSameKind(old, new), new.object != nil || new.array != nil else {
        if !options.ignoresChanges { patch[key] = new }
        continue
      }
      try add(key, old, new, to: &patch, type, options)
    }
    if !options.ignoresDeletions {
      for (key, _) in original where modified[key] == nil { patch[key] = .null }
    }
    addRetainKeys(original, modified, to: &patch, options)
    return patch
  }

  /// Two kinds of fields get into a patch although they are the same: maps that are replaced as a whole, wherever they
  /// stand in other maps, and lists of texts that aren't sorted, because Kubernetes compares them with a sorted copy.
  private func mayBeNamedUnchanged(_ value: Value) -> Bool {
    switch value {
    case .array(let elements): elements.count > 1 && elements[0].object == nil
    case .object: true
    default: false
    }
  }

  private func add(
    _ key: Key, _ old: Value, _ new: Value, to patch: inout Object, _ type: FieldType, _ options: Options
  ) throws(PatchError) {
    let fieldType: FieldType
    let rule: PatchRule
    do throws(PatchError) {
      (fieldType, rule) = try schema.field(key, of: type)
    } catch {
      if old == new { return }
      throw error
    }
    var options = options
    options.buildsRetainKeys = rule.retainsKeys
    if case .array(let elements) = new {
      try add(list: key, old.elements, elements, fieldType, rule, to: &patch, options)
    } else if rule.replaces {
      if !options.ignoresChanges { patch[key] = new }
    } else {
      let change = try maps(old.fields, new.fields, fieldType, options)
      if !change.isEmpty { patch[key] = .object(change) }
    }
  }

  /// `$retainKeys` goes with every change of a field whose strategy is that.
  private func addRetainKeys(
    _ original: Object, _ modified: Object, to patch: inout Object, _ options: Options
  ) {
    guard options.buildsRetainKeys else { return }
    let kept = modified.filter { !$0.value.isNull }.map { Value.string($0.key.text) }
    let loses = original.contains { !$0.value.isNull && modified[$0.key] == nil }
    if !kept.isEmpty, !patch.isEmpty || loses { patch[Directive.retainKeys] = .array(kept) }
  }

  // MARK: Lists

  private func add(
    list key: Key, _ old: [Value], _ new: [Value], _ type: FieldType, _ rule: PatchRule,
    to patch: inout Object, _ options: Options
  ) throws(PatchError) {
    guard rule.merges else {
      if !options.ignoresChanges, old != new { patch[key] = .array(new) }
      return
    }
    guard !old.isEmpty else {
      if !new.isEmpty, !options.ignoresChanges { patch[key] = .array(new) }
      return
    }
    let change =
      try ListElements.kind(old, new) == .scalar
      ? scalars(old, new, options)
      : elements(old, new, schema.element(of: type), rule.mergeKey ?? "", options)
    if !change.patch.isEmpty { patch[key] = .array(change.patch) }
    if !change.deleted.isEmpty {
      patch[Directive.key(Directive.deleteFromPrimitiveList, key)] = .array(change.deleted)
    }
    if !change.order.isEmpty { patch[Directive.key(Directive.setElementOrder, key)] = .array(change.order) }
  }

  /// What a patch says of one list.
  private struct ListChange {
    var patch: [Value] = []
    var deleted: [Value] = []
    var order: [Value] = []
  }

  private func scalars(_ old: [Value], _ new: [Value], _ options: Options) throws(PatchError) -> ListChange {
    var change = ListChange()
    // Elements are compared one to one, so that a repeated element counts as often as it stands there.
    if !options.ignoresChanges { change.patch = Self.without(old, in: new) }
    if !options.ignoresDeletions {
      change.deleted = ListElements(mergeKey: nil).withoutRepeats(Self.sorted(Self.without(new, in: old)))
    }
    let isSame = Self.sorted(old) == new
    if !change.deleted.isEmpty || (!options.ignoresChanges && !isSame) { change.order = new }
    return change
  }

  private static func sorted(_ elements: [Value]) -> [Value] {
    elements.sorted { GoText.sprint($0).utf8.lexicographicallyPrecedes(GoText.sprint($1).utf8) }
  }

  private static func without(_ taken: [Value], in list: [Value]) -> [Value] {
    var taken = taken
    return list.filter { element in
      guard let index = taken.firstIndex(of: element) else { return true }
      taken.remove(at: index)
      return false
    }
  }

  private func elements(
    _ old: [Value], _ new: [Value], _ type: FieldType, _ mergeKey: Key, _ options: Options
  ) throws(PatchError) -> ListChange {
    let list = ListElements(mergeKey: mergeKey)
    try list.checkKeys(old)
    try list.checkKeys(new)
    var change = ListChange()
    var unmatched = old
    for element in new {
      let identity = list.identity(element)
      if let index = unmatched.firstIndex(where: { list.identity($0) == identity }) {
        let before = unmatched.remove(at: index)
        var patch = try maps(before.fields, element.fields, type, options)
        if patch.isEmpty { continue }
        patch[mergeKey] = identity
        change.patch.append(.object(patch))
      } else if !options.ignoresChanges {
        change.patch.append(element)
      }
    }
    if !options.ignoresDeletions {
      let keys = Self.sorted(unmatched.map(list.identity))
      change.patch += keys.map { .object(Object([(mergeKey, $0), (Directive.patch, Directive.delete)])) }
    }
    let isMoved = old.map(list.identity) != new.map(list.identity)
    let hasChanged = !change.patch.isEmpty || isMoved
    if (!options.ignoresChanges && hasChanged) || (!options.ignoresDeletions && !change.patch.isEmpty) {
      change.order = new.map { .object(Object([(mergeKey, list.identity($0))])) }
    }
    return change
  }
}
