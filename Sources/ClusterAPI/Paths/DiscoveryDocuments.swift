// What an API server says about itself: its version, its groups, its kinds.
import KubeKinds
import KubeObjects

/// The documents of `/version`, `/api`, `/apis` and what is below, as values.
public struct DiscoveryDocuments {
  private let catalog: KindCatalog

  public init(_ catalog: KindCatalog) { self.catalog = catalog }

  /// `/`: every path there is, indented whoever asks (`WriteRawJSON` of k8s.io/apiserver).
  public var root: String {
    var paths: Set = [
      "/api", "/api/v1", "/apis", "/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version",
    ]
    for version in Set(catalog.kinds.map(\.groupVersion)) where !version.group.isEmpty {
      paths.formUnion(["/apis/\(version.group)", "/apis/\(version)"])
    }
    let lines = paths.sorted().map { "    \(JSONWriter.write(.string($0)))" }
    return "{\n  \"paths\": [\n\(lines.joined(separator: ",\n"))\n  ]\n}"
  }

  /// `/api`
  public var coreVersions: Value { ["kind": "APIVersions", "versions": ["v1"], "serverAddressByClientCIDRs": []] }

  /// `/apis`
  public var groups: Value {
    var names: [String] = []
    for kind in catalog.kinds where !kind.group.isEmpty && names.last != kind.group { names.append(kind.group) }
    return ["kind": "APIGroupList", "apiVersion": "v1", "groups": .array(names.map(entry))]
  }

  /// `/apis/GROUP`
  public func group(_ name: String) -> Value {
    var document = entry(name)
    document["kind"] = "APIGroup"
    document["apiVersion"] = "v1"
    return document
  }

  /// The versions of a group, the preferred one first.
  private func entry(_ group: String) -> Value {
    var versions: [GroupVersion] = []
    for kind in catalog.kinds where kind.group == group && !versions.contains(kind.groupVersion) {
      versions.append(kind.groupVersion)
    }
    let entries = versions.map { version -> Value in
      ["groupVersion": .string("\(version)"), "version": .string(version.version)]
    }
    return ["name": .string(group), "versions": .array(entries), "preferredVersion": entries.first ?? [:]]
  }

  /// `/api/v1`, `/apis/GROUP/VERSION`
  public func resources(_ version: GroupVersion) -> Value {
    let kinds = catalog.kinds.filter { $0.groupVersion == version }.sorted { $0.plural < $1.plural }
    let resources = kinds.flatMap { kind in [resource(kind)] + kind.subresources.map { subresource($0, of: kind) } }
    var list: Value = [
      "kind": "APIResourceList", "groupVersion": .string("\(version)"), "resources": .array(resources),
    ]
    if !version.group.isEmpty { list["apiVersion"] = "v1" }
    return list
  }

  private func resource(_ kind: Kind) -> Value {
    var resource: Value = [
      "name": .string(kind.plural), "singularName": .string(kind.singular), "namespaced": .bool(kind.isNamespaced),
      "kind": .string(kind.name), "verbs": Self.texts(kind.verbs),
    ]
    if !kind.shortNames.isEmpty { resource["shortNames"] = Self.texts(kind.shortNames) }
    if !kind.categories.isEmpty { resource["categories"] = Self.texts(kind.categories) }
    if kind.verbs.contains("watch") { resource["storageVersionHash"] = .string(storageHash(kind)) }
    return resource
  }

  /// A hash of what the kind is stored as, by which clients see that two kinds are one storage.
  private func storageHash(_ kind: Kind) -> String {
    let stored = catalog.kind(kind.id) ?? kind
    let name = "\(stored.group)/\(stored.groupVersion.version)/\(stored.name)"
    return Base64.encode(SHA256.digest(Array(name.utf8)).prefix(8))
  }

  private func subresource(_ subresource: Kind.Subresource, of kind: Kind) -> Value {
    let shape = SubresourceShape(subresource, kind: kind.name)
    var resource: Value = [
      "name": .string("\(kind.plural)/\(subresource.rawValue)"), "singularName": "",
      "namespaced": .bool(kind.isNamespaced), "kind": .string(shape.kind), "verbs": Self.texts(shape.verbs),
    ]
    if let version = shape.version {
      resource["group"] = .string(version.group)
      resource["version"] = .string(version.version)
    }
    return resource
  }

  private static func texts(_ words: [String]) -> Value { .array(words.map { .string($0) }) }
}

// MARK: Aggregated discovery

extension DiscoveryDocuments {
  /// What can be done with a subresource, in the order of discovery.
  public static func verbs(of subresource: Kind.Subresource) -> [String] {
    SubresourceShape(subresource, kind: "").verbs
  }

  /// The core group, or all others, as `apidiscovery.k8s.io` lists them: every kind of every version.
  public func aggregated(ofCore: Bool) -> [Value] {
    var versions: [GroupVersion] = []
    for kind in catalog.kinds where kind.group.isEmpty == ofCore && !versions.contains(kind.groupVersion) {
      versions.append(kind.groupVersion)
    }
    var groups: [String] = []
    for version in versions where !groups.contains(version.group) { groups.append(version.group) }
    return groups.map { group in
      let entries = versions.filter { $0.group == group }.map { version -> Value in
        let kinds = catalog.kinds.filter { $0.groupVersion == version }.sorted { $0.plural < $1.plural }
        return [
          "version": .string(version.version), "freshness": "Current", "resources": .array(kinds.map(aggregated)),
        ]
      }
      return ["metadata": group.isEmpty ? [:] : ["name": .string(group)], "versions": .array(entries)]
    }
  }

  private func aggregated(_ kind: Kind) -> Value {
    var resource: Value = [
      "resource": .string(kind.plural), "singularResource": .string(kind.singular), "verbs": Self.texts(kind.verbs),
      "scope": kind.isNamespaced ? "Namespaced" : "Cluster", "responseKind": Self.kind(kind.groupVersion, kind.name),
    ]
    if !kind.shortNames.isEmpty { resource["shortNames"] = Self.texts(kind.shortNames) }
    if !kind.categories.isEmpty { resource["categories"] = Self.texts(kind.categories) }
    if !kind.subresources.isEmpty {
      resource["subresources"] = .array(
        kind.subresources.map { subresource in
          let shape = SubresourceShape(subresource, kind: kind.name)
          return [
            "subresource": .string(subresource.rawValue), "verbs": Self.texts(shape.verbs),
            "responseKind": Self.kind(shape.version ?? kind.groupVersion, shape.kind),
          ]
        })
    }
    return resource
  }

  private static func kind(_ version: GroupVersion, _ name: String) -> Value {
    ["group": .string(version.group), "version": .string(version.version), "kind": .string(name)]
  }
}

/// What a subresource takes and answers.
private struct SubresourceShape {
  let kind: String
  /// The version of the kind, where it is another than the resource's.
  var version: GroupVersion?
  let verbs: [String]

  init(_ subresource: Kind.Subresource, kind: String) {
    let changing = ["get", "patch", "update"]
    switch subresource {
    case .status, .ephemeralcontainers, .resize: self.init(kind, changing)
    case .scale: self.init("Scale", changing, GroupVersion(group: "autoscaling", version: "v1"))
    case .eviction: self.init("Eviction", ["create"], GroupVersion(group: "policy", version: "v1"))
    case .binding: self.init("Binding", ["create"])
    case .log: self.init(kind, ["get"])
    case .exec: self.init("PodExecOptions", ["create", "get"])
    case .attach: self.init("PodAttachOptions", ["create", "get"])
    case .portforward: self.init("PodPortForwardOptions", ["create", "get"])
    case .proxy: self.init("\(kind)ProxyOptions", ["create", "delete", "get", "patch", "update"])
    case .token: self.init("TokenRequest", ["create"], GroupVersion(group: "authentication.k8s.io", version: "v1"))
    case .finalize: self.init(kind, ["update"])
    }
  }

  private init(_ kind: String, _ verbs: [String], _ version: GroupVersion? = nil) {
    self.kind = kind
    self.verbs = verbs
    self.version = version
  }
}
