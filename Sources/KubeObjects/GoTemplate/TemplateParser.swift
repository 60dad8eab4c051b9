// Reads Go templates: control structures and definitions. Pipelines are read in TemplateParser+Pipelines.swift.

struct TemplateParser {
  /// How deeply blocks and parentheses may nest, so that reading and filling in stay within any stack.
  static let maximumDepth = 200

  private var lexer: TemplateLexer
  /// Tokens that were looked at and given back, the next one last.
  private var pending: [TemplateToken] = []
  /// The line of the token that was cut last, which is the one that messages name.
  private var line = 1
  /// The line on which the present action began.
  private var actionLine = 0
  private var rangeDepth = 0
  private var depth = 0
  var variables = ["$"]
  private var templates: [String: [TemplateNode]] = [:]

  init(_ text: String) { lexer = TemplateLexer(text) }

  /// The templates of the text by name, the text itself under `GoTemplate.name`.
  mutating func parse() throws(GoTemplateError) -> [String: [TemplateNode]] {
    var root: [TemplateNode] = []
    while peek().kind != .end {
      if peek().kind == .leftDelimiter {
        let delimiter = next()
        let word = nextNonSpace()
        if word.kind == .define {
          try definition()
          continue
        }
        giveBack(word)
        giveBack(delimiter)
      }
      switch try textOrAction() {
      case .node(let node): root.append(node)
      case let other: throw failure("unexpected \(other.shown)")
      }
    }
    try add(GoTemplate.name, root)
    return templates
  }

  // MARK: Tokens

  mutating func next() -> TemplateToken {
    if let token = pending.popLast() { return token }
    let token = lexer.next()
    line = token.line
    return token
  }

  mutating func peek() -> TemplateToken {
    let token = next()
    pending.append(token)
    return token
  }

  mutating func giveBack(_ token: TemplateToken) { pending.append(token) }

  mutating func nextNonSpace() -> TemplateToken {
    var token = next()
    while token.kind == .space { token = next() }
    return token
  }

  mutating func peekNonSpace() -> TemplateToken {
    let token = nextNonSpace()
    pending.append(token)
    return token
  }

  func failure(_ message: String) -> GoTemplateError {
    GoTemplateError("template: \(GoTemplate.name):\(line): \(message)")
  }

  func unexpected(_ token: TemplateToken, _ context: String) -> GoTemplateError {
    guard token.kind == .error else { return failure("unexpected \(token.shown) in \(context)") }
    guard actionLine != 0, actionLine != token.line else { return failure(token.text) }
    let isAction = token.text.hasSuffix(" action")
    return failure("\(token.text)\(isAction ? "" : " in action") started at \(GoTemplate.name):\(actionLine)")
  }

  private mutating func expectEnd(_ context: String) throws(GoTemplateError) {
    let token = nextNonSpace()
    guard token.kind == .rightDelimiter else { throw unexpected(token, context) }
  }

  /// Reads something that may hold itself.
  mutating func nested<Result>(
    _ body: (inout TemplateParser) throws(GoTemplateError) -> Result
  ) throws(GoTemplateError) -> Result {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else { throw failure("max expression depth exceeded") }
    return try body(&self)
  }
}

// MARK: Lists and actions

extension TemplateParser {
  /// What an action is: a node, or the end of a list of them.
  enum Piece {
    case node(TemplateNode)
    case ending
    case otherwise

    var shown: String {
      switch self {
      case .node(let node): node.shown
      case .ending: "{{end}}"
      case .otherwise: "{{else}}"
      }
    }
  }

  private mutating func textOrAction() throws(GoTemplateError) -> Piece {
    let token = nextNonSpace()
    switch token.kind {
    case .text: return .node(.text(token.text))
    case .leftDelimiter:
      actionLine = token.line
      defer { actionLine = 0 }
      return try nested { (parser) throws(GoTemplateError) in try parser.action() }
    default: throw unexpected(token, "input")
    }
  }

  /// Nodes up to `end` or `else`.
  private mutating func list() throws(GoTemplateError) -> (nodes: [TemplateNode], last: Piece) {
    var nodes: [TemplateNode] = []
    while peekNonSpace().kind != .end {
      switch try textOrAction() {
      case .node(let node): nodes.append(node)
      case let last: return (nodes, last)
      }
    }
    throw failure("unexpected EOF")
  }

  private mutating func action() throws(GoTemplateError) -> Piece {
    let token = nextNonSpace()
    switch token.kind {
    case .block: return .node(try block())
    case .breaking, .continuing: return .node(try leaveRange(token))
    case .otherwise:
      let next = peekNonSpace()
      if next.kind != .conditional, next.kind != .with { try expectEnd("else") }
      return .otherwise
    case .ending:
      try expectEnd("end")
      return .ending
    case .conditional: return .node(try branch(.conditional))
    case .range: return .node(try branch(.range))
    case .with: return .node(try branch(.with))
    case .template: return .node(try templateCall())
    default:
      giveBack(token)
      return .node(.action(try pipeline("command", .rightDelimiter), position: token.position))
    }
  }

  private mutating func leaveRange(_ token: TemplateToken) throws(GoTemplateError) -> TemplateNode {
    try expectEnd("{{\(token.text)}}")
    if rangeDepth == 0 { throw failure("{{\(token.text)}} outside {{range}}") }
    return token.kind == .breaking ? .breaking(position: token.position) : .continuing(position: token.position)
  }

  private mutating func branch(_ kind: TemplateBranch.Kind) throws(GoTemplateError) -> TemplateNode {
    let known = variables.count
    defer { variables.removeLast(variables.count - known) }
    let pipe = try pipeline(kind.rawValue, .rightDelimiter)
    if kind == .range { rangeDepth += 1 }
    let (nodes, last) = try list()
    if kind == .range { rangeDepth -= 1 }
    var elseList: [TemplateNode]?
    if case .otherwise = last { elseList = try otherwise(of: kind) }
    return .branch(TemplateBranch(kind: kind, pipe: pipe, list: nodes, elseList: elseList))
  }

  /// What stands behind `else`: a list, or another condition with the same end.
  private mutating func otherwise(of kind: TemplateBranch.Kind) throws(GoTemplateError) -> [TemplateNode] {
    let token = peek()
    if (kind == .conditional && token.kind == .conditional) || (kind == .with && token.kind == .with) {
      _ = next()
      return [try nested { (parser) throws(GoTemplateError) in try parser.branch(kind) }]
    }
    let (nodes, last) = try list()
    guard case .ending = last else { throw failure("expected end; found \(last.shown)") }
    return nodes
  }
}

// MARK: Templates in the template

extension TemplateParser {
  private mutating func definition() throws(GoTemplateError) {
    let context = "define clause"
    let name = try templateName(nextNonSpace(), context)
    try expectEnd(context)
    try body(of: name, context)
  }

  private mutating func block() throws(GoTemplateError) -> TemplateNode {
    let context = "block clause"
    let token = nextNonSpace()
    let name = try templateName(token, context)
    let pipe = try pipeline(context, .rightDelimiter)
    try body(of: name, context)
    return .template(name: name, pipe, position: token.position)
  }

  /// Reads a template that is defined inside another: it sees none of its variables.
  private mutating func body(of name: String, _ context: String) throws(GoTemplateError) {
    let outer = (variables, rangeDepth)
    variables = ["$"]
    rangeDepth = 0
    defer { (variables, rangeDepth) = outer }
    let (nodes, last) = try list()
    guard case .ending = last else { throw failure("unexpected \(last.shown) in \(context)") }
    try add(name, nodes)
  }

  private mutating func templateCall() throws(GoTemplateError) -> TemplateNode {
    let context = "template clause"
    let token = nextNonSpace()
    let name = try templateName(token, context)
    var pipe: TemplatePipe?
    let following = nextNonSpace()
    if following.kind != .rightDelimiter {
      giveBack(following)
      pipe = try pipeline(context, .rightDelimiter)
    }
    return .template(name: name, pipe, position: token.position)
  }

  private func templateName(_ token: TemplateToken, _ context: String) throws(GoTemplateError) -> String {
    guard token.kind == .string || token.kind == .rawString else { throw unexpected(token, context) }
    return try literal(token)
  }

  /// The text that a token in quotes stands for.
  func literal(_ token: TemplateToken) throws(GoTemplateError) -> String {
    if token.kind == .rawString { return token.text.dropFirst().dropLast().filter { $0 != "\r" } }
    let inside = Array(token.text.unicodeScalars.dropFirst().dropLast())
    guard let text = GoText.unquoted(inside, "\"") else { throw failure("invalid syntax") }
    return text
  }

  /// Keeps a template. One of nothing but space gives way to any other of its name.
  private mutating func add(_ name: String, _ nodes: [TemplateNode]) throws(GoTemplateError) {
    guard let known = templates[name], !Self.isEmpty(known) else {
      templates[name] = nodes
      return
    }
    if !Self.isEmpty(nodes) { throw failure("template: multiple definition of template \(GoText.quoted(name))") }
  }

  private static func isEmpty(_ nodes: [TemplateNode]) -> Bool {
    nodes.allSatisfy { node in
      guard case .text(let text) = node else { return false }
      return text.allSatisfy(\.isWhitespace)
    }
  }
}
