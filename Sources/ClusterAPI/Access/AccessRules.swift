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
    subject.isMaster || rules.contains { Self.allows($0, request) }
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
    throw refusal(verb, kind.groupResource, resource, place, name, subject)
  }

  private static func refusal(
    _ verb: String, _ group: GroupResource, _ resource: String, _ place: String, _ name: String, _ subject: Subject
  ) -> APIStatus {
    let scope = place.isEmpty ? "at the cluster scope" : "in the namespace \(GoText.quoted(place))"
    return .forbidden(
      group, name,
      "User \(GoText.quoted(subject.user)) cannot \(verb) resource \(GoText.quoted(resource)) in API group "
        + "\(GoText.quoted(group.group)) \(scope)")
  }

  /// Refuses a path of the API that is no resource to whom no role allows it.
  public static func demand(
    _ verb: String, path: String, of subject: Subject, in cluster: any ClusterAPI
  ) throws(APIStatus) {
    if try AccessRules(subject, namespace: nil, cluster).allow(AccessRequest(verb: verb, path: path)) { return }
    throw APIStatus(
      code: 403, reason: .forbidden,
      message: "forbidden: User \(GoText.quoted(subject.user)) cannot \(verb) path \(GoText.quoted(path))")
  }

  /// Refuses to act in the name of others to whom no role allows it.
  public static func demandImpersonation(
    of other: Subject, groups: [String], by subject: Subject, in cluster: any ClusterAPI
  ) throws(APIStatus) {
    let account = other.account
    try demandImpersonation(
      account == nil ? "users" : "serviceaccounts", account?.name ?? other.user, account?.namespace ?? "", subject,
      cluster)
    for group in groups { try demandImpersonation("groups", group, "", subject, cluster) }
    if !other.uid.isEmpty { try demandImpersonation("uids", other.uid, "", subject, cluster) }
  }

  private static func demandImpersonation(
    _ resource: String, _ name: String, _ place: String, _ subject: Subject, _ cluster: any ClusterAPI
  ) throws(APIStatus) {
    let group = resource == "uids" ? "authentication.k8s.io" : ""
    let request = AccessRequest(verb: "impersonate", group: group, resource: resource, name: name)
    if try AccessRules(subject, namespace: place.isEmpty ? nil : place, cluster).allow(request) { return }
    throw refusal(
      "impersonate", GroupResource(group: group, resource: resource), resource, place, name, subject)
  }
}
