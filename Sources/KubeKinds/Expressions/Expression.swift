// Expressions of the Common Expression Language, as far as rules of custom resources use it.
import KubeObjects

/// Why a text is no expression that can be evaluated.
struct ExpressionError: Error, Equatable {
  var message: String

  /// An error at a place of the text, as the compiler reports it.
  init(_ words: String, in text: String, at offset: Int) {
    let before = text.prefix(offset)
    let line = before.count { $0 == "\n" } + 1
    let column = before.reversed().prefix { $0 != "\n" }.count
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let shown = line <= lines.count ? lines[line - 1] : ""
    message =
      "ERROR: <input>:\(line):\(column + 1): \(words)\n | \(shown)\n | "
      + String(repeating: ".", count: column) + "^"
  }

  init(_ message: String) { self.message = message }
}

/// A parsed expression.
indirect enum Expression: Sendable {
  case literal(Value)
  case name(String, at: Int)
  case select(Expression, Key, at: Int)
  case has(Expression, Key)
  case index(Expression, Expression)
  case list([Expression])
  case map([(Expression, Expression)])
  /// A function, or a method of its first argument.
  case call(String, [Expression], isMethod: Bool)
  /// `list.all(name, condition)` and its like.
  case comprehension(String, Expression, name: String, [Expression])
  case not(Expression)
  case negative(Expression)
  case both(Expression, Expression)
  case either(Expression, Expression)
  case choice(Expression, Expression, Expression)
  case binary(String, Expression, Expression)

  static let macros = ["all", "exists", "exists_one", "existsOne", "map", "filter"]

  static func parse(_ text: String) -> Result<Expression, ExpressionError> {
    do throws(ExpressionError) {
      var parser = try ExpressionParser(text)
      return .success(try parser.parse())
    } catch {
      return .failure(error)
    }
  }
}

/// A word, number, text or sign of an expression.
struct ExpressionToken: Equatable {
  enum Kind: Equatable { case name, number, text, sign, end }

  var kind: Kind
  var text: String
  var offset: Int
}

/// Splits an expression into tokens.
enum ExpressionLexer {
  private static let signs = [
    "&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "+", "-", "*", "/", "%", "(", ")", "[", "]", "{", "}", ".", ",",
    "?", ":",
  ]

  static func tokens(_ text: String) throws(ExpressionError) -> [ExpressionToken] {
    let characters = Array(text)
    var tokens: [ExpressionToken] = []
    var index = 0
    while index < characters.count {
      let character = characters[index]
      if character.isWhitespace {
        index += 1
      } else if character == "/", index + 1 < characters.count, characters[index + 1] == "/" {
        while index < characters.count, characters[index] != "\n" { index += 1 }
      } else {
        tokens.append(try token(characters, &index, text))
      }
    }
    return tokens + [ExpressionToken(kind: .end, text: "<EOF>", offset: characters.count)]
  }

  private static func token(
    _ characters: [Character], _ index: inout Int, _ text: String
  ) throws(ExpressionError) -> ExpressionToken {
    let start = index
    let character = characters[index]
    if character.isLetter || character == "_" {
      let rest = characters[start...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      index += rest.count
      let word = String(rest)
      if word == "r", index < characters.count, isQuote(characters[index]) {
        return try quoted(characters, &index, text, isRaw: true)
      }
      return ExpressionToken(kind: .name, text: word, offset: start)
    }
    if character.isNumber { return number(characters, &index) }
    if isQuote(character) { return try quoted(characters, &index, text, isRaw: false) }
    for sign in signs where characters[start...].starts(with: Array(sign)) {
      index += sign.count
      return ExpressionToken(kind: .sign, text: sign, offset: start)
    }
    throw ExpressionError("Syntax error: token recognition error at: '\(character)'", in: text, at: start)
  }

  private static func isQuote(_ character: Character) -> Bool { character == "'" || character == "\"" }

  private static func number(_ characters: [Character], _ index: inout Int) -> ExpressionToken {
    let start = index
    while index < characters.count {
      let character = characters[index]
      let isExponentSign = (character == "+" || character == "-") && "eE".contains(characters[index - 1])
      let isFraction = character == "." && index + 1 < characters.count && characters[index + 1].isNumber
      guard character.isNumber || character.isLetter || isExponentSign || isFraction else { break }
      index += 1
    }
    return ExpressionToken(kind: .number, text: String(characters[start..<index]), offset: start)
  }

  private static let escapes: [Character: Character] = ["n": "\n", "t": "\t", "r": "\r"]

  private static func quoted(
    _ characters: [Character], _ index: inout Int, _ text: String, isRaw: Bool
  ) throws(ExpressionError) -> ExpressionToken {
    let start = index
    let quote = characters[index]
    var result = ""
    index += 1
    while index < characters.count, characters[index] != quote {
      if characters[index] == "\\", !isRaw, index + 1 < characters.count {
        index += 1
        result.append(escapes[characters[index]] ?? characters[index])
      } else {
        result.append(characters[index])
      }
      index += 1
    }
    guard index < characters.count else {
      throw ExpressionError("Syntax error: token recognition error at: '\(quote)\(result)'", in: text, at: start)
    }
    index += 1
    return ExpressionToken(kind: .text, text: result, offset: start)
  }
}
