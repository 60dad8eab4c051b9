// `kubectl create deployment`, `job`, `cronjob`
import ClusterAPI
import KubeKinds
import KubeObjects

enum CreateDeployment {
  static let images = Flag(list: "image", help: "An image to run; may be repeated for pods of several containers.")
    .required
  static let port = Flag(int: "port", bits: 32, default: -1, help: "The port that the container listens on.")
  static let replicas = Flag(int: "replicas", "r", bits: 32, default: 1, help: "How many replicas there are to be.")

  static let command = FlagCreation(
    name: "deployment", aliases: ["deploy"], usage: "NAME --image=image -- [COMMAND] [args...]",
    help: CommandHelp(
      "Create a deployment from an image",
      "Creates a Deployment whose pods run an image. What follows -- is the command they run.",
      examples: [
        Example("Three replicas of an image", "kubectl create deployment front --image=nginx:1.27 --replicas=3"),
        Example("With a command of one's own", "kubectl create deployment job --image=busybox -- sleep 3600"),
      ]),
    flags: [images, port, replicas], failure: "failed to create deployment: "
  ) { name, line, _ in
    let program = FlagCreation.program(line)
    if line[images].count > 1, !program.isEmpty {
      throw CommandError.text("cannot specify multiple --image options and command")
    }
    var containers = line[images].map { image -> Value in
      ["name": .string(containerName(image)), "image": .string(image), "resources": [:]]
    }
    if !program.isEmpty { containers[0]["command"] = .strings(program) }
    if line[port] >= 0 { containers[0]["ports"] = [["containerPort": .int(Int64(line[port]))]] }
    let labels: Value = ["app": .string(name)]
    var object = Value.object("apps/v1", "Deployment", name, labels: [("app", name)])
    object[.spec] = [
      "replicas": .int(Int64(line[replicas])), "selector": ["matchLabels": labels], "strategy": [:],
      "template": ["metadata": ["labels": labels], "spec": ["containers": .array(containers)]],
    ]
    object[.status] = [:]
    return object
  }.command

  /// The last part of an image's name, without tag and digest. Characters that a container may not have are replaced,
  /// and a suffix keeps two such names apart.
  static func containerName(_ image: String) -> String {
    let last = image.split(separator: "/").last ?? ""
    let name = last.prefix { $0 != ":" && $0 != "@" }
    guard name.contains(where: { $0 == "_" || $0 == "." }) else { return String(name) }
    return String(name.map { $0 == "_" || $0 == "." ? "-" : $0 }) + "-" + suffix(of: image)
  }

  private static func suffix(of text: String) -> String {
    let letters = Array("bcdfghjklmnpqrstvwxz2456789")
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String((0..<5).map { letters[Int(truncatingIfNeeded: hash >> UInt64($0 * 12)) & 0xFFF % letters.count] })
  }
}

/// Jobs and what makes jobs.
enum CreateJob {
  static let image = Flag(text: "image", help: "The image to run.")
  static let from = Flag(text: "from", help: "The cron job to run once, as cronjob/NAME.")

  static let command = FlagCreation(
    name: "job", usage: "NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...]",
    help: CommandHelp(
      "Create a job from an image or a cron job",
      "Creates a Job that runs an image once. What follows -- is the command. With --from, a cron job is run now.",
      examples: [
        Example("Run a command once", "kubectl create job once --image=busybox -- date"),
        Example("Run a cron job now", "kubectl create job now --from=cronjob/nightly"),
      ]),
    flags: [image, from], failure: "failed to create job: ", make: make
  ).command

  private static func make(_ name: String, _ line: CommandLine, _ context: CommandContext) throws -> Value {
    let program = FlagCreation.program(line)
    if line[image].isEmpty == line[from].isEmpty {
      throw CommandError.text("either --image or --from must be specified")
    }
    if !program.isEmpty, !line[from].isEmpty { throw CommandError.text("cannot specify --from and command") }
    if !line[from].isEmpty { return try manual(name, line, context) }
    var object = Value.object("batch/v1", "Job", name)
    object[.spec] = ["template": template(name, line[image], program, restart: "Never")]
    object[.status] = [:]
    return object
  }

  static func template(_ name: String, _ image: String, _ program: [String], restart: String) -> Value {
    var container: Value = ["name": .string(name), "image": .string(image), "resources": [:]]
    if !program.isEmpty { container["command"] = .strings(program) }
    return ["metadata": [:], "spec": ["containers": [container], "restartPolicy": .string(restart)]]
  }

  private static func manual(_ name: String, _ line: CommandLine, _ context: CommandContext) throws -> Value {
    var builder = ResourceBuilder(context, namespace: line.namespace(in: context))
    builder.arguments = [line[from]]
    let (infos, failures) = try builder.infos()
    try failures.throwIfAny()
    guard infos.count == 1, let source = infos[0].object else {
      throw CommandError.text("from must be an existing cronjob")
    }
    guard infos[0].kind.id == .cronJob else {
      throw CommandError.text("unknown object type *\(infos[0].kind.groupVersion.version).\(infos[0].kind.name)")
    }
    let template = source[.spec]["jobTemplate"]
    var object = Value.object("batch/v1", "Job", name)
    object[.metadata].set(.labels, template[.metadata].fields[.labels])
    object[.metadata][.annotations] = template[.metadata][.annotations]
    object[.metadata][.annotations]["cronjob.kubernetes.io/instantiate"] = "manual"
    object[.metadata][.ownerReferences] = [
      [
        "apiVersion": "batch/v1", "kind": "CronJob", "name": source[.metadata][.name],
        "uid": source[.metadata][.uid], "controller": true,
      ]
    ]
    object[.spec] = template[.spec]
    object[.status] = [:]
    return object
  }
}

enum CreateCronJob {
  static let image = Flag(text: "image", help: "The image to run.").required
  static let schedule = Flag(text: "schedule", help: "When to run it, as cron writes it: '0 3 * * *'.").required
  static let restart = Flag(text: "restart", help: "Whether a failed container is started again: OnFailure or Never.")
    .completing(.choices(["OnFailure", "Never"]))

  static let command = FlagCreation(
    name: "cronjob", aliases: ["cj"],
    usage: "NAME --image=image --schedule='0/5 * * * ?' -- [COMMAND] [args...] [flags]",
    help: CommandHelp(
      "Create a cron job", "Creates a CronJob: a job that is run by a schedule. What follows -- is the command.",
      examples: [
        Example("Every night at three", "kubectl create cronjob nightly --image=busybox --schedule='0 3 * * *' -- date")
      ]),
    flags: [image, schedule, restart], failure: "failed to create cronjob: "
  ) { name, line, _ in
    let restart = line[restart].isEmpty ? "OnFailure" : line[restart]
    let template = CreateJob.template(name, line[image], FlagCreation.program(line), restart: restart)
    var object = Value.object("batch/v1", "CronJob", name)
    object[.spec] = [
      "schedule": .string(line[schedule]),
      "jobTemplate": ["metadata": ["name": .string(name)], "spec": ["template": template]],
    ]
    object[.status] = [:]
    return object
  }.command
}
