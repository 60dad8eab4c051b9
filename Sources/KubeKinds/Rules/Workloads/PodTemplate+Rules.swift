// What the API server does with PodTemplates.
import KubeObjects

struct PodTemplateRules: StatuslessRules {
  var tracksGeneration: Bool { true }

  func changesGeneration(_ object: Value, old: Value) -> Bool { object[.template] != old[.template] }

  func applyDefaults(_ object: inout Value) { PodDefaults.applyTemplate(&object) }

  func validate(_ object: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(object[.metadata], NameRules.dnsSubdomain, &findings)
    PodTemplateValidation.check(object[.template], at: FieldPath("template"), &findings)
    return findings.errors
  }
}
