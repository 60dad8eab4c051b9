// What the API server does with volumes and claims of them.
import KubeObjects

struct PersistentVolumeRules: KindRules {
  func prepareForCreate(_ volume: inout Value) {
    volume[.status] = [.phase: "Pending", .lastPhaseTransitionTime: volume[.metadata][.creationTimestamp]]
  }

  func validate(_ volume: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(volume[.metadata], isNamespaced: false, NameRules.dnsSubdomain, &findings)
    PersistentVolumeValidation.spec(volume[.spec], &findings)
    return findings.errors
  }

  func validateUpdate(_ volume: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(volume[.metadata], old: old[.metadata], &findings)
    PersistentVolumeValidation.spec(volume[.spec], &findings)
    PersistentVolumeValidation.update(volume, old: old, &findings)
    return findings.errors
  }
}

struct PersistentVolumeClaimRules: KindRules {
  func validate(_ claim: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(claim[.metadata], NameRules.dnsSubdomain, &findings)
    ClaimValidation.spec(claim[.spec], at: FieldPath("spec"), &findings)
    return findings.errors
  }

  func validateUpdate(_ claim: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(claim[.metadata], old: old[.metadata], &findings)
    ClaimValidation.spec(claim[.spec], at: FieldPath("spec"), &findings)
    ClaimValidation.update(claim, old: old, &findings)
    return findings.errors
  }
}
