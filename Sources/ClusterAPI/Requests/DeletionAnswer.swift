// What an API server answers to a deletion: the object, where it is still there, or that it is gone.
import KubeKinds
import KubeObjects

public enum DeletionAnswer {
  /// Whether the answer is the object itself.
  /// - Parameters:
  ///   - deleted: what the deletion returned.
  ///   - kind: its kind.
  public static func isObject(
    _ deleted: Value, _ kind: Kind, _ options: DeleteOptions, in cluster: any ClusterAPI
  ) -> Bool {
    isLeft(deleted, kind, options, cluster) || kind.group.isEmpty && returned.contains(kind.plural)
  }

  /// Whether an object is still there after its deletion: it ends, or waits for finalizers.
  private static func isLeft(
    _ deleted: Value, _ kind: Kind, _ options: DeleteOptions, _ cluster: any ClusterAPI
  ) -> Bool {
    let metadata = deleted[.metadata]
    if options.isDryRun {
      let ends = metadata[.deletionGracePeriodSeconds].number > 0 || kind.id == .namespace
      return ends || !metadata[.finalizers].elements.isEmpty
    }
    let left = try? cluster.get(
      kind, namespace: metadata[.namespace].text, name: metadata[.name].text, subresource: nil)
    return left != nil && left?[.metadata][.uid] == metadata[.uid]
  }

  /// Kinds whose last state is the answer to their deletion (`ReturnDeletedObject` in pkg/registry).
  private static let returned: Set<String> = [
    "pods", "persistentvolumes", "persistentvolumeclaims", "podtemplates", "resourcequotas", "services",
    "serviceaccounts",
  ]

  /// What the server says of an object that it has deleted.
  public static func gone(_ object: Value, _ kind: Kind) -> Value {
    var details: Value = [
      .name: object[.metadata][.name], .kind: .string(kind.plural), .uid: object[.metadata][.uid],
    ]
    if !kind.group.isEmpty { details["group"] = .string(kind.group) }
    return [.kind: "Status", .apiVersion: "v1", .metadata: [:], .status: "Success", "details": details]
  }
}
