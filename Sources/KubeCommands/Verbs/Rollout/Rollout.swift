// `kubectl rollout` and what its sub-commands share.
import ClusterAPI
import KubeKinds
import KubeObjects

enum Rollout {
  static let command = Command(
    "rollout", group: .deploy, usage: "SUBCOMMAND",
    CommandHelp(
      "Manage the rollout of a workload",
      "Shows, restarts, pauses and undoes the rollout of stateful sets, deployments and daemon sets.",
      examples: [
        Example("Wait until a set has rolled out", "kubectl rollout status sts/web"),
        Example("Go back to the revision before", "kubectl rollout undo sts/web"),
        Example("Replace all pods without changing anything", "kubectl rollout restart sts/web"),
      ]),
    arguments: .command,
    subcommands: [
      RolloutHistory.command, RolloutPauseVerb.command, RolloutRestart.command, RolloutResumeVerb.command,
      RolloutStatus.command, RolloutUndo.command,
    ], .helpAndFail)

  /// The flags that say which workloads are meant.
  static let selection: [any AnyFlag] = [SelectionFlags.selector] + FileFlags.all

  /// The workloads that are meant.
  static func builder(_ line: CommandLine, _ context: CommandContext) throws(CommandError) -> ResourceBuilder {
    if line.arguments.isEmpty, line[FileFlags.filename].isEmpty, line[FileFlags.kustomize].isEmpty {
      throw .text("required resource not specified")
    }
    var builder = ResourceBuilder(line, context)
    builder.labelSelector = line[SelectionFlags.selector]
    builder.arguments = line.arguments
    builder.allowsEmptySelector = true
    builder.continuesOnError = true
    builder.fetchesLatest = true
    builder.joinsFailures = true
    builder.readsTypes = true
    return builder
  }

  /// What is said when a selector picks nothing.
  static func nothingFound(_ line: CommandLine, _ context: CommandContext) -> String {
    "No resources found in \(line.namespace(in: context)) namespace.\n"
  }
}

extension Kind {
  /// The kinds whose pods come from a template that Kubernetes' own visitors know by name. Others have no place in
  /// `rollout` at all.
  var isVisitedWorkload: Bool {
    switch (group, name) {
    case ("apps", "DaemonSet"), ("apps", "Deployment"), ("apps", "ReplicaSet"), ("apps", "StatefulSet"),
      ("batch", "Job"), ("batch", "CronJob"), ("", "Pod"), ("", "ReplicationController"):
      true
    default: false
    }
  }

  /// Go's `GroupKind.String`: `StatefulSet.apps`.
  var groupKindText: String { group.isEmpty ? name : "\(name).\(group)" }

  /// The refusal of a sub-command that needs something which a kind does not have.
  func lacking(_ role: String, retrieving: String) -> CommandError {
    if isVisitedWorkload { return .text("no \(role) has been implemented for \(GoText.quoted(groupKindText))") }
    return .text(
      "error retrieving \(retrieving) for \(GoText.quoted(groupKindText)), no visitor method exists for "
        + "{\(group) \(name)}")
  }
}
