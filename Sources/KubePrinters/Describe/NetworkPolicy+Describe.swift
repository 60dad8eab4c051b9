// Network policies: which traffic reaches the selected pods, and which may leave them.
import KubeKinds
import KubeObjects
import SimCore

extension Describer {
  static let networkPolicy = Describer(hasEvents: false) { policy, out in
    let spec = policy[.spec]
    out.field("Name", policy.name)
    out.field("Namespace", policy.namespace)
    out.field("Created on", createdOn(policy[.metadata][.creationTimestamp]))
    out.labels("Labels", policy[.metadata][.labels])
    out.annotations("Annotations", policy[.metadata][.annotations])
    out.line("Spec:")
    let selector = SelectorText.selector(spec["podSelector"])
    let all = "<none> (Allowing the specific traffic to all pods in this namespace)"
    out.line(1, "PodSelector:     \(selector.isEmpty ? all : selector)")
    let types = spec["policyTypes"].elements.map(\.text)
    traffic(.ingress, spec["ingress"], types, &out)
    traffic(.egress, spec["egress"], types, &out)
    out.line(1, "Policy Types: \(types.isEmpty ? "<none>" : types.joined(separator: ", "))")
  }

  /// As Go prints a time of its own accord: `2026-11-21 04:04:09 +0000 UTC`.
  private static func createdOn(_ timestamp: Value) -> String {
    guard let text = timestamp.string, let instant = Instant(rfc3339: text)
    else { return "0001-01-01 00:00:00 +0000 UTC" }
    let parts = instant.rfc3339.dropLast().split(separator: "T")
    return "\(parts[0]) \(parts[1]) +0000 UTC"
  }

  private struct Direction {
    let name: String
    let type: String
    let peers: Key
    let peerTitle: String
    let anybody: String

    static let ingress = Direction(
      name: "ingress", type: "Ingress", peers: "from", peerTitle: "From",
      anybody: "From: <any> (traffic not restricted by source)")
    static let egress = Direction(
      name: "egress", type: "Egress", peers: "to", peerTitle: "To",
      anybody: "To: <any> (traffic not restricted by destination)")
  }

  private static func traffic(
    _ direction: Direction, _ rules: Value, _ types: [String], _ out: inout DescribeText
  ) {
    guard types.contains(direction.type) else { return out.line(1, "Not affecting \(direction.name) traffic") }
    out.line(1, "Allowing \(direction.name) traffic:")
    if rules.elements.isEmpty {
      out.line(2, "<none> (Selected pods are isolated for \(direction.name) connectivity)")
    }
    for (index, rule) in rules.elements.enumerated() {
      if index > 0 { out.line(2, "----------") }
      ports(rule[.ports].elements, &out)
      let peers = rule[direction.peers].elements
      if peers.isEmpty { out.line(2, direction.anybody) }
      for peer in peers {
        out.line(2, "\(direction.peerTitle):")
        self.peer(peer, &out)
      }
    }
  }

  private static func ports(_ ports: [Value], _ out: inout DescribeText) {
    if ports.isEmpty { out.line(2, "To Port: <any> (traffic allowed to all ports)") }
    for port in ports {
      let transport = port[.protocol].string ?? "TCP"
      let number = Cell.intOrString(port[.port], or: "<nil>").printed
      if let last = port["endPort"].int {
        out.line(2, "To Port Range: \(number)-\(last)/\(transport)")
      } else {
        out.line(2, "To Port: \(number)/\(transport)")
      }
    }
  }

  private static func peer(_ peer: Value, _ out: inout DescribeText) {
    let namespaces = peer["namespaceSelector"]
    let pods = peer["podSelector"]
    if !namespaces.isNull { out.line(3, "NamespaceSelector: \(SelectorText.selectorOrNone(namespaces))") }
    if !pods.isNull { out.line(3, "PodSelector: \(SelectorText.selectorOrNone(pods))") }
    let block = peer["ipBlock"]
    guard namespaces.isNull, pods.isNull, !block.isNull else { return }
    out.line(3, "IPBlock:")
    out.line(4, "CIDR: \(block["cidr"].text)")
    out.line(4, "Except: \(block["except"].elements.map(\.text).joined(separator: ", "))")
  }
}
