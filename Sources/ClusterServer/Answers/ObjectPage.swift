// A page of a list of objects.
import KubeKinds
import KubeObjects

/// Objects of one kind, and where the list goes on.
struct ObjectPage: Sendable {
  var kind: Kind
  var items: [Value]
  var resourceVersion: String
  var continuation: String?
  var remaining: Int?

  /// The metadata of the list.
  var metadata: Value {
    var metadata: Value = [.resourceVersion: .string(resourceVersion)]
    if let continuation { metadata["continue"] = .string(continuation) }
    if let remaining { metadata["remainingItemCount"] = .int(Int64(remaining)) }
    return metadata
  }
}
