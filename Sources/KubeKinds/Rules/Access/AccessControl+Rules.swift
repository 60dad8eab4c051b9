// What the API server does with roles and their bindings.
import KubeObjects

/// Rules of Roles and ClusterRoles.
struct RoleRules: StatuslessRules {
  func validate(_ role: Value) -> [FieldError] {
    var findings = Findings()
    let isNamespaced = role[.kind] == "Role"
    MetadataValidation.check(role[.metadata], isNamespaced: isNamespaced, NameRules.pathSegment, &findings)
    for (index, rule) in role["rules"].elements.enumerated() {
      checkRule(rule, isNamespaced: isNamespaced, at: FieldPath("rules").index(index), &findings)
    }
    checkAggregation(role["aggregationRule"], &findings)
    return findings.errors
  }

  private func checkAggregation(_ rule: Value, _ findings: inout Findings) {
    if rule.isNull { return }
    let path = FieldPath("aggregationRule.clusterRoleSelectors")
    let selectors = rule["clusterRoleSelectors"].elements
    if selectors.isEmpty {
      findings.required(path, "at least one clusterRoleSelector required if aggregationRule is non-nil")
    }
    for (index, selector) in selectors.enumerated() {
      SelectorValidation.labels(selector, at: path.index(index), &findings)
      if !SelectorValidation.isUsable(selector) {
        findings.invalid(path.index(index), shown: "null", "invalid label selector.")
      }
    }
  }

  private func checkRule(
    _ rule: Value, isNamespaced: Bool, at path: FieldPath, _ findings: inout Findings
  ) {
    if rule["verbs"].elements.isEmpty {
      findings.required(path.child("verbs"), "verbs must contain at least one value")
    }
    if !rule["nonResourceURLs"].elements.isEmpty {
      if isNamespaced {
        findings.invalid(
          path.child("nonResourceURLs"), rule["nonResourceURLs"],
          "namespaced rules cannot apply to non-resource URLs")
      }
      if [Key("apiGroups"), .resources, "resourceNames"].contains(where: { !rule[$0].elements.isEmpty }) {
        findings.invalid(
          path.child("nonResourceURLs"), rule["nonResourceURLs"],
          "rules cannot apply to both regular resources and non-resource URLs")
      }
      return
    }
    if rule["apiGroups"].elements.isEmpty {
      findings.required(path.child("apiGroups"), "resource rules must supply at least one api group")
    }
    if rule[.resources].elements.isEmpty {
      findings.required(path.child("resources"), "resource rules must supply at least one resource")
    }
  }
}

/// Rules of RoleBindings and ClusterRoleBindings.
struct RoleBindingRules: StatuslessRules {
  static let group: Value = "rbac.authorization.k8s.io"

  func applyDefaults(_ binding: inout Value) {
    binding.amend(.roleRef) { reference in
      if reference[.apiGroup].text.isEmpty { reference[.apiGroup] = Self.group }
    }
    binding.amendElements(.subjects) { subject in
      if ["User", "Group"].contains(subject[.kind].text) { subject.setDefault(.apiGroup, Self.group) }
    }
  }

  func validate(_ binding: Value) -> [FieldError] {
    var findings = Findings()
    let isNamespaced = binding[.kind] == "RoleBinding"
    MetadataValidation.check(binding[.metadata], isNamespaced: isNamespaced, NameRules.pathSegment, &findings)
    checkReference(binding[.roleRef], isNamespaced: isNamespaced, &findings)
    for (index, subject) in binding[.subjects].elements.enumerated() {
      checkSubject(subject, isNamespaced: isNamespaced, at: FieldPath("subjects").index(index), &findings)
    }
    return findings.errors
  }

  func validateUpdate(_ binding: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(binding[.metadata], old: old[.metadata], &findings)
    findings.add(validate(binding))
    if binding[.roleRef] != old[.roleRef] {
      findings.invalid(
        FieldPath("roleRef"), shown: GoDump.compact(binding[.roleRef], as: "rbac/v1.RoleRef"),
        "cannot change roleRef")
    }
    return findings.errors
  }

  private func checkReference(_ reference: Value, isNamespaced: Bool, _ findings: inout Findings) {
    let path = FieldPath("roleRef")
    if reference[.apiGroup] != Self.group {
      findings.notSupported(path.child("apiGroup"), reference[.apiGroup], [Self.group.text])
    }
    let kinds = isNamespaced ? ["Role", "ClusterRole"] : ["ClusterRole"]
    if !kinds.contains(reference[.kind].text) {
      findings.notSupported(path.child("kind"), .string(reference[.kind].text), kinds)
    }
    findings.require(reference[.name].text, at: path.child("name"), NameRules.pathSegment)
  }

  private func checkSubject(
    _ subject: Value, isNamespaced: Bool, at path: FieldPath, _ findings: inout Findings
  ) {
    if subject[.name].text.isEmpty { findings.required(path.child("name")) }
    switch subject[.kind].text {
    case "ServiceAccount":
      let name = subject[.name].text
      if !name.isEmpty { findings.check(name, at: path.child("name"), NameRules.dnsSubdomain) }
      if !subject[.apiGroup].text.isEmpty {
        findings.notSupported(path.child("apiGroup"), subject[.apiGroup], [""])
      }
      if !isNamespaced, subject[.namespace].text.isEmpty { findings.required(path.child("namespace")) }
    case "User", "Group":
      if subject[.apiGroup] != Self.group {
        findings.notSupported(path.child("apiGroup"), subject[.apiGroup], [Self.group.text])
      }
    default:
      findings.notSupported(
        path.child("kind"), .string(subject[.kind].text), ["ServiceAccount", "User", "Group"])
    }
  }
}
