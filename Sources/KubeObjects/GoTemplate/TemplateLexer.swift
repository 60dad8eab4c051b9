// Cuts a Go template into tokens: text, and what stands in double braces.

struct TemplateLexer {
  private let text: [UInt8]
  private var position = 0
  private var isInside = false
  private var parentheses = 0
  private var hasFailed = false
  /// Up to where lines have been counted, and the line there.
  private var counted = (position: 0, line: 1)

  init(_ text: String) { self.text = Array(text.utf8) }

  mutating func next() -> TemplateToken {
    if hasFailed { return token(.end, from: position) }
    return isInside ? insideAction() : outside()
  }

  // MARK: Text and delimiters

  private mutating func outside() -> TemplateToken {
    let start = position
    guard let brace = find("{{", from: position) else {
      position = text.count
      return token(start < position ? .text : .end, from: start)
    }
    let isTrimmed = hasLeftTrim(at: brace + 2)
    let end = isTrimmed ? text[start..<brace].lastIndex { !Self.isSpace($0) }.map { $0 + 1 } ?? start : brace
    position = brace
    if end > start { return token(.text, from: start, to: end) }
    position = brace + 2 + (isTrimmed ? 2 : 0)
    if follows("/*") { return comment() }
    isInside = true
    parentheses = 0
    return token(.leftDelimiter, from: brace, to: brace + 2)
  }

  private mutating func comment() -> TemplateToken {
    guard let end = find("*/", from: position + 2) else { return failure("unclosed comment", at: position) }
    let start = position
    position = end + 2
    guard let delimiter = rightDelimiter else {
      return failure("comment ends before closing delimiter", at: start)
    }
    pass(delimiter)
    return outside()
  }

  /// The delimiter that stands here, if one does: `}}`, or ` -}}`, which takes the space behind it.
  private var rightDelimiter: (length: Int, trims: Bool)? {
    if position + 1 < text.count, Self.isSpace(text[position]), text[position + 1] == UInt8(ascii: "-"),
      starts("}}", at: position + 2)
    { return (4, true) }
    return starts("}}", at: position) ? (2, false) : nil
  }

  private mutating func pass(_ delimiter: (length: Int, trims: Bool)) {
    position += delimiter.length
    guard delimiter.trims else { return }
    position = text[position...].firstIndex { !Self.isSpace($0) } ?? text.count
  }

  private func hasLeftTrim(at index: Int) -> Bool {
    index + 1 < text.count && text[index] == UInt8(ascii: "-") && Self.isSpace(text[index + 1])
  }

  // MARK: Actions

  private mutating func insideAction() -> TemplateToken {
    let start = position
    if let delimiter = rightDelimiter {
      if parentheses > 0 { return failure("unclosed left paren", at: start) }
      isInside = false
      pass(delimiter)
      return token(.rightDelimiter, from: start + delimiter.length - 2, to: start + delimiter.length)
    }
    guard position < text.count else { return failure("unclosed action", at: start) }
    switch text[position] {
    case 32, 9, 13, 10: return spaces()
    case UInt8(ascii: "="): return single(.assign)
    case UInt8(ascii: "|"): return single(.pipe)
    case UInt8(ascii: ":"):
      guard starts(":=", at: position) else { return failure("expected :=", at: start) }
      position += 2
      return token(.declare, from: start)
    case UInt8(ascii: "("):
      parentheses += 1
      return single(.leftParenthesis)
    case UInt8(ascii: ")"):
      parentheses -= 1
      return parentheses < 0 ? failure("unexpected right paren", at: start) : single(.rightParenthesis)
    case UInt8(ascii: "\""): return quoted("\"", .string, "unterminated quoted string")
    case UInt8(ascii: "'"): return quoted("'", .characterConstant, "unterminated character constant")
    case UInt8(ascii: "`"): return raw()
    default: return word()
    }
  }

  private mutating func word() -> TemplateToken {
    let start = position
    let scalar = peek
    switch scalar {
    case "$":
      position += 1
      return name(.variable, from: start)
    case "." where position + 1 >= text.count || !Self.isDigit(text[position + 1]):
      position += 1
      return isAtTerminator ? token(.dot, from: start) : name(.field, from: start)
    case ".", "+", "-": return number()
    case let scalar? where scalar >= "0" && scalar <= "9": return number()
    case let scalar? where Self.isAlphaNumeric(scalar): return identifier()
    case let scalar? where scalar.isASCII && GoText.isPrintable(scalar): return single(.character)
    default:
      let shown = scalar.map(GoText.codePoint) ?? ""
      return failure("unrecognized character in action: \(shown)", at: start)
    }
  }

  private mutating func spaces() -> TemplateToken {
    let start = position
    while position < text.count, Self.isSpace(text[position]), rightDelimiter == nil { position += 1 }
    return token(.space, from: start)
  }

  private mutating func single(_ kind: TemplateToken.Kind) -> TemplateToken {
    position += 1
    return token(kind, from: position - 1)
  }

  /// `.field` or `$variable`, whose first character is passed already.
  private mutating func name(_ kind: TemplateToken.Kind, from start: Int) -> TemplateToken {
    skipAlphaNumeric()
    return isAtTerminator ? token(kind, from: start) : badCharacter(start)
  }

  private mutating func identifier() -> TemplateToken {
    let start = position
    skipAlphaNumeric()
    guard isAtTerminator else { return badCharacter(start) }
    let word = string(start, position)
    if let keyword = TemplateToken.keywords[word] { return token(keyword, from: start) }
    return token(word == "true" || word == "false" ? .bool : .identifier, from: start)
  }

  private mutating func badCharacter(_ start: Int) -> TemplateToken {
    failure("bad character \(peek.map(GoText.codePoint) ?? "")", at: start)
  }

  private mutating func quoted(
    _ quote: Unicode.Scalar, _ kind: TemplateToken.Kind, _ message: String
  ) -> TemplateToken {
    let start = position
    position += 1
    while position < text.count, text[position] != 10 {
      let byte = text[position]
      position += 1
      if byte == UInt8(ascii: quote) { return token(kind, from: start) }
      if byte == UInt8(ascii: "\\") {
        guard position < text.count, text[position] != 10 else { break }
        position += 1
      }
    }
    return failure(message, at: start)
  }

  private mutating func raw() -> TemplateToken {
    let start = position
    guard let end = text[(position + 1)...].firstIndex(of: UInt8(ascii: "`")) else {
      return failure("unterminated raw quoted string", at: start)
    }
    position = end + 1
    return token(.rawString, from: start)
  }
}

// MARK: Numbers

extension TemplateLexer {
  private mutating func number() -> TemplateToken {
    let start = position
    accept("+-")
    var digits = "0123456789_"
    if accept("0") {
      if accept("xX") {
        digits = "0123456789abcdefABCDEF_"
      } else if accept("oO") {
        digits = "01234567_"
      } else if accept("bB") {
        digits = "01_"
      }
    }
    acceptRun(digits)
    if accept(".") { acceptRun(digits) }
    if digits.utf8.count == 11, accept("eE") {
      accept("+-")
      acceptRun("0123456789_")
    }
    guard let next = peek, Self.isAlphaNumeric(next) || next == "+" || next == "-" else {
      return token(.number, from: start)
    }
    // Behind a sign Go looks for the imaginary part of a complex number.
    position += String(next).utf8.count
    return failure("bad number syntax: \(GoText.quoted(string(start, position)))", at: start)
  }

  @discardableResult
  private mutating func accept(_ bytes: String) -> Bool {
    guard position < text.count, bytes.utf8.contains(text[position]) else { return false }
    position += 1
    return true
  }

  private mutating func acceptRun(_ bytes: String) {
    while accept(bytes) {}
  }
}

// MARK: Characters

extension TemplateLexer {
  private var peek: Unicode.Scalar? {
    guard position < text.count else { return nil }
    return String(decoding: text[position..<min(position + 4, text.count)], as: UTF8.self).unicodeScalars.first
  }

  private var isAtTerminator: Bool {
    guard position < text.count else { return true }
    switch text[position] {
    case 32, 9, 13, 10, UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "|"), UInt8(ascii: ":"), UInt8(ascii: ")"),
      UInt8(ascii: "("):
      return true
    default: return starts("}}", at: position)
    }
  }

  private mutating func skipAlphaNumeric() {
    while let scalar = peek, Self.isAlphaNumeric(scalar) { position += String(scalar).utf8.count }
  }

  private func follows(_ word: String) -> Bool { starts(word, at: position) }

  private func starts(_ word: String, at index: Int) -> Bool {
    index <= text.count && text[index...].starts(with: word.utf8)
  }

  private func find(_ word: String, from start: Int) -> Int? {
    let first = word.utf8.first
    return text[start...].indices.first { text[$0] == first && starts(word, at: $0) }
  }

  private func string(_ start: Int, _ end: Int) -> String { String(decoding: text[start..<end], as: UTF8.self) }

  private mutating func token(_ kind: TemplateToken.Kind, from start: Int, to end: Int? = nil) -> TemplateToken {
    TemplateToken(kind: kind, position: start, text: string(start, end ?? position), line: line(at: start))
  }

  private mutating func failure(_ message: String, at start: Int) -> TemplateToken {
    hasFailed = true
    return TemplateToken(kind: .error, position: start, text: message, line: line(at: start))
  }

  private mutating func line(at index: Int) -> Int {
    if index > counted.position {
      counted = (index, counted.line + text[counted.position..<index].lazy.filter { $0 == 10 }.count)
    }
    return counted.line
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 || byte == 10 }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

  private static func isAlphaNumeric(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.generalCategory == .decimalNumber
  }
}
