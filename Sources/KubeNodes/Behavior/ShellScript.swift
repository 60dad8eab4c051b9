// The simple commands of a shell script, as far as is needed to guess how long it runs.

/// A script cut into its simple commands. Quotes are honoured; expansions, redirections and heredocs are left as words.
struct ShellScript {
  /// One simple command and where it stands.
  struct Command: Equatable {
    var words: [String]
    /// Stands behind `||`: it runs only when what is before it fails.
    var isFallback = false
    /// Stands within `if`, `case` or a loop: it may not run, or run more than once.
    var isConditional = false
  }

  private(set) var commands: [Command] = []
  private var words: [String] = []
  private var word: String?
  private var isFallback = false
  private var depth = 0

  init(_ text: String) {
    var rest = Substring(text)
    while let character = rest.popFirst() { take(character, &rest) }
    endCommand()
  }

  private mutating func take(_ character: Character, _ rest: inout Substring) {
    switch character {
    case "'": word = (word ?? "") + Self.quoted(by: "'", &rest)
    case "\"": word = (word ?? "") + Self.quoted(by: "\"", &rest)
    case "\\": if let next = rest.popFirst(), next != "\n" { word = (word ?? "") + String(next) }
    case " ", "\t": endWord()
    case "#" where word == nil: rest = rest.drop { $0 != "\n" }
    case ";", "\n", "|", "&": end(by: character, &rest)
    default: word = (word ?? "") + String(character)
    }
  }

  private mutating func end(by separator: Character, _ rest: inout Substring) {
    // `2>&1` and `&>file` redirect; they separate nothing.
    if separator == "&", word?.last == ">" || rest.first == ">" { return word = (word ?? "") + "&" }
    let isDoubled = rest.first == separator && separator != "\n"
    if isDoubled { rest.removeFirst() }
    endCommand()
    isFallback = isDoubled && separator == "|"
  }

  private mutating func endWord() {
    if let word { words.append(word) }
    word = nil
  }

  private mutating func endCommand() {
    endWord()
    defer { words = [] }
    while let first = words.first, Self.openers.union(Self.closers).union(Self.joints).contains(first) {
      if Self.openers.contains(first) { depth += 1 }
      if Self.closers.contains(first) { depth -= 1 }
      if first == "for" || first == "case" { return }
      words.removeFirst()
    }
    guard !words.isEmpty else { return }
    commands.append(Command(words: words, isFallback: isFallback, isConditional: depth > 0))
    isFallback = false
  }

  private static func quoted(by quote: Character, _ rest: inout Substring) -> String {
    let text = rest.prefix { $0 != quote }
    rest = rest.dropFirst(text.count + 1)
    return String(text)
  }

  private static let openers: Set<String> = ["if", "for", "while", "until", "case"]
  private static let closers: Set<String> = ["fi", "done", "esac"]
  private static let joints: Set<String> = [
    "then", "else", "elif", "do", "{", "}", "!", "(", ")", "time", "exec", "command",
  ]
}
