// Finds the command that a line means: flags of every command on the way may stand before the next word, as cobra
// allows (`kubectl -n x rollout -f y status`).

/// A command, the commands above it, and the words left for it.
struct FoundCommand {
  var command: Command
  var path: String
  var words: [String]
  /// All flags the command takes: its own, then the global ones.
  func flag(long name: String) -> FlagRow? {
    command.flags.first { $0.long == name } ?? GlobalFlags.rows.first { $0.long == name }
  }

  func flag(short letter: Character) -> FlagRow? {
    if let flag = command.flags.first(where: { $0.short == letter }) { return flag }
    // A flag of the command's own takes the place of the global one of its name, letter and all.
    return GlobalFlags.rows.first { row in row.short == letter && !command.flags.contains { $0.long == row.long } }
  }
}

enum CommandFinder {
  /// Goes down from a command as far as words name sub-commands.
  static func find(_ words: [String], from root: Command) -> FoundCommand {
    var found = FoundCommand(command: root, path: root.name, words: words)
    while let index = firstArgument(found), let next = found.command.subcommand(found.words[index]) {
      found.words.remove(at: index)
      found.command = next
      found.path += " \(next.name)"
    }
    return found
  }

  /// The place of the first word that is neither a flag nor the value of one.
  static func firstArgument(_ found: FoundCommand) -> Int? {
    if found.command.subcommands.isEmpty { return nil }
    var index = 0
    while index < found.words.count {
      let word = found.words[index]
      if word == "--" { return nil }
      if word.isEmpty || !word.hasPrefix("-") { if word.isEmpty { index += 1; continue } else { return index } }
      index += takesNextWord(word, found) ? 2 : 1
    }
    return nil
  }

  private static func takesNextWord(_ word: String, _ found: FoundCommand) -> Bool {
    if word.contains("=") { return false }
    if word.hasPrefix("--") {
      return found.flag(long: FlagParser.normalised(String(word.dropFirst(2))))?.bareValue == nil
    }
    return word.count == 2 && word.last.flatMap { found.flag(short: $0) }?.bareValue == nil
  }
}
