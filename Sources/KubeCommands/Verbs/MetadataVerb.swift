// What label and annotate share: which objects, what to write, what to print.
import ClusterAPI
import KubeKinds
import KubeObjects

/// The description of a verb that changes a map of texts in the metadata of objects.
struct MetadataVerb: Sendable {
  let name: String
  /// `label`, `annotation`
  let noun: String
  let field: Key
  let usage: String
  let help: CommandHelp
  let parse: @Sendable ([String]) throws(CommandError) -> MetadataPairs
  let refuseOverwrites: @Sendable (MetadataPairs, Value) throws(CommandError) -> Void
  /// How the file of one's own is called where only files are taken.
  let fileExample: String
  /// Listing and an output format contradict each other.
  let listsWithoutFormat: Bool
  /// What is reported, by whether anything changed.
  let verb: @Sendable (MetadataPairs, Bool) -> String

  static let overwrite = Flag(bool: "overwrite", help: "Changes what has another value already.")
  static let list = Flag(bool: "list", help: "Prints what there is.")
  static let local = Flag(bool: "local", help: "Changes what is in files and asks no server.")
  static let resourceVersion = Flag(
    text: "resource-version", help: "Writes only if the object is of this version; for one object.")

  var command: Command {
    Command(
      name, group: .settings, usage: "[--overwrite] (-f FILENAME | TYPE NAME) \(usage) [--resource-version=version]",
      help,
      flags: [
        Self.overwrite, Self.list, Self.local, Self.resourceVersion, SelectionFlags.all,
        SelectionFlags.allNamespaces, SelectionFlags.selector, SelectionFlags.fieldSelector, WriteFlags.dryRun,
        WriteFlags.fieldManager("kubectl-\(name)"), WriteFlags.record,
      ] + FileFlags.all + PrintFlags.all,
      arguments: .resource, run: { line, context in try run(line, context) })
  }

  private func run(_ line: CommandLine, _ context: CommandContext) throws {
    let dryRun = try line.dryRun(in: context)
    let (resources, words) = try MetadataPairs.split(line.arguments, what: noun)
    let pairs = try parse(words)
    if listsWithoutFormat, line[Self.list], !line[PrintFlags.output].isEmpty {
      throw CommandError.text("--list and --output may not be specified together")
    }
    try check(line, resources, pairs, dryRun)
    let builder = builder(line, context, resources)
    let isSingle = try builder.namesSingleObject()
    if !isSingle, !line[Self.resourceVersion].isEmpty {
      throw CommandError.text("--resource-version may only be used with a single resource")
    }
    let report = try ChangeReport(line, context, dryRun: dryRun, printsEachAlone: field == .labels)
    let change = MetadataChange(verb: self, pairs: pairs, line: line, context: context, dryRun: dryRun)
    try builder.visit { info in
      if line[Self.list] { return try change.list(info, isSingle: isSingle) }
      let (object, hasChanged) = try change.write(info)
      try report.report(verb(pairs, hasChanged), object)
    }
  }

  private func check(
    _ line: CommandLine, _ resources: [String], _ pairs: MetadataPairs, _ dryRun: DryRun
  ) throws(CommandError) {
    if line[SelectionFlags.all], !line[SelectionFlags.selector].isEmpty {
      throw .text("cannot set --all and --selector at the same time")
    }
    if line[SelectionFlags.all], !line[SelectionFlags.fieldSelector].isEmpty {
      throw .text("cannot set --all and --field-selector at the same time")
    }
    let hasFiles = !line[FileFlags.filename].isEmpty || !line[FileFlags.kustomize].isEmpty
    if line[Self.local] {
      try refuseLocal(resources, hasFiles, dryRun)
    } else if resources.isEmpty, !hasFiles {
      throw .text("one or more resources must be specified as <resource> <name> or <resource>/<name>")
    }
    if pairs.isEmpty, !line[Self.list] { throw .text("at least one \(noun) update is required") }
  }

  private func refuseLocal(_ resources: [String], _ hasFiles: Bool, _ dryRun: DryRun) throws(CommandError) {
    if case .server = dryRun {
      throw .text("cannot specify --local and --dry-run=server - did you mean --dry-run=client?")
    }
    if !resources.isEmpty {
      let files = "-f \(fileExample).yaml or --filename=\(fileExample).json"
      throw .text("can only use local files by \(files) when --local=true is set")
    }
    if !hasFiles {
      throw .text("one or more files must be specified as -f \(fileExample).yaml or --filename=\(fileExample).json")
    }
  }

  private func builder(
    _ line: CommandLine, _ context: CommandContext, _ resources: [String]
  ) -> ResourceBuilder {
    var builder = ResourceBuilder(line, context)
    builder.continuesOnError = true
    if line[Self.local] {
      builder.isLocal = true
      return builder
    }
    builder.select(by: line)
    builder.allowsEmptySelector = line[SelectionFlags.all]
    builder.arguments = resources
    builder.fetchesLatest = true
    builder.joinsFailures = true
    return builder
  }
}

/// The change of one object's labels or annotations.
struct MetadataChange {
  let verb: MetadataVerb
  let pairs: MetadataPairs
  let line: CommandLine
  let context: CommandContext
  let dryRun: DryRun

  /// Changes the object, in the cluster unless that is not wanted; says whether it differs from before.
  func write(_ info: ResourceInfo) throws -> (object: Value, hasChanged: Bool) {
    let old = info.object ?? .null
    let present = old[.metadata][verb.field]
    let changed = ChangeCause.recorded(ChangeCause.of(line), in: try applied(to: old))
    let hasChanged = changed[.metadata][verb.field] != present || !line[MetadataVerb.resourceVersion].isEmpty
    if line[MetadataVerb.local] || dryRun == .client { return (changed, hasChanged) }
    if verb.field == .labels {
      for key in pairs.removed where present[Key(key)].isNull {
        context.output.write("label \"\(key)\" not found.\n")
      }
    }
    let options = WriteOptions(
      isDryRun: dryRun == .server, fieldManager: line[WriteFlags.fieldManager("kubectl-\(verb.name)")])
    let written = try context.api.patch(
      info.kind, namespace: info.namespace, name: info.name, Patch(.merge, patch(present)), subresource: nil, options)
    context.warn(written.warnings)
    // Of labels kubectl prints its own copy of the object, of annotations what the server answers.
    return (verb.field == .labels ? changed : written.object, hasChanged)
  }

  private func applied(to object: Value) throws(CommandError) -> Value {
    var changed = object
    var map = object[.metadata][verb.field].fields
    if !line[MetadataVerb.overwrite] { try verb.refuseOverwrites(pairs, .object(map)) }
    for (key, value) in pairs.added { map[Key(key)] = .string(value) }
    for key in pairs.removed { map.remove(Key(key)) }
    changed[.metadata][verb.field] = .object(map)
    let version = line[MetadataVerb.resourceVersion]
    if !version.isEmpty { changed[.metadata][.resourceVersion] = .string(version) }
    return changed
  }

  /// Only what changes: the rest of the object may have changed since it was read.
  private func patch(_ present: Value) -> Value {
    var map = Object()
    for (key, value) in pairs.added where present[Key(key)].string != value { map[Key(key)] = .string(value) }
    for key in pairs.removed where !present[Key(key)].isNull { map[Key(key)] = .null }
    var metadata = Object()
    if !map.isEmpty { metadata[verb.field] = .object(map) }
    let version = line[MetadataVerb.resourceVersion]
    if !version.isEmpty { metadata[.resourceVersion] = .string(version) }
    let body: Value = metadata.isEmpty ? [:] : ["metadata": .object(metadata)]
    return ChangeCause.recorded(ChangeCause.of(line), in: body)
  }

  /// Lists what there would be after the change, which nobody makes.
  func list(_ info: ResourceInfo, isSingle: Bool) throws(CommandError) {
    let listed = try applied(to: info.object ?? .null)
    if !isSingle {
      context.output.write("Listing \(verb.noun)s for \(info.kind.name).\(info.kind.group)/\(info.name):\n")
    }
    for entry in listed[.metadata][verb.field].fields {
      context.output.write("\(isSingle ? "" : " ")\(entry.key.text)=\(entry.value.text)\n")
    }
  }
}
