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
  /// All words, sorted by name.
  static let words: [ShellWord] = [
    .advance, .cat, .clock, .colon, .echo, .exit, .expect, .export, .false, .printf, .settle, .sleep, .true,
  ].sorted { $0.name < $1.name }

  private static let byName = Dictionary(uniqueKeysWithValues: words.map { ($0.name, $0) })

  static func word(_ name: String) -> ShellWord? { byName[name] }
}
