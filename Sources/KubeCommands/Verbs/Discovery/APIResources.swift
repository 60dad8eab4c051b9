// `kubectl api-resources`
import ClusterAPI
import KubeKinds
import KubeObjects
import KubePrinters

enum APIResources {
  static let apiGroup = Flag(text: "api-group", help: "Only kinds of this API group; empty for the core group.")
  static let cached = Flag(bool: "cached", help: "Uses the list that was fetched last, if there is one.")
  static let categories = Flag(list: "categories", help: "Only kinds of all these categories.")
  static let namespaced = Flag(
    bool: "namespaced", default: true, help: "Only kinds of namespaces, or with false only those of the cluster.")
  static let noHeaders = Flag(bool: "no-headers", help: "Prints the table without its header.")
  static let output = Flag(text: "output", "o", help: "Output format. One of: (json, yaml, kyaml, name, wide).")
    .completing(.outputFormat)
  static let sortBy = Flag(text: "sort-by", help: "Sorts by name or by kind instead of by group and name.")
  static let verbs = Flag(list: "verbs", help: "Only kinds with which all these things can be done.")

  static let command = Command(
    "api-resources",
    CommandHelp(
      "Print the supported API resources on the server",
      "Prints the kinds the cluster offers, with their short names, versions and scope.",
      examples: [
        Example("Print all kinds", "kubectl api-resources"),
        Example("Print what can be done with each", "kubectl api-resources -o wide"),
        Example("Print the kinds of the cluster itself", "kubectl api-resources --namespaced=false"),
        Example("Print the kinds of a group", "kubectl api-resources --api-group=apps"),
      ]),
    flags: [
      apiGroup, cached, categories, namespaced, noHeaders, output, PrintFlags.showManagedFields, sortBy, verbs,
    ],
    run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    try line.refuseArguments()
    let layout = line[output].lowercased()
    let printer = ["", "wide", "name"].contains(layout) ? nil : try objectPrinter(line, context)
    guard ["", "name", "kind"].contains(line[sortBy]) else {
      throw CommandError.text("--sort-by accepts only name or kind")
    }
    let kinds = sorted(preferred(context.api.catalog.kinds.filter { isWanted($0, line) }), by: line[sortBy])
    if var printer { return try context.print(list(kinds), with: &printer) }
    if layout == "name" {
      return context.output.write(kinds.map { "\($0.groupResource)\n" }.joined())
    }
    context.output.write(table(kinds, isWide: layout == "wide", hasHeader: !line[noHeaders]))
  }

  private static func objectPrinter(
    _ line: CommandLine, _ context: CommandContext
  ) throws(CommandError) -> any ObjectPrinter {
    var request = line.formatRequest(in: context)
    request.output = line[output]
    request.types = FormatRequest.Types(
      schema: context.api.schema, catalog: context.api.catalog, type: "meta/v1.APIResourceList")
    return try line.printer(request, allowed: ["json", "kyaml", "name", "wide", "yaml"])
  }

  private static func isWanted(_ kind: Kind, _ line: CommandLine) -> Bool {
    (!line.isSet(apiGroup) || kind.group == line[apiGroup])
      && (!line.isSet(namespaced) || kind.isNamespaced == line[namespaced])
      && line[verbs].allSatisfy(kind.verbs.contains) && line[categories].allSatisfy(kind.categories.contains)
  }

  /// Each kind in the version the server prefers, which comes first.
  private static func preferred(_ kinds: [Kind]) -> [Kind] {
    var seen: Set<String> = []
    return kinds.filter { seen.insert("\($0.groupResource)").inserted }
  }

  private static func sorted(_ kinds: [Kind], by field: String) -> [Kind] {
    func order(_ kind: Kind) -> [String] {
      switch field {
      case "name": [kind.plural]
      case "kind": [kind.name]
      default: [kind.group, kind.plural]
      }
    }
    // Kinds that come out equal keep their places.
    return kinds.enumerated().sorted { first, second in
      let (a, b) = (order(first.element), order(second.element))
      return a == b ? first.offset < second.offset : a.lexicographicallyPrecedes(b)
    }.map(\.element)
  }

  private static func table(_ kinds: [Kind], isWide: Bool, hasHeader: Bool) -> String {
    var writer = TabWriter(.table)
    if hasHeader {
      writer.write("NAME\tSHORTNAMES\tAPIVERSION\tNAMESPACED\tKIND" + (isWide ? "\tVERBS\tCATEGORIES" : "") + "\n")
    }
    for kind in kinds {
      var cells = [
        kind.plural, kind.shortNames.joined(separator: ","), "\(kind.groupVersion)", "\(kind.isNamespaced)", kind.name,
      ]
      if isWide { cells += [kind.verbs.joined(separator: ","), kind.categories.joined(separator: ",")] }
      writer.write(cells.joined(separator: "\t") + "\n")
    }
    return writer.take()
  }

  /// The kinds as one `APIResourceList`.
  private static func list(_ kinds: [Kind]) -> Value {
    [.apiVersion: "v1", .kind: "APIResourceList", "groupVersion": "", "resources": .array(kinds.map(resource))]
  }

  private static func resource(_ kind: Kind) -> Value {
    var resource: Value = [
      .name: .string(kind.plural), "singularName": .string(kind.singular), "namespaced": .bool(kind.isNamespaced),
      "version": .string(kind.groupVersion.version), .kind: .string(kind.name), "verbs": texts(kind.verbs),
    ]
    if !kind.group.isEmpty { resource["group"] = .string(kind.group) }
    if !kind.shortNames.isEmpty { resource["shortNames"] = texts(kind.shortNames) }
    if !kind.categories.isEmpty { resource["categories"] = texts(kind.categories) }
    return resource
  }

  private static func texts(_ words: [String]) -> Value { .array(words.map { .string($0) }) }
}
