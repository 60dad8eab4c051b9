// What the API server does with roles and their bindings.
import KubeObjects

/// Rules of Roles and ClusterRoles.
struct RoleRules: KindRules {
  func prepareForCreate(_ role: inout Value) {}

  func prepareForUpdate(_ role: inout Value, old: Value) {}
}

/// Rules of RoleBindings and ClusterRoleBindings.
struct RoleBindingRules: KindRules {
  static let group: Value = "rbac.authorization.k8s.io"

  func prepareForCreate(_ binding: inout Value) {}

  func prepareForUpdate(_ binding: inout Value, old: Value) {}

  func applyDefaults(_ binding: inout Value) {
    binding.amend(.roleRef) { reference in
      if reference[.apiGroup].text.isEmpty { reference[.apiGroup] = Self.group }
    }
    binding.amendElements(.subjects) { subject in
      if ["User", "Group"].contains(subject[.kind].text) { subject.setDefault(.apiGroup, Self.group) }
    }
  }
}
