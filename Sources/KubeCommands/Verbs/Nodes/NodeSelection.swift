// Which nodes cordon, uncordon and drain are about.
import ClusterAPI
import KubeKinds
import KubeObjects

enum NodeSelection {
  /// Refuses lines that name no node, or nodes in two ways.
  static func check(_ line: CommandLine) throws(CommandError) {
    if line.arguments.isEmpty, !line.isSet(SelectionFlags.selector) {
      throw line.usageError("USAGE: \(line.command.name) NODE [flags]")
    }
    if !line.arguments.isEmpty, !line[SelectionFlags.selector].isEmpty {
      throw line.usageError("error: cannot specify both a node name and a --selector option")
    }
  }

  static func nodes(_ line: CommandLine, _ context: CommandContext) throws -> [ResourceInfo] {
    let selector = line[SelectionFlags.selector]
    var builder = ResourceBuilder(context, namespace: line.namespace(in: context))
    builder.needsSingleKind = true
    if selector.isEmpty {
      builder.typedNames = (kind: "nodes", names: line.arguments)
    } else {
      builder.labelSelector = selector
      builder.arguments = ["nodes"]
    }
    var nodes: [ResourceInfo] = []
    try builder.visit { info in
      guard info.kind.id == .node else {
        throw CommandError.text(
          "error: expected resource of type node, got \(GoText.quoted(info.kind.resourceText))")
      }
      nodes.append(info)
    }
    return nodes
  }
}

/// Marking nodes as closed for new pods, or open again.
struct Cordoning {
  let context: CommandContext
  let dryRun: DryRun
  let report: ChangeReport
  /// Closed or open.
  let isWanted: Bool

  private var verb: String { isWanted ? "cordon" : "uncordon" }

  func run(_ nodes: [ResourceInfo]) throws {
    for info in nodes {
      let node = info.object ?? .null
      if node[.spec]["unschedulable"].isTrue == isWanted {
        try report.report("already \(verb)ed", node)
      } else if try change(info) {
        try report.report("\(verb)ed", node)
      }
    }
  }

  private func change(_ info: ResourceInfo) throws -> Bool {
    if dryRun == .client { return true }
    let body: Value = ["spec": ["unschedulable": isWanted ? true : .null]]
    do throws(APIStatus) {
      let written = try context.api.patch(
        info.kind, namespace: "", name: info.name, Patch(.strategic, body), subresource: nil,
        WriteOptions(isDryRun: dryRun == .server))
      context.warn(written.warnings)
      return true
    } catch {
      context.errors.write("error: unable to \(verb) node \(GoText.quoted(info.name)): \(error.message)\n")
      return false
    }
  }
}
