// What `events` does: lists the events of a namespace or of an object, oldest first, or follows them.
import ClusterAPI
import KubeKinds
import KubeObjects
import KubePrinters

struct EventsCommand {
  private let line: CommandLine
  private let context: CommandContext

  init(_ line: CommandLine, _ context: CommandContext) {
    self.line = line
    self.context = context
  }

  func run() throws {
    let options = try options()
    var printer = try printer()
    for type in line[Events.types] where !["normal", "warning"].contains(type.lowercased()) {
      throw CommandError.text("valid --types are Normal or Warning")
    }
    guard let kind = context.api.catalog.kind(apiVersion: "v1", name: "Event") else { return }
    if line[Events.watch] { return try follow(kind, options, &printer) }
    let events = try context.api.list(kind, namespace: scope, options).items.filter(isWanted)
    if events.isEmpty {
      let place = isAllNamespaces ? "" : " in \(line.namespace(in: context)) namespace"
      return context.errors.write("No events found\(place).\n")
    }
    printer.print(events.eventsByTime, context)
  }

  private var isAllNamespaces: Bool { line[SelectionFlags.allNamespaces] }

  private var scope: String? { isAllNamespaces ? nil : line.namespace(in: context) }

  private func isWanted(_ event: Value) -> Bool {
    let types = line[Events.types]
    return types.isEmpty || types.contains { $0.lowercased() == event[.type].text.lowercased() }
  }

  // MARK: Request

  private func options() throws(CommandError) -> ListOptions {
    let subject = line[Events.subject]
    if subject.isEmpty { return ListOptions() }
    let words = subject.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if words.count == 1 { throw .text("--for must be in resource/name form") }
    if words.count > 2 { throw .text("arguments in resource/name form may not have more than one slash") }
    guard let kind = try? KindNames.kind(words[0], in: context.api.catalog) else {
      throw .unknownResource(words[0])
    }
    if words[1].isEmpty { return ListOptions() }
    return ListOptions(
      fieldSelector: FieldSelector([
        .init(field: "involvedObject.kind", isNegated: false, value: kind.name),
        .init(field: "involvedObject.name", isNegated: false, value: words[1]),
      ]))
  }

  private func printer() throws(CommandError) -> EventPrinter {
    if line[PrintFlags.output].isEmpty, line[PrintFlags.template].isEmpty {
      return .table(EventTable(showsNamespace: isAllNamespaces, hasHeader: !line[Events.noHeaders]))
    }
    var request = line.formatRequest(in: context)
    request.types = FormatRequest.Types(schema: context.api.schema, catalog: context.api.catalog)
    return .objects(try line.printer(request), ofNames: line[PrintFlags.output] == "name")
  }

  private func follow(_ kind: Kind, _ options: ListOptions, _ printer: inout EventPrinter) throws {
    let stream = try context.api.watch(kind, namespace: scope, options)
    let limit = WatchLimit(line, context)
    while let event = try stream.next(until: limit.deadline(context.api.now)) {
      // Events go after an hour; nobody wants to hear of it.
      guard event.change == .added || event.change == .modified, isWanted(event.object) else { continue }
      printer.print(event.object, context)
    }
  }
}

/// Prints events as a table or in the format that was asked for.
private enum EventPrinter {
  case table(EventTable)
  case objects(any ObjectPrinter, ofNames: Bool)

  /// Prints a list of events. kubectl says nothing of what fails in this; names of lists always do.
  mutating func print(_ events: [Value], _ context: CommandContext) {
    guard case .objects(var printer, let ofNames) = self else { return rows(events, context) }
    if ofNames { return }
    let list: Value = [.apiVersion: "v1", .kind: "EventList", .metadata: [:], .items: .array(events)]
    defer { self = .objects(printer, ofNames: false) }
    try? context.print(list, with: &printer)
  }

  /// Prints one event of a watch.
  mutating func print(_ event: Value, _ context: CommandContext) {
    guard case .objects(var printer, let ofNames) = self else { return rows([event], context) }
    defer { self = .objects(printer, ofNames: ofNames) }
    try? context.print(event, with: &printer)
  }

  private mutating func rows(_ events: [Value], _ context: CommandContext) {
    guard case .table(var table) = self else { return }
    for event in events { table.add(event, now: context.api.now) }
    context.output.write(table.take())
    self = .table(table)
  }
}
