// `kubectl set selector` and `kubectl set subject`
import ClusterAPI
import KubeKinds
import KubeObjects

enum SetSelector {
  static let resourceVersion = Flag(
    text: "resource-version", help: "Writes only if the object is of this version; for one object.")

  static let command = Command(
    "selector", usage: "(-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version]",
    CommandHelp(
      "Change the selector of a service", "Puts another selector in the place of a service's.",
      examples: [Example("Let a service find the primary", "kubectl set selector svc db 'app=db,role=primary'")]),
    flags: [resourceVersion, recursive] + SetVerb.commonFlags + [FileFlags.filename], arguments: .resource, run: run)

  private static let recursive = FileFlags.recursive.with(default: true)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    let dryRun = try line.dryRun(in: context)
    guard let text = line.arguments.last else { throw CommandError.text("one selector is required") }
    let selector: LabelSelector
    do throws(APIStatus) { selector = try SelectorText.labels(text) } catch {
      throw CommandError.text("couldn't parse the selector string \"\(text)\": \(error.message)")
    }
    try selector.checkForObjects()
    try SetVerb.refuseServerDryRun(line, dryRun)
    let report = try ChangeReport(line, context, dryRun: dryRun)
    try SetVerb.builder(line, context, Array(line.arguments.dropLast())).visit { info in
      guard info.kind.id == .service else {
        throw CommandError.text("setting a selector is only supported for Services")
      }
      var object = info.object ?? .null
      let old = object
      object[.spec][.selector] = try labels(selector)
      if !line[resourceVersion].isEmpty { object[.metadata][.resourceVersion] = .string(line[resourceVersion]) }
      if !line[SetVerb.local], dryRun != .client {
        var body = MergePatch.difference(from: old, to: object)
        let version = line[resourceVersion]
        if !version.isEmpty { body[.metadata][.resourceVersion] = .string(version) }
        let written = try context.api.patch(
          info.kind, namespace: info.namespace, name: info.name, Patch(.merge, body), subresource: nil,
          WriteOptions(isDryRun: dryRun == .server, fieldManager: line[SetVerb.manager]))
        context.warn(written.warnings)
        object = written.object
      }
      try report.report("selector updated", SetVerb.typed(object, info, line, context))
    }
  }

  /// A service selects by equal labels only.
  private static func labels(_ selector: LabelSelector) throws(CommandError) -> Value {
    let expressions = selector.requirements.filter { $0.operator != .equals }
    guard expressions.isEmpty else {
      let texts = expressions.map { "{\($0.key.text) \($0.operatorName) [\($0.values.joined(separator: " "))]}" }
      throw .text("match expression [\(texts.joined(separator: " "))] not supported on this object")
    }
    return Value(selector.requirements.map { ($0.key.text, $0.values.first ?? "") })
  }
}

enum SetSubject {
  static let users = Flag(each: "user", help: "A user to add; may be repeated.")
  static let groups = Flag(each: "group", help: "A group to add; may be repeated.")
  static let accounts = Flag(each: "serviceaccount", help: "A service account to add, as namespace:name.")

  static let command = Command(
    "subject",
    usage: "(-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] "
      + "[--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]",
    CommandHelp(
      "Add subjects to a binding", "Adds users, groups and service accounts to a role binding or cluster role binding.",
      examples: [Example("Add a user", "kubectl set subject rolebinding readers --user=ann")]),
    flags: [users, groups, accounts] + SetVerb.flags, arguments: .resource, run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    let dryRun = try line.dryRun(in: context)
    if line[SetVerb.local], !line.arguments.isEmpty { throw SetVerb.localNeedsFiles }
    let infos = try SetVerb.infos(line, context, line.arguments)
    if line[users].isEmpty, line[groups].isEmpty, line[accounts].isEmpty {
      throw CommandError.text("you must specify at least one value of user, group or serviceaccount")
    }
    let added = try Subjects.values(users: line[users], groups: line[groups], accounts: line[accounts])
    let report = try ChangeReport(line, context, dryRun: dryRun)
    let failures = FailureList()
    for info in infos {
      try failures.collect {
        guard ["RoleBinding", "ClusterRoleBinding"].contains(info.kind.name) else {
          let name = SetVerb.name(info, line)
          throw CommandError.text(
            "error: \(name) setting subjects is only supported for RoleBinding/ClusterRoleBinding\n")
        }
        try add(added, to: info, line, context, dryRun, report)
      }
    }
    try failures.throwIfAny()
  }

  private static func add(
    _ added: [Value], to info: ResourceInfo, _ line: CommandLine, _ context: CommandContext, _ dryRun: DryRun,
    _ report: ChangeReport
  ) throws {
    var object = info.object ?? .null
    let present = object["subjects"].elements
    let new = added.filter { !present.contains($0) }
    if new.isEmpty { return }
    object["subjects"] = .array(present + new)
    if !line[SetVerb.local], dryRun != .client {
      do throws(APIStatus) {
        let written = try context.api.patch(
          info.kind, namespace: info.namespace, name: info.name, Patch(.merge, ["subjects": object["subjects"]]),
          subresource: nil, WriteOptions(isDryRun: dryRun == .server, fieldManager: line[SetVerb.manager]))
        context.warn(written.warnings)
        object = written.object
      } catch {
        throw CommandError.text("failed to patch subjects to rolebinding: \(error.message)")
      }
    }
    try report.report("subjects updated", object)
  }
}
