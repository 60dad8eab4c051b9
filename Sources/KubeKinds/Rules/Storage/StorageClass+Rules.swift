// What the API server does with StorageClasses and the drivers behind them.
import KubeObjects

struct StorageClassRules: KindRules {
  func prepareForCreate(_ storageClass: inout Value) {}

  func prepareForUpdate(_ storageClass: inout Value, old: Value) {}

  func validate(_ storageClass: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(storageClass[.metadata], isNamespaced: false, NameRules.dnsSubdomain, &findings)
    checkContents(storageClass, &findings)
    return findings.errors
  }

  /// Of a class only whether it lets volumes grow, and where they may be, can be changed.
  func validateUpdate(_ storageClass: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(storageClass[.metadata], old: old[.metadata], &findings)
    for key in [Key.parameters, .provisioner, .reclaimPolicy, .volumeBindingMode] {
      findings.immutable(storageClass[key], old[key], at: FieldPath(key.text))
    }
    return findings.errors
  }

  private func checkContents(_ storageClass: Value, _ findings: inout Findings) {
    let provisioner = storageClass[.provisioner].text
    if provisioner.isEmpty {
      findings.required(FieldPath("provisioner"))
    } else {
      findings.check(provisioner.lowercased(), at: FieldPath("provisioner"), NameRules.qualifiedName)
    }
    for (key, _) in storageClass[.parameters].fields where key.text.isEmpty {
      findings.invalid(FieldPath("parameters"), "", "field can not be empty.")
    }
    findings.oneOf(["Delete", "Retain"], storageClass[.reclaimPolicy].text, at: FieldPath("reclaimPolicy"))
    findings.oneOf(
      ["Immediate", "WaitForFirstConsumer"], storageClass[.volumeBindingMode].text,
      at: FieldPath("volumeBindingMode"))
  }
}
