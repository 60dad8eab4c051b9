// `kubectl logs`. What containers print is not simulated; everything before that is checked as kubectl checks it.
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

enum Logs {
  static let allContainers = Flag(bool: "all-containers", help: "The logs of all containers of the pod.")
  static let allPods = Flag(bool: "all-pods", help: "The logs of all pods of the object.")
  static let container = Flag(text: "container", "c", help: "The container.").completing(.container)
  static let follow = Flag(bool: "follow", "f", help: "Goes on with what is printed from now on.")
  static let tail = Flag(int: "tail", default: -1, help: "The last so many lines; -1 for all, or 10 with a selector.")
  static let since = Flag(duration: "since", help: "Only what is younger than this.")
  static let sinceTime = Flag(text: "since-time", help: "Only what was printed after this time (RFC 3339).")

  static let limitBytes = Flag(int: "limit-bytes", help: "At most so many bytes.")

  static let command = Command(
    "logs", group: .troubleshooting, usage: "[-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]",
    CommandHelp(
      "Print what a container printed",
      "Prints the log of a container. A pod of several containers has a default one, or -c names it.",
      examples: [
        Example("The log of a pod", "kubectl logs web-0"),
        Example("What the last run of a container said", "kubectl logs web-0 -c nginx --previous"),
      ]),
    flags: [
      allContainers, allPods, container, follow, tail, since, sinceTime, SelectionFlags.selector,
      Flag(bool: "ignore-errors", help: "With --follow: goes on when one of several logs can't be read."),
      Flag(bool: "insecure-skip-tls-verify-backend", help: "Does not check who the kubelet is."),
      limitBytes,
      Flag(int: "max-log-requests", default: 5, help: "How many logs are followed at once, with a selector."),
      Flag(duration: "pod-running-timeout", default: .seconds(20), help: "How long to wait until a pod runs."),
      Flag(bool: "prefix", help: "Begins each line with the pod and the container."),
      Flag(bool: "previous", "p", help: "The log of the container's run before this one."),
      Flag(bool: "timestamps", help: "Begins each line with its time."),
    ],
    arguments: .names(of: "pods"), run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    let selector = line[SelectionFlags.selector]
    if line.arguments.isEmpty && selector.isEmpty || line.arguments.count > 2 { throw usage(line) }
    if line.arguments.count == 1, !selector.isEmpty {
      throw line.usageError("only a selector (-l) or a POD name is allowed")
    }
    try check(line)
    guard let word = line.arguments.first else { return try readSelected(line, context) }
    let name = line.arguments.count > 1 ? line.arguments[1] : line[container]
    let target = try find(word, line, context)
    if line[allContainers] { throw ContainerTarget.unsupported("reading logs") }
    let chosen = try target.container(name, context, toleratesWrongDefault: true)
    if let refusal = target.refusal(chosen) { throw refusal }
    throw ContainerTarget.unsupported("reading logs")
  }

  /// The logs of the pods that a selector means, which may be none.
  private static func readSelected(_ line: CommandLine, _ context: CommandContext) throws {
    var builder = ResourceBuilder(context, namespace: line.namespace(in: context))
    builder.labelSelector = line[SelectionFlags.selector]
    builder.arguments = ["pods"]
    var count = 0
    try builder.visit { _ in count += 1 }
    if count > 0 { throw ContainerTarget.unsupported("reading logs") }
    context.errors.write("No resources found in \(line.namespace(in: context)) namespace.\n")
  }

  private static func find(
    _ word: String, _ line: CommandLine, _ context: CommandContext
  ) throws -> ContainerTarget {
    do {
      return try ContainerTarget.find(word, line, context)
    } catch {
      let failure = CommandError(error)
      guard failure.isNotFound else { throw error }
      throw CommandError.text(
        "error from server (NotFound): \(ErrorText.unadorned(failure)) in namespace "
          + GoText.quoted(line.namespace(in: context)))
    }
  }

  private static func usage(_ line: CommandLine) -> CommandError {
    line.usageError(
      "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\n"
        + "POD or TYPE/NAME is a required argument for the logs command")
  }

  private static func check(_ line: CommandLine) throws(CommandError) {
    if !line[sinceTime].isEmpty, Instant(rfc3339: line[sinceTime]) == nil {
      let text = GoText.quoted(line[sinceTime])
      throw .text("parsing time \(text) as \"2006-01-02T15:04:05Z07:00\": cannot parse \(text) as \"2006\"")
    }
    if line[allContainers], !line[container].isEmpty {
      throw .text("--all-containers=true should not be specified with container name \(line[container])")
    }
    if line[tail] < -1 { throw .text("--tail must be greater than or equal to -1") }
    if !line[sinceTime].isEmpty, line[since] != .zero {
      throw .text("at most one of `sinceTime` or `since` may be specified")
    }
    if line.isSet(limitBytes), line[limitBytes] < 0 { throw .text("--limit-bytes must be greater than 0") }
    if line.isSet(since), line[since] <= .zero { throw .text("--since must be greater than 0") }
  }
}
