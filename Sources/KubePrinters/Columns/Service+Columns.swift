// Services and what is behind them.
import KubeKinds
import KubeObjects

extension KindColumns {
  static let service = KindColumns([
    .name,
    Column("Type") { .text($0[.spec][.type].text) },
    Column("Cluster-IP") { .text($0[.spec][.clusterIPs].elements.first ?? .null, or: "<none>") },
    Column("External-IP") { .text(ServiceText.externalAddress($0.value)) },
    Column("Port(s)") { .text(ServiceText.ports($0[.spec][.ports])) },
    .age,
    .wide("Selector") { .text(SelectorText.labels($0[.spec][.selector])) },
  ])

  static let endpoints = KindColumns([
    .name, Column("Endpoints") { .text(EndpointsText.addresses($0["subsets"])) }, .age,
  ])

  static let endpointSlice = KindColumns([
    .name,
    Column("AddressType") { .text($0["addressType"].text) },
    Column("Ports") { .text(EndpointsText.listing($0[.ports].elements.map(EndpointsText.port))) },
    Column("Endpoints") {
      .text(EndpointsText.listing($0["endpoints"].elements.flatMap { $0["addresses"].elements.map(\.text) }))
    },
    .age,
  ])
}

enum ServiceText {
  /// Where the service is reached from outside: `<none>`, `<pending>`, a name or addresses.
  static func externalAddress(_ service: Value) -> String {
    let external = service[.spec][.externalIPs].elements.map(\.text)
    switch service[.spec][.type].text {
    case "ClusterIP", "NodePort":
      return external.isEmpty ? "<none>" : external.joined(separator: ",")
    case "LoadBalancer":
      let all = ingressAddresses(service[.status]["loadBalancer"]) + external
      return all.isEmpty ? "<pending>" : all.joined(separator: ",")
    case "ExternalName":
      return service[.spec][.externalName].text
    default:
      return "<unknown>"
    }
  }

  /// The addresses a load balancer was given, each once, sorted.
  static func ingressAddresses(_ loadBalancer: Value) -> [String] {
    let addresses = loadBalancer["ingress"].elements.map { $0[.ip].isEmpty ? $0[.hostname].text : $0[.ip].text }
    return Set(addresses.filter { !$0.isEmpty }).sorted(by: SelectorText.bytesPrecede)
  }

  /// `80/TCP,443:30443/TCP`, or `<none>`.
  static func ports(_ ports: Value) -> String {
    let texts = ports.elements.map { port in
      let node = port[.nodePort].number
      return "\(port[.port].number)\(node > 0 ? ":\(node)" : "")/\(port[.protocol].text)"
    }
    return texts.isEmpty ? "<none>" : texts.joined(separator: ",")
  }
}

enum EndpointsText {
  private static let shown = 3

  /// The first three, and how many more there are.
  static func listing(_ texts: [String]) -> String {
    if texts.isEmpty { return "<unset>" }
    return firstOf(texts, count: texts.count)
  }

  private static func firstOf(_ texts: [String], count: Int) -> String {
    let first = texts.prefix(shown).joined(separator: ",")
    return count > shown ? "\(first) + \(count - shown) more..." : first
  }

  /// The number of a slice's port, else its name, else `*`.
  static func port(_ port: Value) -> String {
    if let number = port[.port].int { return String(number) }
    return port[.name].string ?? "*"
  }

  /// The ready addresses of an Endpoints object, with the ports they serve.
  static func addresses(_ subsets: Value) -> String {
    if subsets.elements.isEmpty { return "<none>" }
    let all = subsets.elements.flatMap { subset -> [String] in
      let addresses = subset["addresses"].elements.map { $0[.ip].text }
      let ports = subset[.ports].elements
      if ports.isEmpty { return addresses }
      return ports.flatMap { port in addresses.map { hostPort($0, port[.port].number) } }
    }
    return firstOf(all, count: all.count)
  }

  /// `net.JoinHostPort`: addresses with colons go into brackets.
  static func hostPort(_ host: String, _ port: Int64) -> String {
    host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
  }
}
