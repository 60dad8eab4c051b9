// `kubectl auth can-i`
import ClusterAPI
import KubeKinds
import KubeObjects
import KubePrinters

enum CanI {
  static let allNamespaces = Flag(bool: "all-namespaces", "A", help: "In all namespaces.")
  static let list = Flag(bool: "list", help: "Prints everything one may do.")
  static let noHeaders = Flag(bool: "no-headers", help: "With --list: prints no header.")
  static let quiet = Flag(bool: "quiet", "q", help: "Prints nothing; the exit status says it.")
  static let subresource = Flag(text: "subresource", help: "The subresource, such as log or scale.")

  static let command = Command(
    "can-i", usage: "VERB [TYPE | TYPE/NAME | NONRESOURCEURL]",
    CommandHelp(
      "Ask whether one may do something",
      """
      Prints yes or no, and fails for no. With --as somebody else is asked about: the answer then comes from the roles \
      and bindings of the cluster.
      """,
      examples: [
        Example("Ask about oneself", "kubectl auth can-i create statefulsets"),
        Example("Ask about a service account",
          "kubectl auth can-i get pods --as=system:serviceaccount:shop:robot -n shop"),
        Example("See everything one may do", "kubectl auth can-i --list"),
      ]),
    flags: [allNamespaces, list, noHeaders, quiet, subresource], arguments: .resource, run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    if line[list] { return try printAll(line, context) }
    guard line.arguments.count == 2 else {
      throw CommandError.text(
        "you must specify two arguments: verb resource or verb resource/resourceName.\n"
          + "See 'kubectl auth can-i -h' for help and examples.")
    }
    let request = try request(line, context)
    let namespace = line[allNamespaces] ? nil : line.namespace(in: context)
    let isAllowed = try AccessRules(Subject(line), namespace: namespace, context.ownAPI).allow(request)
    if !line[quiet] { context.output.write(isAllowed ? "yes\n" : "no\n") }
    if !isAllowed { throw CommandError.exit(ExitStatus.failure) }
  }

  private static func request(_ line: CommandLine, _ context: CommandContext) throws(CommandError) -> AccessRequest {
    let target = line.arguments[1]
    if target.hasPrefix("/") {
      if !line[subresource].isEmpty { throw .text("--subresource can not be used with NonResourceURL") }
      return AccessRequest(verb: line.arguments[0], path: target)
    }
    let parts = target.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let suffix = line[subresource].isEmpty ? "" : "/\(line[subresource])"
    var request = AccessRequest(verb: line.arguments[0], name: parts.count > 1 ? parts[1] : "")
    if parts[0] == "*" {
      request.resource = "*"
      return request
    }
    guard let kind = try? KindNames.kind(parts[0].lowercased(), in: context.api.catalog) else {
      warnOfUnknown(parts[0], context)
      request.resource = parts[0] + suffix
      return request
    }
    if !kind.isNamespaced, !line[allNamespaces] {
      let group = kind.group.isEmpty ? "" : " in group '\(kind.group)'"
      context.warn(["resource '\(kind.plural)' is not namespace scoped\(group)\n"].map { String($0.dropLast()) })
    }
    request.group = kind.group
    request.resource = kind.plural + suffix
    return request
  }

  private static func warnOfUnknown(_ word: String, _ context: CommandContext) {
    let parts = word.split(separator: ".", maxSplits: 1).map(String.init)
    let group = parts.count > 1 ? " in group '\(parts[1])'" : ""
    context.warn(["the server doesn't have a resource type '\(parts.first ?? word)'\(group)"])
  }

  private static func printAll(_ line: CommandLine, _ context: CommandContext) throws {
    if !line.arguments.isEmpty { throw CommandError.text("list option must be specified with no arguments") }
    let rules = try AccessRules(Subject(line), namespace: line.namespace(in: context), context.ownAPI).rules
    var tabs = TabWriter(.table)
    if !line[noHeaders] { tabs.write("Resources\tNon-Resource URLs\tResource Names\tVerbs\n") }
    for row in RuleTable.rows(rules) { tabs.write(row.cells.joined(separator: "\t") + "\n") }
    context.output.write(tabs.take())
  }
}
