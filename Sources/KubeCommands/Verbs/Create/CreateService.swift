// `kubectl create service` and its sub-commands.
import KubeKinds
import KubeObjects

enum CreateService {
  static let tcp = Flag(list: "tcp", help: "Ports, as port or port:targetPort; may be repeated.")
  static let clusterIP = Flag(text: "clusterip", help: "The address; None for a headless service.")
  static let nodePort = Flag(int: "node-port", help: "The port on each node.")
  static let externalName = Flag(text: "external-name", help: "The DNS name that the service stands for.")

  static let command = Command(
    "service", aliases: ["svc"], usage: "[flags]",
    CommandHelp("Create a service", "Creates a Service of one of the four types."), arguments: .command,
    subcommands: [
      row("clusterip", "ClusterIP", "NAME [--tcp=<port>:<targetPort>] [--dry-run=server|client|none]",
        [tcp, clusterIP]),
      row("externalname", "ExternalName", "NAME --external-name external.name [--dry-run=server|client|none]",
        [externalName.required, tcp]),
      row("loadbalancer", "LoadBalancer", "NAME [--tcp=port:targetPort] [--dry-run=server|client|none]", [tcp]),
      row("nodeport", "NodePort", "NAME [--tcp=port:targetPort] [--dry-run=server|client|none]", [tcp, nodePort]),
    ], .helpOnErrorsAndFail)

  private static func row(_ name: String, _ type: String, _ usage: String, _ flags: [any AnyFlag]) -> Command {
    FlagCreation(
      name: name, usage: usage,
      help: CommandHelp(
        "Create a \(type) service", "Creates a Service of type \(type) that selects pods with the label app=NAME.",
        examples: [Example("Create one", "kubectl create service \(name) web \(example(type))")]),
      flags: flags, failure: "failed to create \(type) service: "
    ) { name, line, _ in
      try make(name, type, line)
    }.command
  }

  private static func example(_ type: String) -> String {
    type == "ExternalName" ? "--external-name=db.example.com" : "--tcp=80:8080"
  }

  private static func make(_ name: String, _ type: String, _ line: CommandLine) throws(CommandError) -> Value {
    let address = type == "ClusterIP" ? line[clusterIP] : ""
    if address != "None", line[tcp].isEmpty, type != "ExternalName" {
      throw .text("at least one tcp port specifier must be provided")
    }
    if type == "ExternalName", !NameRules.dnsSubdomain(line[externalName]).isEmpty {
      throw .text("invalid service external name \(line[externalName])")
    }
    var object = Value.object("v1", "Service", name, labels: [("app", name)])
    object[.spec] = ["type": .string(type), "selector": ["app": .string(name)]]
    object[.status] = ["loadBalancer": [:]]
    for port in line[tcp] { object[.spec]["ports"].append(try ServicePorts.port(port, nodePort: nodePort(line, type))) }
    if !address.isEmpty { object[.spec]["clusterIP"] = .string(address) }
    if type == "ExternalName" { object[.spec]["externalName"] = .string(line[externalName]) }
    return object
  }

  private static func nodePort(_ line: CommandLine, _ type: String) -> Int { type == "NodePort" ? line[nodePort] : 0 }
}

/// `80`, `80:8080`, `80:http`
enum ServicePorts {
  static func port(_ text: String, nodePort: Int) throws(CommandError) -> Value {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let number = try number(parts[0])
    var port: Value = [
      "name": .string(text.replacing(":", with: "-")), "port": .int(number), "protocol": "TCP",
      "targetPort": .int(number),
    ]
    if parts.count > 1 { port["targetPort"] = try target(parts[1]) }
    if nodePort != 0 { port["nodePort"] = .int(Int64(nodePort)) }
    return port
  }

  private static func target(_ text: String) throws(CommandError) -> Value {
    let number = Int64(text)
    let faults = number.map(NameRules.portNumber) ?? NameRules.portName(text)
    if !faults.isEmpty { throw .text(faults.joined(separator: ",")) }
    return number.map { .int($0) } ?? .string(text)
  }

  private static func number(_ text: String) throws(CommandError) -> Int64 {
    guard let number = Int64(text) else {
      throw .text("strconv.ParseUint: parsing \(GoText.quoted(text)): invalid syntax")
    }
    guard (0...65_535).contains(number) else {
      throw .text("strconv.ParseUint: parsing \(GoText.quoted(text)): value out of range")
    }
    return number
  }
}
