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
    let types = spec[.policyTypes].elements
    if types.count > 2 {
      return findings.invalid(
        path.child("policyTypes"), spec[.policyTypes], "may not specify more than two policyTypes")
    }
    for (index, type) in types.enumerated() {
      findings.among(["Ingress", "Egress"], type.text, at: path.child("policyTypes").index(index))
    }
  }

  private static func policyPort(_ port: Value, at path: FieldPath, _ findings: inout Findings) {
    if let name = port[.protocol].string {
      findings.among(["TCP", "UDP", "SCTP"], name, at: path.child("protocol"))
    }
    let (start, end, endPath) = (port[.port], port["endPort"], path.child("endPort"))
    switch (start.isNull, start.int) {
    case (true, _):
      if !end.isNull { findings.invalid(endPath, end, "may not be specified when `port` is not specified") }
    case (_, let number?):
      findings.port(start, at: path.child("port"))
      guard let last = end.int else { return }
      if last < number { findings.invalid(endPath, start, "must be greater than or equal to `port`") }
      findings.check(last, at: endPath, NameRules.portNumber)
    default:
      if !end.isNull { findings.invalid(endPath, end, "may not be specified when `port` is non-numeric") }
      findings.port(start, at: path.child("port"))
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
    self.block(block, at: path.child("ipBlock"), &findings)
    if hasSelector {
      findings.forbidden(path, "may not specify both ipBlock and another peer")
    }
  }

  private static func block(_ block: Value, at path: FieldPath, _ findings: inout Findings) {
    let text = block["cidr"].text
    findings.require(text, at: path.child("cidr"), NameRules.addressRange)
    guard let range = AddressRange(text) else { return }
    for (index, part) in block["except"].elements.enumerated() {
      let path = path.child("except").index(index)
      findings.check(part.text, at: path, NameRules.addressRange)
      if let except = AddressRange(part.text), !range.isLarger(than: except) {
        findings.invalid(path, part, "must be a strict subset of `cidr`")
      }
    }
  }

  // MARK: Ingresses

  static func ingress(_ spec: Value, _ findings: inout Findings) {
    let path = FieldPath("spec")
    let rules = spec["rules"].elements
    let backend = spec["defaultBackend"]
    if rules.isEmpty, backend.isNull {
      findings.invalid(path, shown: "null", "either `defaultBackend` or `rules` must be specified")
    }
    if !backend.isNull { self.backend(backend, at: path.child("defaultBackend"), &findings) }
    for (index, rule) in rules.enumerated() {
      let path = path.child("rules").index(index)
      let host = rule["host"].text
      if IPAddress(host) != nil {
        findings.invalid(path.child("host"), .string(host), "must be a DNS name, not an IP address")
      }
      self.host(host, at: path.child("host"), &findings)
      if rule["http"].isNull { continue }
      paths(rule["http"]["paths"].elements, at: path.child("http").child("paths"), &findings)
    }
    for (index, entry) in spec["tls"].elements.enumerated() {
      let path = path.child("tls").index(index)
      for (number, name) in entry["hosts"].elements.enumerated() {
        host(name.text, at: path.child("hosts").index(number), isNeeded: true, &findings)
      }
      let secret = entry["secretName"].text
      if !secret.isEmpty { findings.check(secret, at: path.child("secretName"), NameRules.dnsSubdomain) }
    }
    if let name = spec[.ingressClassName].string {
      findings.check(name, at: path.child("ingressClassName"), NameRules.dnsSubdomain)
    }
  }

  private static func host(
    _ name: String, at path: FieldPath, isNeeded: Bool = false, _ findings: inout Findings
  ) {
    if name.isEmpty, !isNeeded { return }
    findings.check(name, at: path, name.contains("*") ? NameRules.wildcardSubdomain : NameRules.dnsSubdomain)
  }

  private static func paths(_ paths: [Value], at path: FieldPath, _ findings: inout Findings) {
    if paths.isEmpty { findings.required(path) }
    for (index, entry) in paths.enumerated() {
      let path = path.index(index)
      guard let type = entry["pathType"].string else {
        findings.required(path.child("pathType"), "pathType must be specified")
        continue
      }
      self.path(entry[.path].text, type, at: path, &findings)
      backend(entry["backend"], at: path.child("backend"), &findings)
    }
  }

  private static func path(_ text: String, _ type: String, at path: FieldPath, _ findings: inout Findings) {
    let (path, typePath) = (path.child("path"), path.child("pathType"))
    let types = ["Exact", "ImplementationSpecific", "Prefix"]
    guard types.contains(type) else { return findings.notSupported(typePath, .string(type), types) }
    let isFree = type == "ImplementationSpecific"
    if !text.hasPrefix("/"), !isFree || !text.isEmpty {
      findings.invalid(path, .string(text), "must be an absolute path")
    }
    if isFree { return }
    for part in ["//", "/./", "/../", "%2f", "%2F"] where text.contains(part) {
      findings.invalid(path, .string(text), "must not contain '\(part)'")
    }
    for end in ["/..", "/."] where text.hasSuffix(end) {
      findings.invalid(path, .string(text), "cannot end with '\(end)'")
    }
  }

  private static func backend(_ backend: Value, at path: FieldPath, _ findings: inout Findings) {
    let service = backend["service"]
    if !backend["resource"].isNull {
      if service.isNull {
        resource(backend["resource"], at: path.child("resource"), &findings)
      } else {
        findings.invalid(path, "", "cannot set both resource and service backends")
      }
      return
    }
    if service.isNull { return findings.invalid(path, "", "resource or service backend is required") }
    let inner = path.child("service")
    findings.require(service[.name].text, at: inner.child("name"), NameRules.dnsLabel)
    let hasName = !service[.port][.name].text.isEmpty
    let hasNumber = service[.port]["number"].number != 0
    if hasName, hasNumber {
      findings.invalid(path, "", "cannot set both port name & port number")
    } else if hasName {
      findings.check(service[.port][.name].text, at: inner.child("port").child("name"), NameRules.portName)
    } else if hasNumber {
      findings.check(
        service[.port]["number"].number, at: inner.child("port").child("number"), NameRules.portNumber)
    } else {
      findings.required(path, "port name or number is required")
    }
  }

  /// An object of any kind, as a backend or as the parameters of a class.
  static func resource(_ reference: Value, at path: FieldPath, _ findings: inout Findings) {
    if let group = reference[.apiGroup].string {
      findings.check(group, at: path.child("apiGroup"), NameRules.dnsSubdomain)
    }
    for key in ["kind", "name"] {
      let text = reference[Key(key)].text
      if text.isEmpty {
        findings.required(path.child(key), "\(key) is required")
      } else {
        findings.check(text, at: path.child(key), NameRules.pathSegment)
      }
    }
  }
}
