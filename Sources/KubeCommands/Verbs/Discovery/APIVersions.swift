// `kubectl api-versions`
import ClusterAPI
import KubeKinds

enum APIVersions {
  static let command = Command(
    "api-versions",
    CommandHelp(
      "Print the supported API versions on the server, in the form of \"group/version\"",
      "Prints every group and version the cluster offers, one on a line.",
      examples: [Example("Print the versions", "kubectl api-versions")]),
    run: { line, context in
      try line.refuseArguments()
      let versions = Set(context.api.catalog.kinds.map { "\($0.groupVersion)" })
      for version in versions.sorted() { context.output.write("\(version)\n") }
    })
}

extension CommandLine {
  /// For commands that take flags alone.
  func refuseArguments() throws(CommandError) {
    if arguments.isEmpty { return }
    throw usageError("unexpected arguments: [\(arguments.joined(separator: " "))]")
  }
}
