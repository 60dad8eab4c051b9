// `kubectl rollout restart`
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

enum RolloutRestart {
  private static let restartedAt: Key = "kubectl.kubernetes.io/restartedAt"

  static let command = Command(
    "restart", usage: "RESOURCE",
    CommandHelp(
      "Replace all pods of a workload",
      """
      Replaces the pods of a workload one after the other, as a change of its template would: the time of the restart \
      is written into the template.
      """,
      examples: [
        Example("Restart a set", "kubectl rollout restart sts/web"),
        Example("Restart all deployments with a label", "kubectl rollout restart deployment -l app=front"),
      ]),
    flags: RolloutChange.flags, arguments: .rollout
  ) { line, context in
    try RolloutChange(report: "restarted", patch: patch, unchanged: tooSoon).run(line, context)
  }

  /// The time of a restart has no parts of seconds.
  private static let tooSoon =
    "if restart has already been triggered within the past second, please wait before attempting to trigger another"

  private static func patch(_ kind: Kind, _ object: Value, _ context: CommandContext) throws(CommandError) -> Value {
    switch kind.id {
    case .statefulSet, .daemonSet: break
    case .deployment:
      if object[.spec]["paused"].isTrue {
        throw .text("can't restart paused deployment (run rollout resume first)")
      }
    default: throw .text("restarting is not supported")
    }
    let time = Value.string(context.api.now.rfc3339)
    return ["spec": ["template": ["metadata": ["annotations": .object(Object([(restartedAt, time)]))]]]]
  }
}
