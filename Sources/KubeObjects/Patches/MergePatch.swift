// JSON merge patches (RFC 7386): objects are merged, `null` removes, everything else replaces.

public enum MergePatch {
  /// The value that a patch makes of another.
  public static func apply(_ patch: Value, to value: Value) -> Value {
    guard case .object(let changes) = patch else { return patch }
    var result = value.object ?? Object()
    for (key, change) in changes {
      result[key] = change.isNull ? nil : apply(change, to: result[key] ?? .null)
    }
    return .object(result)
  }
}
