// What the API server does with definitions of custom resources.
import KubeObjects

struct CustomResourceDefinitionRules: KindRules {
  var tracksGeneration: Bool { true }

  func prepareForCreate(_ definition: inout Value) {
    definition[.status] = [
      "acceptedNames": [.kind: "", "plural": ""], .conditions: [],
      "storedVersions": .array(Self.storageVersions(definition)),
    ]
  }

  func prepareForUpdate(_ definition: inout Value, old: Value) {
    definition.set(.status, old.fields[.status])
    var stored = definition[.status]["storedVersions"].elements
    for version in Self.storageVersions(definition) where !stored.contains(version) { stored.append(version) }
    definition[.status]["storedVersions"] = .array(stored)
  }

  private static func storageVersions(_ definition: Value) -> [Value] {
    definition[.spec]["versions"].elements.filter { $0["storage"].isTrue }.map { $0[.name] }
  }

  func applyDefaults(_ definition: inout Value) {
    definition.amend(.spec) { spec in
      spec.amend("names") { names in
        let kind = names[.kind].text
        if names["singular"].text.isEmpty { names["singular"] = .string(kind.lowercased()) }
        if names["listKind"].text.isEmpty, !kind.isEmpty { names["listKind"] = .string(kind + "List") }
      }
      spec.setDefault("conversion", ["strategy": "None"])
    }
  }

  func validate(_ definition: Value) -> [FieldError] {
    var findings = Findings()
    let spec = definition[.spec]
    let wanted = "\(spec["names"]["plural"].text).\(spec["group"].text)"
    MetadataValidation.check(
      definition[.metadata], isNamespaced: false,
      { name in
        NameRules.dnsSubdomain(name) + (name == wanted ? [] : [#"must be spec.names.plural+"."+spec.group"#])
      }, &findings)
    DefinitionValidation.spec(spec, &findings)
    Self.checkApproval(definition, &findings)
    return findings.errors
  }

  func validateUpdate(_ definition: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(definition[.metadata], old: old[.metadata], &findings)
    DefinitionValidation.spec(definition[.spec], &findings)
    DefinitionValidation.update(definition, old, &findings)
    return findings.errors
  }

  /// Groups of Kubernetes itself need somebody's word for it.
  private static func checkApproval(_ definition: Value, _ findings: inout Findings) {
    let group = definition[.spec]["group"].text
    guard [".k8s.io", ".kubernetes.io"].contains(where: { ".\(group)".hasSuffix($0) }) else { return }
    let name = "api-approved.kubernetes.io"
    let approval = definition[.metadata][.annotations][Key(name)].text
    let path = FieldPath("metadata.annotations").key(name)
    if approval.isEmpty {
      findings.required(
        path, "protected groups must have approval annotation \(GoText.quoted(name)), "
          + "see https://github.com/kubernetes/enhancements/pull/1111")
    } else if !approval.hasPrefix("unapproved"), !approval.hasPrefix("https://"), !approval.hasPrefix("http://") {
      findings.invalid(
        path, .string(approval),
        "protected groups must have approval annotation \(GoText.quoted(name)) with either a URL or a reason "
          + "starting with \"unapproved\", see https://github.com/kubernetes/enhancements/pull/1111")
    }
  }
}
