// Services, and the endpoints that answer for them.
import KubeKinds
import KubeObjects

extension Describer {
  static let service = Describer(
    relations: { [.endpointSlices(of: $0[.metadata][.name].text, in: $0)] },
    body: { service, out in
      out.metadata(service)
      out.field("Selector", SelectorText.labels(service[.spec][.selector]))
      out.field("Type", service[.spec][.type].text)
      addresses(service, &out)
      let slices = service.related.objects(.endpointSlices(of: service.name, in: service.value))
      for port in service[.spec][.ports].elements { write(port: port, slices, &out) }
      policies(service[.spec], &out)
    })

  private static func addresses(_ service: DescribedObject, _ out: inout DescribeText) {
    let spec = service[.spec]
    func list(_ key: Key) -> String { spec[key].elements.map(\.text).joined(separator: ",") }
    func orNone(_ text: String) -> String { text.isEmpty ? "<none>" : text }
    out.fieldIfAny("IP Family Policy", spec["ipFamilyPolicy"])
    out.field("IP Families", orNone(list("ipFamilies")))
    out.field("IP", spec["clusterIP"].text)
    out.field("IPs", orNone(list(.clusterIPs)))
    if !spec[.externalIPs].isEmpty { out.field("External IPs", list(.externalIPs)) }
    out.fieldIfAny("Desired LoadBalancer IP", spec["loadBalancerIP"])
    out.fieldIfAny("External Name", spec[.externalName])
    let ingress = service[.status]["loadBalancer"]["ingress"].elements
    if ingress.isEmpty { return }
    let texts = ingress.map { entry in
      if entry[.ip].isEmpty { return entry[.hostname].text }
      return entry[.ip].text + (entry["ipMode"].string.map { " (\($0))" } ?? "")
    }
    out.field("LoadBalancer Ingress", texts.joined(separator: ", "))
  }

  private static func write(port: Value, _ slices: [Value], _ out: inout DescribeText) {
    let name = port[.name].isEmpty ? "<unset>" : port[.name].text
    let transport = port[.protocol].text
    out.row(0, "Port:", name, "\(port[.port].number)/\(transport)")
    out.field("TargetPort", "\(Cell.intOrString(port["targetPort"], or: "0").printed)/\(transport)")
    out.fieldIfAny("AppProtocol", port["appProtocol"])
    if port[.nodePort].number != 0 { out.row(0, "NodePort:", name, "\(port[.nodePort].number)/\(transport)") }
    out.field("Endpoints", SliceText.endpoints(slices, port: port[.name].text))
  }

  private static func policies(_ spec: Value, _ out: inout DescribeText) {
    out.field("Session Affinity", spec["sessionAffinity"].text)
    out.fieldIfAny("External Traffic Policy", spec["externalTrafficPolicy"])
    out.fieldIfAny("Internal Traffic Policy", spec["internalTrafficPolicy"])
    if spec["healthCheckNodePort"].number != 0 {
      out.field("HealthCheck NodePort", String(spec["healthCheckNodePort"].number))
    }
    let ranges = spec["loadBalancerSourceRanges"].elements.map(\.text)
    if !ranges.isEmpty { out.field("LoadBalancer Source Ranges", ranges.joined(separator: ",")) }
    out.fieldIfAny("Traffic Distribution", spec["trafficDistribution"])
  }
}

extension Relation {
  /// The slices that hold the endpoints of a service, in an object's namespace.
  static func endpointSlices(of service: String, in object: Value) -> Relation {
    Relation(
      .endpointSlice, in: object[.metadata][.namespace].text, .labelled("kubernetes.io/service-name=\(service)"))
  }
}

enum SliceText {
  private static let shown = 3

  /// The ready endpoints behind a port of a service: the first three, and how many more. Any endpoint after the third
  /// makes kubectl speak of more, even one that is not ready.
  static func endpoints(_ slices: [Value], port name: String) -> String {
    if slices.isEmpty { return "<none>" }
    var list: [String] = []
    var count = 0
    var hasMore = false
    for (endpoint, port) in slices.flatMap({ pairs($0, name) }) {
      if list.count == shown { hasMore = true }
      guard endpoint[.conditions][.ready].bool ?? true else { continue }
      let address = endpoint["addresses"].elements.first?.text ?? ""
      if !hasMore { list.append(port.map { EndpointsText.hostPort(address, $0) } ?? address) }
      count += 1
    }
    let first = list.joined(separator: ",")
    return hasMore ? "\(first) + \(count - shown) more..." : first
  }

  /// The endpoints of a slice with each of its ports of a name; without a port where the slice has none at all.
  private static func pairs(_ slice: Value, _ name: String) -> [(Value, Int64?)] {
    let endpoints = slice["endpoints"].elements
    if slice[.ports].elements.isEmpty { return endpoints.map { ($0, nil) } }
    return slice[.ports].elements.filter { $0[.name].text == name }.flatMap { port in
      endpoints.map { ($0, port[.port].number) }
    }
  }
}
