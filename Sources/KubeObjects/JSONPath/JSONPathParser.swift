// Reads jsonpath templates, with client-go's freedoms: a stray brace is text, `range` needs no `end`.

struct JSONPathParser {
  private let text: [Unicode.Scalar]
  private var position = 0

  init(_ text: some StringProtocol) { self.text = Array(text.unicodeScalars) }

  /// Reads the whole template.
  mutating func template() throws(JSONPathError) -> [JSONPathNode] {
    var nodes: [JSONPathNode] = []
    while position < text.count {
      if text[position] == "{" {
        position += 1
        nodes.append(.list(try action()))
      } else {
        nodes.append(.text(take { $0 != "{" }))
      }
    }
    return nodes
  }

  /// Reads what stands in braces elsewhere: the parts of a union, the sides of a filter.
  private static func action(_ text: String) throws(JSONPathError) -> [JSONPathNode] {
    var parser = JSONPathParser("{" + text + "}")
    guard case .list(let nodes)? = try parser.template().first else { return [] }
    return nodes
  }

  /// The pieces up to the closing brace, which is passed.
  private mutating func action() throws(JSONPathError) -> [JSONPathNode] {
    var nodes: [JSONPathNode] = []
    while true {
      if follows("}") {
        position += 1
        return nodes
      }
      if follows("[?(") {
        nodes.append(try filter())
      } else if follows("..") {
        try recursive(&nodes)
      } else {
        try piece(&nodes)
      }
    }
  }

  private mutating func piece(_ nodes: inout [JSONPathNode]) throws(JSONPathError) {
    guard let first = peek, !Self.isLineEnd(first) else { throw JSONPathError("unclosed action") }
    switch first {
    case " ", "@", "$": position += 1
    case "[": try bracket(&nodes)
    case "\"", "'": nodes.append(.text(try quoted(first)))
    case ".":
      position += 1
      nodes.append(field())
    case "+", "-": nodes.append(.literal(try number()))
    case _ where Self.isDigit(first): nodes.append(.literal(try number()))
    case _ where Self.isAlphaNumeric(first): nodes.append(word())
    default: throw JSONPathError("unrecognized character in action: \(GoText.codePoint(first))")
    }
  }

  private mutating func recursive(_ nodes: inout [JSONPathNode]) throws(JSONPathError) {
    if case .recursive? = nodes.last { throw JSONPathError("invalid multiple recursive descent") }
    position += 2
    nodes.append(.recursive)
    if let next = peek, Self.isAlphaNumeric(next) { nodes.append(field()) }
  }

  /// The name of a field, in which a backslash makes the next character part of the name.
  private mutating func field() -> JSONPathNode {
    var name = String.UnicodeScalarView()
    while let scalar = peek, scalar == "\\" || !Self.isTerminator(scalar) {
      name.append(scalar)
      position += 1
      if scalar == "\\", let escaped = peek {
        name.append(escaped)
        position += 1
      }
    }
    if name.elementsEqual(["*"]) { return .wildcard }
    name.removeAll { $0 == "\\" }
    return .field(Key(String(name)))
  }

  private mutating func word() -> JSONPathNode {
    let word = take { !Self.isTerminator($0) }
    return word == "true" || word == "false" ? .literal(.bool(word == "true")) : .word(word)
  }

  private mutating func number() throws(JSONPathError) -> Value {
    let sign = peek == "+" || peek == "-" ? 1 : 0
    let end = text[(position + sign)...].firstIndex { $0 != "." && !Self.isDigit($0) } ?? text.count
    let digits = string(position..<end)
    position = end
    if let number = Int64(digits) { return .int(number) }
    guard GoNumber.isDecimal(digits.utf8), let number = Double(digits) else {
      throw JSONPathError("cannot parse number \(digits)")
    }
    return .double(number)
  }

  // MARK: Characters

  private var peek: Unicode.Scalar? { position < text.count ? text[position] : nil }

  private func follows(_ word: String) -> Bool { text[position...].starts(with: word.unicodeScalars) }

  private func string(_ range: Range<Int>) -> String {
    var result = String.UnicodeScalarView()
    result.append(contentsOf: text[range])
    return String(result)
  }

  private mutating func take(while condition: (Unicode.Scalar) -> Bool) -> String {
    let end = text[position...].firstIndex { !condition($0) } ?? text.count
    defer { position = end }
    return string(position..<end)
  }

  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool { scalar == "\r" || scalar == "\n" }

  private static func isTerminator(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case " ", "\t", "\r", "\n", ".", ",", "[", "]", "$", "@", "{", "}": true
    default: false
    }
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.generalCategory == .decimalNumber }

  private static func isAlphaNumeric(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic || isDigit(scalar)
  }
}

// MARK: Brackets

extension JSONPathParser {
  /// `[0]`, `[1:3]`, `[*]`, `['name']`, `[0,2]`.
  private mutating func bracket(_ nodes: inout [JSONPathNode]) throws(JSONPathError) {
    let start = position + 1
    guard let end = text[position...].firstIndex(where: { $0 == "]" || $0 == "\n" }), text[end] == "]" else {
      throw JSONPathError("unterminated array")
    }
    var inside = string(start..<end)
    position = end + 1
    if inside == "*" { inside = ":" }
    let parts = inside.split(separator: ",", omittingEmptySubsequences: false)
    if parts.count > 1 {
      var union: [[JSONPathNode]] = []
      for part in parts { union.append(try Self.action("[\(part.trimming(" "))]")) }
      nodes.append(.union(union))
    } else if inside.count >= 2, inside.first == "'", inside.last == "'", !inside.dropFirst().dropLast().contains("'") {
      nodes += try Self.action("." + inside.dropFirst().dropLast())
    } else {
      nodes.append(.slice(try Self.slice(inside)))
    }
  }

  /// `2`, `-1`, `1:`, `:3`, `0:4:2`; nothing at all is the first element.
  private static func slice(_ text: String) throws(JSONPathError) -> JSONPathSlice {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let isSlice = parts.count <= 3 && parts.allSatisfy { part in
      let digits = part.hasPrefix("-") ? part.dropFirst() : part
      return digits.utf8.allSatisfy { $0 >= 48 && $0 <= 57 }
    }
    guard isSlice else { throw JSONPathError("invalid array index \(text)") }
    var numbers: [Int?] = []
    for part in parts {
      let number = Int(part)
      if number == nil, !part.isEmpty { throw JSONPathError("array index \(part) is not a number") }
      numbers.append(number)
    }
    var slice = JSONPathSlice(start: numbers[0] ?? 0)
    slice.isIndex = parts.count == 1
    slice.end = slice.isIndex ? slice.start + 1 : numbers[1]
    if parts.count == 3 { slice.step = numbers[2] }
    return slice
  }

  /// `[?(@.name=="web")]`. One pair of quotes hides parentheses, as in client-go.
  private mutating func filter() throws(JSONPathError) -> JSONPathNode {
    position += 3
    let start = position
    try skipFilter()
    let end = position
    position += 1
    guard peek == "]" else { throw JSONPathError("unclosed array expect ]") }
    position += 1
    let inside = string(start..<end)
    guard let (left, comparison, right) = Self.sides(inside) else { return .exists(try Self.action(inside)) }
    return .filter(left: try Self.action(left), comparison: comparison, right: try Self.action(right))
  }

  /// Moves to the parenthesis that closes a filter.
  private mutating func skipFilter() throws(JSONPathError) {
    var quote: Unicode.Scalar?
    var isQuoteClosed = false
    while let scalar = peek, scalar != "\n" {
      switch scalar {
      case "\"", "'":
        if quote == nil {
          quote = scalar
        } else if scalar == quote, text[position - 1] != "\\" {
          isQuoteClosed = true
        }
      case ")" where (quote != nil) == isQuoteClosed: return
      default: break
      }
      position += 1
    }
    throw JSONPathError("unterminated filter")
  }

  /// The sides of a comparison and what stands between them; `nil` when there is none.
  private static func sides(_ text: String) -> (left: String, comparison: String, right: String)? {
    func isComparison(_ character: Character) -> Bool { "!<>=".contains(character) }
    guard let start = text.firstIndex(where: isComparison), start > text.startIndex, !text.contains("\n") else {
      return nil
    }
    var end = text[start...].firstIndex { !isComparison($0) } ?? text.endIndex
    if end == text.endIndex {
      // The right side takes at least one character, a sign of comparison if need be.
      end = text.index(before: end)
      if end == start { return nil }
    }
    return (String(text[..<start]), String(text[start..<end]), String(text[end...]))
  }
}

// MARK: Quotes

extension JSONPathParser {
  /// A text in quotes of either kind, with Go's escapes.
  private mutating func quoted(_ quote: Unicode.Scalar) throws(JSONPathError) -> String {
    let start = position
    position += 1
    while true {
      guard let scalar = peek, scalar != "\n" else { throw JSONPathError("unterminated quoted string") }
      position += 1
      if scalar == quote, text[position - 2] != "\\" { break }
    }
    let inside = Array(text[(start + 1)..<(position - 1)])
    guard let text = GoText.unquoted(inside, quote) else {
      throw JSONPathError("unquote string \(string(start..<position)) error invalid syntax")
    }
    return text
  }
}

extension Substring {
  /// Without a character at both ends.
  fileprivate func trimming(_ character: Character) -> Substring {
    var rest = drop { $0 == character }
    while rest.last == character { rest.removeLast() }
    return rest
  }
}
