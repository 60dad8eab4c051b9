// JSON merge patches (RFC 7386): objects are merged, `null` removes, everything else replaces.

public enum MergePatch {
  /// The value that a patch makes of another.
  public static func apply(_ patch: Value, to value: Value) -> Value {
    guard case .object(let changes) = patch else { return withoutNulls(patch) }
    var result = value.object ?? Object()
    for (key, change) in changes {
      if change.isNull { result.remove(key) } else { result[key] = apply(change, to: result[key] ?? .null) }
    }
    return .object(result)
  }

  /// What is added by a patch has no nulls, except as elements of lists.
  private static func withoutNulls(_ value: Value) -> Value {
    guard case .array(let elements) = value else { return value }
    return .array(elements.map { $0.object == nil ? withoutNulls($0) : apply($0, to: .null) })
  }

  /// The patch that makes one value of another.
  public static func difference(from original: Value, to modified: Value) -> Value {
    var patch = Object()
    for (key, new) in modified.fields {
      guard let old = original.fields[key] else {
        patch[key] = new
        continue
      }
      if old == new { continue }
      guard old.object != nil, new.object != nil else {
        patch[key] = new
        continue
      }
      let change = difference(from: old, to: new)
      if !change.fields.isEmpty { patch[key] = change }
    }
    for (key, _) in original.fields where modified.fields[key] == nil { patch[key] = .null }
    return .object(patch)
  }

  /// The patch that client-side apply sends for custom resources: what differs between the object and the new
  /// configuration, and what the configuration applied last had and the new one has not.
  public static func threeWay(original: Value, modified: Value, current: Value) -> Value {
    let changes = keeping(nulls: false, of: difference(from: current, to: modified))
    let deletions = keeping(nulls: true, of: difference(from: original, to: modified))
    return combined(deletions, changes)
  }

  /// The part of a patch that removes, or the part that does not.
  private static func keeping(nulls: Bool, of patch: Value) -> Value {
    guard case .object(let object) = patch else { return patch }
    var result = Object()
    for (key, value) in object {
      if case .object(let inner) = value {
        let part = keeping(nulls: nulls, of: value)
        if !part.fields.isEmpty || (inner.isEmpty && !nulls) { result[key] = part }
      } else if value.isNull == nulls {
        result[key] = value
      }
    }
    return .object(result)
  }

  /// Both patches in one.
  private static func combined(_ first: Value, _ second: Value) -> Value {
    guard case .object(var result) = first, case .object(let more) = second else { return second }
    for (key, value) in more { result[key] = result[key].map { combined($0, value) } ?? value }
    return .object(result)
  }
}
