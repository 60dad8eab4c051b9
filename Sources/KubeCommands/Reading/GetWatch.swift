// `get --watch`: what there is, and then every change as it comes.
import ClusterAPI
import KubeKinds
import KubeObjects
import KubePrinters
import SimCore

struct GetWatch {
  private let command: GetCommand
  private let line: CommandLine
  private let context: CommandContext

  init(_ command: GetCommand) {
    self.command = command
    line = command.line
    context = command.context
  }

  func run() throws {
    var builder = try command.builder()
    builder.continuesOnError = false
    builder.flattensLists = false
    builder.needsSingleKind = true
    let (groups, failures) = try builder.groups()
    let left = command.ignoresNotFound ? failures.withoutNotFound : failures
    if groups.isEmpty, left.isEmpty { return }
    try left.throwIfAny()
    guard let group = groups.first else { return }
    var rows = try Rows(command, group)
    if !line[Get.watchOnly] { try list(groups, &rows) }
    if groups.count > 1 || !line[FileFlags.filename].isEmpty {
      throw CommandError.text("you may only watch a single resource or type of resource at a time")
    }
    try follow(group, builder, &rows)
  }

  /// Prints what there is. What was printed by a process before this one only gives the columns their widths.
  private func list(_ groups: [ObjectGroup], _ rows: inout Rows) throws {
    let output = context.output
    defer { context.output = output }
    if context.resumption != nil { context.output = TextBuffer() }
    for object in groups.flatMap(\.objects) { try rows.print(WatchEvent(.added, object), context) }
    rows.flush(context)
  }

  private func follow(_ group: ObjectGroup, _ builder: ResourceBuilder, _ rows: inout Rows) throws {
    let stream = try self.stream(group, builder)
    let limit = WatchLimit(line, context)
    while let event = try stream.next(until: limit.deadline(context.api.now)) {
      if event.change == .bookmark { continue }
      if event.change == .error { throw CommandError.text(event.object[.message].text) }
      try rows.print(event, context)
      rows.flush(context)
    }
  }

  /// The changes after what was printed, of the list or of the one object.
  private func stream(_ group: ObjectGroup, _ builder: ResourceBuilder) throws -> any WatchStream {
    var options = try builder.selectorOptions()
    options.resourceVersion = group.listVersion
    var namespace = builder.namespace
    if group.listVersion == nil, let object = group.objects.first {
      let metadata = object[.metadata]
      options.fieldSelector = FieldSelector([
        .init(field: "metadata.name", isNegated: false, value: metadata[.name].text)
      ])
      options.resourceVersion = metadata[.resourceVersion].text
      namespace = metadata[.namespace].text
    }
    if let version = context.resumption { options.resourceVersion = version }
    let scope = group.kind.isNamespaced && !namespace.isEmpty ? namespace : nil
    return try context.api.watch(group.kind, namespace: scope, options)
  }
}

/// Prints the events of a watch as rows of a table or as objects.
private struct Rows {
  private var table: TableWriter?
  private var printer: any ObjectPrinter
  private let showsEvents: Bool
  private let command: GetCommand
  private let kind: Kind

  init(_ command: GetCommand, _ group: ObjectGroup) throws(CommandError) {
    showsEvents = command.line[Get.outputWatchEvents] && command.line[Get.output] != "name"
    self.command = command
    kind = group.kind
    if command.isTable {
      var options = command.tableOptions(showsKind: false)
      options.showsEvents = showsEvents
      var writer = TableWriter(options)
      writer.begin(group.kind, command.columns(of: group))
      table = writer
      printer = NothingPrinter()
    } else {
      printer = try command.printer()
    }
  }

  mutating func print(_ event: WatchEvent, _ context: CommandContext) throws(CommandError) {
    if table != nil {
      table?.add(event.object, now: context.api.now, event: event.change.rawValue)
    } else {
      let object = command.withOwners(event.object, kind)
      let framed: Value = ["object": object, .type: .string(event.change.rawValue)]
      try context.print(showsEvents ? framed : object, with: &printer)
    }
  }

  mutating func flush(_ context: CommandContext) {
    if let text = table?.take(), !text.isEmpty { context.output.write(text) }
  }
}

/// Where a table is printed, no format is.
private struct NothingPrinter: ObjectPrinter {
  func print(_ object: Value, to text: inout String) {}
}
