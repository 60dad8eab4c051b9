// How far the deletion of a namespace is, as its conditions say (status_condition_utils.go).
import KubeKinds
import KubeObjects
import SimCore

/// What a deletion found still there.
struct NamespaceRemains: Equatable {
  /// Objects by resource, written `configmaps.` or `statefulsets.apps`.
  var resources: [String: Int] = [:]
  /// Objects by the finalizer that holds them.
  var finalizers: [String: Int] = [:]
  /// Seconds that pods may still take.
  var graceSeconds: Int64 = 0

  var isEmpty: Bool { resources.isEmpty }

  mutating func add(_ resource: GroupResource, _ objects: [Value]) {
    guard !objects.isEmpty else { return }
    resources["\(resource.resource).\(resource.group)", default: 0] += objects.count
    for object in objects {
      for finalizer in object[.metadata][.finalizers].elements { finalizers[finalizer.text, default: 0] += 1 }
    }
  }

  /// Conditions in the order the namespace controller writes them.
  var conditions: [(type: String, isTrue: Bool, reason: String, message: String)] {
    [
      (
        "NamespaceDeletionDiscoveryFailure", false, "ResourcesDiscovered", "All resources successfully discovered"
      ),
      (
        "NamespaceDeletionGroupVersionParsingFailure", false, "ParsedGroupVersions",
        "All legacy kube types successfully parsed"
      ),
      (
        "NamespaceDeletionContentFailure", false, "ContentDeleted",
        "All content successfully deleted, may be waiting on finalization"
      ),
      resources.isEmpty
        ? ("NamespaceContentRemaining", false, "ContentRemoved", "All content successfully removed")
        : (
          "NamespaceContentRemaining", true, "SomeResourcesRemain",
          "Some resources are remaining: \(list(resources, "has", "resource instances"))"
        ),
      finalizers.isEmpty
        ? (
          "NamespaceFinalizersRemaining", false, "ContentHasNoFinalizers",
          "All content-preserving finalizers finished"
        )
        : (
          "NamespaceFinalizersRemaining", true, "SomeFinalizersRemain",
          "Some content in the namespace has finalizers remaining: "
            + list(finalizers, "in", "resource instances")
        ),
    ]
  }

  private func list(_ counts: [String: Int], _ verb: String, _ noun: String) -> String {
    counts.map { "\($0.key) \(verb) \($0.value) \(noun)" }.sorted().joined(separator: ", ")
  }

  /// Writes the conditions into a status. The time of a condition changes with what it says.
  func write(into status: inout Value, now: Instant) {
    for condition in conditions {
      let wanted: Value = [
        .type: .string(condition.type), .status: condition.isTrue ? "True" : "False",
        .reason: .string(condition.reason), .message: .string(condition.message),
      ]
      let old = status[.conditions].first(where: .type, is: condition.type)
      var comparable = old ?? .null
      comparable.remove(.lastTransitionTime)
      if comparable == wanted { continue }
      var new = wanted
      new[.lastTransitionTime] = .string(now.rfc3339)
      if old == nil {
        status[.conditions].append(new)
      } else {
        status[.conditions].modifyElements { if $0[.type] == new[.type] { $0 = new } }
      }
    }
  }
}
