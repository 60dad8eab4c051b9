// The roles and bindings that every cluster has before anybody makes one
// (plugin/pkg/auth/authorizer/rbac/bootstrappolicy), as far as people grant them.
import KubeKinds
import KubeObjects

/// The roles that people are granted, and what everybody may do.
enum BootstrapRoles {
  static let all: [(kind: KindID, object: Value)] =
    roles.map { (.clusterRole, $0) } + bindings.map { (.clusterRoleBinding, $0) }

  private static let everyVerb = ["*"]
  private static let reading = ["get", "list", "watch"]
  private static let writing = ["create", "delete", "deletecollection", "patch", "update"]

  private static func rule(_ groups: [String], _ resources: [String], _ verbs: [String]) -> Value {
    ["apiGroups": list(groups), "resources": list(resources), "verbs": list(verbs)]
  }

  private static func paths(_ paths: [String], _ verbs: [String]) -> Value {
    ["nonResourceURLs": list(paths), "verbs": list(verbs)]
  }

  private static func list(_ texts: [String]) -> Value { .array(texts.map { .string($0) }) }

  private static func role(_ name: String, _ rules: [Value]) -> Value {
    [.metadata: metadata(name), "rules": .array(rules)]
  }

  private static func metadata(_ name: String) -> Value {
    [
      .annotations: ["rbac.authorization.kubernetes.io/autoupdate": "true"],
      .labels: ["kubernetes.io/bootstrapping": "rbac-defaults"], .name: .string(name),
    ]
  }

  private static func binding(_ name: String, _ role: String, _ groups: [String]) -> Value {
    [
      .metadata: metadata(name),
      "roleRef": ["apiGroup": "rbac.authorization.k8s.io", .kind: "ClusterRole", .name: .string(role)],
      "subjects": .array(
        groups.map { ["apiGroup": "rbac.authorization.k8s.io", .kind: "Group", .name: .string($0)] }),
    ]
  }
}

// MARK: What roles may do

extension BootstrapRoles {
  private static let roles = [
    role("cluster-admin", [rule(["*"], ["*"], everyVerb), paths(["*"], everyVerb)]),
    role("admin", adminRules),
    role("edit", editRules),
    role("view", viewRules),
    role(
      "system:basic-user",
      [
        rule(["authorization.k8s.io"], ["selfsubjectaccessreviews", "selfsubjectrulesreviews"], ["create"]),
        rule(["authentication.k8s.io"], ["selfsubjectreviews"], ["create"]),
      ]),
    role(
      "system:discovery",
      [
        paths(
          ["/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez", "/openapi", "/openapi/*", "/readyz", "/version",
            "/version/"], ["get"])
      ]),
    role("system:public-info-viewer", [paths(["/healthz", "/livez", "/readyz", "/version", "/version/"], ["get"])]),
  ]

  private static let bindings = [
    binding("cluster-admin", "cluster-admin", ["system:masters"]),
    binding("system:basic-user", "system:basic-user", ["system:authenticated"]),
    binding("system:discovery", "system:discovery", ["system:authenticated"]),
    binding(
      "system:public-info-viewer", "system:public-info-viewer", ["system:authenticated", "system:unauthenticated"]),
  ]

  private static let adminRules =
    [
      rule(["rbac.authorization.k8s.io"], ["rolebindings", "roles"], writing + reading),
      rule(["authorization.k8s.io"], ["localsubjectaccessreviews"], ["create"]),
    ] + editRules

  /// What may be changed within a namespace: everything but its roles, quotas and itself.
  private static let editRules =
    [
      rule(
        [""], ["pods/attach", "pods/exec", "pods/portforward", "pods/proxy", "secrets", "services/proxy"], reading),
      rule([""], ["serviceaccounts"], ["impersonate"]),
      rule(
        [""], ["pods", "pods/attach", "pods/exec", "pods/portforward", "pods/proxy"], writing),
      rule([""], ["pods/eviction"], ["create"]),
      rule(
        [""],
        ["configmaps", "events", "persistentvolumeclaims", "replicationcontrollers", "replicationcontrollers/scale",
          "secrets", "serviceaccounts", "services", "services/proxy"], writing),
      rule([""], ["serviceaccounts/token"], ["create"]),
      rule(["apps"], workloads.filter { !$0.hasSuffix("/status") && $0 != "controllerrevisions" }, writing),
      rule(["autoscaling"], ["horizontalpodautoscalers"], writing),
      rule(["batch"], ["cronjobs", "jobs"], writing),
      rule(["networking.k8s.io"], ["ingresses", "networkpolicies"], writing),
      rule(["policy"], ["poddisruptionbudgets"], writing),
      rule(["coordination.k8s.io"], ["leases"], writing + reading),
    ] + viewRules

  /// What may be looked at within a namespace: everything but secrets and roles.
  private static let viewRules = [
    rule(
      [""],
      ["configmaps", "endpoints", "persistentvolumeclaims", "persistentvolumeclaims/status", "pods",
        "replicationcontrollers", "replicationcontrollers/scale", "serviceaccounts", "services", "services/status"],
      reading),
    rule(
      [""],
      ["bindings", "events", "limitranges", "namespaces/status", "pods/log", "pods/status",
        "replicationcontrollers/status", "resourcequotas", "resourcequotas/status"], reading),
    rule([""], ["namespaces"], reading),
    rule(["discovery.k8s.io"], ["endpointslices"], reading),
    rule(["apps"], workloads, reading),
    rule(["autoscaling"], ["horizontalpodautoscalers", "horizontalpodautoscalers/status"], reading),
    rule(["batch"], ["cronjobs", "cronjobs/status", "jobs", "jobs/status"], reading),
    rule(["policy"], ["poddisruptionbudgets", "poddisruptionbudgets/status"], reading),
    rule(["networking.k8s.io"], ["ingresses", "ingresses/status", "networkpolicies"], reading),
  ]

  private static let workloads = [
    "controllerrevisions", "daemonsets", "daemonsets/status", "deployments", "deployments/scale",
    "deployments/status", "replicasets", "replicasets/scale", "replicasets/status", "statefulsets",
    "statefulsets/scale", "statefulsets/status",
  ]
}
