// What the API server does with RuntimeClasses.
import KubeObjects

struct RuntimeClassRules: StatuslessRules {
  func validate(_ object: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(object[.metadata], isNamespaced: false, NameRules.dnsSubdomain, &findings)
    findings.check(object["handler"].text, at: FieldPath("handler"), NameRules.dnsLabel)
    ResourceValidation.container(
      [.limits: object["overhead"]["podFixed"]], at: FieldPath("overhead").child("podFixed"), &findings)
    let scheduling = object["scheduling"]
    let path = FieldPath("scheduling")
    MetadataValidation.labels(scheduling[.nodeSelector], at: path.child("nodeSelector"), &findings)
    TolerationValidation.check(scheduling[.tolerations].elements, at: path.child("tolerations"), &findings)
    return findings.errors
  }

  func validateUpdate(_ object: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(object[.metadata], old: old[.metadata], &findings)
    findings.immutable(object["handler"], old["handler"], at: FieldPath("handler"))
    return findings.errors
  }
}
