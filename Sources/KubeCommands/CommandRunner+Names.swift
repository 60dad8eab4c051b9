// Which words are commands, for those who must tell a command from its arguments.

extension CommandRunner {
  /// Whether a word is the first of a command, be it one of the user's own.
  public static func isCommand(_ word: String, in context: CommandContext) -> Bool {
    if VerbCatalog.root(for: context).subcommand(word) != nil { return true }
    return PreferredLine.quietPreferences([word], context)?.aliases.contains { $0.name == word } == true
  }
}
