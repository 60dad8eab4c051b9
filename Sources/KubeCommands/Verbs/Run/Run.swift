// `kubectl run`
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

enum Run {
  static let image = Flag(text: "image", help: "The image to run.").required
  static let annotations = Flag(each: "annotations", help: "An annotation of the pod, as key=value; may be repeated.")
  static let env = Flag(each: "env", help: "A variable of the container, as NAME=value; may be repeated.")
  static let labels = Flag(text: "labels", "l", help: "Labels of the pod, separated by commas; run=NAME if none.")
  static let port = Flag(text: "port", help: "The port that the container listens on.")
  static let restart = Flag(
    text: "restart", default: "Always", help: "When a container that ended is started again: Always, OnFailure, Never."
  ).completing(.choices(["Always", "OnFailure", "Never"]))
  static let pullPolicy = Flag(text: "image-pull-policy", help: "When the image is pulled.")
    .completing(.choices(["Always", "IfNotPresent", "Never"]))
  static let command = Flag(bool: "command", help: "What follows -- is the command, not its arguments.")
  static let expose = Flag(bool: "expose", help: "Creates a service for the pod, too; needs --port.")
  static let privileged = Flag(bool: "privileged", help: "Runs the container with all privileges of its node.")
  static let stdin = Flag(bool: "stdin", "i", help: "Keeps standard input open.")
  static let tty = Flag(bool: "tty", "t", help: "Gives the container a terminal.")
  static let attach = Flag(bool: "attach", help: "Attaches to the container once it runs; so does -i.")
  static let remove = Flag(bool: "rm", help: "Deletes the pod after it ended; only when attached.")
  static let quiet = Flag(bool: "quiet", "q", help: "Says nothing but what the container says.")
  static let leaveOpen = Flag(bool: "leave-stdin-open", help: "Leaves standard input open after the first attachment.")
  static let runningTimeout = Flag(
    duration: "pod-running-timeout", default: .minutes(1), help: "How long to wait until the pod runs.")

  static let row = Command(
    "run", group: .beginner,
    usage: "NAME --image=image [--env=\"key=value\"] [--port=port] [--dry-run=server|client] "
      + "[--overrides=inline-json] [--command] -- [COMMAND] [args...]",
    CommandHelp(
      "Run an image in a pod",
      "Creates a pod that runs an image. What follows -- are the arguments, or the command with --command.",
      examples: [
        Example("Run an image", "kubectl run web --image=nginx:1.27"),
        Example("With a port, variables and labels",
          "kubectl run cache --image=redis:7 --port=6379 --env=MODE=lru --labels=app=cache"),
        Example("Run a command once", "kubectl run once --image=busybox --restart=Never -- date"),
        Example("See the pod it would create", "kubectl run web --image=nginx --dry-run=client -o yaml"),
      ]),
    flags: [
      image, annotations, env, labels, port, restart, pullPolicy, command, expose, privileged, stdin, tty, attach,
      remove, quiet, Exec.detachKeys, leaveOpen, runningTimeout, Overrides.overrides, Overrides.type, WriteFlags.dryRun,
      WriteFlags.saveConfig, WriteFlags.fieldManager("kubectl-run"), WriteFlags.record, Delete.cascade, Delete.force,
      Delete.gracePeriod, Delete.timeout, Apply.wait,
    ] + FileFlags.all + PrintFlags.all,
    run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    guard let name = line.arguments.first, line.argumentsBeforeDashes != 0 else {
      throw line.usageError("NAME is required for run")
    }
    let creation = try ObjectCreation(line, context, manager: "kubectl-run")
    let isAttached = line.isSet(attach) ? line[attach] : line[stdin] || line[tty]
    try check(line, creation.dryRun, isAttached: isAttached)
    let report = try ChangeReport(line, context, dryRun: creation.dryRun, printsTypes: true)
    var pod = try Overrides.apply(line, to: RunPod(name: name, line: line, isAttached: isAttached).made(), context)
    if line.namesNamespace { pod[.metadata][.namespace] = .string(creation.namespace) }
    pod = try creation.create(pod)
    if line[expose] {
      try report.report("created", try creation.create(service(name, pod, line)))
      if line[PrintFlags.output] == "yaml" { context.output.write("---\n") }
    }
    if isAttached { return try RunAttachment(line: line, context: context, name: name).run() }
    try report.report("created", pod)
  }

  private static func check(_ line: CommandLine, _ dryRun: DryRun, isAttached: Bool) throws(CommandError) {
    if line[image].isEmpty { throw .text("--image is required") }
    if !ImageReference.isValid(line[image]) {
      throw .text("Invalid image name \(GoText.quoted(line[image])): invalid reference format")
    }
    if line[tty], !line[stdin] { throw line.usageError("-i/--stdin is required for containers with -t/--tty=true") }
    if line[expose], line[port].isEmpty { throw line.usageError("--port must be set when exposing a service") }
    if !["Always", "OnFailure", "Never"].contains(line[restart]) {
      throw line.usageError("invalid restart policy: \(line[restart])")
    }
    if !isAttached, line[remove] { throw line.usageError("--rm should only be used for attached containers") }
    if isAttached, dryRun != .none {
      throw line.usageError(
        "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)")
    }
    if !["", "Always", "IfNotPresent", "Never"].contains(line[pullPolicy]) {
      throw line.usageError("invalid image pull policy: \(line[pullPolicy])")
    }
  }

  private static func service(_ name: String, _ pod: Value, _ line: CommandLine) -> Value {
    let number = Int64(line[port]) ?? 0
    var service = Value.object("v1", "Service", name)
    service[.spec] = [
      "ports": [["port": .int(number), "protocol": "TCP", "targetPort": .int(number)]],
      "selector": pod[.metadata][.labels],
    ]
    service[.status] = ["loadBalancer": [:]]
    return service
  }
}
