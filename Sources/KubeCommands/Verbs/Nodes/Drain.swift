// `kubectl drain`
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

enum Drain {
  static let force = Flag(bool: "force", help: "Goes on although there are pods that no controller makes anew.")
  static let gracePeriod = Flag(
    int: "grace-period", default: -1, help: "Seconds that pods may take to end; the pod's own period when negative.")
  static let ignoreDaemonSets = Flag(bool: "ignore-daemonsets", help: "Leaves pods of daemon sets where they are.")
  static let deleteEmptyDir = Flag(
    bool: "delete-emptydir-data",
    help: "Goes on although there are pods with emptyDir volumes, whose data goes with the pod.")
  static let timeout = Flag(duration: "timeout", help: "How long to go on; zero for as long as it takes.")
  static let podSelector = Flag(text: "pod-selector", help: "Only pods with these labels.")
    .completing(.labelSelector)
  static let disableEviction = Flag(
    bool: "disable-eviction", help: "Deletes pods instead of evicting them: disruption budgets are not asked.")
  static let skipWait = Flag(
    int: "skip-wait-for-delete-timeout",
    help: "Does not wait for pods that have been ending for more than so many seconds; 0 waits for all.")

  static let command = Command(
    "drain", group: .cluster, usage: "NODE",
    CommandHelp(
      "Empty a node for maintenance",
      """
      Closes a node for new pods and evicts the pods on it, so that it can be worked on.

      An eviction asks the disruption budgets first: where none is allowed, drain tries again every five seconds. Pods \
      of daemon sets, pods without a controller and pods with emptyDir volumes each need a flag of their own, because \
      evicting them loses something or is undone at once.
      """,
      examples: [
        Example("Empty a node", "kubectl drain worker-2 --ignore-daemonsets"),
        Example("Empty it for good, local data included",
          "kubectl drain worker-2 --ignore-daemonsets --delete-emptydir-data --force"),
      ]),
    flags: [
      force, gracePeriod, ignoreDaemonSets, deleteEmptyDir, timeout, podSelector, disableEviction, skipWait,
      SelectionFlags.selector, SelectionFlags.chunkSize, WriteFlags.dryRun,
    ],
    arguments: .names(of: "nodes"), run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    try NodeSelection.check(line)
    let dryRun = try line.dryRun(in: context)
    do throws(APIStatus) { _ = try SelectorText.labels(line[podSelector]) } catch {
      throw CommandError.text("--pod-selector=<pod_selector> must be a valid label selector")
    }
    let report = try ChangeReport(line, context, dryRun: dryRun)
    let nodes = try NodeSelection.nodes(line, context)
    try Cordoning(context: context, dryRun: dryRun, report: report, isWanted: true).run(nodes)
    let draining = Draining(line: line, context: context, dryRun: dryRun)
    var failures: [CommandError] = []
    var pending: [String] = []
    for node in nodes {
      do {
        try draining.empty(node.name)
        try report.report("drained", node.object ?? .null)
      } catch let interruption as Interruption {
        throw interruption
      } catch {
        let reason = ErrorText.unadorned(CommandError(error))
        context.errors.write(
          "error: unable to drain node \(GoText.quoted(node.name)) due to error: \(reason), continuing command...\n")
        pending.append(node.name)
        failures.append(CommandError(error))
      }
    }
    if !pending.isEmpty {
      context.errors.write("There are pending nodes to be drained:\n" + pending.map { " \($0)\n" }.joined())
    }
    if failures.count == 1, case .several = failures[0] { throw failures[0] }
    if !failures.isEmpty { throw CommandError.several(failures) }
  }
}
