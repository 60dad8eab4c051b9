// One object on its way through kustomizations, with the names it had.
import KubeObjects

/// What an object is called: its kind and its name.
struct ResourceID: Equatable {
  var group: String
  var version: String
  var kind: String
  var name: String
  var namespace: String

  init(_ object: Value) {
    let parts = object["apiVersion"].text.split(separator: "/", maxSplits: 1).map(String.init)
    group = parts.count > 1 ? parts[0] : ""
    version = parts.last ?? ""
    kind = object["kind"].text
    name = object["metadata"]["name"].text
    namespace = object["metadata"]["namespace"].text
  }

  var isSameKind: (ResourceID) -> Bool { { $0.group == group && $0.kind == kind && $0.version == version } }

  /// The namespace that counts: nothing is `default`.
  var effectiveNamespace: String { namespace.isEmpty ? "default" : namespace }

  /// `Deployment.v1.apps`
  var kindText: String {
    "\(kind.isEmpty ? "[noKind]" : kind).\(version.isEmpty ? "[noVer]" : version).\(group.isEmpty ? "[noGrp]" : group)"
  }

  /// `Deployment.v1.apps/web.[noNs]`
  var text: String { "\(kindText)/\(name.isEmpty ? "[noName]" : name).\(namespace.isEmpty ? "[noNs]" : namespace)" }
}

/// An object and what has become of it.
struct BuiltResource {
  var object: Value
  /// What it was called, from its file to now.
  private(set) var past: [ResourceID]
  /// The prefixes and suffixes it was given, the first first.
  var prefixes: [String] = []
  var suffixes: [String] = []
  /// A hash of the content is appended to the name at the end.
  var needsHash = false
  var allowsNameChange = false
  var allowsKindChange = false
  /// The file or the generator that it comes from.
  var origin: Provenance?
  /// What changed it, the first first.
  var changes: [Provenance] = []

  init(_ object: Value, from origin: Provenance? = nil) {
    self.object = object
    self.origin = origin
    past = [ResourceID(object)]
  }

  var id: ResourceID { ResourceID(object) }

  var original: ResourceID { past[0] }

  /// Keeps what it is called now before that changes.
  mutating func remember() {
    let now = id
    if past.last != now { past.append(now) }
  }

  /// Whether it is or was called so, in this namespace.
  func isCalled(_ wanted: ResourceID) -> Bool {
    (past + [id]).contains {
      $0.isSameKind(wanted) && $0.name == wanted.name && $0.effectiveNamespace == wanted.effectiveNamespace
    }
  }
}

/// The objects of a kustomization, in order.
struct BuiltResources {
  var items: [BuiltResource] = []

  /// - Throws: when there is an object of that name already.
  mutating func append(_ resource: BuiltResource) throws(KustomizeError) {
    let id = resource.id
    let isTaken = items.contains {
      let other = $0.id
      return other.isSameKind(id) && other.name == id.name && other.effectiveNamespace == id.effectiveNamespace
    }
    if isTaken { throw KustomizeError("may not add resource with an already registered id: \(id.text)") }
    items.append(resource)
  }

  /// Notes for all objects what changed them, or could have.
  mutating func note(_ change: Provenance) {
    for index in items.indices { items[index].changes.append(change) }
  }

  mutating func append(contentsOf others: BuiltResources) throws(KustomizeError) {
    for resource in others.items { try append(resource) }
  }
}

extension ResourceID {
  /// Kinds outside of namespaces.
  private static let clusterKinds: Set<String> = [
    "APIService", "CSIDriver", "CSINode", "CertificateSigningRequest", "ClusterRole", "ClusterRoleBinding",
    "ComponentStatus", "CustomResourceDefinition", "FlowSchema", "IngressClass", "MutatingWebhookConfiguration",
    "Namespace", "Node", "PersistentVolume", "PriorityClass", "PriorityLevelConfiguration", "RuntimeClass",
    "StorageClass", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding",
    "ValidatingWebhookConfiguration", "VolumeAttachment",
  ]

  private static let ownGroups: Set<String> = [
    "", "apps", "batch", "autoscaling", "policy", "extensions",
  ]

  var isClusterScoped: Bool {
    (Self.ownGroups.contains(group) || group.hasSuffix(".k8s.io")) && Self.clusterKinds.contains(kind)
  }
}
