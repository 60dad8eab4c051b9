// `kubectl set image`
import KubeKinds
import KubeObjects

enum SetImage {
  static let command = Command(
    "image",
    usage: "(-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N",
    CommandHelp(
      "Change the images of containers",
      "Changes the images of containers, main and init ones, in pods and in what makes pods; * stands for all of them.",
      examples: [
        Example("Change one image of a set", "kubectl set image sts/web nginx=nginx:1.27"),
        Example("Change all images", "kubectl set image sts web '*=nginx:1.27'"),
      ]),
    flags: SetVerb.flags, arguments: .resource, run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    let dryRun = try line.dryRun(in: context)
    let (resources, words) = try MetadataPairs.split(line.arguments, what: "image")
    let images = try MetadataPairs(pairs: words, what: "image")
    if let removed = images.removed.first { throw CommandError.text("invalid image format: \(removed)-") }
    if line[SetVerb.local], !resources.isEmpty { throw SetVerb.localNeedsFiles }
    let infos = try SetVerb.infos(line, context, resources)
    try check(line, resources, images.added.map(\.key), dryRun)
    let failures = FailureList()
    let change = PodSpecChange(
      line: line, context: context, dryRun: dryRun, report: "image updated",
      failure: "failed to patch image update to pod template: ")
    try change.run(infos, failures) { spec, _ in
      for (name, image) in images.added.sorted(by: { $0.key < $1.key }) {
        let pattern = name == "*" ? "*" : FilePattern.escaped(name)
        let count = spec.changeContainers(matching: pattern) { $0[.image] = .string(image) }
        if count == 0 {
          failures.add(CommandError.text("error: unable to find container named \(GoText.quoted(name))"))
        }
      }
    }
  }

  private static func check(
    _ line: CommandLine, _ resources: [String], _ names: [String], _ dryRun: DryRun
  ) throws(CommandError) {
    let failures = FailureList()
    let hasFiles = !line[FileFlags.filename].isEmpty || !line[FileFlags.kustomize].isEmpty
    if line[SelectionFlags.all], !line[SelectionFlags.selector].isEmpty {
      failures.add(CommandError.text("cannot set --all and --selector at the same time"))
    }
    if resources.isEmpty, !hasFiles {
      failures.add(
        CommandError.text("one or more resources must be specified as <resource> <name> or <resource>/<name>"))
    }
    if names.isEmpty {
      failures.add(CommandError.text("at least one image update is required"))
    } else if names.count > 1, names.contains("*") {
      failures.add(
        CommandError.text(
          "all containers are already specified by *, but saw more than one container_name=container_image pairs"))
    }
    do throws(CommandError) { try SetVerb.refuseServerDryRun(line, dryRun) } catch { failures.add(error) }
    try failures.throwIfAny()
  }
}
