// Ingresses, their classes, and the addresses of services.
import KubeKinds
import KubeObjects

extension Describer {
  static let ingress = Describer(
    relations: { ingress in
      IngressBackends.services(of: ingress).flatMap {
        [.endpointSlices(of: $0, in: ingress), .service($0, in: ingress)]
      }
    },
    body: { ingress, out in
      let spec = ingress[.spec]
      out.field("Name", ingress.name)
      out.labels("Labels", ingress[.metadata][.labels])
      out.field("Namespace", ingress.namespace)
      out.field("Address", ServiceText.ingressAddresses(ingress[.status]["loadBalancer"]).joined(separator: ","))
      out.field("Ingress Class", spec["ingressClassName"].string ?? "<none>")
      let fallback = spec["defaultBackend"].isNull ? "<default>" : IngressBackends.text(spec["defaultBackend"], ingress)
      out.field("Default backend", fallback)
      certificates(spec["tls"].elements, &out)
      rules(ingress, fallback, &out)
      out.annotations("Annotations", ingress[.metadata][.annotations])
    })

  private static func certificates(_ all: [Value], _ out: inout DescribeText) {
    if all.isEmpty { return }
    out.line("TLS:")
    for entry in all {
      let hosts = entry["hosts"].elements.map(\.text).joined(separator: ",")
      let secret = entry["secretName"].text
      out.line(1, secret.isEmpty ? "SNI routes \(hosts)" : "\(secret) terminates \(hosts)")
    }
  }

  private static func rules(_ ingress: DescribedObject, _ fallback: String, _ out: inout DescribeText) {
    out.line("Rules:")
    out.header(1, "Host", "Path", "Backends")
    let rules = ingress[.spec]["rules"].elements.filter { !$0["http"].isNull }
    if rules.isEmpty { out.row(1, "*", "*", fallback) }
    for rule in rules {
      out.line(1, "\(rule[.host].isEmpty ? "*" : rule[.host].text)\t")
      for path in rule["http"]["paths"].elements {
        out.line(2, "\t\(path["path"].text) \t\(IngressBackends.text(path["backend"], ingress))")
      }
    }
  }

  static let ingressClass = Describer { ingressClass, out in
    out.field("Name", ingressClass.name)
    out.labels("Labels", ingressClass[.metadata][.labels])
    out.annotations("Annotations", ingressClass[.metadata][.annotations])
    out.field("Controller", ingressClass[.spec][.controller].text)
    let parameters = ingressClass[.spec]["parameters"]
    if parameters.isNull { return }
    out.line("Parameters:")
    if let group = parameters["apiGroup"].string { out.field(1, "APIGroup", group) }
    out.field(1, "Kind", parameters[.kind].text)
    out.field(1, "Name", parameters[.name].text)
  }

  static let serviceCIDR = Describer { range, out in
    out.field("Name", range.name)
    out.labels("Labels", range[.metadata][.labels])
    out.annotations("Annotations", range[.metadata][.annotations])
    out.field("CIDRs", range[.spec]["cidrs"].elements.map(\.text).joined(separator: ", "))
    if range[.status][.conditions].isEmpty { return }
    out.line("Status:")
    out.timedConditions(range[.status][.conditions])
  }

  static let ipAddress = Describer { address, out in
    out.field("Name", address.name)
    out.labels("Labels", address[.metadata][.labels])
    out.annotations("Annotations", address[.metadata][.annotations])
    let parent = address[.spec]["parentRef"]
    if parent.isNull { return }
    out.line("Parent Reference:")
    out.field(1, "Group", parent["group"].text)
    out.field(1, "Resource", parent["resource"].text)
    out.field(1, "Namespace", parent[.namespace].text)
    out.field(1, "Name", parent[.name].text)
  }
}

extension Relation {
  static func service(_ name: String, in object: Value) -> Relation {
    Relation(.service, in: object[.metadata][.namespace].text, .named(name))
  }
}

enum IngressBackends {
  /// The services that the rules of an ingress name.
  static func services(of ingress: Value) -> [String] {
    let paths = ingress[.spec]["rules"].elements.flatMap { $0["http"]["paths"].elements.map { $0["backend"] } }
    return ([ingress[.spec]["defaultBackend"]] + paths).map { $0["service"][.name].text }.filter { !$0.isEmpty }
  }

  /// `portal:80 (10.244.0.3:8080)`, or the resource that answers instead of a service.
  static func text(_ backend: Value, _ ingress: DescribedObject) -> String {
    let resource = backend["resource"]
    guard !backend["service"].isNull else {
      if resource.isNull { return "" }
      let group = resource["apiGroup"].string ?? "<none>"
      return "APIGroup: \(group), Kind: \(resource[.kind].text), Name: \(resource[.name].text)"
    }
    let name = backend["service"][.name].text
    let port = backend["service"][.port]
    let number = port["number"].number
    let head = "\(name):\(number != 0 ? String(number) : port[.name].text)"
    let relation = Relation.service(name, in: ingress.value)
    if let failure = ingress.related.failure(relation) { return "\(head) (<error: \(failure.message)>)" }
    let service = ingress.related.objects(relation).first ?? .null
    let named = service[.spec][.ports].elements.last {
      number != 0 ? $0[.port].number == number : !port[.name].isEmpty && $0[.name] == port[.name]
    }
    let slices = ingress.related.objects(.endpointSlices(of: name, in: ingress.value))
    return "\(head) (\(SliceText.endpoints(slices, port: named?[.name].text ?? "")))"
  }
}
