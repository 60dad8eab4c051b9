// Redirections and here-documents.

extension ShellParser {
  /// A redirection; `nil` where none begins.
  mutating func redirection() throws(ShellSyntaxError) -> Redirection? {
    var digits = 0
    while let byte = peek(digits), byte.isDigit { digits += 1 }
    guard let sign = peek(digits), sign == .less || sign == .greater else { return try bothStreams() }
    let number = digits > 0 ? Int(text(position, position + digits)) : nil
    position += digits
    let descriptor = number ?? (sign == .less ? 0 : 1)
    return Redirection(
      descriptor: descriptor, target: sign == .less ? try inputTarget() : try outputTarget())
  }

  /// `&> FILE`, as bash has it: both streams go to the file.
  private mutating func bothStreams() throws(ShellSyntaxError) -> Redirection? {
    guard peek() == .ampersand, peek(1) == .greater else { return nil }
    throw error("write `> FILE 2>&1` for `&> FILE`")
  }

  private mutating func inputTarget() throws(ShellSyntaxError) -> Redirection.Target {
    if take("<<<") { return .herestring(try operand("<<<")) }
    if take("<<-") { return .heredoc(try heredoc(stripsTabs: true)) }
    if take("<<") { return .heredoc(try heredoc(stripsTabs: false)) }
    position += 1
    return .read(try operand("<"))
  }

  private mutating func outputTarget() throws(ShellSyntaxError) -> Redirection.Target {
    if take(">>") { return .append(try operand(">>")) }
    if take(">&") {
      guard let number = try operand(">&").bareText.flatMap({ Int($0) }), number == 1 || number == 2 else {
        throw error("only >&1 and >&2 are understood here")
      }
      return .duplicate(number)
    }
    if !take(">|") { position += 1 }
    return .write(try operand(">"))
  }

  private mutating func operand(_ operatorText: String) throws(ShellSyntaxError) -> Word {
    try skipBlanks()
    guard let word = try word() else { throw error("a word is missing after \(operatorText)") }
    return word
  }

  private mutating func heredoc(stripsTabs: Bool) throws(ShellSyntaxError) -> Heredoc {
    let word = try operand("<<")
    var delimiter = ""
    var isLiteral = false
    for piece in word.pieces {
      guard case .text(let text, let isQuoted) = piece else { throw error("<< needs a plain word") }
      delimiter += text
      isLiteral = isLiteral || isQuoted
    }
    let heredoc = Heredoc(delimiter: delimiter, stripsTabs: stripsTabs, isLiteral: isLiteral, line: line)
    pendingHeredocs.append(heredoc)
    return heredoc
  }

  /// Reads the texts of the here-documents that wait, at the beginning of a line.
  mutating func readHeredocs() throws(ShellSyntaxError) {
    let waiting = pendingHeredocs
    pendingHeredocs = []
    for heredoc in waiting { try read(heredoc) }
  }

  private mutating func read(_ heredoc: Heredoc) throws(ShellSyntaxError) {
    let firstLine = line
    var body: [UInt8] = []
    while position < bytes.count {
      let text = takeHeredocLine(stripsTabs: heredoc.stripsTabs)
      if isDelimiter(text, heredoc.delimiter) {
        heredoc.body = heredoc.isLiteral
          ? Word([.text(String(decoding: body, as: UTF8.self), isQuoted: true)])
          : try Self.heredocWord(body, firstLine: firstLine)
        return
      }
      body += text
      body.append(.newline)
    }
    throw ShellSyntaxError(
      line: heredoc.line, message: "the here-document that ends with \(heredoc.delimiter) is not closed",
      isIncomplete: true)
  }

  private mutating func takeHeredocLine(stripsTabs: Bool) -> ArraySlice<UInt8> {
    if stripsTabs { while peek() == 9 { position += 1 } }
    let start = position
    while let byte = peek(), byte != .newline { position += 1 }
    let end = position
    if peek() != nil { advance() } else { line += 1 }
    return bytes[start..<end]
  }

  private func isDelimiter(_ text: ArraySlice<UInt8>, _ delimiter: String) -> Bool {
    text.elementsEqual(delimiter.utf8)
  }

  /// The text of a here-document with what is expanded in it: parameters and commands, but no quotes.
  private static func heredocWord(_ body: [UInt8], firstLine: Int) throws(ShellSyntaxError) -> Word {
    var parser = ShellParser(String(decoding: body, as: UTF8.self), firstLine: firstLine)
    var reader = WordPieces()
    reader.isQuoted = true
    while let byte = parser.peek() {
      switch byte {
      case .dollar: try parser.dollar(into: &reader, isQuoted: true)
      case .backquote: reader.append(.output(try parser.backquoted(), isQuoted: true))
      case .backslash where parser.peek(1) != nil:
        try parser.escapedInQuotes(into: &reader, alsoEscaped: nil)
      default:
        reader.bytes.append(byte)
        parser.advance()
      }
    }
    return reader.finish() ?? Word()
  }
}
