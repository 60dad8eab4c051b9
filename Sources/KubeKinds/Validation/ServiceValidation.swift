// What is wrong with services (pkg/apis/core/validation `ValidateService`).
import KubeObjects

enum ServiceValidation {
  static let path = FieldPath("spec")

  static func check(_ service: Value, _ findings: inout Findings) {
    MetadataValidation.check(service[.metadata], NameRules.dnsLabel, &findings)
    let spec = service[.spec]
    annotations(service, &findings)
    let type = spec[.type].text
    let isHeadless = spec[.clusterIPs].elements == ["None"]
    if spec[.ports].elements.isEmpty, !isHeadless, type != "ExternalName" {
      findings.required(path.child("ports"))
    }
    byType(spec, type, isHeadless: isHeadless, &findings)
    ports(spec[.ports].elements, &findings)
    MetadataValidation.labels(spec[.selector], at: path.child("selector"), &findings)
    affinity(spec, &findings)
    if type != "ExternalName" { addresses(spec, isHeadless: isHeadless, &findings) }
    externalAddresses(spec[.externalIPs].elements, &findings)
    findings.oneOf(
      ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"], type, at: path.child("type"))
    portNumbers(spec, type, &findings)
    balancer(service, type, &findings)
    traffic(service, &findings)
  }

  /// The older and the newer annotation of one meaning must not contradict each other.
  private static func annotations(_ service: Value, _ findings: inout Findings) {
    let annotations = service[.metadata][.annotations]
    let (older, newer): (Key, Key) = (
      "service.kubernetes.io/topology-aware-hints", "service.kubernetes.io/topology-mode"
    )
    guard let hints = annotations[older].string, let mode = annotations[newer].string, hints != mode else { return }
    findings.invalid(
      FieldPath("metadata.annotations").key(newer.text), .string(mode),
      "must match annotations[\(older.text)] when both are specified")
  }

  private static func byType(
    _ spec: Value, _ type: String, isHeadless: Bool, _ findings: inout Findings
  ) {
    switch type {
    case "LoadBalancer", "NodePort":
      if isHeadless {
        findings.invalid(
          path.child("clusterIPs").index(0), "None", "may not be set to 'None' for \(type) services")
      }
    case "ExternalName":
      for key in [Key.clusterIPs, .ipFamilies, .ipFamilyPolicy] where !spec[key].isNull {
        findings.forbidden(path.child(key.text), "may not be set for ExternalName services")
      }
      let name = spec["externalName"].text
      findings.require(
        name.hasSuffix(".") ? String(name.dropLast()) : name, at: path.child("externalName"),
        NameRules.dnsSubdomain)
    default: return
    }
  }

  private static func ports(_ ports: [Value], _ findings: inout Findings) {
    var names: [String] = []
    for (index, port) in ports.enumerated() {
      let path = path.child("ports").index(index)
      let name = port[.name].text
      if name.isEmpty {
        if ports.count > 1 { findings.required(path.child("name")) }
      } else {
        findings.check(name, at: path.child("name"), NameRules.dnsLabel)
        if names.contains(name) { findings.duplicate(path.child("name"), .string(name)) }
        names.append(name)
      }
      findings.check(port[.port].number, at: path.child("port"), NameRules.portNumber)
      findings.oneOf(["SCTP", "TCP", "UDP"], port[.protocol].text, at: path.child("protocol"))
      findings.port(port[.targetPort], at: path.child("targetPort"))
      if let name = port["appProtocol"].string {
        findings.check(name, at: path.child("appProtocol"), NameRules.qualifiedName)
      }
    }
  }

  private static func affinity(_ spec: Value, _ findings: inout Findings) {
    let affinity = spec[.sessionAffinity].text
    findings.oneOf(["ClientIP", "None"], affinity, at: path.child("sessionAffinity"))
    let seconds = spec[.sessionAffinityConfig]["clientIP"]["timeoutSeconds"]
    if affinity == "ClientIP", !(1...86_400).contains(seconds.number) {
      findings.invalid(
        path.child("sessionAffinityConfig").child("clientIP").child("timeoutSeconds"), seconds,
        "must be greater than 0 and less than 86400")
    }
    if affinity == "None", !spec[.sessionAffinityConfig].isNull {
      findings.forbidden(
        path.child("sessionAffinityConfig"), "must not be set when session affinity is None")
    }
  }
}

// MARK: Addresses and ports

extension ServiceValidation {
  /// Addresses, families and their policy, which are looked at before addresses are handed out, too
  /// (`ValidateServiceClusterIPsRelatedFields`).
  static func addresses(_ spec: Value, isHeadless: Bool, _ findings: inout Findings) {
    let list = spec[.clusterIPs].elements
    let listPath = path.child("clusterIPs")
    let first = spec[.clusterIP].text
    if first.isEmpty {
      if !list.isEmpty {
        findings.invalid(listPath, .array(list), "must be empty when `clusterIP` is not specified")
      }
    } else if list.isEmpty {
      findings.required(listPath)
    } else if list[0].text != first {
      findings.invalid(listPath, .array(list), "first value must match `clusterIP`")
    }
    families(spec, &findings)
    var areSound = true
    for (index, address) in list.enumerated() {
      if index == 0, address == "None" {
        if list.count > 1 {
          areSound = false
          findings.invalid(listPath, .array(list), "'None' must be the first and only value")
        }
      } else {
        if !NameRules.address(address.text).isEmpty { areSound = false }
        findings.check(address.text, at: listPath.index(index), NameRules.address)
      }
    }
    if list.count > 2 { findings.invalid(listPath, .array(list), "may only hold up to 2 values") }
    if areSound, !isHeadless { familyOfEach(list, spec, at: listPath, &findings) }
  }

  /// Addresses are of one family each, and of the families that are named beside them.
  private static func familyOfEach(_ list: [Value], _ spec: Value, at path: FieldPath, _ findings: inout Findings) {
    let found = list.map { $0.text.contains(":") ? "IPv6" : "IPv4" }
    if list.count > 1, Set(found).count != list.count {
      findings.invalid(path, .array(list), "may specify no more than one IP for each IP family")
    }
    for (index, family) in spec[.ipFamilies].elements.enumerated()
    where index < list.count && ["IPv4", "IPv6"].contains(family.text) && family.text != found[index] {
      findings.invalid(
        path.index(index), list[index], "expected an \(family.text) value as indicated by `ipFamilies[\(index)]`")
    }
  }

  private static func families(_ spec: Value, _ findings: inout Findings) {
    var seen: [Value] = []
    for (index, family) in spec[.ipFamilies].elements.enumerated() {
      let path = path.child("ipFamilies").index(index)
      findings.among(["IPv4", "IPv6"], family.text, at: path)
      if seen.contains(family) { findings.duplicate(path, family) }
      seen.append(family)
    }
    if let policy = spec[.ipFamilyPolicy].string {
      findings.among(
        ["PreferDualStack", "RequireDualStack", "SingleStack"], policy, at: path.child("ipFamilyPolicy"))
    }
  }

  private static func externalAddresses(_ addresses: [Value], _ findings: inout Findings) {
    for (index, address) in addresses.enumerated() {
      EndpointValidation.address(address.text, at: path.child("externalIPs").index(index), &findings)
    }
  }

  private static func portNumbers(_ spec: Value, _ type: String, _ findings: inout Findings) {
    let ports = spec[.ports].elements
    var nodePorts: [[Value]] = []
    var numbers: [[Value]] = []
    for (index, port) in ports.enumerated() where type == "ClusterIP" && port[.nodePort].number != 0 {
      findings.forbidden(
        path.child("ports").index(index).child("nodePort"), "may not be used when `type` is 'ClusterIP'")
    }
    for (index, port) in ports.enumerated() where port[.nodePort].number != 0 {
      let key = [port[.protocol], port[.nodePort]]
      if nodePorts.contains(key) {
        findings.duplicate(path.child("ports").index(index).child("nodePort"), port[.nodePort])
      }
      nodePorts.append(key)
    }
    for (index, port) in ports.enumerated() {
      let key = [port[.protocol], port[.port]]
      if numbers.contains(key) {
        let shown = GoDump.compact([.protocol: key[0], .port: key[1]], as: "core/v1.ServicePort")
        findings.add(FieldError(.duplicate, path.child("ports").index(index), value: shown))
      }
      numbers.append(key)
    }
  }

  /// The ranges were an annotation once.
  private static func sourceRanges(
    _ service: Value, isBalancer: Bool, _ only: String, _ findings: inout Findings
  ) {
    let key: Key = "service.beta.kubernetes.io/load-balancer-source-ranges"
    guard let text = service[.metadata][.annotations][key].string else { return }
    let path = FieldPath("metadata.annotations").key(key.text)
    if !isBalancer { findings.forbidden(path, only) }
    if text.trimmingGoSpace.isEmpty { return }
    for range in text.split(separator: ",", omittingEmptySubsequences: false) {
      findings.check(String(range).trimmingGoSpace, at: path, NameRules.addressRange)
    }
  }

  private static func balancer(_ service: Value, _ type: String, _ findings: inout Findings) {
    let spec = service[.spec]
    let only = "may only be used when `type` is 'LoadBalancer'"
    let ranges = spec["loadBalancerSourceRanges"].elements
    let isBalancer = type == "LoadBalancer"
    if !ranges.isEmpty, !isBalancer { findings.forbidden(path.child("LoadBalancerSourceRanges"), only) }
    for (index, range) in ranges.enumerated() {
      findings.check(
        range.text.trimmingGoSpace, at: path.child("LoadBalancerSourceRanges").index(index),
        NameRules.addressRange)
    }
    if ranges.isEmpty { sourceRanges(service, isBalancer: isBalancer, only, &findings) }
    if !spec[.allocateLoadBalancerNodePorts].isNull, !isBalancer {
      findings.forbidden(path.child("allocateLoadBalancerNodePorts"), only)
    }
    guard let name = spec[.loadBalancerClass].string else { return }
    if isBalancer {
      findings.check(name, at: path.child("loadBalancerClass"), NameRules.qualifiedName)
    } else {
      findings.forbidden(path.child("loadBalancerClass"), only)
    }
  }

  private static func traffic(_ service: Value, _ findings: inout Findings) {
    let spec = service[.spec]
    let external = spec[.externalTrafficPolicy].text
    let externalPath = path.child("externalTrafficPolicy")
    if ServiceChanges.isOpenToTheOutside(service) {
      findings.oneOf(["Cluster", "Local"], external, at: externalPath)
    } else if !external.isEmpty {
      findings.invalid(externalPath, .string(external), "may only be set for externally-accessible services")
    }
    if !(spec[.type] == "LoadBalancer" && external == "Local"), spec[.healthCheckNodePort].number != 0 {
      findings.invalid(
        path.child("healthCheckNodePort"), spec[.healthCheckNodePort],
        "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'")
    }
    if let policy = spec[.internalTrafficPolicy].string {
      findings.among(["Cluster", "Local"], policy, at: path.child("internalTrafficPolicy"))
    }
    if let distribution = spec["trafficDistribution"].string {
      findings.among(
        ["PreferClose", "PreferSameNode", "PreferSameZone"], distribution, at: path.child("trafficDistribution"))
    }
  }
}

// MARK: Changes

extension ServiceValidation {
  /// Addresses and families that were handed out stay, except for services that have none.
  static func update(_ service: Value, old: Value, _ findings: inout Findings) {
    let spec = service[.spec]
    let oldSpec = old[.spec]
    if spec[.type] == "ExternalName" || oldSpec[.type] == "ExternalName" { return }
    let new = spec[.clusterIPs].elements
    let before = oldSpec[.clusterIPs].elements
    let isHeadless = new == ["None"]
    let wasHeadless = before == ["None"]
    if !(isHeadless && wasHeadless) { addressChange(spec, before, new, &findings) }
    if !isHeadless, !wasHeadless { familyChange(spec, oldSpec[.ipFamilies].elements, &findings) }
    if spec[.type] == "LoadBalancer", oldSpec[.type] == "LoadBalancer",
      spec[.loadBalancerClass] != oldSpec[.loadBalancerClass]
    {
      findings.invalid(
        path.child("loadBalancerClass"), spec[.loadBalancerClass], "may not change once set")
    }
    if ServiceChanges.needsHealthCheck(old), ServiceChanges.needsHealthCheck(service),
      spec[.healthCheckNodePort] != oldSpec[.healthCheckNodePort]
    {
      findings.forbidden(path.child("healthCheckNodePort"), "field is immutable")
    }
  }

  private static func addressChange(
    _ spec: Value, _ before: [Value], _ new: [Value], _ findings: inout Findings
  ) {
    let list = path.child("clusterIPs")
    if new.isEmpty, !before.isEmpty {
      return findings.invalid(list.index(0), shown: "null", "primary clusterIP can not be unset")
    }
    for (index, address) in before.enumerated() where index < new.count && address != new[index] {
      if index > 0, before.count != new.count { continue }
      findings.invalid(list.index(index), .array(new), "may not change once set")
    }
    if before.count > new.count, new.count == 1, spec[.ipFamilyPolicy] != "SingleStack" {
      findings.invalid(
        path.child("ipFamilyPolicy"), spec[.ipFamilyPolicy],
        "must be set to 'SingleStack' when releasing the secondary clusterIP")
    }
  }

  /// Where the number of families changes, messages show the addresses instead.
  private static func familyChange(_ spec: Value, _ before: [Value], _ findings: inout Findings) {
    let new = spec[.ipFamilies].elements
    let first = path.child("ipFamilies").index(0)
    if new.count == before.count {
      for (family, old) in zip(new, before) where family != old {
        findings.invalid(first, .array(new), "may not change once set")
      }
      return
    }
    if let family = new.first, let old = before.first, family != old {
      findings.invalid(first, spec[.clusterIPs], "may not change once set")
    }
    if new.count == 1, spec[.ipFamilyPolicy] != "SingleStack" {
      findings.invalid(
        path.child("ipFamilyPolicy"), spec[.ipFamilyPolicy],
        "must be set to 'SingleStack' when releasing the secondary ipFamily")
    }
  }
}
