// What the API server does with claims for devices and templates of them. No driver runs here, so claims stay pending.
import KubeObjects

struct ResourceClaimRules: KindRules {
  func applyDefaults(_ claim: inout Value) { DeviceRequests.applyDefaults(&claim[.spec]) }

  func validate(_ claim: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(claim[.metadata], NameRules.dnsSubdomain, &findings)
    DeviceRequests.check(claim[.spec]["devices"], at: FieldPath("spec.devices"), &findings)
    return findings.errors
  }

  func validateUpdate(_ claim: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(claim[.metadata], old: old[.metadata], &findings)
    findings.immutable(claim[.spec], old[.spec], as: "resource/v1.ResourceClaimSpec", at: FieldPath("spec"))
    return findings.errors
  }
}

struct ResourceClaimTemplateRules: StatuslessRules {
  func applyDefaults(_ template: inout Value) { DeviceRequests.applyDefaults(&template[.spec][.spec]) }

  func validate(_ template: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(template[.metadata], NameRules.dnsSubdomain, &findings)
    let metadata = template[.spec][.metadata]
    let path = FieldPath("spec.metadata")
    MetadataValidation.labels(metadata[.labels], at: path.child("labels"), &findings)
    MetadataValidation.annotations(metadata[.annotations], at: path.child("annotations"), &findings)
    DeviceRequests.check(template[.spec][.spec]["devices"], at: FieldPath("spec.spec.devices"), &findings)
    return findings.errors
  }

  func validateUpdate(_ template: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(template[.metadata], old: old[.metadata], &findings)
    findings.immutable(
      template[.spec], old[.spec], as: "resource/v1.ResourceClaimTemplateSpec", at: FieldPath("spec"))
    return findings.errors
  }
}
