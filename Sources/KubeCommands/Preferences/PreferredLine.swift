// The words of a line with the user's preferences applied, before anything is understood of them.
import KubeObjects

/// A line as `Grammar` is to read it.
struct PreferredLine {
  private(set) var words: [String]
  /// Arguments that an alias adds behind all others.
  private(set) var appended: [String] = []
  /// All commands, and the alias that the line begins with.
  private(set) var root: Command
  /// Flags that are set before the typed ones.
  private(set) var presets: [(flag: FlagRow, text: String)] = []
  /// What the user should be told.
  private(set) var warnings: [String] = []
  /// The aliases that were looked at on the way to that of this line.
  private var aliases: Set<String> = []

  init(_ words: [String], as root: Command) {
    self.words = words
    self.root = root
  }

  /// The line with the preferences that it names itself, or those of the environment. What they do wrong is said on
  /// standard error.
  static func applying(_ words: [String], in context: CommandContext) throws(CommandError) -> PreferredLine {
    var line = PreferredLine(words, as: VerbCatalog.root(for: context))
    do throws(PreferenceFault) {
      if let preferences = try preferences(for: words, in: context) { try line.apply(preferences) }
    } catch {
      context.errors.write(line.warnings.joined() + "error occurred while applying preferences \(error.message)\n")
      throw .exit(ExitStatus.failure)
    }
    if !line.warnings.isEmpty { context.errors.write(line.warnings.joined()) }
    return line
  }

  /// The preferences that hold for a line; `nil` where there are none.
  static func preferences(
    for words: [String], in context: CommandContext
  ) throws(PreferenceFault) -> Preferences? {
    if words.isEmpty || PreferenceFile.isDisabled(in: context) { return nil }
    let named = try PreferenceFile.named(in: words)
    do throws(PreferenceFault) {
      return try PreferenceFile.locate(named, in: context)?.load(in: context)
    } catch {
      throw PreferenceFault("kuberc error \(error.message)")
    }
  }

  mutating func apply(_ preferences: Preferences) throws(PreferenceFault) {
    try preferences.check()
    try applyAliases(preferences)
    try applyDefaults(preferences)
  }

  /// The command that words mean; `nil` where there is none.
  private func find(_ words: [String]) -> FoundCommand? {
    let found = CommandFinder.find(words, from: root)
    return found.command === root && CommandFinder.firstArgument(found) != nil ? nil : found
  }

  // MARK: Aliases

  private mutating func applyAliases(_ preferences: Preferences) throws(PreferenceFault) {
    guard find(words) == nil, let index = words.firstIndex(where: { !$0.hasPrefix("-") }) else { return }
    for alias in preferences.aliases {
      aliases.insert(alias.name)
      guard alias.name == words[index] else { continue }
      if find([alias.name]) != nil {
        let name = GoText.quoted(alias.name)
        return warnings.append("Warning: Setting alias \(name) to a built-in command is not supported\n")
      }
      try expand(alias, at: index)
    }
  }

  private mutating func expand(_ alias: Preferences.Alias, at index: Int) throws(PreferenceFault) {
    let commandWords = alias.command.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let found = find(commandWords) else {
      throw PreferenceFault(
        "command \(GoText.quoted(alias.command)) not found to set alias \(GoText.quoted(alias.name)): "
          + "[\(commandWords.joined(separator: " "))]")
    }
    let program = root.name
    let command = FoundCommand(command: found.command.renamed(alias.name), path: "\(program) \(alias.name)", words: [])
    try preset(alias.options, of: command) { option in
      "invalid alias flag \(option.name) in alias \(program)"
    } unreadable: { option in
      "could not apply value \(option.value) to flag \(option.name) in alias \(program)"
    }
    root = root.adding(command.command)
    words.insert(contentsOf: alias.prependedArguments, at: index + 1)
    appended = alias.appendedArguments
  }

  // MARK: Defaults

  /// Options are those of commands of the same name, wherever these stand: kubectl compares no more.
  private mutating func applyDefaults(_ preferences: Preferences) throws(PreferenceFault) {
    guard let found = find(words) else { return }
    for entry in preferences.defaults {
      let words = entry.command.split(whereSeparator: \.isWhitespace).map(String.init)
      guard let meant = find(words)?.command else {
        warnings.append("Warning: command \(GoText.quoted(entry.command)) not found to set kuberc override\n")
        continue
      }
      guard meant.name == found.command.name else { continue }
      if aliases.contains(meant.name) { throw PreferenceFault("alias \(meant.name) can not be overridden") }
      try preset(entry.options, of: found) { option in
        "invalid flag \(option.name) for command \(entry.command)"
      } unreadable: { option in
        "could not apply override value \(option.value) to flag \(option.name) in command \(entry.command)"
      }
    }
  }

  // MARK: Flags

  private mutating func preset(
    _ options: [Preferences.Option], of command: FoundCommand, unknown: (Preferences.Option) -> String,
    unreadable: (Preferences.Option) -> String
  ) throws(PreferenceFault) {
    for option in options {
      guard let flag = command.flag(long: FlagParser.normalised(option.name)) else {
        throw PreferenceFault(unknown(option))
      }
      if isTyped(flag) { continue }
      do throws(UnreadableValue) {
        _ = try FlagReader.read(option.value, as: flag.kind, adding: nil)
      } catch {
        throw PreferenceFault(
          "\(unreadable(option)) err: invalid argument \(GoText.quoted(option.value)) for "
            + "\(GoText.quoted(flag.names)) flag: \(error.reason)")
      }
      presets.append((flag, option.value))
    }
  }

  /// Whether words give a flag themselves: `--output`, `--output=`, `-o`, `-oyaml`, or its letter among letters.
  private func isTyped(_ flag: FlagRow) -> Bool {
    words.contains { word in
      if word == "--\(flag.long)" || word.hasPrefix("--\(flag.long)=") { return true }
      guard let letter = flag.short, word.hasPrefix("-"), !word.hasPrefix("--") else { return false }
      let letters = word.dropFirst()
      return letters.first == letter || letters.contains(letter) && letters.allSatisfy { $0.isASCII && $0.isLetter }
    }
  }
}

extension PreferredLine {
  /// Preferences for a line that is not run: nothing is said of what is wrong with them.
  static func quietPreferences(_ words: [String], _ context: CommandContext) -> Preferences? {
    let errors = context.errors
    context.errors = TextBuffer()
    defer { context.errors = errors }
    do throws(PreferenceFault) {
      return try preferences(for: words, in: context)
    } catch {
      return nil
    }
  }
}

extension CursorPlace {
  /// Reads an unfinished line as the one who types it prefers it.
  public init(words: [String], prefix: String, later: [String] = [], in context: CommandContext) {
    let root = VerbCatalog.root(for: context)
    var line = PreferredLine(words, as: root)
    if let preferences = PreferredLine.quietPreferences(words + later, context) {
      do throws(PreferenceFault) { try line.apply(preferences) } catch { line = PreferredLine(words, as: root) }
    }
    self.init(words: line.words, prefix: prefix, later: later + line.appended, root: line.root)
  }
}
