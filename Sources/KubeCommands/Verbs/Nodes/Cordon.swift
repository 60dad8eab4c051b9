// `kubectl cordon` and `kubectl uncordon`

enum Cordon {
  static let command = Command(
    "cordon", group: .cluster, usage: "NODE",
    CommandHelp(
      "Close a node for new pods",
      "Marks a node as unschedulable: no new pod is placed on it. Pods that are there stay.",
      examples: [Example("Close a node", "kubectl cordon worker-2")]),
    flags: [SelectionFlags.selector, WriteFlags.dryRun], arguments: .names(of: "nodes")
  ) { line, context in
    try run(line, context, isWanted: true)
  }

  static let reverse = Command(
    "uncordon", group: .cluster, usage: "NODE",
    CommandHelp(
      "Open a node for new pods", "Marks a node as schedulable again.",
      examples: [Example("Open a node", "kubectl uncordon worker-2")]),
    flags: [SelectionFlags.selector, WriteFlags.dryRun], arguments: .names(of: "nodes")
  ) { line, context in
    try run(line, context, isWanted: false)
  }

  private static func run(_ line: CommandLine, _ context: CommandContext, isWanted: Bool) throws {
    try NodeSelection.check(line)
    let dryRun = try line.dryRun(in: context)
    let report = try ChangeReport(line, context, dryRun: dryRun)
    let nodes = try NodeSelection.nodes(line, context)
    try Cordoning(context: context, dryRun: dryRun, report: report, isWanted: isWanted).run(nodes)
  }
}
