// A registry as tests need it: a namespace with its service account, at a fixed instant, from a fixed seed.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// An API server without controllers.
struct TestCluster {
  let registry: Registry

  init(namespaces: [String] = ["default"]) throws {
    let clock = VirtualClock(now: Instant(unixSeconds: 1_795_240_800))
    registry = Registry(store: Store(clock: clock), mint: Mint(chance: Chance(seed: 7)))
    for name in namespaces {
      try create(["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": .string(name)]])
      try create(
        ["apiVersion": "v1", "kind": "ServiceAccount", "metadata": ["name": "default"]], namespace: name)
    }
  }

  /// The kind an object says it is.
  func kind(of object: Value) -> Kind {
    guard let kind = registry.catalog.kind(apiVersion: object["apiVersion"].text, name: object["kind"].text)
    else { preconditionFailure("no kind \(object["kind"].text) in \(object["apiVersion"].text)") }
    return kind
  }

  @discardableResult
  func create(
    _ object: Value, namespace: String = "default", _ options: WriteOptions = WriteOptions()
  ) throws(APIStatus) -> Value {
    try registry.create(kind(of: object), namespace: namespace, object, options).object
  }

  /// Creates the objects of a text of YAML documents.
  func apply(_ text: String) throws {
    for document in try ManifestReader.all(text) { try create(document.value) }
  }

  func update(_ object: Value, subresource: Kind.Subresource? = nil) throws(APIStatus) -> Value {
    try registry.update(
      kind(of: object), namespace: object["metadata"]["namespace"].text, object, subresource: subresource
    ).object
  }
}

extension TestCluster {
  /// What is said of a merge patch of an object of the namespace `default`.
  func findingsOfPatch(
    _ kind: String, _ name: String, _ patch: String, subresource: Kind.Subresource? = nil
  ) throws -> [String] {
    let body = try YAMLReader.read(patch)
    let found = registry.catalog.kinds.first { $0.name == kind }
    guard let kind = found else { preconditionFailure("no kind \(kind)") }
    return Refusal.findings { () throws(APIStatus) in
      try registry.patch(
        kind, namespace: kind.isNamespaced ? "default" : "", name: name, Patch(.merge, body),
        subresource: subresource
      ).object
    }
  }
}
