// `kubectl version` and `kubectl cluster-info`
import ClusterAPI
import KubeKinds
import KubeObjects
import KubePrinters

enum Version {
  /// The version of kubectl whose words these are.
  static let client = "v1.36.2"
  static let kustomize = "v5.8.1"

  static let clientOnly = Flag(bool: "client", help: "Asks no server.")
  static let output = Flag(text: "output", "o", help: "\"yaml\" or \"json\".").completing(.choices(["yaml", "json"]))

  static let command = Command(
    "version", usage: "[flags]",
    CommandHelp(
      "Print the versions of client and server", "Prints the versions of the client and of the server.",
      examples: [Example("Print both", "kubectl version")]),
    flags: [clientOnly, output], run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    if !line.arguments.isEmpty {
      throw CommandError.text("extra arguments: [\(line.arguments.joined(separator: " "))]")
    }
    let own = ServerVersion.document(client, ofServer: false)
    var versions: Value = ["clientVersion": own, "kustomizeVersion": .string(kustomize)]
    if !line[clientOnly] { versions["serverVersion"] = ServerVersion.document(context.api.serverVersion) }
    switch line[output] {
    case "":
      var text = "Client Version: \(client)\nKustomize Version: \(kustomize)\n"
      if !line[clientOnly] { text += "Server Version: \(context.api.serverVersion)\n" }
      context.output.write(text)
    case "yaml": context.output.write(YAMLWriter.write(versions) + "\n")
    case "json": context.output.write(TypedJSON.write(versions, names: fieldOrder, indent: "  "))
    default: throw CommandError.text("--output must be 'yaml' or 'json'")
    }
  }

  private static let fieldOrder = ["clientVersion", "kustomizeVersion", "serverVersion"] + ServerVersion.fieldOrder
}

enum ClusterInfo {
  static let command = Command(
    "cluster-info", group: .cluster, usage: "[flags]",
    CommandHelp(
      "Show where the cluster is", "Prints the address of the control plane.",
      examples: [Example("Where the control plane answers", "kubectl cluster-info")]),
    subcommands: [ClusterInfoDump.command]
  ) { _, context in
    context.output.write(
      "Kubernetes control plane is running at \(OwnKubeConfig.server)\n\n"
        + "To further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n")
  }
}
