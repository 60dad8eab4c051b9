// `kubectl cluster-info dump`
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

enum ClusterInfoDump {
  static let directory = Flag(text: "output-directory", help: "Writes files below this directory; - for the output.")
    .completing(.directory)
  static let namespaces = Flag(list: "namespaces", help: "The namespaces to dump, separated by commas.")
  static let allNamespaces = Flag(bool: "all-namespaces", "A", help: "Dumps all namespaces.")
  static let output = Flag(
    text: "output", "o", default: "json", help: "Output format. One of: (json, yaml)."
  ).completing(.choices(["json", "yaml"]))
  static let runningTimeout = Flag(
    duration: "pod-running-timeout", default: .seconds(20), help: "How long to wait until a pod runs.")

  static let command = Command(
    "dump", usage: "[flags]",
    CommandHelp(
      "Dump a lot of facts about the cluster",
      "Dumps nodes, and of some namespaces the events, workloads, services and pods.",
      examples: [Example("Dump all namespaces", "kubectl cluster-info dump --all-namespaces")]),
    flags: [
      directory, namespaces, allNamespaces, output, runningTimeout, PrintFlags.template, PrintFlags.allowMissingKeys,
      PrintFlags.showManagedFields,
    ], run: run)

  private static let kinds: [KindID] = [
    .event, .replicationController, .service, .daemonSet, .deployment, .replicaSet, .pod,
  ]

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    let catalog = context.api.catalog
    if let node = catalog.kind(.node) { try dump(node, nil, line, context) }
    for namespace in try chosen(line, context) {
      for kind in kinds.compactMap(catalog.kind) { try dump(kind, namespace, line, context) }
    }
    let place = line[directory]
    if !place.isEmpty, place != "-" { context.output.write("Cluster info dumped to \(place)\n") }
  }

  private static func chosen(_ line: CommandLine, _ context: CommandContext) throws -> [String] {
    if line[allNamespaces], let kind = context.api.catalog.kind(.namespace) {
      return try context.api.list(kind, namespace: nil, ListOptions()).items.map { $0[.metadata][.name].text }
    }
    return line[namespaces].isEmpty ? ["kube-system", line.namespace(in: context)] : line[namespaces]
  }

  private static func dump(
    _ kind: Kind, _ namespace: String?, _ line: CommandLine, _ context: CommandContext
  ) throws {
    let list = try context.api.list(kind, namespace: namespace, ListOptions())
    let value: Value = [
      "kind": .string("\(kind.name)List"), "apiVersion": .string("\(kind.groupVersion)"),
      "metadata": ["resourceVersion": .string(list.resourceVersion)], "items": .array(list.items),
    ]
    let text = line[output] == "yaml" ? YAMLWriter.write(value) : JSONWriter.write(value, .indented) + "\n"
    let place = line[directory]
    guard !place.isEmpty, place != "-" else { return context.output.write(text) }
    let path = [place, namespace, "\(kind.plural).\(line[output])"].compactMap { $0 }.joined(separator: "/")
    try context.files.write(path, Array(text.utf8))
  }
}
