// What is wrong with Ingresses and NetworkPolicies (pkg/apis/networking/validation).
import KubeObjects

enum NetworkValidation {
  // MARK: Policies

  static func policy(_ spec: Value, _ findings: inout Findings) {
    let path = FieldPath("spec")
    SelectorValidation.labels(spec["podSelector"], at: path.child("podSelector"), &findings)
    for (direction, peers) in [(Key.ingress, Key("from")), (Key.egress, Key("to"))] {
      for (index, rule) in spec[direction].elements.enumerated() {
        let path = path.child(direction.text).index(index)
        for (number, port) in rule[.ports].elements.enumerated() {
          policyPort(port, at: path.child("ports").index(number), &findings)
        }
        for (number, peer) in rule[peers].elements.enumerated() {
          self.peer(peer, at: path.child(peers.text).index(number), &findings)
        }
      }
    }
    for type in spec[.policyTypes].elements {
      findings.oneOf(["Egress", "Ingress"], type.text, at: path.child("policyTypes"))
    }
  }

  private static func policyPort(_ port: Value, at path: FieldPath, _ findings: inout Findings) {
    if let name = port[.protocol].string {
      findings.oneOf(["SCTP", "TCP", "UDP"], name, at: path.child("protocol"))
    }
    if !port[.port].isNull { findings.port(port[.port], at: path.child("port")) }
    guard let end = port["endPort"].int else { return }
    guard let start = port[.port].int else {
      return findings.required(path.child("port"), "must be specified when `endPort` is specified")
    }
    if start > end {
      findings.invalid(path.child("endPort"), .int(end), "must be greater than or equal to `port`")
    }
  }

  private static func peer(_ peer: Value, at path: FieldPath, _ findings: inout Findings) {
    let selectors: [Key] = ["podSelector", "namespaceSelector"]
    for key in selectors where !peer[key].isNull {
      SelectorValidation.labels(peer[key], at: path.child(key.text), &findings)
    }
    let block = peer["ipBlock"]
    let hasSelector = selectors.contains { !peer[$0].isNull }
    if block.isNull {
      if !hasSelector { findings.required(path, "must specify a peer") }
      return
    }
    findings.require(block["cidr"].text, at: path.child("ipBlock").child("cidr"), NameRules.addressRange)
    for (index, range) in block["except"].elements.enumerated() {
      findings.check(
        range.text, at: path.child("ipBlock").child("except").index(index), NameRules.addressRange)
    }
    if hasSelector {
      findings.forbidden(path, "may not specify both ipBlock and another peer")
    }
  }

  // MARK: Ingresses

  static func ingress(_ spec: Value, _ findings: inout Findings) {
    let path = FieldPath("spec")
    let rules = spec["rules"].elements
    let backend = spec["defaultBackend"]
    if rules.isEmpty, backend.isNull {
      findings.invalid(path, "", "either `defaultBackend` or `rules` must be specified")
    }
    if !backend.isNull { self.backend(backend, at: path.child("defaultBackend"), &findings) }
    for (index, rule) in rules.enumerated() {
      let path = path.child("rules").index(index)
      host(rule["host"].text, at: path.child("host"), &findings)
      if rule["http"].isNull { continue }
      paths(rule["http"]["paths"].elements, at: path.child("http").child("paths"), &findings)
    }
    for (index, entry) in spec["tls"].elements.enumerated() {
      let path = path.child("tls").index(index)
      for (number, name) in entry["hosts"].elements.enumerated() {
        host(name.text, at: path.child("hosts").index(number), &findings)
      }
      let secret = entry["secretName"].text
      if !secret.isEmpty { findings.check(secret, at: path.child("secretName"), NameRules.dnsSubdomain) }
    }
    if let name = spec[.ingressClassName].string {
      findings.check(name, at: path.child("ingressClassName"), NameRules.dnsSubdomain)
    }
  }

  private static func host(_ name: String, at path: FieldPath, _ findings: inout Findings) {
    if name.isEmpty { return }
    if IPAddress(name) != nil {
      findings.invalid(path, .string(name), "must be a DNS name, not an IP address")
    }
    if name.hasPrefix("*.") {
      for complaint in NameRules.dnsSubdomain(String(name.dropFirst(2))) {
        findings.invalid(path, .string(name), complaint)
      }
    } else {
      findings.check(name, at: path, NameRules.dnsSubdomain)
    }
  }

  private static func paths(_ paths: [Value], at path: FieldPath, _ findings: inout Findings) {
    if paths.isEmpty { findings.required(path) }
    for (index, entry) in paths.enumerated() {
      let path = path.index(index)
      let type = entry["pathType"].text
      let text = entry[.path].text
      if type.isEmpty {
        findings.required(path.child("pathType"), "pathType must be specified")
      } else if !["Exact", "ImplementationSpecific", "Prefix"].contains(type) {
        findings.notSupported(
          path.child("pathType"), .string(type), ["Exact", "ImplementationSpecific", "Prefix"])
      }
      if type != "ImplementationSpecific" || !text.isEmpty, !text.hasPrefix("/") {
        findings.invalid(path.child("path"), .string(text), "must be an absolute path")
      }
      backend(entry["backend"], at: path.child("backend"), &findings)
    }
  }

  private static func backend(_ backend: Value, at path: FieldPath, _ findings: inout Findings) {
    let service = backend["service"]
    if !backend["resource"].isNull {
      if !service.isNull {
        findings.invalid(path, "", "cannot set both resource and service backends")
      }
      return
    }
    if service.isNull { return findings.required(path.child("service")) }
    let path = path.child("service")
    let name = service[.name].text
    if name.isEmpty {
      findings.required(path.child("name"))
    } else {
      findings.check(name, at: path.child("name"), NameRules.dns1035Label)
    }
    let hasName = !service[.port][.name].text.isEmpty
    let hasNumber = service[.port]["number"].number != 0
    if hasName, hasNumber {
      findings.invalid(path, "", "cannot set both port name & port number")
    } else if hasName {
      findings.check(service[.port][.name].text, at: path.child("port").child("name"), NameRules.portName)
    } else if hasNumber {
      findings.check(
        service[.port]["number"].number, at: path.child("port").child("number"), NameRules.portNumber)
    } else {
      findings.required(path, "port name or number is required")
    }
  }
}
