// `kubectl auth reconcile`
import ClusterAPI
import KubeKinds
import KubeObjects

enum AuthReconcile {
  static let removeRules = Flag(bool: "remove-extra-permissions", help: "Takes away rules that the file has not.")
  static let removeSubjects = Flag(bool: "remove-extra-subjects", help: "Takes away subjects that the file has not.")

  static let command = Command(
    "reconcile", usage: "-f FILENAME",
    CommandHelp(
      "Make roles and bindings what files say",
      "Creates roles and bindings, or adds to those that exist the rules and subjects they lack.",
      examples: [Example("Reconcile a file", "kubectl auth reconcile -f roles.yaml")]),
    flags: [removeRules, removeSubjects, WriteFlags.dryRun] + FileFlags.all + PrintFlags.all, run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    if line[FileFlags.filename].isEmpty, line[FileFlags.kustomize].isEmpty {
      throw CommandError.text("must specify one of -f and -k")
    }
    if !line.arguments.isEmpty { throw CommandError.text("no arguments are allowed") }
    let dryRun = try line.dryRun(in: context)
    let report = try ChangeReport(line, context, dryRun: dryRun)
    var builder = ResourceBuilder(line, context)
    builder.continuesOnError = true
    try builder.visit { info in
      guard let field = fields[info.kind.name], info.kind.group == "rbac.authorization.k8s.io" else {
        return context.errors.write("skipping \(info.kind.groupKindText)\n")
      }
      try reconcile(info, field, line, context, dryRun, report)
    }
  }

  private static let fields: [String: Key] = [
    "Role": "rules", "ClusterRole": "rules", "RoleBinding": "subjects", "ClusterRoleBinding": "subjects",
  ]

  private static func reconcile(
    _ info: ResourceInfo, _ field: Key, _ line: CommandLine, _ context: CommandContext, _ dryRun: DryRun,
    _ report: ChangeReport
  ) throws {
    let wanted = info.object ?? .null
    let options = WriteOptions(isDryRun: dryRun == .server)
    guard let live = try ObjectFollower(info, context).current() else {
      var object = wanted
      if dryRun != .client {
        object = try context.api.create(
          info.kind, namespace: info.namespace, name: nil, wanted, subresource: nil, options
        ).object
      }
      try report.report("reconciled", object)
      return context.errors.write("\treconciliation required create\n")
    }
    let removes = line[field == "rules" ? removeRules : removeSubjects]
    let missing = wanted[field].elements.filter { !live[field].elements.contains($0) }
    let extra = live[field].elements.filter { !wanted[field].elements.contains($0) }
    var object = live
    object[field] = .array((removes ? wanted[field].elements : live[field].elements + missing))
    let isChanged = !missing.isEmpty || (removes && !extra.isEmpty)
    if isChanged, dryRun != .client {
      object = try context.api.update(
        info.kind, namespace: info.namespace, object, subresource: nil, options
      ).object
    }
    try report.report("reconciled", object)
    if isChanged { context.errors.write("\treconciliation required update\n") }
  }
}
