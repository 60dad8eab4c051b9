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
    if word.hasPrefix(".") { throw .text("invalid jsonpath syntax, first node must be field node") }
    let trimmed = word.hasSuffix(".") ? word.dropLast() : word[...]
    var words = trimmed.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let name = words.removeFirst()
    let catalog = context.api.catalog
    guard var kind = try? KindNames.kind(name, in: catalog) else {
      throw .unknownResource(name)
    }
    for count in stride(from: words.count, to: 0, by: -1) {
      let group = words.prefix(count).joined(separator: ".")
      guard let other = try? KindNames.kind("\(name).\(group)", in: catalog), other.group == group else { continue }
      kind = other
      words.removeFirst(count)
      break
    }
    if line[apiVersion].isEmpty { return (kind, words) }
    let version = GroupVersion(line[apiVersion])
    guard let asked = catalog.kind(group: version.group, version: version.version, plural: kind.plural) else {
      let resource = "\(version.group)/\(version.version), Resource=\(kind.plural)"
      let isServed = catalog.kinds.contains { $0.groupVersion == version }
      throw .text(
        isServed ? "GVR (\(resource)) not found in OpenAPI schema" : "couldn't find resource for \"\(resource)\"")
    }
    return (asked, words)
  }
}
