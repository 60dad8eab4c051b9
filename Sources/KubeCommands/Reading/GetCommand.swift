// What `get` was asked for, checked before anything is read.
import ClusterAPI
import KubeKinds
import KubeObjects
import KubePrinters

struct GetCommand {
  let line: CommandLine
  let context: CommandContext

  init(_ line: CommandLine, _ context: CommandContext) {
    self.line = line
    self.context = context
  }

  func run() throws {
    try check()
    if !line[Get.raw].isEmpty { return try RawRequest.get(line[Get.raw], context) }
    if isWatch { return try GetWatch(self).run() }
    if isTable { try printTable() } else { try printObjects() }
  }

  var isWatch: Bool { line[Get.watch] || line[Get.watchOnly] }

  /// Whether a table is printed, and not objects in a format.
  var isTable: Bool {
    let output = line[Get.output]
    return output == "wide" || output.isEmpty && line[PrintFlags.template].isEmpty
  }

  var ignoresNotFound: Bool { line[SelectionFlags.ignoreNotFound] }

  // MARK: Checks

  private func check() throws(CommandError) {
    let raw = line[Get.raw]
    if !raw.isEmpty {
      if !line.arguments.isEmpty { throw .text("arguments may not be passed when --raw is specified") }
    } else {
      try checkSubject()
    }
    if !raw.isEmpty { try checkRaw(raw) }
    let output = line[Get.output]
    if line[Get.showLabels], !output.isEmpty, output != "wide" {
      throw .text("--show-labels option cannot be used with \(output) printer")
    }
    if line[Get.outputWatchEvents], !isWatch {
      throw .text("--output-watch-events option can only be used with --watch or --watch-only")
    }
  }

  private func checkSubject() throws(CommandError) {
    let sorts = !line[Get.sortBy].isEmpty
    if line[Get.watch] {
      if sorts {
        context.errors.write(
          "warning: --watch requested, --sort-by will be ignored for watch events received\n")
      }
    } else if line[Get.watchOnly] {
      if sorts { context.errors.write("warning: --watch-only requested, --sort-by will be ignored\n") }
    } else if line.arguments.isEmpty, line[FileFlags.filename].isEmpty, line[FileFlags.kustomize].isEmpty {
      context.errors.write("You must specify the type of resource to get. \(ResourceHint.listing)\n\n")
      throw line.usageError(
        "Required resource not specified.\n"
          + "Use \"kubectl explain <resource>\" for a detailed description of that resource "
          + "(e.g. kubectl explain pods).")
    }
  }

  private func checkRaw(_ path: String) throws(CommandError) {
    if isWatch || !line[SelectionFlags.selector].isEmpty {
      throw .text(
        "--raw may not be specified with other flags that filter the server request or alter the output")
    }
    if !line[Get.output].isEmpty { throw .text("--raw and --output are mutually exclusive") }
    try RawRequest.check(path: path)
  }

  // MARK: Objects

  /// The objects that the line names or selects.
  func builder() throws(CommandError) -> ResourceBuilder {
    var builder = ResourceBuilder(line, context)
    builder.arguments = line.arguments
    builder.select(by: line)
    if builder.isAllNamespaces { builder.requiresNamespace = false }
    builder.allowsEmptySelector = true
    builder.continuesOnError = true
    builder.fetchesLatest = true
    builder.joinsFailures = true
    builder.fetchesTables = isTable && line[Get.serverPrint]
    builder.subresource = try subresource(builder)
    return builder
  }

  /// The subresource to read. A server does not know any other than those of the kind.
  private func subresource(_ builder: ResourceBuilder) throws(CommandError) -> Kind.Subresource? {
    let name = line[Get.subresource]
    if name.isEmpty { return nil }
    if let subresource = Kind.Subresource(rawValue: name) { return subresource }
    var known = builder
    known.subresource = .status
    _ = try known.planned()
    throw .status(.unknownPath)
  }

  /// What was found, with everything that failed but for missing objects that may be missing.
  func groups() throws -> (found: [ObjectGroup], failures: FailureList) {
    let (found, failures) = try builder().groups()
    for kind in Set(found.map { $0.kind.id }).sorted() {
      if let warning = context.api.catalog.kind(kind)?.deprecation { context.warn([warning]) }
    }
    return (found, ignoresNotFound ? failures.withoutNotFound : failures)
  }

  // MARK: Formats

  /// Prints the objects in the format of `-o`: several as one list.
  private func printObjects() throws {
    let isSingle = try builder().namesSingleObject()
    let (groups, failures) = try groups()
    if isSingle { try failures.throwIfAny() }
    let objects = try withOwners(groups)
    if objects.isEmpty, ignoresNotFound { return try failures.throwJoinedIfAny() }
    var printer = try printer()
    if isSingle, objects.count == 1 {
      try failures.collect { try context.print(objects[0], with: &printer) }
    } else {
      try failures.collect { try context.print(.list(sorted(objects)), with: &printer) }
    }
    try failures.throwJoinedIfAny()
  }

  private func formatRequest() -> FormatRequest {
    var request = line.formatRequest(in: context)
    request.output = line[Get.output]
    request.hidesHeaders = line[Get.noHeaders]
    return request
  }

  func printer() throws(CommandError) -> any ObjectPrinter {
    try line.printer(formatRequest(), allowed: Get.formats)
  }

  /// The objects found; with all their owners where the format may show them.
  private func withOwners(_ groups: [ObjectGroup]) throws(CommandError) -> [Value] {
    if !formatRequest().mayShowManagedFields { return groups.flatMap(\.objects) }
    return groups.flatMap { group in
      group.printsAsScale ? group.objects : group.objects.map { context.api.withOwners($0, group.kind) }
    }
  }

  /// An object as a watch prints it.
  func withOwners(_ object: Value, _ kind: Kind) -> Value {
    formatRequest().mayShowManagedFields ? context.api.withOwners(object, kind) : object
  }

  private func sorted(_ objects: [Value]) throws(CommandError) -> [Value] {
    if line[Get.sortBy].isEmpty || objects.isEmpty { return objects }
    do throws(PrintError) {
      return try ObjectSorter(line[Get.sortBy]).sorted(objects)
    } catch {
      throw .text(error.message)
    }
  }
}

extension Value {
  /// Objects as one `List`, as `get` prints several.
  static func list(_ objects: [Value]) -> Value {
    [.apiVersion: "v1", .kind: "List", .metadata: [.resourceVersion: ""], .items: .array(objects)]
  }
}

/// What to do when no kind was named.
enum ResourceHint {
  static let listing = "Use \"kubectl api-resources\" for a complete list of supported resources."
}
