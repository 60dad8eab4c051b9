// `kubectl create ingress`
import KubeKinds
import KubeObjects

enum CreateIngress {
  static let className = Flag(text: "class", help: "The ingress class.").completing(.names(of: "ingressclasses"))
  static let rules = Flag(
    each: "rule",
    help: "host/path=service:port[,tls[=secret]]; a path that ends in * is a prefix. May be repeated.")
  static let backend = Flag(text: "default-backend", help: "Where what no rule names goes, as service:port.")
  static let annotations = Flag(each: "annotation", help: "An annotation, as key=value; may be repeated.")

  static let command = FlagCreation(
    name: "ingress", aliases: ["ing"], usage: "NAME --rule=host/path=service:port[,tls[=secret]] ",
    help: CommandHelp(
      "Create an ingress", "Creates an Ingress from rules, each of which leads from a host and a path to a service.",
      examples: [
        Example("One host", "kubectl create ingress web --rule='shop.example.com/*=front:80'"),
        Example("With TLS", "kubectl create ingress web --rule='shop.example.com/*=front:80,tls=shop-cert'"),
      ]),
    flags: [className, rules, backend, annotations], failure: "failed to create ingress: ", make: make
  ).command

  private static func make(_ name: String, _ line: CommandLine, _ context: CommandContext) throws -> Value {
    if line[rules].isEmpty, line[backend].isEmpty {
      throw CommandError.text(
        "not enough information provided: every ingress has to either specify a default-backend (which catches all "
          + "traffic) or a list of rules (which catch specific paths)")
    }
    var object = Value.object("networking.k8s.io/v1", "Ingress", name)
    for pair in line[annotations] {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else {
        throw CommandError.text("annotation \(pair) is invalid and should be in format key=[value]")
      }
      object[.metadata][.annotations][Key(parts[0])] = .string(parts[1])
    }
    var parsed: [IngressRule] = []
    for text in line[rules] { parsed.append(try IngressRule(text)) }
    object[.spec] = spec(parsed)
    if !line[className].isEmpty { object[.spec]["ingressClassName"] = .string(line[className]) }
    if !line[backend].isEmpty {
      let parts = line[backend].split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else {
        throw CommandError.text("default-backend should be in format servicename:serviceport")
      }
      object[.spec]["defaultBackend"] = IngressRule.backend(service: parts[0], port: parts[1])
    }
    object[.status] = ["loadBalancer": [:]]
    return object
  }

  /// Rules of one host stand together, in the order in which hosts are named.
  private static func spec(_ rules: [IngressRule]) -> Value {
    var hosts: [String] = []
    for rule in rules where !hosts.contains(rule.host) { hosts.append(rule.host) }
    var spec: Value = [:]
    for host in hosts {
      let paths = rules.filter { $0.host == host }.map(\.object)
      var rule: Value = ["http": ["paths": .array(paths)]]
      if !host.isEmpty { rule["host"] = .string(host) }
      spec["rules"].append(rule)
    }
    let entries = encryption(rules)
    if !entries.isEmpty { spec["tls"] = .array(entries) }
    return spec
  }

  /// Hosts of one secret stand together; each is named once.
  private static func encryption(_ rules: [IngressRule]) -> [Value] {
    var seen: Set<String> = []
    var entries: [Value] = []
    for rule in rules where rule.hasTLS && seen.insert(rule.host).inserted {
      if let index = entries.firstIndex(where: { $0["secretName"].text == rule.secret }) {
        entries[index]["hosts"].append(.string(rule.host))
        continue
      }
      var entry: Value = rule.host.isEmpty ? [:] : ["hosts": [.string(rule.host)]]
      if !rule.secret.isEmpty { entry["secretName"] = .string(rule.secret) }
      if !entry.fields.isEmpty { entries.append(entry) }
    }
    return entries
  }
}

/// One rule as typed.
private struct IngressRule {
  var host: String
  var path: String
  var isPrefix: Bool
  var service: String
  var port: String
  var hasTLS = false
  var secret = ""

  init(_ text: String) throws(CommandError) {
    let fault = CommandError.text(
      "rule \(text) is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]")
    guard let slash = text.firstIndex(of: "/"), let equals = text[slash...].firstIndex(of: "=") else { throw fault }
    host = String(text[..<slash])
    path = String(text[slash..<equals])
    isPrefix = path.hasSuffix("*")
    if isPrefix { path.removeLast() }
    let rest = text[text.index(after: equals)...].split(separator: ",", maxSplits: 1).map(String.init)
    let target = (rest.first ?? "").split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard target.count == 2, !target[0].isEmpty, !target[1].isEmpty else { throw fault }
    service = target[0]
    port = target[1]
    guard rest.count > 1 else { return }
    // Whatever follows the comma asks for encryption; what follows an `=` there names the secret.
    hasTLS = true
    secret = rest[1].split(separator: "=", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
  }

  var object: Value {
    [
      "path": .string(path), "pathType": isPrefix ? "Prefix" : "Exact",
      "backend": Self.backend(service: service, port: port),
    ]
  }

  static func backend(service: String, port: String) -> Value {
    let port: Value = Int64(port).map { ["number": .int($0)] } ?? ["name": .string(port)]
    return ["service": ["name": .string(service), "port": port]]
  }
}
