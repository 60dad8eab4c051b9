// What may stand at the cursor of an unfinished line: the question that completion asks of the grammar.

/// The place of the cursor in a line, and what was typed of the word there.
public struct CursorPlace: Sendable {
  public enum Expected: Sendable {
    /// The name of a sub-command, or an argument where the command takes some.
    case word
    /// The name of a flag: the word begins with `-`.
    case flag
    /// The value of a flag.
    case value(FlagRow)
    /// A word of the program that is run: after `--`.
    case programWord
  }

  public var expected: Expected
  /// What was typed so far of that word; for `--flag=va`, the part after `=`.
  public var prefix: String
  public var command: Command
  public var path: String
  /// The arguments before the cursor.
  public var arguments: [String]
  /// The namespace named with `-n`, before the cursor or after it.
  public var namespace: String?
  /// The flags that the command takes and that were not given yet, global ones last.
  public var openFlags: [FlagRow]

  /// Reads an unfinished line. `words` come before the word at the cursor; `later` after it.
  public init(words: [String], prefix: String, later: [String] = [], root: Command) {
    let found = CommandFinder.find(words, from: root)
    var reader = CursorReader(found)
    for word in found.words { reader.take(word) }
    command = found.command
    path = found.path
    arguments = reader.arguments
    let used = reader.used
    openFlags = (found.command.flags + GlobalFlags.rows).filter { flag in
      !flag.isHidden && (!used.contains(flag.long) || [.list, .repeated, .pairs, .map].contains(flag.kind))
    }
    (expected, self.prefix) = reader.expected(prefix)
    for word in later { reader.take(word) }
    namespace = reader.namespace
  }
}

/// Reads words as `FlagParser` does, but goes on whatever is wrong with them.
private struct CursorReader {
  private let found: FoundCommand
  private(set) var arguments: [String] = []
  private(set) var used: [String] = []
  private(set) var namespace: String?
  private var pending: FlagRow?
  private var sawDashes = false

  init(_ found: FoundCommand) { self.found = found }

  mutating func take(_ word: String) {
    if let flag = pending {
      note(flag, word)
    } else if sawDashes || word == "-" || !word.hasPrefix("-") {
      arguments.append(word)
    } else if word == "--" {
      sawDashes = true
    } else {
      takeFlag(word)
    }
  }

  private mutating func takeFlag(_ word: String) {
    guard let (flag, value) = flagAndValue(word) else { return }
    used.append(flag.long)
    if let value { return note(flag, value) }
    if flag.bareValue == nil { pending = flag }
  }

  private mutating func note(_ flag: FlagRow, _ value: String) {
    pending = nil
    if flag.long == GlobalFlags.namespace.row.long { namespace = value }
  }

  /// The last flag that a word names, and the value joined to it.
  private func flagAndValue(_ word: String) -> (flag: FlagRow, value: String?)? {
    if word.hasPrefix("--") {
      let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = FlagParser.normalised(parts.first.map(String.init) ?? "")
      return found.flag(long: name).map { ($0, parts.count > 1 ? String(parts[1]) : nil) }
    }
    var letters = word.dropFirst()
    var last: FlagRow?
    while let letter = letters.popFirst(), let flag = found.flag(short: letter) {
      last = flag
      if letters.first == "=" { return (flag, String(letters.dropFirst())) }
      if flag.bareValue == nil, !letters.isEmpty { return (flag, String(letters)) }
    }
    return last.map { ($0, nil) }
  }

  func expected(_ prefix: String) -> (CursorPlace.Expected, String) {
    if let pending { return (.value(pending), prefix) }
    if sawDashes { return (.programWord, prefix) }
    guard prefix.hasPrefix("-"), prefix != "-" else { return (prefix == "-" ? .flag : .word, prefix) }
    if let (flag, value) = flagAndValue(prefix), let value { return (.value(flag), value) }
    return (.flag, prefix)
  }
}
