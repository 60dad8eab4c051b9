// What the API server does with admission policies (pkg/apis/admissionregistration/validation). They are kept, and
// their expressions are not evaluated.
import KubeObjects

struct AdmissionPolicyRules: KindRules {
  /// Whether the policy changes objects; otherwise it refuses some.
  let mutates: Bool

  var tracksGeneration: Bool { true }

  func applyDefaults(_ policy: inout Value) {
    policy[.spec].setDefault("failurePolicy", "Fail")
    policy[.spec].amend("matchConstraints", MatchedResources.applyDefaults)
  }

  func validate(_ policy: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(policy[.metadata], isNamespaced: false, NameRules.dnsSubdomain, &findings)
    check(policy[.spec], at: FieldPath("spec"), &findings)
    return findings.errors
  }

  func validateUpdate(_ policy: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(policy[.metadata], old: old[.metadata], &findings)
    check(policy[.spec], at: FieldPath("spec"), &findings)
    return findings.errors
  }

  private func check(_ spec: Value, at path: FieldPath, _ findings: inout Findings) {
    findings.among(["Fail", "Ignore"], spec["failurePolicy"].text, at: path.child("failurePolicy"))
    if !spec["paramKind"].isNull {
      let (kind, kindPath) = (spec["paramKind"], path.child("paramKind"))
      findings.require(kind[.apiVersion].text, at: kindPath.child("apiVersion"))
      findings.require(kind[.kind].text, at: kindPath.child("kind"))
    }
    let (match, matchPath) = (spec["matchConstraints"], path.child("matchConstraints"))
    if match.isNull {
      findings.required(matchPath)
    } else {
      MatchedResources.check(match, at: matchPath, &findings)
      if match["resourceRules"].elements.isEmpty { findings.required(matchPath.child("resourceRules")) }
    }
    AdmissionValidation.conditions(spec["matchConditions"], at: path.child("matchConditions"), &findings)
    for (index, variable) in spec["variables"].elements.enumerated() {
      let path = path.child("variables").index(index)
      findings.require(variable[.name].text, at: path.child("name"))
      expression(variable, "expression", at: path, &findings)
    }
    if mutates { mutations(spec, at: path, &findings) } else { validations(spec, at: path, &findings) }
  }

  private func expression(_ part: Value, _ key: Key, at path: FieldPath, _ findings: inout Findings) {
    guard part[key].text.allSatisfy(\.isWhitespace) else { return }
    findings.required(path.child(key.text), "\(key) is not specified")
  }

  // MARK: What a policy does

  private static let reasons = ["Forbidden", "Invalid", "RequestEntityTooLarge", "Unauthorized"]

  private func validations(_ spec: Value, at path: FieldPath, _ findings: inout Findings) {
    let (checks, annotations) = (spec["validations"].elements, spec["auditAnnotations"].elements)
    if checks.isEmpty, annotations.isEmpty {
      for name in ["validations", "auditAnnotations"] {
        findings.required(path.child(name), "validations or auditAnnotations must be non-empty")
      }
    }
    for (index, check) in checks.enumerated() {
      let path = path.child("validations").index(index)
      expression(check, "expression", at: path, &findings)
      message(check, at: path, &findings)
      if let reason = check[.reason].string {
        findings.among(Self.reasons, reason, at: path.child("reason"))
      }
    }
    for (index, annotation) in annotations.enumerated() {
      let path = path.child("auditAnnotations").index(index)
      findings.require(annotation["key"].text, at: path.child("key"), NameRules.qualifiedName)
      expression(annotation, "valueExpression", at: path, &findings)
    }
  }

  private func message(_ check: Value, at path: FieldPath, _ findings: inout Findings) {
    let message = check[.message].text
    if message.contains("\n") {
      findings.invalid(path.child("message"), .string(message), "message must not contain line breaks")
    } else if message.isEmpty, check["expression"].text.contains("\n"), check["messageExpression"].isEmpty {
      findings.required(path.child("message"), "message must be specified if expression contains line breaks")
    }
  }

  private func mutations(_ spec: Value, at path: FieldPath, _ findings: inout Findings) {
    let mutations = spec["mutations"].elements
    if mutations.isEmpty { findings.required(path.child("mutations"), "mutations must contain at least one item") }
    findings.oneOf(["IfNeeded", "Never"], spec["reinvocationPolicy"].text, at: path.child("reinvocationPolicy"))
    for (index, mutation) in mutations.enumerated() {
      let path = path.child("mutations").index(index)
      let type = mutation["patchType"].text
      findings.oneOf(["ApplyConfiguration", "JSONPatch"], type, at: path.child("patchType"))
      for (name, key) in [("ApplyConfiguration", Key("applyConfiguration")), ("JSONPatch", "jsonPatch")] {
        let (part, partPath) = (mutation[key], path.child(key.text))
        if type != name {
          if !part.isNull { findings.forbidden(partPath, "must be omitted when patchType is not \(name)") }
        } else if part.isNull {
          findings.required(partPath, "must be specified when patchType is \(name)")
        } else {
          expression(part, "expression", at: partPath, &findings)
        }
      }
    }
  }
}
