// The patch that makes a live object what a file says: the three-way merge of client-side apply.
import ClusterAPI
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
    guard let type = info.kind.schemaType else {
      return Patch(.merge, MergePatch.threeWay(original: original, modified: modified, current: live))
    }
    let body = try StrategicDifference.threeWay(
      original: original, modified: modified, current: live, type: type, context.api.schema)
    return Patch(.strategic, body)
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
