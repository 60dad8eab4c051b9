// The tree of a Go template, and how its parts are shown in messages.

/// A part of a template that writes something or steers what is written.
indirect enum TemplateNode: Sendable {
  case text(String)
  case action(TemplatePipe, position: Int)
  case branch(TemplateBranch)
  case template(name: String, TemplatePipe?, position: Int)
  case breaking(position: Int)
  case continuing(position: Int)

  var position: Int {
    switch self {
    case .text: 0
    case .action(_, let position), .template(_, _, let position), .breaking(let position), .continuing(let position):
      position
    case .branch(let branch): branch.pipe.position
    }
  }

  var shown: String {
    switch self {
    case .text(let text): return text
    case .action(let pipe, _): return "{{\(pipe.shown)}}"
    case .branch(let branch): return branch.shown
    case .template(let name, let pipe, _):
      return "{{template \(GoText.quoted(name))\(pipe.map { " " + $0.shown } ?? "")}}"
    case .breaking: return "{{break}}"
    case .continuing: return "{{continue}}"
    }
  }
}

/// `if`, `with` or `range`.
struct TemplateBranch: Sendable {
  enum Kind: String, Sendable {
    case conditional = "if"
    case with
    case range
  }

  let kind: Kind
  let pipe: TemplatePipe
  let list: [TemplateNode]
  let elseList: [TemplateNode]?

  var shown: String {
    let otherwise = elseList.map { "{{else}}" + $0.map(\.shown).joined() } ?? ""
    return "{{\(kind.rawValue) \(pipe.shown)}}\(list.map(\.shown).joined())\(otherwise){{end}}"
  }
}

/// Commands whose results are handed on, and the variables that the last one is stored in.
struct TemplatePipe: Sendable {
  let position: Int
  var isAssignment = false
  var variables: [String] = []
  var commands: [TemplateCommand] = []

  var shown: String {
    let names = variables.isEmpty ? "" : variables.joined(separator: ", ") + (isAssignment ? " = " : " := ")
    return names + commands.map(\.shown).joined(separator: " | ")
  }
}

/// An operand or a function, and its arguments.
struct TemplateCommand: Sendable {
  let position: Int
  var arguments: [TemplateOperand] = []

  var shown: String { arguments.map(\.shown).joined(separator: " ") }
}

/// An operand.
struct TemplateOperand: Sendable {
  indirect enum Kind: Sendable {
    case dot
    case nothing
    case bool(Bool)
    case number(TemplateNumber)
    case string(String)
    case field([Key])
    case variable(String, [Key])
    case function(String)
    case pipe(TemplatePipe)
    /// `(pipe).field`
    case chain(TemplateOperand, [Key])
  }

  let kind: Kind
  let position: Int
  /// The operand as written.
  let text: String

  /// The operand as a command shows it: pipes in parentheses.
  var shown: String { if case .pipe = kind { "(\(text))" } else { text } }

  /// Whether the operand can't take what an earlier command hands on.
  var isLiteral: Bool {
    switch kind {
    case .dot, .nothing, .bool, .number, .string: true
    default: false
    }
  }
}

/// A number in a template: its syntax says whether it is whole.
enum TemplateNumber: Equatable, Sendable {
  case int(Int64)
  case float(Double)
  /// A whole number above the range of `int`.
  case tooLarge

  /// - Throws: in the words of text/template.
  init(_ text: String) throws(GoTemplateError) {
    let digits = text.replacing("_", with: "")
    if let number = GoNumber.parseInt(digits) {
      self = .int(number)
    } else if GoNumber.parseUInt(digits) != nil {
      self = .tooLarge
    } else if GoNumber.isDecimal(digits.utf8), let number = Double(digits) {
      guard text.contains(where: { ".eE".contains($0) }) else {
        throw GoTemplateError("integer overflow: \(GoText.quoted(text))")
      }
      self = .float(number)
    } else {
      throw GoTemplateError("illegal number syntax: \(GoText.quoted(text))")
    }
  }
}
