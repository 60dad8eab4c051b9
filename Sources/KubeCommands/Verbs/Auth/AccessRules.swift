// What a subject may do, from the roles and bindings of the cluster.
import ClusterAPI
import KubeKinds
import KubeObjects

/// Something that is to be done.
struct AccessRequest {
  var verb: String
  var group = ""
  /// With its subresource: `pods/log`.
  var resource = ""
  var name = ""
  /// A path of the API instead of a resource.
  var path: String?
}

struct AccessRules {
  let subject: Subject
  /// Every rule that the subject has, in the namespace asked about.
  let rules: [Value]

  init(_ subject: Subject, namespace: String?, _ api: any ClusterAPI) throws(APIStatus) {
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
    if subject.groups.contains("system:masters") {
      rules.append(["apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]])
      rules.append(["nonResourceURLs": ["*"], "verbs": ["*"]])
    }
    self.rules = rules
  }

  private static func binds(_ binding: Value, _ subject: Subject) -> Bool {
    let namespace = binding[.metadata][.namespace].text
    return binding["subjects"].elements.contains { subject.matches($0, bindingNamespace: namespace) }
  }

  func allow(_ request: AccessRequest) -> Bool { rules.contains { Self.allows($0, request) } }

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
