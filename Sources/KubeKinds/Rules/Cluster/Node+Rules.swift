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
    Self.checkResources(node[.status], &findings)
    let (single, ranges): (Value, Value) = (node[.spec]["podCIDR"], node[.spec]["podCIDRs"])
    Self.checkRanges(ranges.elements.isEmpty && !single.text.isEmpty ? [single] : ranges.elements, &findings)
    return findings.errors
  }

  private static func checkResources(_ status: Value, _ findings: inout Findings) {
    for list in [Key.capacity, .allocatable] {
      for (name, amount) in status[list].fields {
        ResourceValidation.amount(
          amount, of: name.text, at: FieldPath("status").child(list.text).child(name.text), &findings)
      }
    }
  }

  /// The addresses of pods: one range, or one of each family.
  private static func checkRanges(_ ranges: [Value], _ findings: inout Findings) {
    let path = FieldPath("spec.podCIDRs")
    for (index, range) in ranges.enumerated() {
      findings.check(range.text, at: path.index(index), NameRules.addressRange)
    }
    let families = Set(ranges.map { $0.text.contains(":") })
    if ranges.count > 1, families.count != ranges.count {
      findings.invalid(path, .array(ranges), "may specify no more than one CIDR for each IP family")
    }
    for (index, range) in ranges.enumerated() where ranges[..<index].contains(range) {
      findings.duplicate(path.index(index), range)
    }
  }

  private static func checkAddresses(_ addresses: [Value], _ findings: inout Findings) {
    for (index, address) in addresses.enumerated() where addresses[..<index].contains(address) {
      let (type, text) = (GoText.quoted(address[.type].text), GoText.quoted(address["address"].text))
      findings.add(
        .duplicate(FieldPath("status.addresses").index(index), shown: #"{"Type":\#(type),"Address":\#(text)}"#))
    }
  }

  func validateStatusUpdate(_ node: Value, old: Value) -> [FieldError] { validateUpdate(node, old: old) }

  func validateUpdate(_ node: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(node[.metadata], old: old[.metadata], &findings)
    Self.checkResources(node[.status], &findings)
    Self.checkAddresses(node[.status][.addresses].elements, &findings)
    for (key, shown) in [(Key("podCIDRs"), "podCIDR"), ("providerID", "providerID")] {
      let before = old[.spec][key]
      if before.isNull || node[.spec][key] == before { continue }
      findings.forbidden(
        FieldPath("spec").child(key.text), "node updates may not change \(shown) except from \"\" to valid")
    }
    TolerationValidation.taints(node[.spec][.taints].elements, at: FieldPath("metadata.taints"), &findings)
    if node[.spec]["externalID"] != old[.spec]["externalID"] {
      findings.forbidden(FieldPath("spec.externalID"), "may not be updated")
    }
    return findings.errors
  }
}
