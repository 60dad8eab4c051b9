// `kubectl rollout status`
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

enum RolloutStatus {
  static let watch = Flag(bool: "watch", "w", default: true, help: "Watches until the rollout is done.")
  static let timeout = Flag(duration: "timeout", help: "How long to watch; zero for as long as it takes.")
  static let revision = Flag(
    int: "revision", help: "Fails when the rollout is not to this revision; 0 for the latest, whatever it is.")

  static let command = Command(
    "status", usage: "(TYPE NAME | TYPE/NAME) [flags]",
    CommandHelp(
      "Show how far a rollout is",
      """
      Shows how far the latest rollout is, and watches until it is done.

      With --watch=false it is shown once. With --revision the command fails when another rollout begins meanwhile.
      """,
      examples: [
        Example("Watch the rollout of a set", "kubectl rollout status sts/web"),
        Example("Give up after a minute", "kubectl rollout status sts/web --timeout=60s"),
      ]),
    flags: [watch, timeout, revision] + Rollout.selection, arguments: .rollout, run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    let builder = try Rollout.builder(line, context)
    if line[revision] < 0 { throw CommandError.text("revision must be a positive integer: \(line[revision])") }
    var found = false
    try builder.visit { info in
      found = true
      let progress = try RolloutProgress.reader(info.kind)
      let deadline = line[timeout] == .zero ? nil : context.api.now + line[timeout]
      let isDone = try ObjectFollower(info, context).follow(until: deadline) { event in
        if event.change == .deleted { throw CommandError.text("object has been deleted") }
        let state = try progress(event.object, Int64(line[revision]))
        context.output.write(state.text)
        if !state.isDone { context.progress?.show(RolloutBar.text(event.object)) }
        return state.isDone || !line[watch]
      }
      if !isDone { throw CommandError.text("timed out waiting for the condition") }
    }
    if !found { context.errors.write(Rollout.nothingFound(line, context)) }
  }
}
