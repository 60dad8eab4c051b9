// Simple commands and their words: quotes, parameters, command substitution, redirections.

extension ShellParser {
  mutating func simpleCommand() throws(ShellSyntaxError) -> SimpleCommand {
    var command = SimpleCommand()
    command.line = line
    while true {
      try skipBlanks()
      if let redirection = try redirection() {
        command.redirections.append(redirection)
      } else if command.words.isEmpty, let assignment = try assignment() {
        command.assignments.append(assignment)
      } else if let word = try word() {
        command.words.append(word)
      } else {
        break
      }
    }
    if command.words.isEmpty && command.assignments.isEmpty && command.redirections.isEmpty {
      guard let byte = peek() else { throw incomplete("a command is missing") }
      throw unexpected(byte)
    }
    return command
  }

  private mutating func assignment() throws(ShellSyntaxError) -> (name: String, value: Word)? {
    var end = position
    while end < bytes.count, bytes[end].isNameByte { end += 1 }
    guard end > position, end < bytes.count, bytes[end] == UInt8(ascii: "="), !bytes[position].isDigit else {
      return nil
    }
    let name = text(position, end)
    position = end + 1
    return (name, try word() ?? Word())
  }

  /// One word; `nil` where none begins.
  mutating func word() throws(ShellSyntaxError) -> Word? {
    var reader = WordPieces()
    if peek() == UInt8(ascii: "~"), peek(1).map({ isMeta($0) || $0 == UInt8(ascii: "/") }) ?? true {
      position += 1
      reader.append(.home)
    }
    while let byte = peek(), !isMeta(byte) {
      switch byte {
      case .quote: reader.append(.text(try singleQuoted(), isQuoted: true))
      case .doubleQuote: try doubleQuoted(into: &reader)
      case .backslash: try escaped(into: &reader)
      case .dollar: try dollar(into: &reader, isQuoted: false)
      case .backquote: reader.append(.output(try backquoted(), isQuoted: false))
      default:
        reader.bytes.append(byte)
        position += 1
      }
    }
    return reader.finish()
  }

  private mutating func escaped(into reader: inout WordPieces) throws(ShellSyntaxError) {
    position += 1
    guard let byte = peek() else { throw incomplete("a line ends with \\ and none follows") }
    if byte != .newline { reader.append(.text(takeCharacter(), isQuoted: true)) } else { advance() }
  }

  /// One whole character: a backslash quotes more than the first byte of it.
  private mutating func takeCharacter() -> String {
    let start = position
    advance()
    while let byte = peek(), byte & 0xC0 == 0x80 { position += 1 }
    return text(start, position)
  }

  private mutating func singleQuoted() throws(ShellSyntaxError) -> String {
    let opened = line
    position += 1
    let start = position
    while let byte = peek(), byte != .quote { byte == .newline ? advance() : (position += 1) }
    guard peek() != nil else {
      throw ShellSyntaxError(line: opened, message: "a quote ' is not closed", isIncomplete: true)
    }
    position += 1
    return text(start, position - 1)
  }

  private mutating func doubleQuoted(into reader: inout WordPieces) throws(ShellSyntaxError) {
    let opened = line
    position += 1
    reader.append(.text("", isQuoted: true))
    reader.isQuoted = true
    while let byte = peek(), byte != .doubleQuote {
      switch byte {
      case .dollar: try dollar(into: &reader, isQuoted: true)
      case .backquote: reader.append(.output(try backquoted(), isQuoted: true))
      case .backslash: try escapedInQuotes(into: &reader, alsoEscaped: .doubleQuote)
      default:
        reader.bytes.append(byte)
        advance()
      }
    }
    guard peek() != nil else {
      throw ShellSyntaxError(line: opened, message: "a quote \" is not closed", isIncomplete: true)
    }
    position += 1
    reader.flush()
    reader.isQuoted = false
  }

  /// Inside double quotes and here-documents a backslash quotes only what would mean something there.
  mutating func escapedInQuotes(
    into reader: inout WordPieces, alsoEscaped: UInt8?
  ) throws(ShellSyntaxError) {
    position += 1
    guard let byte = peek() else { throw incomplete("a line ends with \\ and none follows") }
    if byte == .newline { return advance() }
    if byte != .dollar && byte != .backquote && byte != .backslash && byte != alsoEscaped {
      reader.bytes.append(.backslash)
    } else {
      reader.bytes.append(byte)
      position += 1
    }
  }
}

// MARK: What begins with a dollar

extension ShellParser {
  mutating func dollar(into reader: inout WordPieces, isQuoted: Bool) throws(ShellSyntaxError) {
    position += 1
    guard let byte = peek() else {
      reader.bytes.append(.dollar)
      return
    }
    if byte == UInt8(ascii: "(") {
      position += 1
      if peek() == UInt8(ascii: "("), let sum = try arithmetic() { return reader.append(.arithmetic(sum)) }
      reader.append(.output(try closed(by: UInt8(ascii: ")")), isQuoted: isQuoted))
    } else if byte == UInt8(ascii: "{") {
      reader.append(.parameter(try braces(), isQuoted: isQuoted))
    } else if byte.isNameByte || byte == UInt8(ascii: "?") || byte == .dollar {
      reader.append(.parameter(Parameter(name: takeParameterName()), isQuoted: isQuoted))
    } else {
      reader.bytes.append(.dollar)
    }
  }

  private mutating func takeParameterName() -> String {
    let start = position
    position += 1
    if bytes[start].isNameByte && !bytes[start].isDigit {
      while let byte = peek(), byte.isNameByte { position += 1 }
    }
    return text(start, position)
  }

  /// `((...))` after a dollar; `nil` when the brackets are those of a command after all.
  private mutating func arithmetic() throws(ShellSyntaxError) -> Word? {
    let start = position
    let startLine = line
    position += 1
    var reader = WordPieces()
    reader.isQuoted = true
    var depth = 0
    while let byte = peek() {
      if byte == UInt8(ascii: ")"), depth == 0 {
        guard peek(1) == UInt8(ascii: ")") else { break }
        position += 2
        return reader.finish() ?? Word()
      }
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") { depth -= 1 }
      if byte == .dollar {
        try dollar(into: &reader, isQuoted: true)
      } else {
        reader.bytes.append(byte)
        advance()
      }
    }
    if peek() == nil { throw incomplete("$(( is not closed") }
    position = start
    line = startLine
    return nil
  }

  private mutating func braces() throws(ShellSyntaxError) -> Parameter {
    position += 1
    var parameter = Parameter(name: "")
    if peek() == .hash, peek(1) != UInt8(ascii: "}") {
      parameter.isLength = true
      position += 1
    }
    guard let byte = peek() else { throw incomplete("${ is not closed") }
    guard byte.isNameByte || byte == UInt8(ascii: "?") else { throw error("${ needs a name") }
    parameter.name = takeParameterName()
    if peek() == UInt8(ascii: ":") {
      parameter.emptyIsMissing = true
      position += 1
    }
    guard let sign = peek() else { throw incomplete("${ is not closed") }
    if sign != UInt8(ascii: "}") {
      position += 1
      parameter.fallback = try fallback(sign, try bracedWord())
    }
    guard peek() == UInt8(ascii: "}") else { throw incomplete("${ is not closed") }
    position += 1
    return parameter
  }

  private func fallback(_ sign: UInt8, _ word: Word) throws(ShellSyntaxError) -> Parameter.Fallback {
    switch sign {
    case UInt8(ascii: "-"): return .use(word)
    case UInt8(ascii: "="): return .assign(word)
    case UInt8(ascii: "+"): return .alternative(word)
    case UInt8(ascii: "?"): return .fail(word)
    default: throw error("this form of ${...} is not understood here")
    }
  }

  private mutating func bracedWord() throws(ShellSyntaxError) -> Word {
    var reader = WordPieces()
    while let byte = peek(), byte != UInt8(ascii: "}") {
      switch byte {
      case .quote: reader.append(.text(try singleQuoted(), isQuoted: true))
      case .doubleQuote: try doubleQuoted(into: &reader)
      case .backslash: try escaped(into: &reader)
      case .dollar: try dollar(into: &reader, isQuoted: false)
      default:
        reader.bytes.append(byte)
        advance()
      }
    }
    return reader.finish() ?? Word()
  }

  mutating func backquoted() throws(ShellSyntaxError) -> ShellCommand {
    position += 1
    return try closed(by: .backquote)
  }
}

/// A word being read: bytes gather until a piece of another sort begins.
struct WordPieces {
  var pieces: [Word.Piece] = []
  var bytes: [UInt8] = []
  /// Whether the bytes being gathered stand in quotes.
  var isQuoted = false

  mutating func append(_ piece: Word.Piece) {
    flush()
    pieces.append(piece)
  }

  mutating func flush() {
    guard !bytes.isEmpty else { return }
    pieces.append(.text(String(decoding: bytes, as: UTF8.self), isQuoted: isQuoted))
    bytes.removeAll(keepingCapacity: true)
  }

  /// The word, or `nil` when nothing was read.
  mutating func finish() -> Word? {
    flush()
    return pieces.isEmpty ? nil : Word(pieces)
  }
}
