// Reading label selectors: `app=web,tier in (db,cache),!old,rank>3` (k8s.io/apimachinery pkg/labels).

/// Why a text is no selector, in Kubernetes' words.
public struct SelectorError: Error, Equatable, Sendable {
  public var message: String

  public init(_ message: String) { self.message = message }
}

extension LabelSelector {
  /// Reads a selector, its requirements sorted by key.
  /// - Throws: `SelectorError` in the words of the API server.
  public init(parsing text: some StringProtocol) throws(SelectorError) {
    var parser = LabelSelectorParser(text)
    let requirements = try parser.requirements()
    self.init(requirements.enumerated().sorted { a, b in
      a.element.key == b.element.key ? a.offset < b.offset : a.element.key.precedes(b.element.key)
    }.map(\.element))
  }
}

/// A piece of a selector.
private enum SelectorToken: Equatable {
  case end, open, close, comma, not, equals, doubleEquals, notEquals, greater, less, `in`, notIn, identifier

  static let signs: [String: SelectorToken] = [
    ")": .close, ",": .comma, "!": .not, "==": .doubleEquals, "=": .equals, ">": .greater, "<": .less, "!=": .notEquals,
    "(": .open,
  ]

  /// The operator a token is between a key and its values.
  var `operator`: LabelSelector.Operator? {
    switch self {
    case .in: .in
    case .notIn: .notIn
    case .equals, .doubleEquals: .equals
    case .notEquals: .notEquals
    case .greater: .greaterThan
    case .less: .lessThan
    default: nil
    }
  }
}

private struct LabelSelectorParser {
  private var tokens: ArraySlice<(token: SelectorToken, text: String)>

  init(_ text: some StringProtocol) {
    var lexer = SelectorLexer(rest: Array(text.utf8)[...])
    var tokens: [(token: SelectorToken, text: String)] = []
    repeat { tokens.append(lexer.next()) } while tokens.last?.token != .end
    self.tokens = tokens[...]
  }

  /// The next token, which stays; `in` and `notin` are operators only where one is expected.
  private var ahead: SelectorToken {
    let token = tokens.first?.token ?? .end
    return token == .in || token == .notIn ? .identifier : token
  }

  private var text: String { tokens.first?.text ?? "" }

  private mutating func take() -> (token: SelectorToken, text: String) {
    let taken = (ahead, text)
    tokens = tokens.dropFirst()
    return taken
  }

  mutating func requirements() throws(SelectorError) -> [LabelSelector.Requirement] {
    var requirements: [LabelSelector.Requirement] = []
    while true {
      switch ahead {
      case .end: return requirements
      case .identifier, .not: break
      default: throw SelectorError("found '\(text)', expected: !, identifier, or 'end of string'")
      }
      do throws(SelectorError) {
        requirements.append(try requirement())
      } catch {
        throw SelectorError("unable to parse requirement: \(error.message)")
      }
      let (token, found) = take()
      if token == .end { return requirements }
      guard token == .comma else { throw SelectorError("found '\(found)', expected: ',' or 'end of string'") }
      guard ahead == .identifier || ahead == .not else {
        throw SelectorError("found '\(text)', expected: identifier after ','")
      }
    }
  }

  private mutating func requirement() throws(SelectorError) -> LabelSelector.Requirement {
    var (token, key) = take()
    let isNegated = token == .not
    if isNegated { (token, key) = take() }
    guard token == .identifier else { throw SelectorError("found '\(key)', expected: identifier") }
    try Self.check(key, at: "<nil>", NameRules.qualifiedName)
    if ahead == .end || ahead == .comma {
      return LabelSelector.Requirement(key: Key(key), operator: isNegated ? .doesNotExist : .exists, values: [])
    }
    let found = tokens.first
    tokens = tokens.dropFirst()
    guard let meaning = found?.token.operator else {
      throw SelectorError("found '\(found?.text ?? "")', expected: in, notin, =, ==, !=, gt, lt")
    }
    let values = meaning == .in || meaning == .notIn ? try list() : [try value()]
    try Self.check(values, of: key, meaning)
    return LabelSelector.Requirement(key: Key(key), operator: meaning, values: values)
  }

  private mutating func value() throws(SelectorError) -> String {
    if ahead == .end || ahead == .comma { return "" }
    let (token, found) = take()
    guard token == .identifier else { throw SelectorError("found '\(found)', expected: identifier") }
    return found
  }

  /// Values in parentheses, sorted, each once; nothing between commas is the empty text.
  private mutating func list() throws(SelectorError) -> [String] {
    let (opening, found) = take()
    guard opening == .open else { throw SelectorError("found '\(found)' expected: '('") }
    switch ahead {
    case .close:
      tokens = tokens.dropFirst()
      return [""]
    case .identifier, .comma: break
    default: throw SelectorError("found '\(text)', expected: ',', ')' or identifier")
    }
    var values: Set<String> = []
    while ahead != .close {
      let (token, found) = take()
      switch token {
      case .identifier:
        values.insert(found)
        guard ahead == .comma || ahead == .close else {
          throw SelectorError("found '\(text)', expected: ',' or ')'")
        }
      case .comma:
        if values.isEmpty || ahead == .close || ahead == .comma { values.insert("") }
      default: throw SelectorError("found '\(found)', expected: ',', or identifier")
      }
    }
    tokens = tokens.dropFirst()
    return values.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func check(
    _ values: [String], of key: String, _ meaning: LabelSelector.Operator
  ) throws(SelectorError) {
    var findings: [String] = []
    for (index, value) in values.enumerated() {
      if meaning == .greaterThan || meaning == .lessThan, Int64(value) == nil {
        let finding = "for 'Gt', 'Lt' operators, the value must be an integer"
        findings.append("values[\(index)]: Invalid value: \(GoText.quoted(value)): \(finding)")
      }
    }
    for (index, value) in values.enumerated() {
      do throws(SelectorError) {
        try check(value, at: "values[\(index)][\(key)]", NameRules.labelValue)
      } catch {
        findings.append(error.message)
      }
    }
    if findings.isEmpty { return }
    throw SelectorError(findings.count == 1 ? findings[0] : "[\(findings.joined(separator: ", "))]")
  }

  private static func check(
    _ text: String, at path: String, _ rule: (String) -> [String]
  ) throws(SelectorError) {
    let complaints = rule(text)
    if complaints.isEmpty { return }
    throw SelectorError("\(path): Invalid value: \(GoText.quoted(text)): \(complaints.joined(separator: "; "))")
  }
}

/// Cuts a selector into tokens.
private struct SelectorLexer {
  var rest: ArraySlice<UInt8>

  mutating func next() -> (SelectorToken, String) {
    rest = rest.drop(while: Self.isSpace)
    guard let first = rest.first else { return (.end, "") }
    return Self.isSign(first) ? sign() : word()
  }

  private mutating func word() -> (SelectorToken, String) {
    let bytes = rest.prefix { !Self.isSign($0) && !Self.isSpace($0) }
    rest = rest[bytes.endIndex...]
    switch String(decoding: bytes, as: UTF8.self) {
    case "in": return (.in, "in")
    case "notin": return (.notIn, "notin")
    case let text: return (.identifier, text)
    }
  }

  /// The longest sign that the text goes on with.
  private mutating func sign() -> (SelectorToken, String) {
    for length in [2, 1] where rest.count >= length {
      let text = String(decoding: rest.prefix(length), as: UTF8.self)
      guard let token = SelectorToken.signs[text] else { continue }
      rest = rest.dropFirst(length)
      return (token, text)
    }
    return (.end, "")
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 10 || byte == 13 }

  private static func isSign(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","),
      UInt8(ascii: ">"), UInt8(ascii: "<"):
      true
    default: false
    }
  }
}
