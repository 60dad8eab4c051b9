// `kubectl exec` and `kubectl attach`. No processes run in simulated containers; the checks before that are kubectl's.
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

enum Exec {
  static let container = Flag(text: "container", "c", help: "The container; the pod's default one if none.")
    .completing(.container)
  static let stdin = Flag(bool: "stdin", "i", help: "Passes standard input on.")
  static let tty = Flag(bool: "tty", "t", help: "Standard input is a terminal.")
  static let quiet = Flag(bool: "quiet", "q", help: "Prints only what the program prints.")
  static let detachKeys = Flag(
    text: "detach-keys", default: "ctrl-p,ctrl-q", help: "The keys that leave a container without ending it.")
  static let runningTimeout = Flag(
    duration: "pod-running-timeout", default: .minutes(1), help: "How long to wait until a pod runs.")

  static let command = Command(
    "exec", group: .troubleshooting, usage: "(POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...]",
    CommandHelp(
      "Run a command in a container", "Runs a command in a container of a pod.",
      examples: [Example("Print the date", "kubectl exec web-0 -- date")]),
    flags: [container, stdin, tty, quiet, runningTimeout, FileFlags.filename], arguments: .names(of: "pods"), run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    let before = line.argumentsBeforeDashes ?? line.arguments.count
    let hasFile = !line[FileFlags.filename].isEmpty
    if line.argumentsBeforeDashes == nil, line.arguments.count > 1 || (hasFile && !line.arguments.isEmpty) {
      throw line.usageError(
        "exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead")
    }
    if before == 0, !hasFile { throw CommandError.text("pod, type/name or --filename must be specified") }
    if line.arguments.count == before {
      throw CommandError.text("you must specify at least one command for the container")
    }
    let target = try ContainerTarget.find(line.arguments[0], line, context)
    let phase = target.object[.status][.phase].text
    if phase == "Succeeded" || phase == "Failed" {
      throw CommandError.text("cannot exec into a container in a completed pod; current phase is \(phase)")
    }
    let chosen = try target.container(line[container], context)
    if target.refusal(chosen) != nil {
      throw CommandError.text("unable to upgrade connection: container not found (\(GoText.quoted(chosen)))")
    }
    throw ContainerTarget.unsupported("running commands")
  }

  static let attach = Command(
    "attach", group: .troubleshooting, usage: "(POD | TYPE/NAME) -c CONTAINER",
    CommandHelp(
      "Attach to a running container", "Attaches to the program that runs in a container.",
      examples: [Example("Attach to a pod", "kubectl attach web-0")]),
    flags: [container, detachKeys, stdin, tty, quiet, runningTimeout], arguments: .names(of: "pods")
  ) { line, context in
    if line.arguments.isEmpty { throw CommandError.text("at least 1 argument is required for attach") }
    if line.arguments.count > 2 {
      throw CommandError.text(
        "expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw \(line.arguments.count): "
          + "[\(line.arguments.joined(separator: " "))]")
    }
    let word = line.arguments.joined(separator: "/")
    let target = try ContainerTarget.find(word, line, context)
    let phase = target.object[.status][.phase].text
    if phase == "Succeeded" || phase == "Failed" {
      throw CommandError.text("cannot attach a container in a completed pod; current phase is \(phase)")
    }
    do throws(CommandError) {
      _ = try target.container(line[container], context)
    } catch {
      throw CommandError.text("cannot attach to the container: \(ErrorText.unadorned(error))")
    }
    throw ContainerTarget.unsupported("attaching")
  }
}
