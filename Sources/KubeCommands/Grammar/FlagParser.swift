// Reads the words after a command's name as flags and arguments, exactly as pflag does.

/// Reads one line's words into a `CommandLine`.
struct FlagParser {
  private let found: FoundCommand
  private var line: CommandLine
  private var rest: ArraySlice<String>

  private init(_ found: FoundCommand) {
    self.found = found
    line = CommandLine(command: found.command, path: found.path)
    rest = found.words[...]
  }

  /// - Parameter presets: flags that are set before the typed ones.
  static func parse(
    _ found: FoundCommand, presets: [(flag: FlagRow, text: String)] = []
  ) throws(UsageError) -> CommandLine {
    var parser = FlagParser(found)
    for (flag, text) in presets { try parser.set(flag, text) }
    while let word = parser.rest.popFirst() { try parser.take(word) }
    return parser.line
  }

  /// Flags may be written with `_` for `-`.
  static func normalised(_ name: String) -> String {
    name.contains("_") ? String(name.map { $0 == "_" ? "-" : $0 }) : name
  }

  private mutating func take(_ word: String) throws(UsageError) {
    if word == "--" {
      line.argumentsBeforeDashes = line.arguments.count
      line.arguments += rest
      rest = []
    } else if word.hasPrefix("--") {
      try takeLong(word)
    } else if word.hasPrefix("-"), word != "-" {
      try takeShort(word)
    } else {
      line.arguments.append(word)
    }
  }

  private mutating func takeLong(_ word: String) throws(UsageError) {
    let body = word.dropFirst(2)
    if body.hasPrefix("-") || body.hasPrefix("=") { throw error(.badSyntax(word)) }
    let equals = body.firstIndex(of: "=")
    let typed = String(body[..<(equals ?? body.endIndex)])
    let name = Self.normalised(typed)
    guard let flag = found.flag(long: name) else {
      if name == "help" { return try takeHelp(equals.map { String(body[body.index(after: $0)...]) }) }
      throw error(.unknownFlag(typed))
    }
    if let equals {
      try set(flag, String(body[body.index(after: equals)...]))
    } else if let bare = flag.bareValue {
      try set(flag, bare)
    } else if let next = rest.popFirst() {
      try set(flag, next)
    } else {
      throw error(.missingValue(flag: word))
    }
  }

  private mutating func takeHelp(_ value: String?) throws(UsageError) {
    do throws(UnreadableValue) {
      line.wantsHelp = try value.map { text throws(UnreadableValue) in try FlagReader.bool(text) } ?? true
    } catch {
      throw self.error(.invalidValue(value ?? "", flag: "-h, --help", reason: error.reason))
    }
  }

  /// One word of letters: `-it`, `-nfoo`, `-n=foo`, `-n foo`.
  private mutating func takeShort(_ word: String) throws(UsageError) {
    var letters = word.dropFirst()
    while let letter = letters.first {
      let whole = String(letters)
      letters.removeFirst()
      guard let flag = found.flag(short: letter) else {
        guard letter == "h" else { throw error(.unknownShorthand(letter, in: whole)) }
        line.wantsHelp = true
        continue
      }
      if letters.count > 1, letters.first == "=" {
        return try set(flag, String(letters.dropFirst()))
      } else if let bare = flag.bareValue {
        try set(flag, bare)
      } else if !letters.isEmpty {
        return try set(flag, String(letters))
      } else if let next = rest.popFirst() {
        return try set(flag, next)
      } else {
        throw error(.missingShorthandValue(letter, in: whole))
      }
    }
  }

  private mutating func set(_ flag: FlagRow, _ text: String) throws(UsageError) {
    do throws(UnreadableValue) {
      let value = try FlagReader.read(text, as: flag.kind, adding: line.setting(flag.long))
      line.set(flag.long, value, text: text)
    } catch {
      throw self.error(.invalidValue(text, flag: flag.names, reason: error.reason))
    }
    if let advice = flag.deprecation { line.notices.append("Flag --\(flag.long) has been deprecated, \(advice)") }
  }

  private func error(_ fault: UsageError.Fault) -> UsageError {
    UsageError(fault: fault, path: found.path, isOfDiff: found.command.comparesObjects)
  }
}
