// The parser's lowest level: bytes, blanks, comments and errors with their line.

extension UInt8 {
  static let newline = UInt8(ascii: "\n")
  static let backslash = UInt8(ascii: "\\")
  static let dollar = UInt8(ascii: "$")
  static let hash = UInt8(ascii: "#")
  static let quote = UInt8(ascii: "'")
  static let doubleQuote = UInt8(ascii: "\"")
  static let backquote = UInt8(ascii: "`")
  static let semicolon = UInt8(ascii: ";")
  static let ampersand = UInt8(ascii: "&")
  static let bar = UInt8(ascii: "|")
  static let less = UInt8(ascii: "<")
  static let greater = UInt8(ascii: ">")

  /// A letter, a digit or an underscore.
  var isNameByte: Bool {
    self == UInt8(ascii: "_") || isDigit || (self | 32 >= UInt8(ascii: "a") && self | 32 <= UInt8(ascii: "z"))
  }

  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}

extension ShellParser {
  func peek(_ offset: Int = 0) -> UInt8? {
    position + offset < bytes.count ? bytes[position + offset] : nil
  }

  /// Takes one byte and counts lines.
  mutating func advance() {
    if bytes[position] == .newline { line += 1 }
    position += 1
  }

  func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }

  /// Whether a byte ends a word when it is not quoted.
  func isMeta(_ byte: UInt8) -> Bool {
    isBlank(byte) || byte == .newline || byte == .semicolon || byte == .ampersand || byte == .bar
      || byte == .less || byte == .greater || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")")
      || (byte == .backquote && closers.last == .backquote)
  }

  mutating func take(_ text: String) -> Bool {
    guard bytes[position...].starts(with: text.utf8) else { return false }
    position += text.utf8.count
    return true
  }

  /// Skips white space within a line, continued lines and a comment.
  mutating func skipBlanks() throws(ShellSyntaxError) {
    while let byte = peek() {
      if isBlank(byte) {
        position += 1
      } else if byte == .backslash, peek(1) == .newline {
        position += 1
        advance()
      } else if byte == .backslash, peek(1) == nil {
        throw incomplete("a line ends with \\ and none follows")
      } else if byte == .hash {
        return skipComment()
      } else {
        return
      }
    }
  }

  /// Skips to the next command: newlines, the texts of here-documents, blanks and comments.
  mutating func skipNewlines() throws(ShellSyntaxError) {
    try skipBlanks()
    while peek() == .newline {
      advance()
      try readHeredocs()
      try skipBlanks()
    }
  }

  mutating func skipComment() {
    while let byte = peek(), byte != .newline { position += 1 }
  }

  /// The word that begins here when it is plain text, without taking it.
  func peekBareWord() -> String? {
    var end = position
    while end < bytes.count, !isMeta(bytes[end]) {
      let byte = bytes[end]
      if byte == .quote || byte == .doubleQuote || byte == .backslash || byte == .dollar || byte == .backquote {
        return nil
      }
      end += 1
    }
    return end > position ? text(position, end) : nil
  }

  func text(_ start: Int, _ end: Int) -> String { String(decoding: bytes[start..<end], as: UTF8.self) }

  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, !first.isDigit else { return false }
    return text.utf8.allSatisfy(\.isNameByte)
  }

  func error(_ message: String) -> ShellSyntaxError { ShellSyntaxError(line: line, message: message) }

  func incomplete(_ message: String) -> ShellSyntaxError {
    ShellSyntaxError(line: line, message: message, isIncomplete: true)
  }

  func unexpected(_ byte: UInt8) -> ShellSyntaxError {
    let shown = byte == .newline ? "end of line" : "`\(String(decoding: [byte], as: UTF8.self))`"
    return error("unexpected \(shown)")
  }
}
