// `kubectl rollout pause` and `kubectl rollout resume`. Kubernetes pauses deployments only; outside `--strict`
// stateful sets can be paused too.
import KubeKinds
import KubeObjects

enum RolloutPauseVerb {
  static let command = Command(
    "pause", usage: "RESOURCE",
    CommandHelp(
      "Keep a workload from rolling out",
      """
      Marks a deployment as paused: its controller leaves its replica sets as they are until 'kubectl rollout resume'.

      Stateful sets can be paused as well, which a real cluster refuses; there, a partition as high as the number of \
      replicas has the same effect.
      """,
      examples: [Example("Pause a deployment", "kubectl rollout pause deployment/front")]),
    flags: RolloutChange.flags, arguments: .rollout
  ) { line, context in
    try RolloutChange(report: "paused") { kind, object, context throws(CommandError) in
      switch kind.id {
      case .deployment:
        if object[.spec]["paused"].isTrue { throw .text("is already paused") }
        return ["spec": ["paused": true]]
      case .statefulSet where !context.isStrict: return try SetPause.pause(object, context)
      default: throw .text("pausing is not supported")
      }
    }.run(line, context)
  }
}

enum RolloutResumeVerb {
  static let command = Command(
    "resume", usage: "RESOURCE",
    CommandHelp(
      "Let a paused workload roll out again",
      "Takes the mark of 'kubectl rollout pause' off a workload: what was changed meanwhile is rolled out.",
      examples: [Example("Resume a deployment", "kubectl rollout resume deployment/front")]),
    flags: RolloutChange.flags, arguments: .rollout
  ) { line, context in
    try RolloutChange(report: "resumed") { kind, object, context throws(CommandError) in
      switch kind.id {
      case .deployment:
        if !object[.spec]["paused"].isTrue { throw .text("is not paused") }
        return ["spec": ["paused": .null]]
      case .statefulSet where !context.isStrict: return try SetPause.resume(object, context)
      default: throw .text("resuming is not supported")
      }
    }.run(line, context)
  }
}

/// Pausing a set, and the one line that says what a real cluster would do.
private enum SetPause {
  static func pause(_ set: Value, _ context: CommandContext) throws(CommandError) -> Value {
    if RolloutPause.isPaused(set) { throw .text("is already paused") }
    let name = set[.metadata][.name].text
    note("pause", name, partition: set[.spec][.replicas].int ?? 1, context)
    return patch("true")
  }

  static func resume(_ set: Value, _ context: CommandContext) throws(CommandError) -> Value {
    guard RolloutPause.isPaused(set) else { throw .text("is not paused") }
    let name = set[.metadata][.name].text
    note("resume", name, partition: 0, context)
    return patch(nil)
  }

  private static func note(_ verb: String, _ name: String, partition: Int64, _ context: CommandContext) {
    let patch = "{\"spec\":{\"updateStrategy\":{\"rollingUpdate\":{\"partition\":\(partition)}}}}"
    context.errors.write(
      "note: a real cluster refuses to \(verb) a StatefulSet; there, kubectl patch sts \(name) -p '\(patch)' has the "
        + "same effect\n")
  }

  private static func patch(_ value: String?) -> Value {
    let annotation = value.map(Value.string) ?? .null
    return ["metadata": ["annotations": .object(Object([(RolloutPause.annotation, annotation)]))]]
  }
}
