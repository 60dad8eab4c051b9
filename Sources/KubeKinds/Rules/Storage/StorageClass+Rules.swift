// What the API server does with StorageClasses and the drivers behind them.
import KubeObjects

struct StorageClassRules: StatuslessRules {
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
    StorageParameters.driver(storageClass[.provisioner].text, at: FieldPath("provisioner"), &findings)
    StorageParameters.check(storageClass[.parameters].fields, at: FieldPath("parameters"), &findings)
    findings.oneOf(
      ["Delete", "Retain"], storageClass[.reclaimPolicy].text, at: FieldPath("reclaimPolicy"), mayBeEmpty: true)
    findings.among(
      ["Immediate", "WaitForFirstConsumer"], storageClass[.volumeBindingMode].text,
      at: FieldPath("volumeBindingMode"))
    checkTopologies(storageClass[.allowedTopologies].elements, at: FieldPath("allowedTopologies"), &findings)
  }

  /// Terms that say the same stand twice. One that says nothing is taken for a twin of as many as there are.
  private func checkTopologies(_ terms: [Value], at path: FieldPath, _ findings: inout Findings) {
    var seen = Array(repeating: [String: Set<String>](), count: terms.count)
    for (index, term) in terms.enumerated() {
      let path = path.index(index).child("matchLabelExpressions")
      let values = checkTopology(term["matchLabelExpressions"].elements, at: path, &findings)
      for _ in seen.filter({ $0 == values }) { findings.duplicate(path, "") }
      seen.append(values)
    }
  }

  private func checkTopology(
    _ expressions: [Value], at path: FieldPath, _ findings: inout Findings
  ) -> [String: Set<String>] {
    var found: [String: Set<String>] = [:]
    for (index, expression) in expressions.enumerated() {
      let path = path.index(index)
      let values = expression["values"].elements.map(\.text)
      if values.isEmpty { findings.required(path.child("values")) }
      var seen: Set<String> = []
      for (place, value) in values.enumerated() where !seen.insert(value).inserted {
        findings.duplicate(path.child("values").index(place), .string(value))
      }
      let key = expression[.key].text
      findings.check(key, at: path.child("key"), NameRules.qualifiedName)
      if found[key] != nil { findings.duplicate(path.child("key"), .string(key)) }
      found[key] = seen
    }
    return found
  }
}
