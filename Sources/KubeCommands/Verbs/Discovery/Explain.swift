// `kubectl explain`
import ClusterAPI
import KubeKinds
import KubeObjects
import KubePrinters

enum Explain {
  static let apiVersion = Flag(text: "api-version", help: "The group and version of the kind, such as apps/v1.")
  static let output = Flag(
    text: "output", "o", default: ExplanationLayout.plain.rawValue,
    help: "The layout: plaintext or plaintext-openapiv2.")
  static let recursive = Flag(bool: "recursive", "R", help: "Lists the fields of the fields as well, by name only.")

  static let command = Command(
    "explain", group: .intermediate,
    usage: "TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] "
      + "[-o|--output=plaintext|plaintext-openapiv2]",
    CommandHelp(
      "Get documentation for a resource",
      """
      Says what a kind is for and which fields it has, or the same of one of its fields. A field is named by its path:

          TYPE.FIELD[.FIELD]
      """,
      examples: [
        Example("Explain a kind", "kubectl explain sts"),
        Example("List all fields of a kind", "kubectl explain sts --recursive"),
        Example("Explain one field", "kubectl explain sts.spec.updateStrategy"),
        Example("Explain an older version of a kind", "kubectl explain hpa --api-version=autoscaling/v1"),
      ]),
    flags: [apiVersion, output, recursive], arguments: .resource, run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    guard let word = line.arguments.first else {
      throw CommandError.text("You must specify the type of resource to explain. \(ResourceHint.listing)\n")
    }
    if line.arguments.count > 1 { throw CommandError.text("We accept only this format: explain RESOURCE\n") }
    let (kind, path) = try subject(word, line, context)
    guard let layout = ExplanationLayout(rawValue: line[output]) else {
      throw CommandError.text("unrecognized format: \(line[output])")
    }
    let (text, failure) = Explanation.explain(
      kind, path: path, schema: context.api.schema, isRecursive: line[recursive], layout: layout)
    context.output.write(text)
    if let failure { throw CommandError.text(failure.message) }
  }

  /// The kind that a path begins with, and the fields that follow.
  private static func subject(
    _ word: String, _ line: CommandLine, _ context: CommandContext
  ) throws(CommandError) -> (Kind, path: [String]) {
    let steps = try steps(of: word)
    guard let name = steps.first ?? nil else { throw notAField("first node must be field node") }
    if name.isEmpty { throw .text("a resource must be present, got: /, Resource=") }
    let catalog = context.api.catalog
    guard let kind = try? KindNames.kind(name, in: catalog) else { throw .unknownResource(name) }
    let version = line[apiVersion]
    if version.isEmpty, let found = try grouped(name, word, catalog) { return found }
    if version.isEmpty { return (kind, try fields(steps.dropFirst(), "first node must be field node")) }
    let path = try fields(steps.dropFirst(), "all nodes must be field nodes")
    return (try served(kind, GroupVersion(version), catalog), path)
  }

  /// The kind whose whole name and group a path begins with, and the fields that follow.
  private static func grouped(
    _ name: String, _ word: String, _ catalog: KindCatalog
  ) throws(CommandError) -> (Kind, path: [String])? {
    for kind in KindNames.kinds(name, in: catalog) where word.hasPrefix("\(kind.groupResource)") {
      let rest = word.dropFirst("\(kind.groupResource)".count)
      // What follows begins with a dot, so that the first step stands for nothing.
      let path = rest.isEmpty ? [] : try steps(of: rest).dropFirst()
      return (kind, try fields(path, "first node must be field node"))
    }
    return nil
  }

  private static func served(
    _ kind: Kind, _ version: GroupVersion, _ catalog: KindCatalog
  ) throws(CommandError) -> Kind {
    if let asked = catalog.kind(group: version.group, version: version.version, plural: kind.plural) { return asked }
    let resource = "\(version.group)/\(version.version), Resource=\(kind.plural)"
    let isServed = catalog.kinds.contains { $0.groupVersion == version }
    throw .text(
      isServed ? "GVR (\(resource)) not found in OpenAPI schema" : "couldn't find resource for \"\(resource)\"")
  }

  // MARK: Paths

  private static func steps(of path: some StringProtocol) throws(CommandError) -> [String?] {
    do throws(JSONPathError) { return try JSONPath.steps(of: path) } catch { throw .text(error.message) }
  }

  private static func fields(_ steps: ArraySlice<String?>, _ rule: String) throws(CommandError) -> [String] {
    let fields = steps.compactMap(\.self)
    if fields.count < steps.count { throw notAField(rule) }
    return fields
  }

  private static func notAField(_ rule: String) -> CommandError { .text("invalid jsonpath syntax, \(rule)") }
}
