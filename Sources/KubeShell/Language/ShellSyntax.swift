// The shell's language as a tree: what a line says before anything in it is expanded or run.

/// A command of the shell's language.
indirect enum ShellCommand {
  case simple(SimpleCommand)
  /// `a | b | c`; the status is the last one's.
  case pipeline([ShellCommand])
  /// `! a`
  case not(ShellCommand)
  /// `a && b`
  case and(ShellCommand, ShellCommand)
  /// `a || b`
  case or(ShellCommand, ShellCommand)
  /// `a; b`
  case sequence([ShellCommand])
  /// `(a)`: what it sets, and its `exit`, stay inside.
  case subshell(ShellCommand)
  /// `for NAME in WORDS; do BODY; done`
  case forEach(name: String, words: [Word], body: ShellCommand)
  /// `while A; do BODY; done`; `until` runs while the condition fails.
  case loop(isUntil: Bool, condition: ShellCommand, body: ShellCommand)
  /// `if A; then B; elif C; then D; else E; fi`
  case choice([(condition: ShellCommand, body: ShellCommand)], otherwise: ShellCommand?)
}

/// Words, the variables set before them, and where their streams go.
struct SimpleCommand {
  var assignments: [(name: String, value: Word)] = []
  var words: [Word] = []
  var redirections: [Redirection] = []
  var line = 0
}

/// One word, made of pieces that are expanded in their own ways.
struct Word {
  enum Piece {
    case text(String, isQuoted: Bool)
    case parameter(Parameter, isQuoted: Bool)
    /// `$(...)`
    case output(ShellCommand, isQuoted: Bool)
    /// `$((...))`
    case arithmetic(Word)
    /// A `~` at the beginning.
    case home
  }

  var pieces: [Piece] = []

  init(_ pieces: [Piece] = []) { self.pieces = pieces }

  /// The text of a word in which nothing is quoted or expanded: reserved words are such.
  var bareText: String? {
    guard pieces.count == 1, case .text(let text, isQuoted: false) = pieces[0] else { return nil }
    return text
  }
}

/// `$NAME` and the forms of `${NAME}`.
struct Parameter {
  /// What stands in for a missing value.
  enum Fallback {
    case none
    /// `${NAME-WORD}`, with a colon also for an empty value.
    case use(Word)
    /// `${NAME=WORD}`: also sets the variable.
    case assign(Word)
    /// `${NAME+WORD}`: the word where there is a value.
    case alternative(Word)
    /// `${NAME?WORD}`: an error with the word as its message.
    case fail(Word)
  }

  var name: String
  var fallback = Fallback.none
  /// With a colon, an empty value counts as missing.
  var emptyIsMissing = false
  /// `${#NAME}`: the length instead of the value.
  var isLength = false
}

/// Where a stream of a command comes from or goes to.
struct Redirection {
  enum Target {
    /// `< FILE`
    case read(Word)
    /// `> FILE`
    case write(Word)
    /// `>> FILE`
    case append(Word)
    /// `>& N`
    case duplicate(Int)
    case heredoc(Heredoc)
    /// `<<< WORD`
    case herestring(Word)
  }

  var descriptor: Int
  var target: Target
}

/// The text between `<<EOF` and `EOF`. The parser meets the operator first and the text at the end of the line.
final class Heredoc {
  let delimiter: String
  /// `<<-`: tabs at the beginning of lines are taken away.
  let stripsTabs: Bool
  /// A quoted delimiter: nothing in the text is expanded.
  let isLiteral: Bool
  let line: Int
  var body = Word()

  init(delimiter: String, stripsTabs: Bool, isLiteral: Bool, line: Int) {
    self.delimiter = delimiter
    self.stripsTabs = stripsTabs
    self.isLiteral = isLiteral
    self.line = line
  }
}

/// Why a text is no command of the shell's language.
public struct ShellSyntaxError: Error, Equatable, Sendable {
  public var line: Int
  public var message: String
  /// Whether more text could make it right: the interactive shell asks for another line then.
  public var isIncomplete = false
}

/// One step of a script: a command with its place and its text.
struct Step {
  /// The line its text begins at, from 1.
  var line: Int
  /// The comment lines directly above, as typed.
  var comments: [String]
  /// The text as typed, here-documents included, without the newline at its end.
  var source = ""
  /// Whether the cluster may come to rest after the step; `@nosettle` says it may not.
  var settles = true
  /// Whether it ends in `&`.
  var isBackground = false
  var command: Result<ShellCommand, ShellSyntaxError> = .success(.sequence([]))
}
