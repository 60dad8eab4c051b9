// What the API server does with ranges of addresses of services, and with the addresses themselves
// (pkg/apis/networking/validation).
import KubeObjects

struct ServiceCIDRRules: StatuslessRules {
  func validate(_ range: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(range[.metadata], isNamespaced: false, NameRules.dnsSubdomain, &findings)
    checkRanges(range[.spec], &findings)
    return findings.errors
  }

  /// A range stays what it is; one of the other family may join it.
  func validateUpdate(_ range: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(range[.metadata], old: old[.metadata], &findings)
    let (new, before) = (range[.spec]["cidrs"].elements, old[.spec]["cidrs"].elements)
    let path = FieldPath("spec.cidrs")
    if new.count == before.count || (before.count == 1 && new.count == 2) {
      for (index, text) in before.enumerated() { findings.immutable(new[index], text, at: path.index(index)) }
      if new.count > before.count { checkRanges(range[.spec], &findings) }
    } else {
      findings.invalid(path, range[.spec]["cidrs"], Findings.immutable)
    }
    return findings.errors
  }

  private func checkRanges(_ spec: Value, _ findings: inout Findings) {
    let path = FieldPath("spec.cidrs")
    let texts = spec["cidrs"].elements.map(\.text)
    if texts.isEmpty { return findings.required(path, "at least one CIDR required") }
    if texts.count > 2 {
      return findings.invalid(
        path, shown: GoDump.compact(spec, as: "networking/v1.ServiceCIDRSpec"), "may only hold up to 2 values")
    }
    for (index, text) in texts.enumerated() { findings.check(text, at: path.index(index), NameRules.addressRange) }
    let families = texts.compactMap { AddressRange($0)?.address.isVersion6 }
    if texts.count == 2, families.count == 2, families[0] == families[1] {
      findings.invalid(
        path, spec["cidrs"],
        "may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64")
    }
  }
}

struct IPAddressRules: StatuslessRules {
  func validate(_ address: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(address[.metadata], isNamespaced: false, NameRules.canonicalAddress, &findings)
    checkParent(address[.spec]["parentRef"], at: FieldPath("spec.parentRef"), &findings)
    return findings.errors
  }

  func validateUpdate(_ address: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(address[.metadata], old: old[.metadata], &findings)
    findings.immutable(
      address[.spec]["parentRef"], old[.spec]["parentRef"], as: "networking/v1.ParentReference",
      at: FieldPath("spec.parentRef"))
    return findings.errors
  }

  private func checkParent(_ parent: Value, at path: FieldPath, _ findings: inout Findings) {
    if parent.isNull { return findings.required(path) }
    let group = parent["group"].text
    if !group.isEmpty { findings.check(group, at: path.child("group"), NameRules.dnsSubdomain) }
    findings.require(parent["resource"].text, at: path.child("resource"), NameRules.pathSegment)
    findings.require(parent[.name].text, at: path.child("name"), NameRules.pathSegment)
    let namespace = parent[.namespace].text
    if !namespace.isEmpty { findings.check(namespace, at: path.child("namespace"), NameRules.pathSegment) }
  }
}
