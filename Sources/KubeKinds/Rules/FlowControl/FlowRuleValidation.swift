// What is wrong with a rule of a FlowSchema: whose requests it means, and which of them.
import KubeObjects

enum FlowRuleValidation {
  private static let verbs = [
    "create", "delete", "deletecollection", "get", "list", "patch", "proxy", "update", "watch",
  ]

  static func check(_ rule: Value, at path: FieldPath, _ findings: inout Findings) {
    let subjects = rule["subjects"].elements
    if subjects.isEmpty {
      findings.required(path.child("subjects"), "subjects must contain at least one value")
    }
    for (index, subject) in subjects.enumerated() {
      self.subject(subject, at: path.child("subjects").index(index), &findings)
    }
    let (resources, others) = (rule["resourceRules"].elements, rule["nonResourceRules"].elements)
    if resources.isEmpty, others.isEmpty {
      findings.required(path, "at least one of resourceRules and nonResourceRules has to be non-empty")
    }
    for (index, rule) in resources.enumerated() {
      resourceRule(rule, at: path.child("resourceRules").index(index), &findings)
    }
    for (index, rule) in others.enumerated() {
      otherRule(rule, at: path.child("nonResourceRules").index(index), &findings)
    }
  }

  // MARK: Subjects

  private static let fields: [(kind: String, key: Key)] = [
    ("ServiceAccount", "serviceAccount"), ("User", "user"), ("Group", "group"),
  ]

  private static func subject(_ subject: Value, at path: FieldPath, _ findings: inout Findings) {
    guard let own = fields.first(where: { $0.kind == subject[.kind].text }) else {
      return findings.notSupported(path.child("kind"), subject[.kind], ["Group", "ServiceAccount", "User"])
    }
    named(subject[own.key], own.kind, own.key, at: path.child(own.key.text), &findings)
    for field in fields where field.kind != own.kind && !subject[field.key].isNull {
      findings.forbidden(
        path.child(field.key.text), "\(field.key) is forbidden when subject kind is not '\(field.kind)'")
    }
  }

  private static func named(
    _ subject: Value, _ kind: String, _ key: Key, at path: FieldPath, _ findings: inout Findings
  ) {
    if subject.isNull { return findings.required(path, "\(key) is required when subject kind is '\(kind)'") }
    let name = subject[.name].text
    if name.isEmpty { findings.required(path.child("name")) }
    guard kind == "ServiceAccount" else { return }
    if !name.isEmpty, name != "*" { findings.check(name, at: path.child("name"), NameRules.dnsSubdomain) }
    let namespace = subject[.namespace].text
    if namespace.isEmpty {
      findings.required(path.child("namespace"), "must specify namespace for service account")
    } else {
      findings.check(namespace, at: path.child("namespace"), NameRules.dnsLabel)
    }
  }

  // MARK: Requests

  private static func resourceRule(_ rule: Value, at path: FieldPath, _ findings: inout Findings) {
    checkVerbs(rule["verbs"], at: path.child("verbs"), &findings)
    list(
      rule["apiGroups"], "api groups", missing: "resource rules must supply at least one api group",
      at: path.child("apiGroups"), &findings)
    list(
      rule["resources"], "resources", missing: "resource rules must supply at least one resource",
      at: path.child("resources"), &findings)
    let namespaces = rule["namespaces"]
    let namespacesPath = path.child("namespaces")
    let missing = "resource rules that are not cluster scoped must supply at least one namespace"
    if namespaces.elements.isEmpty, rule["clusterScope"].isTrue { return }
    list(namespaces, "namespaces", missing: missing, at: namespacesPath, &findings)
    if namespaces.elements.contains("*") { return }
    for (index, name) in namespaces.elements.enumerated() {
      for complaint in NameRules.dnsLabel(name.text) {
        findings.invalid(
          namespacesPath.index(index), name, "each member of this list must be '*' or a DNS-1123 label; " + complaint)
      }
    }
  }

  private static func otherRule(_ rule: Value, at path: FieldPath, _ findings: inout Findings) {
    checkVerbs(rule["verbs"], at: path.child("verbs"), &findings)
    let (urls, urlsPath) = (rule["nonResourceURLs"], path.child("nonResourceURLs"))
    list(
      urls, "non-resource URLs", missing: "nonResourceURLs must contain at least one value", at: urlsPath, &findings)
    if urls.elements.contains("*") { return }
    for (index, url) in urls.elements.enumerated() {
      if let complaint = complaint(url: url.text) { findings.invalid(urlsPath.index(index), url, complaint) }
    }
  }

  private static func checkVerbs(_ given: Value, at path: FieldPath, _ findings: inout Findings) {
    list(given, "verbs", missing: "verbs must contain at least one value", at: path, &findings)
    if given.elements.contains("*") || given.elements.allSatisfy({ verbs.contains($0.text) }) { return }
    findings.notSupported(path, given, verbs)
  }

  /// A list that is not empty, and in which `*` stands alone.
  private static func list(
    _ list: Value, _ name: String, missing: String, at path: FieldPath, _ findings: inout Findings
  ) {
    if list.elements.isEmpty { return findings.required(path, missing) }
    if list.elements.count > 1, list.elements.contains("*") {
      findings.invalid(path, list, "if '*' is present, must not specify other \(name)")
    }
  }

  private static func complaint(url: String) -> String? {
    if url.isEmpty { return "must not be empty" }
    if url == "/" { return nil }
    if !url.hasPrefix("/") { return "must start with slash" }
    if url.contains(" ") { return "must not contain white-space" }
    if url.contains("//") { return "must not contain double slash" }
    let stars = url.filter { $0 == "*" }.count
    return stars > 1 || (stars == 1 && !url.hasSuffix("/*")) ? "wildcard can only do suffix matching" : nil
  }
}
