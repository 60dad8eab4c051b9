// Help as kubectl lays it out: `kubectl VERB --help`, `kubectl --help`, `kubectl options`.

public enum HelpText {
  /// The whole help page of a command.
  public static func page(_ command: Command, path: String) -> String {
    let head = [text(command), aliases(command), examples(command)].filter { !$0.isEmpty }.map { $0 + "\n\n" }.joined()
    return head + usagePage(command, path: path)
  }

  /// The part of the page after text and examples; all there is when a topic is unknown.
  static func usagePage(_ command: Command, path: String) -> String {
    let usage = "Usage:\n  \(usageLine(command, path: path))\n\n"
    return subcommands(command) + options(command.flags) + usage + closing(command, path)
  }

  private static func text(_ command: Command) -> String {
    command.help.text.isEmpty ? command.help.summary : paragraphs(command.help.text)
  }

  /// Paragraphs after the first begin with a space.
  private static func paragraphs(_ text: String) -> String {
    text.split(separator: "\n\n").joined(separator: "\n\n ")
  }

  private static func aliases(_ command: Command) -> String {
    command.aliases.isEmpty ? "" : "Aliases:\n" + ([command.name] + command.aliases).joined(separator: ", ")
  }

  private static func examples(_ command: Command) -> String {
    if command.help.examples.isEmpty { return "" }
    let blocks = command.help.examples.map { example in
      let lines = example.line.split(separator: "\n", omittingEmptySubsequences: false)
      return (["# \(example.purpose)"] + lines.map(String.init)).map { "  \($0)" }.joined(separator: "\n")
    }
    return "Examples:\n" + blocks.joined(separator: "\n  \n")
  }

  /// `scale [...] --replicas=COUNT (-f FILENAME | TYPE NAME) [options]`
  public static func usageLine(_ command: Command, path: String) -> String {
    let line = command.usage.isEmpty ? path : "\(path) \(command.usage)"
    return line.contains("[options]") ? line : "\(line) [options]"
  }

  /// The sub-commands; those of the root in their groups.
  private static func subcommands(_ command: Command) -> String {
    let visible = command.subcommands.filter { !$0.isHidden }
    if visible.isEmpty { return "" }
    let width = max(14, (visible.map(\.name.count).max() ?? 0) + 3)
    if visible.allSatisfy({ $0.group == .other }) { return section("Available Commands:", visible, width) }
    return CommandGroup.allCases.filter { $0 != .unlisted }.map { group in
      let members = visible.filter { $0.group == group }
      return section(group.rawValue, group == .other ? members.sorted { $0.name < $1.name } : members, width)
    }.joined()
  }

  private static func section(_ title: String, _ commands: [Command], _ width: Int) -> String {
    if commands.isEmpty { return "" }
    let lines = commands.map { command in
      "  " + command.name + String(repeating: " ", count: width + 2 - command.name.count) + command.help.summary
    }
    return ([title] + lines).joined(separator: "\n") + "\n\n"
  }

  private static func options(_ flags: [FlagRow]) -> String {
    let visible = flags.filter { !$0.isHidden }
    return visible.isEmpty ? "" : "Options:\n" + visible.map(entry).joined()
  }

  private static func entry(_ flag: FlagRow) -> String {
    "    \(flag.names)=\(flag.defaultText):\n\t\(flag.help)\n\n"
  }

  private static func closing(_ command: Command, _ path: String) -> String {
    let more =
      command.subcommands.contains { !$0.isHidden }
      ? "Use \"\(path) <command> --help\" for more information about a given command.\n" : ""
    return more + "Use \"kubectl options\" for a list of global command-line options (applies to all commands).\n"
  }

  /// `kubectl options`
  static func globalOptions(home: String?) -> String {
    let rows = GlobalFlags.rows.map { row in
      var row = row
      if let home { row.defaultText = row.defaultText.replacing("$HOME", with: home) }
      return row
    }
    return "The following options can be passed to any command:\n\n" + rows.map(entry).joined()
  }
}
