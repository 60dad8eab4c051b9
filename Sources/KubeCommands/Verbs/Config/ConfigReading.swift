// `kubectl config current-context`, `get-clusters`, `get-contexts`, `get-users`
import KubeKinds
import KubeObjects
import KubePrinters

enum ConfigReading {
  static let currentContext = Command(
    "current-context", usage: "[flags]",
    CommandHelp(
      "Show the present context", "Prints the name of the context that is used.",
      examples: [Example("Show it", "kubectl config current-context")])
  ) { line, context in
    let current = try KubeConfig.load(line, context).current
    if current.isEmpty { throw CommandError.text("current-context is not set") }
    context.output.write(current + "\n")
  }

  static let getClusters = list("clusters", .clusters)
  static let getUsers = list("users", .users)

  private static func list(_ word: String, _ section: KubeConfigSection) -> Command {
    Command(
      "get-\(word)", usage: "[flags]",
      CommandHelp(
        "List the \(word) of the kubeconfig", "Prints the names of the \(word) that the kubeconfig has.",
        examples: [Example("List them", "kubectl config get-\(word)")])
    ) { line, context in
      let names = try KubeConfig.load(line, context).names(section)
      context.output.write((["NAME"] + names).map { $0 + "\n" }.joined())
    }
  }

  static let noHeaders = Flag(bool: "no-headers", help: "Prints no header.")
  static let output = Flag(text: "output", "o", help: "\"name\" prints names and nothing else.")
    .completing(.choices(["name"]))

  static let getContexts = Command(
    "get-contexts", usage: "[(-o|--output=)name)]",
    CommandHelp(
      "List contexts", "Prints one context or several, and marks the present one.",
      examples: [Example("List all", "kubectl config get-contexts")]),
    flags: [noHeaders, output], arguments: .kubeContext, run: contexts)

  private static func contexts(_ line: CommandLine, _ context: CommandContext) throws {
    if !["", "name"].contains(line[output]) {
      throw CommandError.text(
        "--output \(line[output]) is not available in kubectl config get-contexts; resetting to default output format")
    }
    let config = try KubeConfig.load(line, context)
    let failures = FailureList()
    var names: [String] = line.arguments.isEmpty ? config.names(.contexts) : []
    for name in line.arguments {
      if config.entry(.contexts, name) == nil {
        failures.add(CommandError.text("context \(name) not found"))
      } else {
        names.append(name)
      }
    }
    if line[output] == "name" {
      context.output.write(names.sorted().map { $0 + "\n" }.joined())
    } else {
      context.output.write(table(names.sorted(), config, hidesHeader: line[noHeaders]))
    }
    try failures.throwIfAny()
  }

  private static func table(_ names: [String], _ config: KubeConfig, hidesHeader: Bool) -> String {
    var tabs = TabWriter(.table)
    if !hidesHeader { tabs.write("CURRENT\tNAME\tCLUSTER\tAUTHINFO\tNAMESPACE\n") }
    for name in names {
      let entry = config.entry(.contexts, name) ?? .null
      let mark = name == config.current ? "*" : ""
      tabs.write(
        "\(mark)\t\(name)\t\(entry["cluster"].text)\t\(entry["user"].text)\t\(entry[.namespace].text)\n")
    }
    return tabs.take()
  }
}
