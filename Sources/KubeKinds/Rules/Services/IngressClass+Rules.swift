// What the API server does with IngressClasses (pkg/apis/networking/validation).
import KubeObjects

struct IngressClassRules: KindRules {
  var tracksGeneration: Bool { true }

  func prepareForCreate(_ ingressClass: inout Value) {}

  func prepareForUpdate(_ ingressClass: inout Value, old: Value) {}

  func validate(_ ingressClass: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(ingressClass[.metadata], isNamespaced: false, NameRules.dnsSubdomain, &findings)
    checkSpec(ingressClass[.spec], &findings)
    return findings.errors
  }

  func validateUpdate(_ ingressClass: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(ingressClass[.metadata], old: old[.metadata], &findings)
    findings.immutable(
      ingressClass[.spec][.controller], old[.spec][.controller], at: FieldPath("spec.controller"))
    checkSpec(ingressClass[.spec], &findings)
    return findings.errors
  }

  private static let longestController = 250

  private func checkSpec(_ spec: Value, _ findings: inout Findings) {
    let path = FieldPath("spec")
    let controller = spec[.controller].text
    if controller.utf8.count > Self.longestController {
      findings.add(.tooLong(path.child("controller"), maximum: Self.longestController))
    }
    checkController(controller, at: path.child("controller"), &findings)
    if !spec["parameters"].isNull { checkParameters(spec["parameters"], at: path.child("parameters"), &findings) }
  }

  /// A domain, a slash, and a path: `example.com/ingress`.
  private func checkController(_ name: String, at path: FieldPath, _ findings: inout Findings) {
    if name.isEmpty { return findings.required(path) }
    let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      return findings.invalid(
        path, .string(name), #"must be a domain-prefixed path (such as "acme.io/foo")"#)
    }
    for complaint in NameRules.dnsSubdomain(parts[0]) { findings.invalid(path, .string(parts[0]), complaint) }
  }

  private func checkParameters(_ parameters: Value, at path: FieldPath, _ findings: inout Findings) {
    if let group = parameters[.apiGroup].string, !group.isEmpty {
      findings.check(group, at: path.child("apiGroup"), NameRules.dnsSubdomain)
    }
    for key in ["kind", "name"] {
      let text = parameters[Key(key)].text
      if text.isEmpty {
        findings.required(path.child(key), "\(key) is required")
      } else {
        findings.check(text, at: path.child(key), NameRules.pathSegment)
      }
    }
    let scope = parameters["scope"].text
    findings.oneOf(["Cluster", "Namespace"], scope, at: path.child("scope"))
    let namespace = parameters[.namespace]
    if scope == "Namespace" {
      if namespace.text.isEmpty {
        findings.required(path.child("namespace"), "`parameters.scope` is set to 'Namespace'")
      } else {
        findings.check(namespace.text, at: path.child("namespace"), NameRules.dnsLabel)
      }
    } else if !namespace.isNull {
      findings.forbidden(path.child("namespace"), "`parameters.scope` is set to 'Cluster'")
    }
  }
}
