// `kubectl apply set-last-applied`
import ClusterAPI
import KubeKinds
import KubeObjects

enum SetLastApplied {
  static let createAnnotation = Flag(
    bool: "create-annotation", help: "Makes the annotation where an object has none.")

  static let command = Command(
    "set-last-applied", usage: "-f FILENAME",
    CommandHelp(
      "Set what counts as applied last",
      """
      Writes what files say into the annotation in which `kubectl apply` keeps what it applied, as if they had been \
      applied, and changes nothing else.
      """,
      examples: [
        Example("As if the file had been applied", "kubectl apply set-last-applied -f web.yaml"),
        Example(
          "Also where nothing was applied before",
          "kubectl apply set-last-applied -f web.yaml --create-annotation=true"),
      ]),
    flags: [createAnnotation, FileFlags.filename, WriteFlags.dryRun] + PrintFlags.all
  ) { line, context in
    let dryRun = try line.dryRun(in: context)
    let report = try ChangeReport(line, context, dryRun: dryRun)
    var builder = ResourceBuilder(context, namespace: line.namespace(in: context))
    builder.filenames = line[FileFlags.filename]
    builder.requiresNamespace = line.namesNamespace
    var changes: [(info: ResourceInfo, text: String)] = []
    try builder.visit { info in
      if let text = try change(info, line, context) { changes.append((info, text)) }
    }
    for (info, text) in changes {
      var object = try info.fetched(context.api)
      if dryRun != .client {
        let written = try context.api.patch(
          info.kind, namespace: info.namespace, name: info.name, LastApplied.patch(text), subresource: nil,
          WriteOptions(isDryRun: dryRun == .server))
        context.warn(written.warnings)
        object = written.object
      }
      try report.report("configured", object)
    }
  }

  /// The annotation an object should have; `nil` when it has it.
  private static func change(
    _ info: ResourceInfo, _ line: CommandLine, _ context: CommandContext
  ) throws -> String? {
    let wanted = info.object ?? .null
    let live: Value
    do {
      live = try info.fetched(context.api)
    } catch {
      let failure = CommandError(error)
      if failure.isNotFound { throw failure }
      throw failure.during("retrieving current configuration of:\n\(info.description)\nfrom server for:", info.source)
    }
    let old = LastApplied.text(in: live)
    guard old != nil || line[createAnnotation] else {
      throw CommandError.text(
        "no last-applied-configuration annotation found on resource: \(info.name), to create the annotation, run the "
          + "command with --create-annotation")
    }
    if let old, (try? JSONReader.read(old)) == wanted {
      context.output.write("set-last-applied \(info.name): no changes required.\n")
      return nil
    }
    return JSONWriter.write(wanted) + "\n"
  }
}

extension LastApplied {
  /// The patch that sets the annotation and nothing else.
  static func patch(_ text: String) -> Patch {
    let annotations = Value.object(Object([(key, .string(text))]))
    return Patch(.merge, [.metadata: [.annotations: annotations]])
  }
}
