// What is wrong with Endpoints and EndpointSlices.
import KubeObjects

enum EndpointValidation {
  /// An address that traffic can be sent to.
  static func address(_ text: String, at path: FieldPath, _ findings: inout Findings) {
    let complaints = NameRules.address(text)
    for complaint in complaints { findings.invalid(path, .string(text), complaint) }
    if complaints.isEmpty { ordinary(text, at: path, &findings) }
  }

  /// Not one of the addresses that mean something special.
  private static func ordinary(_ text: String, at path: FieldPath, _ findings: inout Findings) {
    guard let address = IPAddress(text) else {
      return findings.invalid(path, .string(text), "must be a valid IP address")
    }
    if address.isUnspecified { findings.invalid(path, .string(text), "may not be unspecified (\(text))") }
    if address.isLoopback {
      findings.invalid(path, .string(text), "may not be in the loopback range (127.0.0.0/8, ::1/128)")
    }
    if address.isLinkLocal {
      findings.invalid(path, .string(text), "may not be in the link-local range (169.254.0.0/16, fe80::/10)")
    }
    if address.isLinkLocalMulticast {
      findings.invalid(
        path, .string(text), "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)")
    }
  }

  static func subsets(_ subsets: [Value], at path: FieldPath, _ findings: inout Findings) {
    for (index, subset) in subsets.enumerated() {
      let path = path.index(index)
      let lists: [Key] = ["addresses", "notReadyAddresses"]
      if lists.allSatisfy({ subset[$0].elements.isEmpty }) {
        findings.required(path, "must specify `addresses` or `notReadyAddresses`")
      }
      for list in lists {
        for (number, entry) in subset[list].elements.enumerated() {
          let path = path.child(list.text).index(number)
          findings.check(entry["ip"].text, at: path.child("ip"), NameRules.address)
          if let name = entry[.hostname].string, !name.isEmpty {
            findings.check(name, at: path.child("hostname"), NameRules.dnsLabel)
          }
          if let name = entry[.nodeName].string {
            findings.check(name, at: path.child("nodeName"), NameRules.dnsSubdomain)
          }
          ordinary(entry["ip"].text, at: path.child("ip"), &findings)
        }
      }
      ports(subset[.ports].elements, needNumbers: true, at: path.child("ports"), &findings)
    }
  }

  static func ports(
    _ ports: [Value], needNumbers: Bool, at path: FieldPath, _ findings: inout Findings
  ) {
    for (index, port) in ports.enumerated() {
      let path = path.index(index)
      let name = port[.name].text
      if !name.isEmpty {
        findings.check(name, at: path.child("name"), NameRules.dnsLabel)
      } else if needNumbers, ports.count > 1 {
        findings.required(path.child("name"))
      }
      if needNumbers || port[.port].int != nil {
        findings.check(port[.port].number, at: path.child("port"), NameRules.portNumber)
      }
      findings.oneOf(["SCTP", "TCP", "UDP"], port[.protocol].text, at: path.child("protocol"))
      if let name = port["appProtocol"].string {
        findings.check(name, at: path.child("appProtocol"), NameRules.qualifiedName)
      }
    }
  }

  static func slice(_ slice: Value, _ findings: inout Findings) {
    findings.oneOf(["FQDN", "IPv4", "IPv6"], slice["addressType"].text, at: FieldPath("addressType"))
    let endpoints = slice["endpoints"].elements
    if endpoints.count > 1_000 {
      findings.add(.tooMany(FieldPath("endpoints"), endpoints.count, maximum: 1_000))
    }
    for (index, endpoint) in endpoints.enumerated() {
      let path = FieldPath("endpoints").index(index).child("addresses")
      let addresses = endpoint["addresses"].elements
      if addresses.isEmpty { findings.required(path, "must contain at least 1 address") }
      if addresses.count > 100 { findings.add(.tooMany(path, addresses.count, maximum: 100)) }
      for (number, text) in addresses.enumerated() {
        switch slice["addressType"].text {
        case "FQDN": findings.check(text.text, at: path.index(number), NameRules.dnsSubdomain)
        case "IPv4", "IPv6": address(text.text, at: path.index(number), &findings)
        default: break
        }
      }
    }
    ports(slice[.ports].elements, needNumbers: false, at: FieldPath("ports"), &findings)
  }
}
