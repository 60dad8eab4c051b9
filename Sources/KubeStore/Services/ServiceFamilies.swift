// Which families of addresses a service has, on a cluster of IPv4 alone (pkg/registry/core/service/storage/alloc.go,
// `initIPFamilyFields`).
import KubeKinds
import KubeObjects

enum ServiceFamilies {
  private typealias Refusal = ServiceAddresses.Refusal
  private static let policyPath = FieldPath("spec.ipFamilyPolicy")

  /// Fills in families and their policy.
  /// - Throws: what is wrong with addresses, families and policy; nothing else is looked at then.
  static func settle(_ service: inout Value, old: Value?) throws(ServiceAddresses.Refusal) {
    let isFree = service[.spec][.clusterIP] == "None" && service[.spec][.selector].fields.isEmpty
    if service[.spec][.ipFamilyPolicy].isNull {
      service[.spec].set(
        .ipFamilyPolicy, old?[.spec].fields[.ipFamilyPolicy] ?? (isFree ? "RequireDualStack" : "SingleStack"))
    }
    let faults = ServiceFaults.addresses(service)
    if !faults.isEmpty { throw Refusal(faults) }
    let isSingle = service[.spec][.ipFamilyPolicy] == "SingleStack"
    if isSingle, let old, old[.spec][.ipFamilies] == service[.spec][.ipFamilies] {
      service[.spec][.ipFamilies] = .array(Array(service[.spec][.ipFamilies].elements.prefix(1)))
    }
    try refuse((isSingle ? tooMany(service[.spec]) : []) + infer(&service))
    if isFree { return settleFree(&service, isSingle: isSingle) }
    try refuse(notConfigured(service[.spec]))
    if service[.spec][.ipFamilies].elements.isEmpty { service[.spec][.ipFamilies] = ["IPv4"] }
  }

  private static func refuse(_ findings: [FieldError]) throws(ServiceAddresses.Refusal) {
    if !findings.isEmpty { throw Refusal(findings) }
  }

  private static func tooMany(_ spec: Value) -> [FieldError] {
    [(Key.clusterIPs, "cluster IPs"), (.ipFamilies, "IP families")].filter { spec[$0.0].elements.count == 2 }.map {
      .invalid(
        policyPath, spec[.ipFamilyPolicy],
        "must be 'RequireDualStack' or 'PreferDualStack' when multiple \($0.1) are specified")
    }
  }

  /// Families that are not named are those of the addresses that are.
  private static func infer(_ service: inout Value) -> [FieldError] {
    var findings: [FieldError] = []
    let addresses = service[.spec][.clusterIPs].elements
    var families = service[.spec][.ipFamilies].elements
    for (index, address) in addresses.enumerated() where address != "None" && index >= families.count {
      if address.text.contains(":") {
        findings.append(
          .invalid(
            FieldPath("spec.clusterIPs").index(index), .array(addresses), "IPv6 is not configured on this cluster"))
      } else {
        families.append("IPv4")
      }
    }
    if !families.isEmpty { service[.spec][.ipFamilies] = .array(families) }
    return findings
  }

  /// Whoever writes the endpoints of a headless service himself may give it both families.
  private static func settleFree(_ service: inout Value, isSingle: Bool) {
    var families = service[.spec][.ipFamilies].elements
    if families.isEmpty { families = ["IPv4"] }
    if families.count == 1, !isSingle { families.append(families[0] == "IPv4" ? "IPv6" : "IPv4") }
    service[.spec][.ipFamilies] = .array(families)
  }

  private static func notConfigured(_ spec: Value) -> [FieldError] {
    var findings: [FieldError] = []
    if spec[.ipFamilyPolicy] == "RequireDualStack" {
      findings.append(
        .invalid(policyPath, spec[.ipFamilyPolicy], "this cluster is not configured for dual-stack services"))
    }
    for (index, family) in spec[.ipFamilies].elements.enumerated() where family != "IPv4" {
      findings.append(
        .invalid(FieldPath("spec.ipFamilies").index(index), family, "not configured on this cluster"))
    }
    return findings
  }
}
