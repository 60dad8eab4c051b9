// `kubectl help`, `kubectl options`, and `kubectl alpha`, which has nothing to offer.
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
    if case .notice(let text) = found.command.action { return context.errors.write(text + "\n") }
    context.output.write(HelpText.page(found.command, path: found.path))
  }
}

/// Commands that are tried out; there are none at present.
enum AlphaVerb {
  static let command = Command(
    "alpha", group: .unlisted,
    CommandHelp(
      "Commands for features in alpha", "These commands correspond to alpha features, which are off by default.",
      examples: [Example("See whether there are any", "kubectl alpha")]),
    isHidden: true, .notice("No alpha commands are available in this version of kubectl"))
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
