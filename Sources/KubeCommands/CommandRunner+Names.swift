// Which words are commands, for those who must tell a command from its arguments.

extension CommandRunner {
  /// Whether a word is the first of a command.
  public static func isVerb(_ word: String) -> Bool { VerbCatalog.root.subcommand(word) != nil }
}
