// `kubectl replace`
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

enum Replace {
  static let raw = Flag(text: "raw", help: "A path of the API to send PUT to.")

  static let command = Command(
    "replace", group: .advanced, usage: "-f FILENAME",
    CommandHelp(
      "Put objects of files in the place of those that exist",
      """
      Replaces objects by what files say. The file must be whole: what it leaves out is gone afterwards, or has its \
      default again. With --force the object is deleted and created anew, which changes what can't be changed otherwise.
      """,
      examples: [
        Example("Replace a set", "kubectl replace -f web.yaml"),
        Example("Delete it and create it anew", "kubectl replace --force -f web.yaml"),
      ]),
    flags: [
      raw, PatchVerb.subresource, Delete.cascade, Delete.force, Delete.gracePeriod, Delete.timeout, Apply.wait,
      WriteFlags.dryRun, WriteFlags.validate, WriteFlags.saveConfig, WriteFlags.fieldManager("kubectl-replace"),
      WriteFlags.record,
    ] + FileFlags.all + PrintFlags.all,
    run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    let dryRun = try line.dryRun(in: context)
    if line[FileFlags.filename].isEmpty, line[FileFlags.kustomize].isEmpty {
      throw CommandError.text("must specify one of -f and -k")
    }
    let validation = try line.fieldValidation()
    try check(line, dryRun)
    if !line[raw].isEmpty { return try RawRequest.send(line[raw], line, context) }
    let report = try ChangeReport(line, context, dryRun: dryRun)
    var builder = ResourceBuilder(line, context)
    builder.continuesOnError = true
    builder.checksDocuments = validation != .ignore
    let replacing = Replacing(line: line, context: context, dryRun: dryRun, validation: validation)
    if line[Delete.force] { try replacing.deleteFirst(builder) }
    try builder.visit { info in
      let object = line[Delete.force] ? try replacing.create(info) : try replacing.replace(info)
      try report.report("replaced", object)
    }
  }

  private static func check(_ line: CommandLine, _ dryRun: DryRun) throws(CommandError) {
    if line[Delete.gracePeriod] >= 0, !line[Delete.force] {
      throw .text("--grace-period must have --force specified")
    }
    if line[Delete.timeout] != .zero, !line[Delete.force] { throw .text("--timeout must have --force specified") }
    if line[Delete.force], dryRun != .none { throw .text("--dry-run can not be used when --force is set") }
  }
}

/// Replacing one object.
private struct Replacing {
  let line: CommandLine
  let context: CommandContext
  let dryRun: DryRun
  let validation: FieldValidation

  private var options: WriteOptions {
    WriteOptions(
      isDryRun: dryRun == .server, fieldValidation: validation,
      fieldManager: line[WriteFlags.fieldManager("kubectl-replace")])
  }

  private func prepared(_ info: ResourceInfo) -> Value {
    var object = ChangeCause.recorded(ChangeCause.of(line), in: info.object ?? .null)
    let hasAnnotation = LastApplied.text(in: object) != nil
    if line[WriteFlags.saveConfig] || hasAnnotation { LastApplied.annotate(&object) }
    return object
  }

  func replace(_ info: ResourceInfo) throws -> Value {
    var object = prepared(info)
    if dryRun == .client { return object }
    let name = line[PatchVerb.subresource]
    let subresource = Kind.Subresource(rawValue: name)
    do {
      if !name.isEmpty, subresource.map(info.kind.subresources.contains) != true { throw APIStatus.unknownPath }
      // The path of a size takes a size and nothing else, whether there is an object or not.
      if subresource == .scale { object = try SentObject.object(object, .scale, []) }
      if object[.metadata][.resourceVersion].text.isEmpty {
        let live = try info.fetched(context.api)
        object[.metadata][.resourceVersion] = live[.metadata][.resourceVersion]
      }
      let written = try context.api.update(
        info.kind, namespace: info.namespace, object, subresource: subresource, options)
      context.warn(written.warnings)
      return written.object
    } catch let interruption as Interruption {
      throw interruption
    } catch {
      throw CommandError(error).during("replacing", info.source)
    }
  }

  func deleteFirst(_ builder: ResourceBuilder) throws {
    var deletion = try Deletion(line, context)
    deletion.ignoresNotFound = true
    deletion.waits = true
    // Nothing is lost by accident: the least is a second, and the end is waited for.
    deletion.gracePeriod = line[Delete.gracePeriod] == 0 ? 1 : max(line[Delete.gracePeriod], -1)
    deletion.timeout = line[Delete.timeout] == .zero ? .minutes(5) : line[Delete.timeout]
    deletion.dryRun = dryRun
    try deletion.run(builder)
  }

  func create(_ info: ResourceInfo) throws -> Value {
    let object = prepared(info)
    if dryRun == .client { return object }
    let written = try context.api.create(
      info.kind, namespace: info.namespace, name: nil, object, subresource: nil, options)
    context.warn(written.warnings)
    return written.object
  }
}
