// `kubectl taint`
import ClusterAPI
import KubeKinds
import KubeObjects

enum Taint {
  static let overwrite = Flag(bool: "overwrite", help: "Changes taints that a node has already.")
  static let all = Flag(bool: "all", help: "All nodes of the cluster.")

  static let command = Command(
    "taint", group: .cluster, usage: "NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N",
    CommandHelp(
      "Change the taints of nodes",
      """
      Sets taints with KEY=VALUE:EFFECT or KEY:EFFECT, and removes them with KEY:EFFECT- or KEY-.

      The effect is NoSchedule, PreferNoSchedule or NoExecute: the first two keep new pods away that don't tolerate \
      the taint, the last also makes those go that are there.
      """,
      examples: [
        Example("Keep a node for databases", "kubectl taint nodes worker-2 dedicated=db:NoSchedule"),
        Example("Remove all taints with a key", "kubectl taint nodes worker-2 dedicated-"),
      ]),
    flags: [
      overwrite, all, SelectionFlags.selector, WriteFlags.dryRun, WriteFlags.validate,
      WriteFlags.fieldManager("kubectl-taint"),
    ] + PrintFlags.all,
    arguments: .resource, run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    let dryRun = try line.dryRun(in: context)
    let (resources, words) = try split(line.arguments)
    let changes: TaintChanges
    do throws(CommandError) { changes = try TaintChanges(words) } catch {
      throw line.usageError(ErrorText.unadorned(error))
    }
    // kubectl never says of taints that they were only tried out.
    let report = try ChangeReport(line, context)
    let builder = builder(line, context, resources)
    try checkKind(resources[0].lowercased(), context)
    try check(line, resources, changes)
    try builder.visit { info in
      let node = info.object ?? .null
      let (taints, verb) = try changes.applied(to: node, overwrites: line[overwrite])
      var changed = node
      changed[.spec].set("taints", taints.isEmpty ? nil : .array(taints))
      if dryRun != .client {
        let body: Value = ["spec": ["taints": taints.isEmpty ? .null : .array(taints)]]
        let written = try context.api.patch(
          info.kind, namespace: "", name: info.name, Patch(.merge, body), subresource: nil,
          WriteOptions(
            isDryRun: dryRun == .server, fieldManager: line[WriteFlags.fieldManager("kubectl-taint")]))
        context.warn(written.warnings)
        changed = written.object
      }
      try report.report(verb, changed)
    }
  }

  private static func split(_ arguments: [String]) throws(CommandError) -> (resources: [String], taints: [String]) {
    let isTaint = { (word: String) in word.contains("=") || word.contains(":") || word.hasSuffix("-") }
    let resources = Array(arguments.prefix { !isTaint($0) })
    let taints = Array(arguments.dropFirst(resources.count))
    if let late = taints.first(where: { !isTaint($0) }) {
      throw .text("all resources must be specified before taint changes: \(late)")
    }
    if resources.isEmpty { throw .text("one or more resources must be specified as <resource> <name>") }
    if taints.isEmpty { throw .text("at least one taint update is required") }
    return (resources, taints)
  }

  private static func builder(
    _ line: CommandLine, _ context: CommandContext, _ resources: [String]
  ) -> ResourceBuilder {
    var builder = ResourceBuilder(context, namespace: line.namespace(in: context))
    builder.continuesOnError = true
    builder.labelSelector = line[SelectionFlags.selector]
    builder.selectsAll = line[all]
    if line[all] || !builder.labelSelector.isEmpty {
      builder.arguments = ["nodes"]
    } else {
      builder.typedNames = (kind: "nodes", names: Array(resources.dropFirst()))
    }
    return builder
  }

  private static func checkKind(_ word: String, _ context: CommandContext) throws(CommandError) {
    guard !word.contains("/"), let kind = try? KindNames.kind(word, in: context.api.catalog) else {
      throw .several([.text("the server doesn't have a resource type \(GoText.quoted(word))")])
    }
    if kind.id != .node { throw .text("invalid resource type \(word), only node types are supported") }
  }

  private static func check(
    _ line: CommandLine, _ resources: [String], _ changes: TaintChanges
  ) throws(CommandError) {
    try changes.refuseConflicts()
    if line[all], !line[SelectionFlags.selector].isEmpty {
      throw .text("setting 'all' parameter with a non empty selector is prohibited")
    }
    if !line[all], line[SelectionFlags.selector].isEmpty, resources.count < 2 {
      throw .text("at least one resource name must be specified since 'all' parameter is not set")
    }
  }
}
