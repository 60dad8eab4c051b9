// Answers `why` for objects that were deleted and are still there: whose end they wait for, and whose finalizers.
import KubeKinds
import KubeObjects
import KubeStore

extension GarbageCollector {
  public func reasons(for key: ObjectKey) -> [Reason] {
    guard let object = registry.store.object(key) else { return [] }
    let item = GarbageItem(object)
    return [foreground(key, item), held(key, item)].compactMap { $0 }
  }

  private func foreground(_ key: ObjectKey, _ item: GarbageItem) -> Reason? {
    let blocking = item.isDeletingDependents ? dependents(of: item.uid).filter(\.blocks).map(\.key) : []
    guard let first = blocking.first else { return nil }
    let rest = blocking.count > 1 ? " and \(blocking.count - 1) more" : ""
    return Reason(
      subject: key, rule: "ForegroundDeletion",
      message: "it is being deleted in the foreground and goes after what it owns: \(first.name)\(rest)",
      waitsFor: blocking)
  }

  /// Finalizers that no part of the cluster takes away. Those of pods are the kubelet's to explain.
  private func held(_ key: ObjectKey, _ item: GarbageItem) -> Reason? {
    guard item.isTerminating, key.kind != .pod, let kind = registry.catalog.kind(key.kind) else { return nil }
    let foreign = item.finalizers.filter(Self.isForeign)
    guard !foreign.isEmpty else { return nil }
    let place = key.namespace.isEmpty || key.namespace == "default" ? "" : " -n \(key.namespace)"
    let patch = #"'{"metadata":{"finalizers":null}}'"#
    return Reason(
      subject: key, rule: "Finalizers",
      message: "it was deleted, and is held by \(foreign.joined(separator: ", ")) until somebody takes that away",
      remedies: [
        Remedy(
          "kubectl patch \(kind.singular) \(key.name)\(place) --type=merge -p \(patch)",
          "lets it go without what the finalizer was to wait for")
      ])
  }

  /// Whether a finalizer is none of Kubernetes' own.
  private static func isForeign(_ finalizer: String) -> Bool {
    if finalizer == GarbageItem.foreground || finalizer == GarbageItem.orphan { return false }
    let domain = finalizer.prefix { $0 != "/" }
    return !["kubernetes.io", "k8s.io"].contains { domain == $0 || domain.hasSuffix(".\($0)") }
  }
}
