// What the API server does with APIServices (k8s.io/kube-aggregator pkg/apis/apiregistration/validation).
import KubeObjects

struct APIServiceRules: KindRules {
  func applyDefaults(_ service: inout Value) {
    service[.spec].amend("service") { $0.setDefault("port", 443) }
  }

  /// What the API server serves itself is available as soon as it is there.
  func prepareForCreate(_ service: inout Value) {
    service.remove(.status)
    guard service[.spec]["service"].isNull else { return }
    service[.status] = [
      .conditions: [
        [
          .lastTransitionTime: service[.metadata][.creationTimestamp],
          .message: "Local APIServices are always available", .reason: "Local", .status: "True", .type: "Available",
        ]
      ]
    ]
  }

  func validate(_ service: Value) -> [FieldError] {
    var findings = Findings()
    let spec = service[.spec]
    let name = "\(spec["version"].text).\(spec["group"].text)"
    MetadataValidation.check(service[.metadata], isNamespaced: false, Self.nameRule(name), &findings)
    check(spec, at: FieldPath("spec"), &findings)
    return findings.errors
  }

  func validateUpdate(_ service: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(service[.metadata], old: old[.metadata], &findings)
    return findings.errors + validate(service)
  }

  func validateStatusUpdate(_ service: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(service[.metadata], old: old[.metadata], &findings)
    for (index, condition) in service[.status][.conditions].elements.enumerated() {
      findings.among(
        ["True", "False", "Unknown"], condition[.status].text,
        at: FieldPath("status.conditions").index(index).child("status"))
    }
    return findings.errors
  }

  private static func nameRule(_ required: String) -> MetadataValidation.NameRule {
    { name in
      let complaints = NameRules.pathSegment(name)
      if !complaints.isEmpty || name == required { return complaints }
      return ["must be `spec.version+\".\"+spec.group`: \(GoText.quoted(required))"]
    }
  }

  private func check(_ spec: Value, at path: FieldPath, _ findings: inout Findings) {
    let (group, version) = (spec["group"].text, spec["version"].text)
    if group.isEmpty, version != "v1" {
      findings.required(path.child("group"), "only v1 may have an empty group and it better be legacy kube")
    }
    if !group.isEmpty { findings.check(group, at: path.child("group"), NameRules.dnsSubdomain) }
    findings.check(version, at: path.child("version"), NameRules.dns1035Label)
    for (key, most) in [(Key("groupPriorityMinimum"), Int64(20_000)), ("versionPriority", 1000)] {
      if (1...most).contains(spec[key].number) { continue }
      findings.invalid(path.child(key.text), .int(spec[key].number), "must be positive and less than \(most)")
    }
    checkTarget(spec, at: path, &findings)
  }

  private func checkTarget(_ spec: Value, at path: FieldPath, _ findings: inout Findings) {
    let (bundle, isInsecure) = (spec["caBundle"].text, spec["insecureSkipTLSVerify"])
    let service = spec["service"]
    if service.isNull {
      if !bundle.isEmpty {
        findings.invalid(
          path.child("caBundle"), .string("\(Base64.decode(bundle.utf8)?.count ?? 0) bytes"),
          "local APIServices may not have a caBundle")
      }
      if isInsecure.isTrue {
        findings.invalid(
          path.child("insecureSkipTLSVerify"), isInsecure, "local APIServices may not have insecureSkipTLSVerify")
      }
      return
    }
    findings.require(service[.namespace].text, at: path.child("service").child("namespace"))
    findings.require(service[.name].text, at: path.child("service").child("name"))
    if isInsecure.isTrue, !bundle.isEmpty {
      findings.invalid(path.child("insecureSkipTLSVerify"), isInsecure, "may not be true if caBundle is present")
    }
  }
}
