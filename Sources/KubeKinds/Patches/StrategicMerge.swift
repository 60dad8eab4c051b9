// Strategic merge patches: JSON merge patches that know which lists are merged, and by which key
// (k8s.io/apimachinery pkg/util/strategicpatch).
import KubeObjects

/// Applies strategic merge patches to objects, and patches to patches.
public struct StrategicMerge: Sendable {
  /// What the first of two merged values is.
  enum Target: Sendable {
    /// An object: directives are carried out.
    case object
    /// Another patch: directives are kept for later.
    case patch
  }

  let schema: StrategicSchema
  let target: Target

  init(_ schema: Schema, target: Target) {
    self.schema = StrategicSchema(schema: schema)
    self.target = target
  }

  /// What a patch makes of an object of a type.
  /// - Throws: `PatchError` in the API server's words.
  public static func apply(
    _ patch: Value, to object: Value, type: String, _ schema: Schema = .kubernetes
  ) throws(PatchError) -> Value {
    let merge = StrategicMerge(schema, target: .object)
    return .object(try merge.map(object.fields, patch.fields, .type(type)))
  }

  // MARK: Maps

  /// Merges a patch into a map.
  func map(_ original: Object, _ patch: Object, _ type: FieldType) throws(PatchError) -> Object {
    if let directive = patch[Directive.patch] { return try carryOut(directive, patch) }
    var original = original
    var patch = patch
    if patch.contains(where: { Directive.isPossible($0.key) }) {
      try retainKeys(&original, &patch)
      try setElementOrder(&original, &patch, type)
    }
    for (key, change) in patch { try merge(key, change, into: &original, type) }
    return original
  }

  /// `$patch: replace` and `$patch: delete` in a map.
  private func carryOut(_ directive: Value, _ patch: Object) throws(PatchError) -> Object {
    if directive == Directive.delete { return Object() }
    guard directive == Directive.replace else { throw Self.unknownType(directive, .object(patch)) }
    var patch = patch
    patch.remove(Directive.patch)
    return patch
  }

  static func unknownType(_ directive: Value, _ map: Value) -> PatchError {
    PatchError("unknown patch type: \(GoText.sprint(directive)) in map: \(GoText.sprint(map))")
  }

  private func merge(
    _ key: Key, _ change: Value, into original: inout Object, _ type: FieldType
  ) throws(PatchError) {
    if Directive.isPossible(key), let field = try Directive.field(of: key.text, Directive.deleteFromPrimitiveList) {
      return try deleteElements(field, key, change, from: &original)
    }
    if change.isNull {
      if target == .patch { original[key] = .null } else { original.remove(key) }
      return
    }
    guard let old = original[key], Self.isSameKind(old, change) else {
      original[key] = added(change)
      return
    }
    switch change {
    case .object(let fields):
      let (fieldType, rule) = try schema.field(key, of: type)
      original[key] = .null
      let merged = rule.replaces ? fields : try map(old.fields, fields, fieldType)
      original[key] = .object(merged)
    case .array(let elements):
      let (fieldType, rule) = try schema.field(key, of: type)
      let element = schema.element(of: fieldType)
      let merged = rule.merges ? try list(old.elements, elements, element, rule.mergeKey) : elements
      original[key] = .array(merged)
    default: original[key] = change
    }
  }

  static func isSameKind(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.null, .null), (.bool, .bool), (.int, .int), (.double, .double), (.string, .string), (.array, .array),
      (.object, .object):
      true
    default: false
    }
  }

  /// What becomes of a value that a patch adds: it keeps no nulls, and nothing that carries a directive.
  func added(_ value: Value) -> Value? { target == .patch ? value : Self.withoutDirectives(value) }

  private static func withoutDirectives(_ value: Value) -> Value? {
    switch value {
    case .object(let object):
      if object[Directive.patch] != nil { return nil }
      var result = object
      for (key, field) in object {
        if field.isNull { result.remove(key) } else { result[key] = withoutDirectives(field) }
      }
      return .object(result)
    case .array(let elements): return .array(elements.compactMap(withoutDirectives))
    default: return value
    }
  }
}

// MARK: Directives of maps

extension StrategicMerge {
  private static let badRetainKeys = PatchError("invalid patch format of retainKeys")

  /// `$retainKeys`: takes away what the patch does not name.
  private func retainKeys(_ original: inout Object, _ patch: inout Object) throws(PatchError) {
    guard let kept = patch.remove(Directive.retainKeys) else { return }
    if target == .patch {
      if let other = original[Directive.retainKeys], other != kept {
        throw PatchError(
          "\(GoText.sprint(other)) and \(GoText.sprint(kept)) are not deep equal: "
            + "this may happen when calculating the 3-way diff patch")
      }
      original[Directive.retainKeys] = kept
      return
    }
    guard case .array(let elements) = kept else { throw Self.badRetainKeys }
    let names = Set(elements.map(\.text))
    for (key, value) in patch where !value.isNull && !names.contains(key.text) {
      let isDirective = Directive.isPossible(key)
        && (key.text.hasPrefix(Directive.deleteFromPrimitiveList) || key.text.hasPrefix(Directive.setElementOrder))
      if !isDirective { throw Self.badRetainKeys }
    }
    original.removeAll { key, _ in !names.contains(key.text) }
  }

  /// `$deleteFromPrimitiveList/FIELD`: takes elements out of a list of texts or numbers.
  private func deleteElements(
    _ field: Key, _ key: Key, _ elements: Value, from original: inout Object
  ) throws(PatchError) {
    if target == .patch {
      original[key] = elements
      return
    }
    guard case .array(let old)? = original[field], case .array(let deleted) = elements else { return }
    original[field] = .array(old.filter { !deleted.contains($0) })
  }

  /// `$setElementOrder/FIELD`: merges the list and puts its elements in order.
  private func setElementOrder(
    _ original: inout Object, _ patch: inout Object, _ type: FieldType
  ) throws(PatchError) {
    for (key, order) in patch where Directive.isPossible(key) {
      guard let field = try Directive.field(of: key.text, Directive.setElementOrder) else { continue }
      if target == .patch {
        if let other = original[key], other != order {
          throw PatchError("invalid patch format of setElementOrder list")
        }
        original[key] = order
      }
      patch.remove(key)
      guard case .array(let order) = order else { throw Self.notList(order) }
      let ordered = try orderedList(field, original, patch, order, type)
      patch.remove(field)
      if let ordered { original[field] = .array(ordered) }
    }
  }

  static func notList(_ value: Value) -> PatchError {
    PatchError("expected a []interface {}, but received a \(GoSyntax.type(of: value))")
  }
}
