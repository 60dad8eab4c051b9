// `kubectl expose`
import ClusterAPI
import KubeKinds
import KubeObjects

enum Expose {
  static let port = Flag(text: "port", help: "The port of the service; the object's own if none.")
  static let targetPort = Flag(text: "target-port", help: "The port of the containers, by number or name.")
  static let protocolName = Flag(text: "protocol", help: "TCP, UDP or SCTP; TCP if none.")
    .completing(.choices(["TCP", "UDP", "SCTP"]))
  static let name = Flag(text: "name", help: "The name of the service; the object's own if none.")
  static let type = Flag(text: "type", help: "ClusterIP, NodePort, LoadBalancer or ExternalName.")
    .completing(.choices(["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"]))
  static let clusterIP = Flag(text: "cluster-ip", help: "The address; None for a headless service.")
  static let externalIP = Flag(text: "external-ip", help: "A further address that the service answers on.")
  static let loadBalancerIP = Flag(text: "load-balancer-ip", help: "The address of the load balancer.")
  static let affinity = Flag(text: "session-affinity", help: "Whether one client stays with one pod: None, ClientIP.")
    .completing(.choices(["None", "ClientIP"]))
  static let selector = Flag(text: "selector", help: "The pods to select; those of the object if none.")
    .completing(.labelSelector)
  static let labels = Flag(text: "labels", "l", help: "Labels of the service; those of the object if none.")

  static let command = Command(
    "expose", group: .beginner,
    usage: "(-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] "
      + "[--name=name] [--external-ip=external-ip-of-service] [--type=type]",
    CommandHelp(
      "Create a service for what runs already",
      """
      Creates a service whose selector, labels and ports are those of a pod, a deployment, a replica set, a \
      replication controller or another service, as far as flags don't say otherwise.
      """,
      examples: [
        Example("Give a deployment a service", "kubectl expose deployment front --port=80 --target-port=8080"),
        Example("A headless one", "kubectl expose pod db-0 --port=5432 --cluster-ip=None --name=db"),
      ]),
    flags: [
      port, targetPort, protocolName, name, type, clusterIP, externalIP, loadBalancerIP, affinity, selector, labels,
      Overrides.overrides, Overrides.type, WriteFlags.dryRun, WriteFlags.saveConfig,
      WriteFlags.fieldManager("kubectl-expose"), WriteFlags.record,
    ] + FileFlags.all + PrintFlags.all,
    arguments: .resource, run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    let creation = try ObjectCreation(line, context, manager: "kubectl-expose")
    let report = try ChangeReport(line, context, dryRun: creation.dryRun, printsTypes: true)
    var builder = ResourceBuilder(line, context)
    builder.continuesOnError = true
    builder.readsTypes = true
    builder.arguments = line.arguments
    var found = FoundChoices()
    try builder.visit { info in
      let exposed = try ExposedObject(info, line)
      var service = try Overrides.apply(line, to: exposed.service(&found), context)
      if line.namesNamespace { service[.metadata][.namespace] = .string(creation.namespace) }
      try report.report("exposed", try creation.create(service, namespace: info.namespace))
    }
  }
}

/// What was found out about objects. kubectl writes it into its options, as if flags had said it, so that what was
/// found out about the first object holds for all that follow.
private struct FoundChoices {
  var selector = Value.null
  var labels = Value.null
  /// The one port of an object, or the several ports of one, which go before it.
  var port: Int64?
  var ports: [Int64] = []
  var protocols: [(port: Int64, protocolName: String)] = []
}

/// What of an object a service can be made of.
private struct ExposedObject {
  let info: ResourceInfo
  let object: Value
  let line: CommandLine

  init(_ info: ResourceInfo, _ line: CommandLine) throws(CommandError) {
    switch (info.kind.group, info.kind.name) {
    case ("", "Pod"), ("", "Service"), ("", "ReplicationController"), ("apps", "Deployment"), ("apps", "ReplicaSet"):
      break
    default: throw .text("cannot expose a \(info.kind.groupKindText)")
    }
    self.info = info
    self.line = line
    object = info.object ?? .null
  }

  func service(_ found: inout FoundChoices) throws(CommandError) -> Value {
    let name = line[Expose.name].isEmpty ? String(info.name.prefix(63)) : line[Expose.name]
    let selector = try selector(&found)
    let ports = try ports(&found)
    var service = Value.object("v1", "Service", name)
    if found.labels.isEmpty { found.labels = object[.metadata][.labels] }
    let labels = line[Expose.labels].isEmpty ? found.labels : try map(line[Expose.labels], "label")
    if !labels.isEmpty { service[.metadata][.labels] = labels }
    service[.spec] = ["selector": selector]
    if !ports.isEmpty { service[.spec]["ports"] = .array(ports) }
    try addChoices(to: &service)
    service[.status] = ["loadBalancer": [:]]
    return service
  }

  private func addChoices(to service: inout Value) throws(CommandError) {
    if !line[Expose.externalIP].isEmpty { service[.spec]["externalIPs"] = [.string(line[Expose.externalIP])] }
    if !line[Expose.type].isEmpty { service[.spec][.type] = .string(line[Expose.type]) }
    if line[Expose.type] == "LoadBalancer", !line[Expose.loadBalancerIP].isEmpty {
      service[.spec]["loadBalancerIP"] = .string(line[Expose.loadBalancerIP])
    }
    if !line[Expose.clusterIP].isEmpty { service[.spec]["clusterIP"] = .string(line[Expose.clusterIP]) }
    let affinity = line[Expose.affinity]
    if affinity.isEmpty { return }
    guard ["None", "ClientIP"].contains(affinity) else { throw .text("unknown session affinity: \(affinity)") }
    service[.spec]["sessionAffinity"] = .string(affinity)
  }

  private func map(_ text: String, _ what: String) throws(CommandError) -> Value {
    var pairs: [(String, String)] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      let parts = word.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else { throw .text("unexpected \(what) spec: \(word)") }
      pairs.append((parts[0], parts[1]))
    }
    return Value(pairs)
  }

  // MARK: Selector

  private func selector(_ found: inout FoundChoices) throws(CommandError) -> Value {
    if !line[Expose.selector].isEmpty { return try map(line[Expose.selector], "label") }
    if found.selector.isEmpty { found.selector = try ownSelector() }
    return found.selector
  }

  private func ownSelector() throws(CommandError) -> Value {
    let found: Value
    switch info.kind.name {
    case "Pod": found = object[.metadata][.labels]
    case "Service", "ReplicationController": found = object[.spec][.selector]
    default:
      if !object[.spec][.selector][.matchExpressions].isEmpty {
        throw unselectable("couldn't convert expressions - \"[]\" to map-based selector format")
      }
      found = object[.spec][.selector][.matchLabels]
    }
    if !found.isEmpty { return found }
    throw unselectable(
      info.kind.name == "Pod"
        ? "the pod has no labels and cannot be exposed" : "the \(info.kind.singular) has no pod selector set")
  }

  private func unselectable(_ reason: String) -> CommandError {
    .text("couldn't retrieve selectors via --selector flag or introspection: \(reason)")
  }

  // MARK: Ports

  /// The ports of the object's containers, or of the service: number and protocol.
  private var introspected: [(port: Int64, protocolName: String)] {
    let ports: [Value]
    switch info.kind.name {
    case "Service":
      return object[.spec]["ports"].elements.map { ($0["port"].number, $0["protocol"].string ?? "TCP") }
    case "Pod": ports = object[.spec][.containers].elements
    default: ports = object[.spec][.template][.spec][.containers].elements
    }
    return ports.flatMap { $0["ports"].elements }.map {
      ($0["containerPort"].number, $0["protocol"].string ?? "TCP")
    }
  }

  private func ports(_ found: inout FoundChoices) throws(CommandError) -> [Value] {
    let own = introspected
    if !own.isEmpty { found.protocols = own }
    var numbers = try givenPorts()
    if numbers.isEmpty {
      if found.port == nil { try find(own.map(\.port), &found) }
      numbers = !found.ports.isEmpty ? found.ports : found.port.map { [$0] } ?? []
    }
    let target = line[Expose.targetPort]
    return numbers.enumerated().map { index, number in
      let own = found.protocols.first { $0.port == number }?.protocolName ?? "TCP"
      var port: Value = [
        "port": .int(number),
        "protocol": .string(line[Expose.protocolName].isEmpty ? own : line[Expose.protocolName]),
        "targetPort": target.isEmpty ? .int(number) : Int64(target).map { .int($0) } ?? .string(target),
      ]
      if numbers.count > 1 { port[.name] = .string("port-\(index + 1)") }
      return port
    }
  }

  /// Takes the ports of an object, each once.
  private func find(_ own: [Int64], _ found: inout FoundChoices) throws(CommandError) {
    var numbers: [Int64] = []
    for number in own where !numbers.contains(number) { numbers.append(number) }
    if numbers.count > 1 { found.ports = numbers } else { found.port = numbers.first }
    if numbers.isEmpty, line[Expose.clusterIP] != "None" {
      throw .text("couldn't find port via --port flag or introspection")
    }
  }

  private func givenPorts() throws(CommandError) -> [Int64] {
    var numbers: [Int64] = []
    for text in line[Expose.port].split(separator: ",") {
      guard let number = Int64(text) else {
        throw .text("strconv.Atoi: parsing \(GoText.quoted(String(text))): invalid syntax")
      }
      numbers.append(number)
    }
    return numbers
  }
}
