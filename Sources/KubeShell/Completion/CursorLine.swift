// What stands before the cursor of an unfinished line: the words of the command being typed, and the word itself.

/// An unfinished line, seen from its cursor.
struct CursorLine {
  /// How the word at the cursor is quoted.
  enum Quoting {
    case none, single, double
  }

  /// The words before the one at the cursor, without quotes, of the command that is being typed.
  private(set) var words: [String] = []
  /// What was typed of the word at the cursor, without quotes.
  private(set) var prefix = ""
  private(set) var quoting = Quoting.none

  init(words: [String], prefix: String) {
    self.words = words
    self.prefix = prefix
  }

  init(_ text: String) {
    var hasWord = false
    var isEscaped = false
    for character in text {
      if isEscaped {
        prefix.append(character)
        isEscaped = false
      } else if quoting == .single || quoting == .double {
        take(inQuotes: character, &isEscaped)
      } else if character == "\\" {
        (isEscaped, hasWord) = (true, true)
      } else if character == "'" || character == "\"" {
        quoting = character == "'" ? .single : .double
        hasWord = true
      } else if ";|&()`\n".contains(character) {
        (words, prefix, hasWord) = ([], "", false)
      } else if character.isWhitespace {
        if hasWord { words.append(prefix) }
        (prefix, hasWord) = ("", false)
      } else {
        prefix.append(character)
        hasWord = true
      }
    }
    dropWhatComesBeforeCommands()
  }

  private mutating func take(inQuotes character: Character, _ isEscaped: inout Bool) {
    if character == (quoting == .single ? "'" : "\"") {
      quoting = .none
    } else if character == "\\", quoting == .double {
      isEscaped = true
    } else {
      prefix.append(character)
    }
  }

  private static let openings: Set<String> = ["$", "@nosettle", "!", "do", "then", "else", "while", "until", "if", "{"]

  /// Prompts, annotations and reserved words are no part of a command, and neither is kubectl's own name.
  private mutating func dropWhatComesBeforeCommands() {
    while let first = words.first, Self.openings.contains(first) { words.removeFirst() }
    if words.first == "kubectl" || words.first == "stsctl" { words.removeFirst() }
  }

  /// What to type for the rest of a word, so that it reads as that word.
  func typed(_ rest: String, isWhole: Bool) -> String {
    switch quoting {
    case .none:
      let special = "'\"\\$`;|&()<>*?[]# \t"
      let text = rest.map { special.contains($0) ? "\\\($0)" : String($0) }.joined()
      return isWhole ? text + " " : text
    case .single: return isWhole ? rest + "' " : rest
    case .double:
      let text = rest.map { "\"\\$`".contains($0) ? "\\\($0)" : String($0) }.joined()
      return isWhole ? text + "\" " : text
    }
  }
}
