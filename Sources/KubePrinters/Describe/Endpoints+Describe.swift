// Endpoints, as one object a service or in slices.
import KubeKinds
import KubeObjects

extension Describer {
  static let endpoints = Describer { endpoints, out in
    out.metadata(endpoints)
    out.line("Subsets:")
    for subset in endpoints["subsets"].elements {
      addresses("Addresses", subset["addresses"], &out)
      addresses("NotReadyAddresses", subset["notReadyAddresses"], &out)
      if !subset[.ports].elements.isEmpty {
        out.line(1, "Ports:")
        out.header(2, "Name", "Port", "Protocol")
        for port in subset[.ports].elements {
          out.row(2, unset(port[.name].text), String(port[.port].number), port[.protocol].text)
        }
      }
      out.line("")
    }
  }

  private static func addresses(_ title: String, _ addresses: Value, _ out: inout DescribeText) {
    let texts = addresses.elements.map { $0[.ip].text }
    out.field(1, title, texts.isEmpty ? "<none>" : texts.joined(separator: ","))
  }

  private static func unset(_ text: String) -> String { text.isEmpty ? "<unset>" : text }

  static let endpointSlice = Describer { slice, out in
    out.metadata(slice)
    out.field("AddressType", slice["addressType"].text)
    if slice[.ports].elements.isEmpty {
      out.line("Ports: <unset>")
    } else {
      out.line("Ports:")
      out.header(1, "Name", "Port", "Protocol")
      for port in slice[.ports].elements {
        let number = port[.port].int.map { String($0) } ?? "<unset>"
        out.row(1, unset(port[.name].text), number, port[.protocol].text)
      }
    }
    let endpoints = slice["endpoints"].elements
    out.line(endpoints.isEmpty ? "Endpoints: <none>" : "Endpoints:")
    for endpoint in endpoints { write(endpoint: endpoint, &out) }
  }

  private static func write(endpoint: Value, _ out: inout DescribeText) {
    let addresses = endpoint["addresses"].elements.map(\.text).joined(separator: ", ")
    out.field(1, "- Addresses", addresses.isEmpty ? "<none>" : addresses)
    out.line(2, "Conditions:")
    out.field(3, "Ready", endpoint[.conditions][.ready].bool.map { String($0) } ?? "<unset>")
    out.field(2, "Hostname", endpoint[.hostname].string ?? "<unset>")
    let target = endpoint["targetRef"]
    if !target.isNull { out.field(2, "TargetRef", "\(target[.kind].text)/\(target[.name].text)") }
    out.field(2, "NodeName", endpoint[.nodeName].string ?? "<unset>")
    out.field(2, "Zone", endpoint["zone"].string ?? "<unset>")
  }
}
