// What the API server does with reports of how much room a driver has.
import KubeObjects

struct CSIStorageCapacityRules: StatuslessRules {
  func validate(_ capacity: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(capacity[.metadata], NameRules.dnsSubdomain, &findings)
    check(capacity, &findings)
    return findings.errors
  }

  /// What the driver was asked stays; what it answered changes.
  func validateUpdate(_ capacity: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(capacity[.metadata], old: old[.metadata], &findings)
    check(capacity, &findings)
    findings.immutable(
      capacity["nodeTopology"], old["nodeTopology"], as: "meta/v1.LabelSelector", at: FieldPath("nodeTopology"))
    findings.immutable(
      capacity[.storageClassName], old[.storageClassName], at: FieldPath("storageClassName"))
    return findings.errors
  }

  private func check(_ capacity: Value, _ findings: inout Findings) {
    if !capacity["nodeTopology"].isNull {
      SelectorValidation.labels(capacity["nodeTopology"], at: FieldPath("nodeTopology"), &findings)
    }
    findings.check(capacity[.storageClassName].text, at: FieldPath("storageClassName"), NameRules.dnsSubdomain)
    for key in ["capacity", "maximumVolumeSize"] as [Key] {
      guard let amount = Quantity(value: capacity[key]), amount.millis < 0 else { continue }
      findings.invalid(FieldPath(key.text), .string(amount.text), Findings.isNegative)
    }
  }
}
