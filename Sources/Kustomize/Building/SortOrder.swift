// The order in which objects come out.
import KubeObjects

enum SortOrder {
  private static let first = [
    "Namespace", "ResourceQuota", "StorageClass", "CustomResourceDefinition", "ServiceAccount", "PodSecurityPolicy",
    "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding", "ConfigMap", "Secret", "Endpoints", "Service",
    "LimitRange", "PriorityClass", "PersistentVolume", "PersistentVolumeClaim", "Deployment", "StatefulSet",
    "CronJob", "PodDisruptionBudget",
  ]
  private static let last = ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"]

  /// What others need comes first, unless the kustomization says otherwise.
  static func sorted(_ items: [BuiltResource], _ options: Value) throws(KustomizeError) -> [Value] {
    switch options["order"].text {
    case "fifo": return items.map(\.object)
    case "", "legacy": break
    default: throw KustomizeError("sortOptions.order must be one of [fifo, legacy]")
    }
    let legacy = options["legacySortOptions"]
    let front = legacy.isNull ? first : legacy["orderFirst"].elements.map(\.text)
    let back = legacy.isNull ? last : legacy["orderLast"].elements.map(\.text)
    let keyed = items.enumerated().map { index, item in
      (rank: rank(item.id.kind, front, back), texts: texts(item.id), index: index)
    }
    let order = keyed.sorted { a, b in
      if a.rank != b.rank { return a.rank < b.rank }
      for (first, second) in zip(a.texts, b.texts) where first != second {
        return first.utf8.lexicographicallyPrecedes(second.utf8)
      }
      return a.index < b.index
    }
    return order.map { items[$0.index].object }
  }

  private static func rank(_ kind: String, _ front: [String], _ back: [String]) -> Int {
    if let index = front.firstIndex(of: kind) { return index - front.count }
    return (back.firstIndex(of: kind) ?? -1) + 1
  }

  private static func texts(_ id: ResourceID) -> [String] {
    let kind = [id.group.isEmpty ? "~G" : id.group, id.version.isEmpty ? "~V" : id.version, id.kind]
    return [
      kind.joined(separator: "_"), "\(id.namespace.isEmpty ? "~X" : id.namespace)|\(id.name.isEmpty ? "~N" : id.name)",
    ]
  }
}
