// Reads what computes: pipelines, commands, operands.

extension TemplateParser {
  /// Commands up to a closing token, perhaps after the declaration of variables.
  mutating func pipeline(
    _ context: String, _ end: TemplateToken.Kind
  ) throws(GoTemplateError) -> TemplatePipe {
    var pipe = TemplatePipe(position: peekNonSpace().position)
    while try declaration(&pipe, context) {}
    while true {
      let token = nextNonSpace()
      if token.kind == end { break }
      guard token.beginsOperand else { throw unexpected(token, context) }
      giveBack(token)
      pipe.commands.append(try command())
    }
    if pipe.commands.isEmpty { throw failure("missing value for \(context)") }
    for (index, command) in pipe.commands.enumerated().dropFirst() where command.arguments[0].isLiteral {
      throw failure("non executable command in pipeline stage \(index + 1)")
    }
    return pipe
  }

  /// Reads a variable before `:=`, `=` or a comma. True when another may follow.
  private mutating func declaration(
    _ pipe: inout TemplatePipe, _ context: String
  ) throws(GoTemplateError) -> Bool {
    guard peekNonSpace().kind == .variable else { return false }
    let variable = next()
    let after = peek()
    let token = peekNonSpace()
    switch token.kind {
    case .assign, .declare:
      pipe.isAssignment = token.kind == .assign
      _ = nextNonSpace()
    case .character where token.text == ",": _ = nextNonSpace()
    default:
      // No declaration: the variable is an operand, and the space behind it matters.
      if after.kind == .space { giveBack(after) }
      giveBack(variable)
      return false
    }
    pipe.variables.append(variable.text)
    variables.append(variable.text)
    if token.kind != .character { return false }
    guard context == "range", pipe.variables.count < 2 else {
      throw failure("too many declarations in \(context)")
    }
    switch peekNonSpace().kind {
    case .variable, .rightDelimiter, .rightParenthesis: return true
    default: throw failure("range can only initialize variables")
    }
  }

  private mutating func command() throws(GoTemplateError) -> TemplateCommand {
    var command = TemplateCommand(position: peekNonSpace().position)
    reading: while true {
      _ = peekNonSpace()
      if let operand = try operand() { command.arguments.append(operand) }
      let token = next()
      switch token.kind {
      case .space: continue
      case .rightDelimiter, .rightParenthesis:
        giveBack(token)
        break reading
      case .pipe: break reading
      default: throw unexpected(token, "operand")
      }
    }
    if command.arguments.isEmpty { throw failure("empty command") }
    return command
  }

  /// A term and the fields behind it.
  private mutating func operand() throws(GoTemplateError) -> TemplateOperand? {
    guard let term = try term() else { return nil }
    let position = peek().position
    guard peek().kind == .field else { return term }
    var names: [Key] = []
    var text = term.shown
    while peek().kind == .field {
      let field = next().text
      names.append(Key(field.dropFirst()))
      text += field
    }
    switch term.kind {
    case .field(let first): return TemplateOperand(kind: .field(first + names), position: position, text: text)
    case .variable(let name, let first):
      return TemplateOperand(kind: .variable(name, first + names), position: position, text: text)
    case .bool, .string, .number, .nothing, .dot:
      throw failure("unexpected . after term \(GoText.quoted(term.text))")
    case .function, .pipe, .chain:
      return TemplateOperand(kind: .chain(term, names), position: position, text: text)
    }
  }

  private mutating func term() throws(GoTemplateError) -> TemplateOperand? {
    let token = nextNonSpace()
    guard token.beginsOperand else {
      giveBack(token)
      return nil
    }
    return TemplateOperand(kind: try kind(of: token), position: token.position, text: token.text).readingPipe
  }

  private mutating func kind(of token: TemplateToken) throws(GoTemplateError) -> TemplateOperand.Kind {
    switch token.kind {
    case .identifier:
      guard TemplateFunctions.names.contains(token.text) else {
        throw failure("function \(GoText.quoted(token.text)) not defined")
      }
      return .function(token.text)
    case .dot: return .dot
    case .nothing: return .nothing
    case .variable:
      guard variables.contains(token.text) else {
        throw failure("undefined variable \(GoText.quoted(token.text))")
      }
      return .variable(token.text, [])
    case .field: return .field([Key(token.text.dropFirst())])
    case .bool: return .bool(token.text == "true")
    case .characterConstant: return .number(.int(try character(token)))
    case .leftParenthesis:
      return .pipe(
        try nested { (parser) throws(GoTemplateError) in
          try parser.pipeline("parenthesized pipeline", .rightParenthesis)
        })
    case .string, .rawString: return .string(try literal(token))
    default:
      do throws(GoTemplateError) {
        return .number(try TemplateNumber(token.text))
      } catch {
        throw failure(error.message)
      }
    }
  }

  /// `'a'`: the number of a character.
  private func character(_ token: TemplateToken) throws(GoTemplateError) -> Int64 {
    let inside = Array(token.text.unicodeScalars.dropFirst().dropLast())
    guard let text = GoText.unquoted(inside, "'"), let first = text.unicodeScalars.first else {
      throw failure("invalid syntax")
    }
    guard text.unicodeScalars.count == 1 else { throw failure("malformed character constant: \(token.text)") }
    return Int64(first.value)
  }
}

extension TemplateOperand {
  /// A parenthesized pipe is shown, and placed, by what stands between the parentheses.
  fileprivate var readingPipe: TemplateOperand {
    guard case .pipe(let pipe) = kind else { return self }
    return TemplateOperand(kind: kind, position: pipe.position, text: pipe.shown)
  }
}
