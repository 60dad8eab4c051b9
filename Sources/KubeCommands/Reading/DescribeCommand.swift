// What `describe` does: finds the objects, fetches what belongs to them, prints one description after another.
import ClusterAPI
import KubeKinds
import KubeObjects
import KubePrinters

struct DescribeCommand {
  private let line: CommandLine
  private let context: CommandContext

  init(_ line: CommandLine, _ context: CommandContext) {
    self.line = line
    self.context = context
  }

  func run() throws {
    if line.arguments.isEmpty, line[FileFlags.filename].isEmpty, line[FileFlags.kustomize].isEmpty {
      throw CommandError.text("You must specify the type of resource to describe. \(ResourceHint.listing)\n")
    }
    var builder = builder(line.arguments)
    builder.continuesOnError = true
    let (found, failures) = try builder.infos()
    warn(found)
    if failures.isOneNotFound, line.arguments.count == 2 {
      return try describeMatching(line.arguments[0], prefix: line.arguments[1], otherwise: failures)
    }
    try describe(found, failures)
  }

  private func builder(_ arguments: [String]) -> ResourceBuilder {
    var builder = ResourceBuilder(line, context)
    builder.arguments = arguments
    builder.select(by: line)
    if builder.isAllNamespaces { builder.requiresNamespace = false }
    builder.allowsEmptySelector = true
    builder.fetchesLatest = true
    return builder
  }

  private func warn(_ infos: [ResourceInfo]) {
    for kind in Set(infos.map { $0.kind.id }).sorted() {
      if let warning = context.api.catalog.kind(kind)?.deprecation { context.warn([warning]) }
    }
  }

  private func describe(_ found: [ResourceInfo], _ failures: FailureList) throws {
    let isAlone = failures.isEmpty && found.count <= 1
    var isFirst = true
    var refusals: Set<String> = []
    for info in found {
      do throws(CommandError) {
        let text = try text(of: info, withEvents: showsEvents(byDefault: isAlone))
        context.output.write(isFirst ? text : "\n\n" + text)
        isFirst = false
      } catch {
        // What several objects are refused for is said once.
        if refusals.insert("\(error)").inserted { failures.add(error) }
      }
    }
    if found.isEmpty, failures.isEmpty {
      let place = line[SelectionFlags.allNamespaces] ? "" : " in \(line.namespace(in: context)) namespace."
      context.errors.write("No resources found\(place)\n")
    }
    try failures.throwIfAny()
  }

  /// Describes everything whose name begins as typed.
  private func describeMatching(_ kinds: String, prefix: String, otherwise failures: FailureList) throws {
    var builder = builder([kinds])
    builder.labelSelector = ""
    builder.needsSingleKind = true
    let (found, listFailures) = try builder.infos()
    try listFailures.throwIfAny()
    let matching = found.filter { $0.name.hasPrefix(prefix) }
    if matching.isEmpty {
      try refuseMissingNamespace(builder.namespace)
      try failures.throwIfAny()
    }
    for info in matching {
      context.output.write(try text(of: info, withEvents: showsEvents(byDefault: false)) + "\n")
    }
  }

  /// Nothing may be found because there is no such namespace at all.
  private func refuseMissingNamespace(_ name: String) throws {
    guard !name.isEmpty, let kind = context.api.catalog.kind(.namespace) else { return }
    _ = try context.api.get(kind, namespace: "", name: name, subresource: nil)
  }

  private func showsEvents(byDefault standard: Bool) -> Bool {
    line.isSet(Describe.showEvents) ? line[Describe.showEvents] : standard
  }

  private func text(of info: ResourceInfo, withEvents: Bool) throws(CommandError) -> String {
    let object = info.object ?? .null
    let describer = DescribeCatalog.describer(of: info.kind)
    if let refusal = describer.refusal(of: object) { throw .text(refusal) }
    var related = RelatedObjects()
    for relation in describer.relations(of: object, withEvents: withEvents) {
      related.set(relation, RelationReader(api: context.api).read(relation))
    }
    return describer.text(of: object, related: related, now: context.api.now, withEvents: withEvents)
  }
}

/// Fetches what a description needs.
private struct RelationReader {
  let api: any ClusterAPI

  func read(_ relation: Relation) -> Result<[Value], APIStatus> {
    guard let kind = api.catalog.kind(relation.kind) else { return .success([]) }
    do throws(APIStatus) {
      switch relation.choice {
      case .named(let name):
        return .success([try api.get(kind, namespace: relation.namespace ?? "", name: name, subresource: nil)])
      case .all: return .success(try list(kind, relation, ListOptions()))
      case .fields(let selector): return .success(try list(kind, relation, ListOptions(fieldSelector: selector)))
      case .labelled(let text):
        return .success(try list(kind, relation, ListOptions(labelSelector: try SelectorText.labels(text))))
      }
    } catch {
      return .failure(error)
    }
  }

  private func list(_ kind: Kind, _ relation: Relation, _ options: ListOptions) throws(APIStatus) -> [Value] {
    try api.list(kind, namespace: relation.namespace, options).items
  }
}
