// `kubectl rollout history`
import ClusterAPI
import KubeKinds
import KubeObjects
import KubePrinters

enum RolloutHistory {
  static let revision = Flag(int: "revision", help: "Shows the pod template of this revision.")
    .completing(.revision)

  static let command = Command(
    "history", usage: "(TYPE NAME | TYPE/NAME) [flags]",
    CommandHelp(
      "Show the revisions of a workload",
      "Shows which revisions of a workload are kept, with the reasons given for them, or one of them in detail.",
      examples: [
        Example("See the revisions of a set", "kubectl rollout history sts/web"),
        Example("See the pod template of revision 3", "kubectl rollout history sts/web --revision=3"),
      ]),
    flags: [revision] + Rollout.selection + PrintFlags.all, arguments: .rollout, run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    let builder = try Rollout.builder(line, context)
    let number = Int64(line[revision])
    if number < 0 { throw CommandError.text("revision must be a positive integer: \(number)") }
    let report = try ChangeReport(line, context, printsTypes: true)
    try builder.visit { info in
      let history = try history(info, context)
      if line[PrintFlags.output].isEmpty {
        let title = number > 0 ? "with revision #\(number)" : ""
        return try report.report("\(title)\n\(try text(history, number, info.kind))", info.object ?? .null)
      }
      for revision in try chosen(history, number) {
        let object = info.kind.id == .deployment ? revision.keeper : history.workload(at: revision)
        try report.report("", object)
      }
    }
  }

  private static func history(_ info: ResourceInfo, _ context: CommandContext) throws -> RevisionHistory {
    switch info.kind.id {
    case .statefulSet, .daemonSet, .deployment: return try RevisionHistory(info, context)
    default: throw info.kind.lacking("history viewer", retrieving: "history")
    }
  }

  private static func chosen(_ history: RevisionHistory, _ number: Int64) throws(CommandError) -> [Revision] {
    if number == 0 { return history.revisions }
    guard let revision = history.revision(number) else { throw notFound }
    return [revision]
  }

  private static let notFound = CommandError.text("unable to find the specified revision")

  private static func text(_ history: RevisionHistory, _ number: Int64, _ kind: Kind) throws(CommandError) -> String {
    if history.revisions.isEmpty { return "No rollout history found." }
    guard number == 0 else { return TemplateText.describe(try chosen(history, number)[0], kind) }
    var tabs = TabWriter(.description)
    tabs.write("REVISION\tCHANGE-CAUSE\n")
    for revision in history.revisions {
      tabs.write("\(revision.number)\t\(revision.changeCause.isEmpty ? "<none>" : revision.changeCause)\n")
    }
    return tabs.take()
  }
}

/// The template of a revision as text. Its tabs are not aligned.
enum TemplateText {
  static func describe(_ revision: Revision, _ kind: Kind) -> String {
    var template = revision.template
    if kind.id == .deployment, !revision.changeCause.isEmpty {
      template[.metadata][.annotations][ChangeCause.key] = .string(revision.changeCause)
    }
    return PodTemplateText.unaligned(template)
  }
}
