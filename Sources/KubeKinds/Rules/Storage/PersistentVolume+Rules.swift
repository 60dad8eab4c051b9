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
    findings.add(validate(volume))
    PersistentVolumeValidation.update(volume, old: old, &findings)
    return findings.errors
  }
}

struct PersistentVolumeClaimRules: KindRules {
  func prepareForCreate(_ claim: inout Value) {
    claim.remove(.status)
    claim.amend(.spec, Self.settleSources)
  }

  /// What a claim is filled from was said in one field, and is said in another, too. Other programs than the cluster
  /// fill claims only from what the newer field says.
  private static func settleSources(_ spec: inout Value) {
    let older: Key = "dataSource"
    let newer: Key = "dataSourceRef"
    if !spec[older].isNull, !isClaimOrSnapshot(spec[older]) { spec.remove(older) }
    if spec[newer].isNull {
      spec.set(newer, spec.fields[older])
    } else if spec[older].isNull, spec[newer][.namespace].text.isEmpty, isClaimOrSnapshot(spec[newer]) {
      spec.set(older, spec.fields[newer])
    }
  }

  private static func isClaimOrSnapshot(_ source: Value) -> Bool {
    switch source[.apiGroup].text {
    case "": source[.kind] == "PersistentVolumeClaim"
    case "snapshot.storage.k8s.io": source[.kind] == "VolumeSnapshot"
    default: false
    }
  }

  func validateStatusUpdate(_ claim: Value, old: Value) -> [FieldError] { StatusValidation.claim(claim, old: old) }

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
