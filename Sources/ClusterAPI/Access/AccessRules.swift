// What a subject may do, from the roles and bindings of the cluster.
import KubeKinds
import KubeObjects

/// Something that is to be done.
public struct AccessRequest: Sendable {
  public var verb: String
  public var group = ""
  /// With its subresource: `pods/log`.
  public var resource = ""
  public var name = ""
  /// A path of the API instead of a resource.
  public var path: String?

  public init(verb: String, group: String = "", resource: String = "", name: String = "", path: String? = nil) {
    self.verb = verb
    self.group = group
    self.resource = resource
    self.name = name
    self.path = path
  }
}

/// The rules that a subject has in a namespace, or in the whole cluster.
public struct AccessRules {
  let subject: Subject
  /// Every rule that the subject has, in the namespace asked about.
  public let rules: [Value]

  public init(_ subject: Subject, namespace: String?, _ api: any ClusterAPI) throws(APIStatus) {
    self.subject = subject
    let catalog = api.catalog
    let group = "rbac.authorization.k8s.io"
    let list = { (name: String, namespace: String?) throws(APIStatus) -> [Value] in
      guard let kind = catalog.kind(group: group, name: name) else { return [] }
      return try api.list(kind, namespace: namespace, ListOptions()).items
    }
    var rules: [Value] = []
    let clusterRoles = try list("ClusterRole", nil)
    for binding in try list("ClusterRoleBinding", nil) where Self.binds(binding, subject) {
      rules += clusterRoles.first { $0[.metadata][.name] == binding["roleRef"][.name] }?["rules"].elements ?? []
    }
    if let namespace {
      let roles = try list("Role", namespace)
      for binding in try list("RoleBinding", namespace) where Self.binds(binding, subject) {
        let source = binding["roleRef"][.kind].text == "Role" ? roles : clusterRoles
        rules += source.first { $0[.metadata][.name] == binding["roleRef"][.name] }?["rules"].elements ?? []
      }
    }
    self.rules = rules
  }

  private static func binds(_ binding: Value, _ subject: Subject) -> Bool {
    let namespace = binding[.metadata][.namespace].text
    return binding["subjects"].elements.contains { subject.matches($0, bindingNamespace: namespace) }
  }

  /// Whoever belongs to `system:masters` may do everything, whatever roles there are.
  public func allow(_ request: AccessRequest) -> Bool {
    subject.groups.contains("system:masters") || rules.contains { Self.allows($0, request) }
  }

  private static func allows(_ rule: Value, _ request: AccessRequest) -> Bool {
    guard has(rule["verbs"], request.verb) else { return false }
    if let path = request.path {
      return rule["nonResourceURLs"].elements.contains { url in
        url.text == "*" || url.text == path
          || (url.text.hasSuffix("*") && path.hasPrefix(String(url.text.dropLast())))
      }
    }
    let isNamed = rule["resourceNames"].isEmpty || has(rule["resourceNames"], request.name)
    return has(rule["apiGroups"], request.group) && isNamed && coversResource(rule, request.resource)
  }

  private static func coversResource(_ rule: Value, _ resource: String) -> Bool {
    if has(rule["resources"], resource) { return true }
    guard let slash = resource.firstIndex(of: "/") else { return false }
    return rule["resources"].elements.contains { $0.text == "*" + resource[slash...] }
  }

  private static func has(_ list: Value, _ word: String) -> Bool {
    list.elements.contains { $0.text == word || $0.text == "*" }
  }
}

// MARK: Refusing

extension AccessRules {
  /// Refuses what a subject may not do, in the words of the API server's authorizer.
  public static func demand(
    _ verb: String, _ kind: Kind, _ namespace: String?, _ name: String, _ subresource: String,
    of subject: Subject, in cluster: any ClusterAPI
  ) throws(APIStatus) {
    // A namespace lies within itself.
    let place = kind.isNamespaced ? namespace ?? "" : kind.id == .namespace ? name : ""
    let resource = kind.plural + (subresource.isEmpty ? "" : "/\(subresource)")
    let request = AccessRequest(verb: verb, group: kind.group, resource: resource, name: name)
    if try AccessRules(subject, namespace: place.isEmpty ? nil : place, cluster).allow(request) { return }
    let scope = place.isEmpty ? "at the cluster scope" : "in the namespace \(GoText.quoted(place))"
    throw .forbidden(
      kind.groupResource, name,
      "User \(GoText.quoted(subject.user)) cannot \(verb) resource \(GoText.quoted(resource)) in API group "
        + "\(GoText.quoted(kind.group)) \(scope)")
  }
}
