// Commands that need what a simulated cluster has not: metrics, certificates to sign, plugins.
import ClusterAPI
import KubeKinds
import KubeObjects

enum Top {
  static let command = Command(
    "top", group: .cluster, usage: "[flags]",
    CommandHelp("Show what nodes and pods use", "Shows how much CPU and memory nodes and pods use; needs metrics."),
    arguments: .command, subcommands: [node, pod], .helpOnErrorsAndFail)

  static let sortBy = Flag(text: "sort-by", help: "Sorts by 'cpu' or 'memory'.").completing(.choices(["cpu", "memory"]))
  private static let shared: [any AnyFlag] = [
    sortBy, SelectionFlags.selector, Flag(bool: "no-headers", help: "Prints no header."),
    Flag(bool: "use-protocol-buffers", default: true, help: "How the metrics are asked for."),
  ]

  private static let node = Command(
    "node", aliases: ["nodes", "no"], usage: "[NAME | -l label]",
    CommandHelp(
      "Show what nodes use", "Shows how much CPU and memory nodes use.",
      examples: [Example("Of all nodes", "kubectl top node")]),
    flags: shared + [Flag(bool: "show-capacity", help: "Shares of the capacity, not of what can be allocated.")],
    arguments: .names(of: "nodes")
  ) { line, _ in try refuse(line) }

  private static let pod = Command(
    "pod", aliases: ["pods", "po"], usage: "[NAME | -l label]",
    CommandHelp(
      "Show what pods use", "Shows how much CPU and memory pods use.",
      examples: [Example("Of the containers of a set's pods", "kubectl top pod -l app=web --containers")]),
    flags: shared + [
      SelectionFlags.allNamespaces, SelectionFlags.fieldSelector,
      Flag(bool: "containers", help: "Of each container apart."), Flag(bool: "sum", help: "Prints a sum."),
      Flag(bool: "show-swap", help: "Of swap, too."),
    ],
    arguments: .names(of: "pods")
  ) { line, _ in try refuse(line) }

  private static func refuse(_ line: CommandLine) throws(CommandError) {
    if !line[sortBy].isEmpty, !["cpu", "memory"].contains(line[sortBy]) {
      throw .text("--sort-by accepts only cpu or memory")
    }
    if line.arguments.count > 1 {
      throw line.usageError("\(line.command.name) \(line.command.usage)")
    }
    if !line.arguments.isEmpty, !line[SelectionFlags.selector].isEmpty {
      throw .text("only one of NAME or --selector can be provided")
    }
    throw .text("Metrics API not available")
  }
}

enum Certificate {
  static let command = Command(
    "certificate", group: .cluster, usage: "SUBCOMMAND",
    CommandHelp("Approve or deny certificates", "Approves or denies requests for certificates."), arguments: .command,
    subcommands: [row("approve", "Approved"), row("deny", "Denied")], .help)

  private static let force = Flag(bool: "force", help: "Decides anew what was decided already.")

  private static func row(_ verb: String, _ condition: String) -> Command {
    Command(
      verb, usage: "(-f FILENAME | NAME)",
      CommandHelp(
        "\(condition) is what a request becomes", "Says of a request for a certificate that it is \(condition).",
        examples: [Example("Decide on a request", "kubectl certificate \(verb) csr-web")]),
      flags: [force] + FileFlags.all + PrintFlags.all, arguments: .names(of: "certificatesigningrequests")
    ) { line, context in
      if line.arguments.isEmpty, line[FileFlags.filename].isEmpty {
        throw CommandError.text("one or more CSRs must be specified as <name> or -f <filename>")
      }
      var builder = ResourceBuilder(line, context)
      builder.continuesOnError = true
      if !line.arguments.isEmpty { builder.arguments = ["csr"] + line.arguments }
      let report = try ChangeReport(line, context)
      try builder.visit { info in
        let entry: Value = [
          "type": .string(condition), "status": "True",
          "reason": condition == "Denied" ? "KubectlDeny" : "KubectlApprove",
          "message": .string("This CSR was \(condition.lowercased()) by kubectl certificate \(verb)."),
        ]
        let written = try context.api.patch(
          info.kind, namespace: "", name: info.name, Patch(.merge, ["status": ["conditions": [entry]]]),
          subresource: nil, WriteOptions())
        try report.report(condition.lowercased(), written.object)
      }
    }
  }
}

enum Plugin {
  static let command = Command(
    "plugin", usage: "[flags]",
    CommandHelp("Look at plugins", "Lists programs that add words to kubectl. stsctl runs none of them."),
    arguments: .command, subcommands: [list], .helpOnErrorsAndFail)

  private static let list = Command(
    "list", usage: "[flags]", CommandHelp(
      "List plugins", "Lists the plugins there are: none.", examples: [Example("List them", "kubectl plugin list")]),
    flags: [Flag(bool: "name-only", help: "Prints names instead of paths.")]
  ) { _, _ in
    throw CommandError.text("unable to find any kubectl plugins in your PATH")
  }
}
