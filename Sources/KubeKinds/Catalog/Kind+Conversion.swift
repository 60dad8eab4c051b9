// Objects that say they are of another kind than where they are written: which an API server converts, and what it says
// of the others.
import KubeObjects

extension Kind {
  /// Why an object of another kind can't be one of this. Those of known kinds are read and don't fit; others can't be
  /// read at all.
  public func noConversion(from version: String, _ name: String) -> String {
    guard let sent = KindCatalog.kubernetes.kind(apiVersion: version, name: name) else {
      return "no kind \(GoText.quoted(name)) is registered for version \(GoText.quoted(version)) in scheme "
        + "\"pkg/api/legacyscheme/scheme.go:30\""
    }
    return "converting (\(sent.groupVersion.version).\(name)) to (\(goName.dropFirst())): unknown conversion"
  }

  /// Whether objects of a version can be read as this kind: its own version, and those that were served before and
  /// still can be converted.
  public func converts(_ version: String) -> Bool {
    version == "\(groupVersion)" || Self.olderVersions[group]?.contains(version) == true
  }

  /// Versions that API servers know and serve no more, by the group that took them over.
  private static let olderVersions: [String: [String]] = [
    "apps": ["apps/v1beta1", "apps/v1beta2", "extensions/v1beta1"], "autoscaling": ["autoscaling/v1", "autoscaling/v2"],
    "batch": ["batch/v1beta1"], "policy": ["policy/v1beta1"],
    "networking.k8s.io": ["networking.k8s.io/v1beta1", "extensions/v1beta1"],
    "rbac.authorization.k8s.io": ["rbac.authorization.k8s.io/v1alpha1", "rbac.authorization.k8s.io/v1beta1"],
    "scheduling.k8s.io": ["scheduling.k8s.io/v1alpha1", "scheduling.k8s.io/v1beta1"],
    "storage.k8s.io": ["storage.k8s.io/v1alpha1", "storage.k8s.io/v1beta1"],
    "discovery.k8s.io": ["discovery.k8s.io/v1beta1"], "coordination.k8s.io": ["coordination.k8s.io/v1beta1"],
  ]
}
