// The tokens of Go's templates.

/// A piece of a template, as the lexer cuts it (text/template/parse).
struct TemplateToken: Equatable {
  enum Kind: Equatable {
    case error, bool, character, characterConstant, assign, declare, end
    case field, identifier, leftDelimiter, leftParenthesis, number, pipe, rawString, rightDelimiter
    case rightParenthesis, space, string, text, variable
    // Keywords
    case block, breaking, continuing, dot, define, otherwise, ending, conditional, nothing, range, template, with
  }

  let kind: Kind
  /// Where the token begins, in bytes.
  let position: Int
  /// The token as written; the message of an error.
  let text: String
  let line: Int

  static let keywords: [String: Kind] = [
    "block": .block, "break": .breaking, "continue": .continuing, "define": .define, "else": .otherwise, "end": .ending,
    "if": .conditional, "nil": .nothing, "range": .range, "template": .template, "with": .with,
  ]

  /// The token as messages show it.
  var shown: String {
    switch kind {
    case .end: return "EOF"
    case .error: return text
    case .block, .breaking, .continuing, .dot, .define, .otherwise, .ending, .conditional, .nothing, .range, .template,
      .with:
      return "<\(text)>"
    default:
      let isLong = text.utf8.count > 10
      return isLong ? GoText.quoted(String(text.prefix(10))) + "..." : GoText.quoted(text)
    }
  }

  /// Whether the token begins an operand.
  var beginsOperand: Bool {
    switch kind {
    case .bool, .characterConstant, .dot, .field, .identifier, .number, .nothing, .rawString, .string, .variable,
      .leftParenthesis:
      true
    default: false
    }
  }
}
