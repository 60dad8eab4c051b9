// Reads text as a POSIX shell does, into steps. Lists, pipelines and compound commands; words are next door.

/// A reader of the shell's language.
///
/// It reads one step after the other, so that a mistake in one of them leaves the others readable.
struct ShellParser {
  let bytes: [UInt8]
  var position = 0
  var line: Int
  /// Here-documents whose text begins at the next newline.
  var pendingHeredocs: [Heredoc] = []
  /// The last byte of commands being read inside `$(...)`, `(...)` or backquotes.
  var closers: [UInt8] = []
  /// Whether a step may end in `&`.
  var allowsBackground = false
  private var isBackground = false

  init(_ text: String, firstLine: Int = 1) {
    bytes = Self.withoutReturns(text)
    line = firstLine
  }

  /// The bytes of a text whose lines may end as they do on Windows.
  private static func withoutReturns(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    guard bytes.contains(13) else { return bytes }
    return bytes.indices.filter { bytes[$0] != 13 || $0 + 1 >= bytes.count || bytes[$0 + 1] != .newline }
      .map { bytes[$0] }
  }

  /// All steps of a text.
  static func steps(_ text: String, firstLine: Int = 1, allowsBackground: Bool = false) -> [Step] {
    var parser = ShellParser(text, firstLine: firstLine)
    parser.allowsBackground = allowsBackground
    var steps: [Step] = []
    while let step = parser.nextStep() { steps.append(step) }
    return steps
  }

  /// The next step; `nil` at the end.
  mutating func nextStep() -> Step? {
    let comments = skipToStep()
    guard position < bytes.count else { return nil }
    var step = Step(line: line, comments: comments)
    step.settles = !takeAnnotation()
    skipPrompt()
    let start = position
    isBackground = false
    do throws(ShellSyntaxError) {
      step.command = .success(try completeCommand())
      step.isBackground = isBackground
    } catch {
      recover(at: start, step.line)
      step.command = .failure(error)
    }
    step.source = text(start, bytes[position - 1] == .newline ? position - 1 : position)
    return step
  }

  /// `@nosettle` before a command.
  private mutating func takeAnnotation() -> Bool {
    guard peekBareWord() == "@nosettle" else { return false }
    position += "@nosettle".utf8.count
    while let byte = peek(), isBlank(byte) { position += 1 }
    return true
  }

  /// A prompt that was copied with the command: `$ kubectl get pods`.
  private mutating func skipPrompt() {
    guard peek() == .dollar, let next = peek(1), isBlank(next) else { return }
    position += 2
    while let byte = peek(), isBlank(byte) { position += 1 }
  }

  /// After a mistake the next step begins at the next line.
  private mutating func recover(at start: Int, _ startLine: Int) {
    position = start
    line = startLine
    pendingHeredocs = []
    closers = []
    while let byte = peek(), byte != .newline { position += 1 }
  }

  /// Skips blank lines and comment lines and returns the comments directly before what follows.
  private mutating func skipToStep() -> [String] {
    var comments: [String] = []
    while let byte = peek() {
      if byte == .newline {
        if position > 0, bytes[position - 1] == .newline { comments = [] }
        advance()
      } else if isBlank(byte) {
        position += 1
      } else if byte == .hash {
        let start = position
        skipComment()
        comments.append(text(start, position))
      } else {
        break
      }
    }
    return comments
  }

  private mutating func completeCommand() throws(ShellSyntaxError) -> ShellCommand {
    let command = try list(until: [])
    try skipBlanks()
    if let byte = peek(), byte != .newline { throw unexpected(byte) }
    if !pendingHeredocs.isEmpty {
      if peek() == nil { throw incomplete("here-document without its text") }
      advance()
      try readHeredocs()
    }
    return command
  }
}

// MARK: Lists and pipelines

extension ShellParser {
  /// `a; b && c`, up to one of the given reserved words, a closing bracket or, outside of any, the end of the line.
  mutating func list(until enders: [String]) throws(ShellSyntaxError) -> ShellCommand {
    let isOneLine = enders.isEmpty && closers.isEmpty
    var commands: [ShellCommand] = []
    while true {
      if !isOneLine { try skipNewlines() }
      try skipBlanks()
      if try isListEnd(enders) { break }
      commands.append(try andOr())
      try skipBlanks()
      guard let byte = peek() else { break }
      if byte == .semicolon {
        position += 1
      } else if byte == .ampersand, allowsBackground, isOneLine {
        position += 1
        isBackground = true
        break
      } else if byte == .ampersand {
        throw error("a command can't run in the background here (&)")
      } else if byte != .newline || isOneLine {
        break
      }
    }
    if commands.isEmpty { throw peek().map(unexpected) ?? incomplete("a command is missing") }
    return commands.count == 1 ? commands[0] : .sequence(commands)
  }

  private mutating func isListEnd(_ enders: [String]) throws(ShellSyntaxError) -> Bool {
    guard let byte = peek() else {
      if enders.isEmpty && closers.isEmpty { return true }
      throw incomplete("\(enders.last.map { "`\($0)`" } ?? "a closing bracket") is missing")
    }
    if byte == .newline || byte == closers.last { return true }
    if let word = peekBareWord(), enders.contains(word) { return true }
    return false
  }

  private mutating func andOr() throws(ShellSyntaxError) -> ShellCommand {
    var left = try pipeline()
    while true {
      try skipBlanks()
      if take("&&") {
        try skipToOperand(of: "&&")
        left = .and(left, try pipeline())
      } else if take("||") {
        try skipToOperand(of: "||")
        left = .or(left, try pipeline())
      } else {
        return left
      }
    }
  }

  private mutating func pipeline() throws(ShellSyntaxError) -> ShellCommand {
    try skipBlanks()
    if peekBareWord() == "!" {
      position += 1
      return .not(try pipeline())
    }
    var commands = [try command()]
    while true {
      try skipBlanks()
      guard peek() == .bar, peek(1) != .bar else { break }
      position += 1
      try skipToOperand(of: "|")
      commands.append(try command())
    }
    return commands.count == 1 ? commands[0] : .pipeline(commands)
  }

  /// After an operator the line may go on below.
  private mutating func skipToOperand(of operatorText: String) throws(ShellSyntaxError) {
    try skipNewlines()
    if peek() == nil { throw incomplete("a command is missing after \(operatorText)") }
  }
}

// MARK: Commands

extension ShellParser {
  private static let unsupported = ["case", "function", "select", "[["]

  private mutating func command() throws(ShellSyntaxError) -> ShellCommand {
    try skipBlanks()
    guard let byte = peek() else { throw incomplete("a command is missing") }
    if byte == UInt8(ascii: "(") { return try bracketed() }
    switch peekBareWord() {
    case "for": return try forEach()
    case "while": return try loop("while")
    case "until": return try loop("until")
    case "if": return try choice()
    case "{": return try braced()
    case let word? where Self.unsupported.contains(word):
      throw error("`\(word)` is not understood here")
    case let word? where ["do", "done", "then", "elif", "else", "fi", "}"].contains(word):
      throw error("`\(word)` stands where a command is expected")
    default: return .simple(try simpleCommand())
    }
  }

  private mutating func bracketed() throws(ShellSyntaxError) -> ShellCommand {
    position += 1
    return .subshell(try closed(by: UInt8(ascii: ")")))
  }

  /// Commands up to a closing byte, which is taken too.
  mutating func closed(by closer: UInt8) throws(ShellSyntaxError) -> ShellCommand {
    closers.append(closer)
    let body = try list(until: [])
    guard peek() == closer else {
      guard let byte = peek() else { throw incomplete("a closing bracket is missing") }
      throw unexpected(byte)
    }
    position += 1
    closers.removeLast()
    return body
  }

  private mutating func braced() throws(ShellSyntaxError) -> ShellCommand {
    position += 1
    let body = try list(until: ["}"])
    try expect("}")
    return body
  }

  private mutating func forEach() throws(ShellSyntaxError) -> ShellCommand {
    try expect("for")
    try skipBlanks()
    guard let name = try word()?.bareText, Self.isName(name) else { throw error("`for` needs a name") }
    try skipNewlines()
    var words: [Word] = []
    try expect("in")
    try skipBlanks()
    while let next = try word() {
      words.append(next)
      try skipBlanks()
    }
    let body = try doGroup()
    return .forEach(name: name, words: words, body: body)
  }

  private mutating func loop(_ keyword: String) throws(ShellSyntaxError) -> ShellCommand {
    try expect(keyword)
    let condition = try list(until: ["do"])
    return .loop(isUntil: keyword == "until", condition: condition, body: try doGroup())
  }

  private mutating func doGroup() throws(ShellSyntaxError) -> ShellCommand {
    try skipBlanks()
    if peek() == .semicolon { position += 1 }
    try skipNewlines()
    try expect("do")
    let body = try list(until: ["done"])
    try expect("done")
    return body
  }

  private mutating func choice() throws(ShellSyntaxError) -> ShellCommand {
    var branches: [(condition: ShellCommand, body: ShellCommand)] = []
    var keyword = "if"
    repeat {
      try expect(keyword)
      let condition = try list(until: ["then"])
      try expect("then")
      branches.append((condition, try list(until: ["elif", "else", "fi"])))
      keyword = peekBareWord() ?? ""
    } while keyword == "elif"
    var otherwise: ShellCommand?
    if keyword == "else" {
      try expect("else")
      otherwise = try list(until: ["fi"])
    }
    try expect("fi")
    return .choice(branches, otherwise: otherwise)
  }

  private mutating func expect(_ keyword: String) throws(ShellSyntaxError) {
    try skipNewlines()
    if peek() == nil { throw incomplete("`\(keyword)` is missing") }
    guard peekBareWord() == keyword else { throw error("`\(keyword)` is missing") }
    position += keyword.utf8.count
  }
}
