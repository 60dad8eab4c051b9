// One man page for every command, with its sub-commands.
import KubeCommands

enum VerbManual {
  static func page(_ verb: Command) -> String {
    let name = "stsctl-\(verb.name)"
    var page = ManualPage(name, section: 1, summary: verb.help.summary.withoutStop.lowercasedFirst)
    let commands = leaves(verb, path: "stsctl \(verb.name)")
    page.synopsis(commands.map { HelpText.usageLine($0.command, path: $0.path) })
    page.section("DESCRIPTION")
    page.paragraphs(verb.help.text.isEmpty ? verb.help.summary : verb.help.text)
    if verb.isExtension { page.paragraphs("kubectl has no such command.") }
    describeSubcommands(commands, of: verb, &page)
    options(verb.flags, &page)
    examples(commands.flatMap { $0.command.help.examples }, &page)
    page.section("EXIT STATUS")
    page.paragraphs("0 when all went well, 1 when it did not. diff returns 1 for differences and 2 for trouble.")
    page.seeAlso([("stsctl", 1), ("stsctl-script", 5)])
    return page.text
  }

  /// The commands below a command that can be run, or the command itself.
  private static func leaves(_ command: Command, path: String) -> [(command: Command, path: String)] {
    let visible = command.subcommands.filter { !$0.isHidden }
    if visible.isEmpty { return [(command, path)] }
    return visible.flatMap { leaves($0, path: "\(path) \($0.name)") }
  }

  private static func describeSubcommands(
    _ commands: [(command: Command, path: String)], of verb: Command, _ page: inout ManualPage
  ) {
    guard commands.first?.command !== verb else { return }
    page.section("COMMANDS")
    for (command, path) in commands {
      page.subsection(path)
      page.paragraphs(command.help.text.isEmpty ? command.help.summary : command.help.text)
      for flag in command.flags where !flag.isHidden { page.entry(term(flag), flag.help) }
    }
  }

  private static func options(_ flags: [FlagRow], _ page: inout ManualPage) {
    let visible = flags.filter { !$0.isHidden }
    page.section("OPTIONS")
    for flag in visible { page.entry(term(flag), meaning(flag)) }
    page.note("The options that every command takes are listed by stsctl options.")
  }

  /// `-n, --namespace=''`
  private static func term(_ flag: FlagRow) -> String {
    flag.kind == .bool ? flag.names : "\(flag.names)=VALUE"
  }

  private static func meaning(_ flag: FlagRow) -> String {
    ["false", "''", "[]", "0s", "0"].contains(flag.defaultText) ? flag.help
      : "\(flag.help) Unless given: \(flag.defaultText)."
  }

  private static func examples(_ examples: [Example], _ page: inout ManualPage) {
    if examples.isEmpty { return }
    page.section("EXAMPLES")
    for example in examples {
      page.example(example.purpose, example.line.replacing("kubectl ", with: "stsctl "))
    }
  }
}

extension String {
  var withoutStop: String { hasSuffix(".") ? String(dropLast()) : self }

  /// The text with a small first letter, unless the word is a name.
  var lowercasedFirst: String {
    guard let second = dropFirst().first, second.isLowercase || second == " " else { return self }
    return prefix(1).lowercased() + dropFirst()
  }
}
