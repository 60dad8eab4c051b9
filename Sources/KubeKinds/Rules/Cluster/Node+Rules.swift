// What the API server does with Nodes.
import KubeObjects

struct NodeRules: KindRules {
  /// A node may be created with its status.
  func prepareForCreate(_ node: inout Value) {}

  func applyDefaults(_ node: inout Value) {
    node.amend(.status) { status in
      let capacity = status[.capacity]
      if !capacity.fields.isEmpty { status.setDefault(.allocatable, capacity) }
    }
  }

  func validate(_ node: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(node[.metadata], isNamespaced: false, NameRules.dnsSubdomain, &findings)
    TolerationValidation.taints(node[.spec][.taints].elements, at: FieldPath("metadata.taints"), &findings)
    return findings.errors
  }

  func validateUpdate(_ node: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(node[.metadata], old: old[.metadata], &findings)
    for (key, shown) in [(Key("podCIDRs"), "podCIDR"), ("providerID", "providerID")] {
      let before = old[.spec][key]
      if before.isNull || node[.spec][key] == before { continue }
      findings.forbidden(
        FieldPath("spec").child(key.text), "node updates may not change \(shown) except from \"\" to valid")
    }
    TolerationValidation.taints(node[.spec][.taints].elements, at: FieldPath("metadata.taints"), &findings)
    return findings.errors
  }
}
