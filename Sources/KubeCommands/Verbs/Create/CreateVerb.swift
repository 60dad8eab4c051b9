// `kubectl create -f`; the sub-commands that make objects from flags are in files of their own.
import ClusterAPI
import KubeKinds
import KubeObjects

enum CreateVerb {
  static let edit = Flag(bool: "edit", help: "Opens the objects in an editor before they are created.")
  static let raw = Flag(text: "raw", help: "A path of the API to send POST to.")
  static let lineEndings = Flag(bool: "windows-line-endings", help: "With --edit: ends lines as Windows does.")

  static let command = Command(
    "create", group: .beginner, usage: "-f FILENAME",
    CommandHelp(
      "Create objects from files, or from flags",
      """
      Creates the objects of files or of standard input, in JSON or YAML. An object that exists already is an error; \
      'kubectl apply' changes it instead. Sub-commands create objects of common kinds from flags.
      """,
      examples: [
        Example("Create what a file describes", "kubectl create -f web.yaml"),
        Example("Create what is piped in", "cat web.yaml | kubectl create -f -"),
        Example("Only see what would be created", "kubectl create -f web.yaml --dry-run=server -o yaml"),
      ]),
    flags: [
      edit, raw, lineEndings, SelectionFlags.selector, WriteFlags.dryRun, WriteFlags.validate, WriteFlags.saveConfig,
      WriteFlags.fieldManager("kubectl-create"), WriteFlags.record,
    ] + FileFlags.all + PrintFlags.all,
    subcommands: [
      CreateRole.clusterCommand, CreateBinding.clusterCommand, CreateConfigMap.command, CreateCronJob.command,
      CreateDeployment.command, CreateIngress.command, CreateJob.command, CreateNamespace.command,
      CreateBudget.command, CreatePriorityClass.command, CreateQuota.command, CreateRole.command,
      CreateBinding.command, CreateSecret.command, CreateService.command, CreateServiceAccount.command,
      CreateToken.command,
    ],
    run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    try line.refuseUnexpectedArguments()
    let creation = try Creation(line, context)
    if line[FileFlags.filename].isEmpty, line[FileFlags.kustomize].isEmpty {
      throw CommandError.text("must specify one of -f and -k")
    }
    if !line[raw].isEmpty { return try RawRequest.send(line[raw], line, context) }
    var builder = ResourceBuilder(line, context)
    builder.continuesOnError = true
    builder.labelSelector = line[SelectionFlags.selector]
    builder.checksDocuments = creation.options.fieldValidation != .ignore
    var count = 0
    try builder.visit { info in
      count += 1
      if line[edit] { try creation.edited(info, line) } else { try creation.create(info) }
    }
    if count == 0 { throw CommandError.text("no objects passed to create") }
  }
}

/// Creating objects that were read from files.
struct Creation {
  let context: CommandContext
  let dryRun: DryRun
  let report: ChangeReport
  let options: WriteOptions
  let keepsConfiguration: Bool
  let changeCause: String?

  init(_ line: CommandLine, _ context: CommandContext) throws {
    self.context = context
    dryRun = try line.dryRun(in: context)
    report = try ChangeReport(line, context, dryRun: dryRun)
    keepsConfiguration = line[WriteFlags.saveConfig]
    changeCause = ChangeCause.of(line)
    options = WriteOptions(
      isDryRun: dryRun == .server, fieldValidation: try line.fieldValidation(),
      fieldManager: line[WriteFlags.fieldManager("kubectl-create")])
  }

  /// Lets the user edit an object and creates what came of it.
  func edited(_ info: ResourceInfo, _ line: CommandLine) throws {
    var session = EditSession(line: line, context: context, purpose: .create, report: report, options: options)
    session.keepsConfiguration = keepsConfiguration
    session.changeCause = changeCause
    try session.run([info])
  }

  func create(_ info: ResourceInfo) throws {
    var object = ChangeCause.recorded(changeCause, in: info.object ?? .null)
    if keepsConfiguration { LastApplied.annotate(&object) }
    if dryRun != .client {
      do throws(APIStatus) {
        let written = try context.api.create(
          info.kind, namespace: info.namespace, name: nil, object, subresource: nil, options)
        context.warn(written.warnings)
        object = written.object
      } catch {
        throw CommandError.status(error).during("creating", info.source)
      }
    }
    try report.report("created", object)
  }
}
