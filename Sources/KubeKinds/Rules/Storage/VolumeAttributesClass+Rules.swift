// What the API server does with classes of attributes that volumes can be given while they are used.
import KubeObjects

struct VolumeAttributesClassRules: StatuslessRules {
  func validate(_ attributes: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(attributes[.metadata], isNamespaced: false, NameRules.dnsSubdomain, &findings)
    StorageParameters.driver(attributes["driverName"].text, at: FieldPath("driverName"), &findings)
    StorageParameters.check(
      attributes[.parameters].fields, mayBeNone: false, at: FieldPath("parameters"), &findings)
    return findings.errors
  }

  /// Nothing of such a class changes.
  func validateUpdate(_ attributes: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(attributes[.metadata], old: old[.metadata], &findings)
    for key in ["driverName", "parameters"] as [Key] where attributes[key] != old[key] {
      findings.forbidden(FieldPath(key.text), "updates to \(key.text) are forbidden.")
    }
    return findings.errors
  }
}
