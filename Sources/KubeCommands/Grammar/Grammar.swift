// The first of two stages: from words to what was typed. Pure, knows no cluster; the second stage is the verb's.

public enum Grammar {
  /// Understands a line, already split into words; they begin with the verb.
  /// - Throws: what cobra and pflag refuse, with the command it was said to.
  public static func parse(_ words: [String], as root: Command) throws(UsageError) -> CommandLine {
    try parse(PreferredLine(words, as: root))
  }

  static func parse(_ preferred: PreferredLine) throws(UsageError) -> CommandLine {
    let found = CommandFinder.find(preferred.words + preferred.appended, from: preferred.root)
    try refuseUnknownCommand(found, preferred.root)
    let line = try FlagParser.parse(found, presets: preferred.presets)
    if !line.wantsHelp { try checkFlags(line) }
    return line
  }

  /// Only the root refuses words that name no command; others see them as arguments.
  private static func refuseUnknownCommand(_ found: FoundCommand, _ root: Command) throws(UsageError) {
    guard found.command === root, let index = CommandFinder.firstArgument(found) else { return }
    if let first = found.words.first, first.hasPrefix("-") {
      throw UsageError(fault: .flagsBeforePlugin(first), path: root.name)
    }
    let word = found.words[index]
    throw UsageError(
      fault: .unknownCommand(word, suggestions: Suggestions.commands(like: word, among: root.subcommands)),
      path: root.name)
  }

  private static func checkFlags(_ line: CommandLine) throws(UsageError) {
    let missing = line.command.flags.filter { $0.isRequired && line.setting($0.long) == nil }
    if !missing.isEmpty { throw UsageError(fault: .missingFlags(missing.map(\.long)), path: line.path) }
    for group in line.command.exclusive {
      let given = group.filter { line.setting($0) != nil }
      if given.count > 1 {
        throw UsageError(fault: .exclusiveFlags(group: group, given: given), path: line.path)
      }
    }
  }
}
