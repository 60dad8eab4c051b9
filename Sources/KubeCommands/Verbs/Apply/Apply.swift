// `kubectl apply`
import ClusterAPI
import KubeKinds
import KubeObjects

enum Apply {
  static let serverSide = Flag(bool: "server-side", help: "Lets the server merge, by who owns which field.")
  static let forceConflicts = Flag(
    bool: "force-conflicts", help: "With --server-side: takes over fields that others own.")
  static let overwrite = Flag(
    bool: "overwrite", default: true, help: "Where the file and the live object differ, the file wins.")
  static let openAPIPatch = Flag(
    bool: "openapi-patch", default: true, help: "Takes the kinds that the server describes into account when merging.")
  static let prune = Flag(
    bool: "prune", help: "Deletes what was applied before and is in no file any more; with -l or --all.")
  static let pruneAllowlist = Flag(
    each: "prune-allowlist", help: "A kind that --prune may delete, as group/version/kind; may be repeated.")
  static let subresource = Flag(text: "subresource", help: "The subresource to apply to; with --server-side.")
    .completing(.choices(["status", "scale", "resize"]))
  static let fieldManager = WriteFlags.fieldManager("kubectl-client-side-apply")
  static let wait = Delete.wait.with(default: false)

  static let command = Command(
    "apply", group: .advanced, usage: "(-f FILENAME | -k DIRECTORY)",
    CommandHelp(
      "Make objects what files say",
      """
      Creates the objects of files, or changes those that exist to what the files say. What was applied is kept in an \
      annotation; from it, from the file and from the live object a patch is made that sets what the file says, \
      removes what the file no longer says, and leaves alone what others have set.
      """,
      examples: [
        Example("Apply a file", "kubectl apply -f web.yaml"),
        Example("Apply a directory and those below it", "kubectl apply -R -f app/"),
        Example("Apply what is piped in", "cat web.yaml | kubectl apply -f -"),
        Example("Delete what left the files", "kubectl apply --prune -l app=web -f app/"),
      ]),
    flags: [
      serverSide, forceConflicts, overwrite, openAPIPatch, prune, pruneAllowlist, subresource, fieldManager, wait,
      Delete.cascade, Delete.force, Delete.gracePeriod, Delete.timeout, SelectionFlags.all, SelectionFlags.selector,
      WriteFlags.dryRun, WriteFlags.validate, WriteFlags.record,
    ] + FileFlags.all + PrintFlags.all,
    subcommands: [EditLastApplied.command, SetLastApplied.command, ViewLastApplied.command],
    run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    try line.refuseUnexpectedArguments()
    let dryRun = try line.dryRun(in: context)
    if line[FileFlags.filename].isEmpty, line[FileFlags.kustomize].isEmpty {
      throw CommandError.text("must specify one of -f and -k")
    }
    let validation = try line.fieldValidation()
    let report = ChangeReport(lateFor: line, context, dryRun: dryRun)
    try check(line, dryRun)
    _ = try Deletion.policy(line[Delete.cascade], context)
    let pruning = line[prune] ? try Pruning(line, context, dryRun, report) : nil
    var builder = ResourceBuilder(line, context)
    builder.continuesOnError = true
    builder.labelSelector = line[SelectionFlags.selector]
    builder.checksDocuments = validation != .ignore
    let (infos, failures) = try builder.infos()
    if infos.isEmpty, failures.isEmpty { throw CommandError.text("no objects passed to apply") }
    let applying = Applying(
      line: line, context: context, dryRun: dryRun, validation: validation, report: report)
    var applied: [ResourceInfo] = []
    for info in infos {
      try failures.collect {
        var info = info
        info.object = info.object.map { ChangeCause.recorded(ChangeCause.of(line), in: $0) }
        info.object = try applying.apply(info)
        applied.append(info)
      }
    }
    try failures.throwIfAny()
    try report.reportTogether(applied.compactMap(\.object))
    try pruning?.run(applied)
  }

  private static func check(_ line: CommandLine, _ dryRun: DryRun) throws(CommandError) {
    let isServerSide = line[serverSide]
    if line[forceConflicts], !isServerSide { throw .text("--force-conflicts only works with --server-side") }
    if isServerSide, case .client = dryRun {
      throw .text("--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)")
    }
    if !isServerSide, !line[subresource].isEmpty {
      throw .text("--subresource can only be specified for --server-side")
    }
    if isServerSide, line[Delete.force] { throw .text("--force cannot be used with --server-side") }
    if line[Delete.force], case .server = dryRun { throw .text("--dry-run=server cannot be used with --force") }
    if line[SelectionFlags.all], !line[SelectionFlags.selector].isEmpty {
      throw .text("cannot set --all and --selector at the same time")
    }
    if line[prune], !line[SelectionFlags.all], line[SelectionFlags.selector].isEmpty {
      throw .text(
        "all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all "
          + "flag. If you did not mean to prune all resources, specify a label selector")
    }
  }
}
