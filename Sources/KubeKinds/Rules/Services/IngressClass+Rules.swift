// What the API server does with IngressClasses (pkg/apis/networking/validation).
import KubeObjects

struct IngressClassRules: StatuslessRules {
  var tracksGeneration: Bool { true }

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
    findings.domainPath(controller, at: path.child("controller"))
    if !spec["parameters"].isNull { checkParameters(spec["parameters"], at: path.child("parameters"), &findings) }
  }

  private func checkParameters(_ parameters: Value, at path: FieldPath, _ findings: inout Findings) {
    NetworkValidation.resource(parameters, at: path, &findings)
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
