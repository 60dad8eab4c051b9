// Ingresses, network policies and the addresses of services.
import KubeKinds
import KubeObjects

extension KindColumns {
  static let ingress = KindColumns([
    .name,
    Column("Class") { .text($0[.spec]["ingressClassName"].string ?? "<none>") },
    Column("Hosts") { .text(IngressText.hosts($0[.spec]["rules"].elements)) },
    Column("Address") {
      .text(ServiceText.ingressAddresses($0[.status]["loadBalancer"]).joined(separator: ","))
    },
    Column("Ports") { $0[.spec]["tls"].elements.isEmpty ? "80" : "80, 443" },
    .age,
  ])

  static let ingressClass = KindColumns([
    .name,
    Column("Controller") { .text($0[.spec][.controller].text) },
    Column("Parameters") { .text(IngressText.parameters($0[.spec]["parameters"])) },
    .age,
  ])

  static let networkPolicy = KindColumns([
    .name, Column("Pod-Selector") { .text(SelectorText.selectorOrNone($0[.spec]["podSelector"])) }, .age,
  ])

  static let serviceCIDR = KindColumns([
    .name, Column("CIDRs") { .text($0[.spec]["cidrs"].elements.map(\.text).joined(separator: ",")) }, .age,
  ])

  static let ipAddress = KindColumns([
    .name, Column("ParentRef") { .text(parent($0[.spec]["parentRef"])) },
  ])

  private static func parent(_ parent: Value) -> String {
    if parent.isNull { return "<none>" }
    let group = parent["group"].text
    let resource = (parent["resource"].text + (group.isEmpty ? "" : "." + group)).lowercased()
    let namespace = parent[.namespace].isEmpty ? "" : "/" + parent[.namespace].text
    return "\(resource)\(namespace)/\(parent[.name].text)"
  }
}

enum IngressText {
  private static let shown = 3

  /// The first three hosts; `*` where no rule names one.
  static func hosts(_ rules: [Value]) -> String {
    var hosts: [String] = []
    var hasMore = false
    for rule in rules {
      if hosts.count == shown { hasMore = true }
      if !hasMore, !rule[.host].isEmpty { hosts.append(rule[.host].text) }
    }
    if hosts.isEmpty { return "*" }
    let first = hosts.joined(separator: ",")
    return hasMore ? "\(first) + \(rules.count - shown) more..." : first
  }

  /// `IngressParameters.k8s.example.com/edge`, or `<none>`.
  static func parameters(_ parameters: Value) -> String {
    if parameters.isNull { return "<none>" }
    let group = parameters["apiGroup"].string.map { "." + $0 } ?? ""
    return "\(parameters[.kind].text)\(group)/\(parameters[.name].text)"
  }
}
