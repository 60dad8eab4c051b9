// What the API server does with classes of devices.
import KubeObjects

struct DeviceClassRules: StatuslessRules {
  var tracksGeneration: Bool { true }

  func validate(_ deviceClass: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(deviceClass[.metadata], isNamespaced: false, NameRules.dnsSubdomain, &findings)
    check(deviceClass[.spec], at: FieldPath("spec"), &findings)
    return findings.errors
  }

  func validateUpdate(_ deviceClass: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(deviceClass[.metadata], old: old[.metadata], &findings)
    check(deviceClass[.spec], at: FieldPath("spec"), &findings)
    return findings.errors
  }

  private func check(_ spec: Value, at path: FieldPath, _ findings: inout Findings) {
    DeviceValidation.selectors(spec["selectors"].elements, at: path.child("selectors"), &findings)
    for (index, configuration) in spec["config"].elements.enumerated() {
      DeviceValidation.configuration(configuration, at: path.child("config").index(index), &findings)
    }
  }
}
