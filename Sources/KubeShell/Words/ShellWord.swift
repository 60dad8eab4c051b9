// What the shell understands beside kubectl's commands. One row a word; the parser knows none of them.

/// A word of the shell's own: `sleep`, `settle`, `echo`.
struct ShellWord: Sendable {
  let name: String
  /// How it is written, without the name: `SECONDS`.
  let synopsis: String
  /// One line for lists of words.
  let summary: String
  /// What it does, in full sentences.
  let details: String
  let example: String
  /// Runs it with its arguments and returns its exit status.
  let run: @Sendable (Session, [String]) throws(Departure) -> Int32
}

enum ShellWordCatalog {
  /// The words that scripts may use too, sorted by name.
  static let words: [ShellWord] = [
    .advance, .cat, .cd, .clock, .cluster, .colon, .echo, .exit, .expect, .export, .false, .ns, .printf, .reset,
    .settle, .sleep, .snapshot, .true, .use,
  ].sorted { $0.name < $1.name }

  /// The words that make sense at a terminal only, sorted by name.
  static let terminalWords: [ShellWord] = [
    .clear, .dash, .help, .history, .jobs, .kill, .pause, .quit, .resume, .speed, .watch,
  ].sorted { $0.name < $1.name }

  private static let byName = Dictionary(uniqueKeysWithValues: words.map { ($0.name, $0) })
  private static let byTerminalName = Dictionary(uniqueKeysWithValues: terminalWords.map { ($0.name, $0) })

  static func word(_ name: String) -> ShellWord? { byName[name] }

  /// A word of a session at a terminal.
  static func terminalWord(_ name: String) -> ShellWord? { byTerminalName[name] ?? byName[name] }
}

extension Session {
  /// The words there are beside kubectl's commands.
  var words: [ShellWord] {
    guard let workbench else { return ShellWordCatalog.words }
    let lesson = workbench.guide == nil ? [] : ShellWord.lessonWords
    return (ShellWordCatalog.words + ShellWordCatalog.terminalWords + lesson).sorted { $0.name < $1.name }
  }

  func word(_ name: String) -> ShellWord? {
    guard let workbench else { return ShellWordCatalog.word(name) }
    return ShellWordCatalog.terminalWord(name)
      ?? (workbench.guide == nil ? nil : ShellWord.lessonWords.first { $0.name == name })
  }
}
