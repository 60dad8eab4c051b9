// The patch that makes a live object what a file says: the three-way merge of client-side apply.
import KubeKinds
import KubeObjects

struct ApplyMerge {
  let info: ResourceInfo
  let context: CommandContext
  /// What the file says, with the annotation that keeps it.
  let modified: Value
  /// The file wins where it and the live object differ.
  let overwrites: Bool

  func patch(for live: Value) throws -> Patch {
    let original = LastApplied.text(in: live).flatMap { try? JSONReader.read($0) } ?? .null
    return Patch(.merge, TemporaryMerge.difference(original, modified, live))
  }
}

enum TemporaryMerge {
  static func difference(_ original: Value, _ modified: Value, _ live: Value) -> Value {
    var result = Object()
    for (key, want) in modified.fields {
      let have = live[key]
      if case .object = want, case .object = have {
        let inner = difference(original[key], want, have)
        if !inner.fields.isEmpty { result[key] = inner }
      } else if want != have { result[key] = want }
    }
    for (key, _) in original.fields where modified.fields[key] == nil && live.fields[key] != nil { result[key] = .null }
    return .object(result)
  }
}

extension Value {
  /// Takes out entries of objects that are `null`, at any depth.
  mutating func removeNulls() {
    modifyElements { $0.removeNulls() }
    guard case .object(var object) = self else { return }
    self = .null
    object.removeAll { $1.isNull }
    object.modifyValues { _, value in value.removeNulls() }
    self = .object(object)
  }
}
