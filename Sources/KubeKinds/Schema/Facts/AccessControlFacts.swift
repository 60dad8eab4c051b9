// Roles and bindings: rbac.authorization.k8s.io/v1.
// The notation is explained in SchemaNotation.swift.

extension SchemaFacts {
  static let accessControl = """
    group rbac/v1
    AggregationRule
      clusterRoleSelectors [meta/v1.LabelSelector] omitempty list=atomic
    ClusterRole
      kind            string             omitempty
      apiVersion      string             omitempty
      metadata        meta/v1.ObjectMeta omitempty
      rules           [PolicyRule]       list=atomic
      aggregationRule AggregationRule    pointer omitempty
    ClusterRoleBinding
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      subjects   [Subject]          omitempty list=atomic
      roleRef    RoleRef            required
    PolicyRule
      verbs           [string] required list=atomic
      apiGroups       [string] omitempty list=atomic
      resources       [string] omitempty list=atomic
      resourceNames   [string] omitempty list=atomic
      nonResourceURLs [string] omitempty list=atomic
    Role
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      rules      [PolicyRule]       list=atomic
    RoleBinding
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      subjects   [Subject]          omitempty list=atomic
      roleRef    RoleRef            required
    RoleRef
      apiGroup string
      kind     string required
      name     string required
    Subject
      kind      string required
      apiGroup  string omitempty
      name      string required
      namespace string omitempty
    """
}
