// `kubectl set resources` and `kubectl set serviceaccount`
import KubeKinds
import KubeObjects

enum SetResources {
  static let limits = Flag(text: "limits", help: "The most a container may use, as cpu=200m,memory=512Mi.")
  static let requests = Flag(text: "requests", help: "What is set aside for a container, as cpu=100m,memory=256Mi.")

  static let command = Command(
    "resources", usage: "(-f FILENAME | TYPE NAME)  ([--limits=LIMITS & --requests=REQUESTS]",
    CommandHelp(
      "Change requests and limits of containers",
      "Sets requests and limits of the containers of pods and of what makes pods. Those not named stay as they are.",
      examples: [
        Example("Set both", "kubectl set resources sts web --requests=cpu=100m,memory=64Mi --limits=memory=128Mi"),
        Example("Of one container", "kubectl set resources sts web -c nginx --limits=cpu=200m"),
      ]),
    flags: [limits, requests, SetVerb.containers] + SetVerb.flags, arguments: .resource, run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    let dryRun = try line.dryRun(in: context)
    if line[SetVerb.local], !line.arguments.isEmpty { throw SetVerb.localNeedsFiles }
    let infos = try SetVerb.infos(line, context, line.arguments)
    if line[SelectionFlags.all], !line[SelectionFlags.selector].isEmpty {
      throw CommandError.text("cannot set --all and --selector at the same time")
    }
    if line[limits].isEmpty, line[requests].isEmpty {
      throw CommandError.text(
        "you must specify an update to requests or limits (in the form of --requests/--limits)")
    }
    try SetVerb.refuseServerDryRun(line, dryRun)
    let wanted = [
      (Key.limits, line[limits].isEmpty ? [:] : try ResourceAmounts.read(line[limits])),
      (Key.requests, line[requests].isEmpty ? [:] : try ResourceAmounts.read(line[requests])),
    ]
    let failures = FailureList()
    let change = PodSpecChange(
      line: line, context: context, dryRun: dryRun, report: "resource requirements updated",
      failure: "failed to patch resources update to pod template ")
    try change.run(infos, failures) { spec, _ in
      let count = spec.changeContainers(matching: line[SetVerb.containers]) { container in
        for (field, amounts) in wanted {
          for (resource, amount) in amounts.fields { container[.resources][field][resource] = amount }
        }
      }
      if count == 0 {
        failures.add(CommandError.text("error: unable to find container named \(line[SetVerb.containers])"))
      }
    }
  }
}

enum SetServiceAccount {
  static let command = Command(
    "serviceaccount", aliases: ["sa"], usage: "(-f FILENAME | TYPE NAME) SERVICE_ACCOUNT",
    CommandHelp(
      "Change the service account of pods", "Changes the service account of pods that workloads make.",
      examples: [Example("Change that of a set", "kubectl set serviceaccount sts web robot")]),
    flags: SetVerb.commonFlags + FileFlags.all, arguments: .resource, run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    let dryRun = try line.dryRun(in: context)
    try SetVerb.refuseServerDryRun(line, dryRun)
    guard let account = line.arguments.last else { throw CommandError.text("serviceaccount is required") }
    let resources = Array(line.arguments.dropLast())
    let infos = try SetVerb.infos(line, context, resources)
    let change = PodSpecChange(
      line: line, context: context, dryRun: dryRun, report: "serviceaccount updated",
      failure: "failed to patch ServiceAccountName ")
    try change.run(infos, FailureList()) { spec, _ in spec["serviceAccountName"] = .string(account) }
  }
}
