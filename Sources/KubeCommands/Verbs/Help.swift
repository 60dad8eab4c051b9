// `kubectl help` and `kubectl options`.
import KubeObjects

enum HelpVerb {
  static let command = Command(
    "help", usage: "[command] [flags]",
    CommandHelp(
      "Help about any command",
      "Prints the help of a command: its text, examples, options and usage.",
      examples: [Example("Read about a sub-command", "kubectl help rollout status")]),
    arguments: .command, isHidden: true, run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) {
    let root = VerbCatalog.root(for: context)
    let found = CommandFinder.find(line.arguments, from: root)
    guard found.command !== root || line.arguments.isEmpty else {
      let topics = line.arguments.map { "`\($0)`" }.joined(separator: " ")
      context.errors.write("Unknown help topic [\(topics)]\n\n\n" + HelpText.usagePage(root, path: root.name))
      return
    }
    context.output.write(HelpText.page(found.command, path: found.path))
  }
}

enum OptionsVerb {
  static let command = Command(
    "options", group: .unlisted,
    CommandHelp(
      "List the global options that every command takes", "Prints the options that can be passed to any command.",
      examples: [Example("List them", "kubectl options")])
  ) { _, context in
    context.output.write(HelpText.globalOptions(home: context.environment["HOME"]))
  }
}
