// What the API server does with bindings of admission policies (pkg/apis/admissionregistration/validation).
import KubeObjects

struct AdmissionPolicyBindingRules: StatuslessRules {
  /// Whether the policies change objects; otherwise they refuse some.
  let mutates: Bool

  var tracksGeneration: Bool { true }

  func applyDefaults(_ binding: inout Value) {
    binding[.spec].amend("matchResources", MatchedResources.applyDefaults)
  }

  func validate(_ binding: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(binding[.metadata], isNamespaced: false, NameRules.dnsSubdomain, &findings)
    check(binding[.spec], at: FieldPath("spec"), &findings)
    return findings.errors
  }

  func validateUpdate(_ binding: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(binding[.metadata], old: old[.metadata], &findings)
    check(binding[.spec], at: FieldPath("spec"), &findings)
    return findings.errors
  }

  private func check(_ spec: Value, at path: FieldPath, _ findings: inout Findings) {
    findings.require(spec["policyName"].text, at: path.child("policyName"), NameRules.dnsSubdomain)
    if !spec["paramRef"].isNull { parameters(spec["paramRef"], at: path.child("paramRef"), &findings) }
    if !spec["matchResources"].isNull {
      MatchedResources.check(spec["matchResources"], at: path.child("matchResources"), &findings)
    }
    if !mutates { actions(spec["validationActions"].elements, at: path.child("validationActions"), &findings) }
  }

  private func parameters(_ reference: Value, at path: FieldPath, _ findings: inout Findings) {
    let (name, selector) = (reference[.name].text, reference[.selector])
    if !name.isEmpty, !selector.isNull {
      findings.forbidden(path.child("name"), "name and selector are mutually exclusive")
    } else if name.isEmpty, selector.isNull {
      findings.required(path, "one of name or selector must be specified")
    }
    if !name.isEmpty { findings.check(name, at: path.child("name"), NameRules.pathSegment) }
    if !selector.isNull { SelectorValidation.labels(selector, at: path.child("selector"), &findings) }
    let action = reference["parameterNotFoundAction"]
    if action.isNull {
      findings.required(path.child("parameterNotFoundAction"))
    } else {
      findings.among(["Allow", "Deny"], action.text, at: path.child("parameterNotFoundAction"))
    }
  }

  private func actions(_ actions: [Value], at path: FieldPath, _ findings: inout Findings) {
    if actions.isEmpty { findings.required(path, "at least one validation action is required") }
    var seen: Set<String> = []
    for (index, action) in actions.enumerated() {
      findings.among(["Audit", "Deny", "Warn"], action.text, at: path.index(index))
      if !seen.insert(action.text).inserted { findings.duplicate(path.index(index), action) }
    }
    if seen.contains("Deny"), seen.contains("Warn") {
      findings.invalid(
        path, .array(actions),
        "must not contain both Deny and Warn (repeating the same validation failure information in the API response "
          + "and headers serves no purpose)")
    }
  }
}
