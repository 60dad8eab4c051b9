// The merge patch that makes one value another.

extension MergePatch {
  /// What differs between two objects, as a merge patch: lists are replaced as a whole.
  public static func difference(from old: Value, to new: Value) -> Value {
    guard case .object(let before) = old, case .object(let after) = new else { return new }
    var changes = Object()
    for (key, value) in after {
      guard let earlier = before[key] else {
        changes[key] = value
        continue
      }
      if earlier != value { changes[key] = difference(from: earlier, to: value) }
    }
    for (key, _) in before where after[key] == nil { changes[key] = .null }
    return .object(changes)
  }
}
