// `kubectl create role` and `kubectl create clusterrole`
import ClusterAPI
import KubeKinds
import KubeObjects

enum CreateRole {
  static let verbs = Flag(list: "verb", help: "What may be done; may be repeated.")
  static let resources = Flag(
    list: "resource", help: "What it may be done to, as resource, resource.group or resource/subresource.")
  static let names = Flag(each: "resource-name", help: "The objects it is limited to; may be repeated.")
  static let urls = Flag(list: "non-resource-url", help: "Paths of the API that are no resources; may be repeated.")
  static let aggregation = Flag(
    map: "aggregation-rule", help: "The labels of cluster roles that this one is made of, as key=value,key=value.")

  static let command = FlagCreation(
    name: "role",
    usage: "NAME --verb=verb --resource=resource.group/subresource [--resource-name=resourcename] "
      + "[--dry-run=server|client|none]",
    help: CommandHelp(
      "Create a role", "Creates a Role: what may be done to objects of one namespace.",
      examples: [
        Example("Reading pods", "kubectl create role reader --verb=get,list,watch --resource=pods"),
        Example("Scaling one set",
          "kubectl create role scaler --verb=patch --resource=statefulsets.apps/scale --resource-name=web"),
      ]),
    flags: [verbs, resources, names]
  ) { name, line, context in
    let rules = try PolicyRules(line, context)
    if line[verbs].isEmpty { throw CommandError.text("at least one verb must be specified") }
    if line[resources].isEmpty { throw CommandError.text("at least one resource must be specified") }
    var object = Value.object("rbac.authorization.k8s.io/v1", "Role", name)
    object["rules"] = .array(try rules.made())
    return object
  }.command

  static let clusterCommand = FlagCreation(
    name: "clusterrole",
    usage: "NAME --verb=verb --resource=resource.group [--resource-name=resourcename] [--dry-run=server|client|none]",
    help: CommandHelp(
      "Create a cluster role", "Creates a ClusterRole: what may be done in any namespace, or to what has none.",
      examples: [
        Example("Reading nodes", "kubectl create clusterrole nodes --verb=get,list --resource=nodes"),
        Example("Reading a path", "kubectl create clusterrole logs --verb=get --non-resource-url=/logs/*"),
      ]),
    flags: [verbs, resources, names, urls, aggregation]
  ) { name, line, context in
    var object = Value.object("rbac.authorization.k8s.io/v1", "ClusterRole", name)
    if !line[aggregation].isEmpty {
      guard line[verbs].isEmpty, line[resources].isEmpty, line[names].isEmpty, line[urls].isEmpty else {
        throw CommandError.text(
          "aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames")
      }
      object["rules"] = .null
      let labels = line[aggregation].map { pair -> (String, String) in
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        return (parts[0], parts.count > 1 ? parts[1] : "")
      }
      object["aggregationRule"] = ["clusterRoleSelectors": [["matchLabels": Value(labels)]]]
      return object
    }
    if line[verbs].isEmpty { throw CommandError.text("at least one verb must be specified") }
    if line[resources].isEmpty, line[urls].isEmpty {
      throw CommandError.text("one of resource or nonResourceURL must be specified")
    }
    var made = line[resources].isEmpty ? [] : try PolicyRules(line, context).made()
    if !line[urls].isEmpty {
      try checkPaths(line)
      let verbs = line[verbs].contains("*") ? ["*"] : PolicyRules.distinct(line[verbs])
      made.append(["nonResourceURLs": .strings(line[urls]), "verbs": .strings(verbs)])
    }
    object["rules"] = .array(made)
    return object
  }.command
}

extension CreateRole {
  private static let verbsOfPaths = ["*", "get", "post", "put", "delete", "patch", "head", "options"]

  /// What may be said of paths that are no resources.
  fileprivate static func checkPaths(_ line: CommandLine) throws(CommandError) {
    for verb in line[verbs] where !verbsOfPaths.contains(verb) {
      throw .text("invalid verb: '\(verb)' for nonResourceURL")
    }
    for path in line[urls] where path != "*" {
      if !path.hasPrefix("/") { throw .text("nonResourceURL should start with /") }
      if path.dropLast().contains("*") {
        throw .text("nonResourceURL only supports wildcard matches when '*' is at the end")
      }
    }
  }
}

/// Rules from `--verb`, `--resource` and `--resource-name`.
private struct PolicyRules {
  private struct Target {
    var group: String
    var resource: String
  }

  private let verbs: [String]
  private let targets: [Target]
  private let names: [String]

  init(_ line: CommandLine, _ context: CommandContext) throws(CommandError) {
    verbs = line[CreateRole.verbs].contains("*") ? ["*"] : Self.distinct(line[CreateRole.verbs])
    names = Self.distinct(line[CreateRole.names])
    for verb in verbs where !Self.usual.contains(verb) {
      context.errors.write("Warning: '\(verb)' is not a standard resource verb\n")
    }
    var targets: [Target] = []
    for text in line[CreateRole.resources] {
      if text == "*" {
        targets = [Target(group: "", resource: "*")]
        break
      }
      targets.append(try Self.target(text, verbs, context))
    }
    self.targets = targets
  }

  private static let usual = [
    "*", "get", "delete", "list", "create", "update", "patch", "watch", "proxy", "deletecollection", "use", "bind",
    "escalate", "impersonate", "approve", "sign", "attest",
  ]

  fileprivate static func distinct(_ words: [String]) -> [String] {
    var seen: Set<String> = []
    return words.filter { seen.insert($0).inserted }
  }

  private static func target(
    _ text: String, _ verbs: [String], _ context: CommandContext
  ) throws(CommandError) -> Target {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let words = parts[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    if words[0].isEmpty { throw .text("resource must be specified if apiGroup/subresource specified") }
    let suffix = parts.count > 1 && !parts[1].isEmpty ? "/\(parts[1])" : ""
    if words[0] == "*" { return Target(group: words.count > 1 ? words[1] : "", resource: "*\(suffix)") }
    let kind = try? KindNames.kind(parts[0], in: context.api.catalog)
    let group = kind?.group ?? (words.count > 1 ? words[1] : "")
    let isSpecial = try checkSpecial(verbs, kind?.plural ?? words[0], group)
    if kind == nil, !isSpecial { throw .unknownResource(words[0], group: group) }
    return Target(group: group, resource: (kind?.plural ?? words[0]) + suffix)
  }

  /// Resources on which alone some verbs mean something. Those of `use` are gone.
  private static let special: [String: [String]] = [
    "use": [],
    "bind": ["roles.rbac.authorization.k8s.io", "clusterroles.rbac.authorization.k8s.io"],
    "escalate": ["roles.rbac.authorization.k8s.io", "clusterroles.rbac.authorization.k8s.io"],
    "impersonate": ["users.", "serviceaccounts.", "groups.", "userextras.authentication.k8s.io"],
  ]

  /// Whether a verb is one of those, and the resource one of its own.
  private static func checkSpecial(
    _ verbs: [String], _ resource: String, _ group: String
  ) throws(CommandError) -> Bool {
    var isSpecial = false
    for verb in verbs {
      guard let resources = special[verb] else { continue }
      guard resources.contains("\(resource).\(group)") else {
        throw .text("can not perform '\(verb)' on '\(resource)' in group '\(group)'")
      }
      isSpecial = true
    }
    return isSpecial
  }

  /// One rule for each group, in the order of their names.
  func made() throws(CommandError) -> [Value] {
    var groups: [String] = []
    for target in targets where !groups.contains(target.group) { groups.append(target.group) }
    return groups.sorted().map { group in
      var rule: Value = [
        "apiGroups": [.string(group)], "verbs": .strings(verbs),
        "resources": .strings(targets.filter { $0.group == group }.map(\.resource)),
      ]
      if !names.isEmpty { rule["resourceNames"] = .strings(names) }
      return rule
    }
  }
}

// MARK: Bindings

enum CreateBinding {
  static let clusterRole = Flag(text: "clusterrole", help: "The cluster role to bind.")
    .completing(.names(of: "clusterroles"))
  static let role = Flag(text: "role", help: "The role to bind.").completing(.names(of: "roles"))
  static let users = Flag(each: "user", help: "A user to bind it to; may be repeated.")
  static let groups = Flag(each: "group", help: "A group to bind it to; may be repeated.")
  static let accounts = Flag(
    each: "serviceaccount", help: "A service account to bind it to, as namespace:name; may be repeated.")

  static let command = FlagCreation(
    name: "rolebinding",
    usage: "NAME --clusterrole=NAME|--role=NAME [--user=username] [--group=groupname] "
      + "[--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]",
    help: CommandHelp(
      "Create a role binding", "Creates a RoleBinding: who may do, in one namespace, what a role says.",
      examples: [
        Example("Bind a role to a user", "kubectl create rolebinding ann-reads --role=reader --user=ann")
      ]),
    flags: [clusterRole, role, users, groups, accounts], failure: "failed to create rolebinding: "
  ) { name, line, _ in
    guard line[clusterRole].isEmpty != line[role].isEmpty else {
      throw CommandError.text("exactly one of clusterrole or role must be specified")
    }
    return try binding("RoleBinding", name, line)
  }.command

  static let clusterCommand = FlagCreation(
    name: "clusterrolebinding",
    usage: "NAME --clusterrole=NAME [--user=username] [--group=groupname] "
      + "[--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]",
    help: CommandHelp(
      "Create a cluster role binding",
      "Creates a ClusterRoleBinding: who may do, everywhere, what a cluster role says.",
      examples: [
        Example("Make a user an administrator",
          "kubectl create clusterrolebinding ann-admin --clusterrole=cluster-admin --user=ann")
      ]),
    flags: [clusterRole.required, users, groups, accounts], failure: "failed to create clusterrolebinding: "
  ) { name, line, _ in
    try binding("ClusterRoleBinding", name, line)
  }.command

  private static let group = "rbac.authorization.k8s.io"

  private static func binding(_ kind: String, _ name: String, _ line: CommandLine) throws(CommandError) -> Value {
    let subjects = try Subjects.values(users: line[users], groups: line[groups], accounts: line[accounts])
    let isRole = line[clusterRole].isEmpty
    var object = Value.object("\(group)/v1", kind, name)
    object["roleRef"] = [
      "apiGroup": .string(group), "kind": isRole ? "Role" : "ClusterRole",
      "name": .string(isRole ? line[role] : line[clusterRole]),
    ]
    if !subjects.isEmpty { object["subjects"] = .array(subjects) }
    return object
  }
}
