// Lines that are not ours alone: pipelines with programs of the system, which /bin/sh runs.
import KubeCommands

/// The system's own shell. `kubectl` and `stsctl` mean this session's cluster in it.
public protocol SystemShell: AnyObject {
  /// Whether there is a program of that name.
  func has(_ program: String) -> Bool

  /// Runs a text.
  func run(_ line: SystemShellLine, output: any TextSink, errors: any TextSink) -> SystemShellOutcome
}

/// A text for the system's shell.
public struct SystemShellLine: Sendable {
  public var text: String
  /// `$1`, `$2` ...
  public var arguments: [String]
  public var environment: [String: String]
  /// Variables whose values are asked for when it has ended.
  public var kept: [String]
}

/// How a text ended that the system's shell ran.
public struct SystemShellOutcome: Sendable {
  public var status: Int32
  /// The variables that were asked for, where it came to its end.
  public var variables: [String: String]

  public init(status: Int32, variables: [String: String] = [:]) {
    self.status = status
    self.variables = variables
  }
}

/// A line that /bin/sh is to run.
struct ForeignLine {
  /// The commands in it, by their first words.
  private let names: [String]
  /// The variables that it sets for what comes after it.
  let assigned: [String]
  /// Whether it is more than one command with its arguments.
  let isCompound: Bool

  init(_ command: ShellCommand) {
    var names: [String] = []
    Self.gather(command, &names)
    self.names = names
    assigned = Self.assigned(command)
    if case .simple(let simple) = command, simple.redirections.isEmpty, names.count < 2 {
      isCompound = false
    } else {
      isCompound = true
    }
  }

  /// Whether what comes after it may have to run in another folder.
  var changesFolder: Bool { names.contains("cd") }

  /// The first command that is none of ours.
  func stranger(_ isOurs: (String) -> Bool) -> String? { names.first { !isOurs($0) } }

  /// What makes /bin/sh understand our commands where they are written without `kubectl`.
  func definitions(_ isOurs: (String) -> Bool) -> String {
    var known: Set<String> = []
    let bare = names.filter { isOurs($0) && !Self.understood.contains($0) && known.insert($0).inserted }
    return bare.map { name in
      let program = ShellWordCatalog.word(name) == nil ? "kubectl" : "stsctl"
      if ShellParser.isName(name) { return "\(name)() { \(program) \(name) \"$@\"; }\n" }
      return "alias \(name)='\(program) \(name)'\n"
    }.joined()
  }

  /// What every shell has itself, or finds on its path.
  private static let understood: Set<String> = [
    "kubectl", "stsctl", "cat", "cd", "echo", "printf", "exit", "export", "true", "false", ":",
  ]

  // MARK: Names

  private static func assigned(_ command: ShellCommand) -> [String] {
    switch command {
    case .simple(let simple): simple.words.isEmpty ? simple.assignments.map(\.name) : []
    case .sequence(let commands): commands.flatMap(assigned)
    case .and(let left, let right), .or(let left, let right): assigned(left) + assigned(right)
    case .forEach(let name, _, let body): [name] + assigned(body)
    case .loop(_, let condition, let body): assigned(condition) + assigned(body)
    case .choice(let branches, let otherwise):
      branches.flatMap { assigned($0.condition) + assigned($0.body) } + (otherwise.map(assigned) ?? [])
    case .pipeline, .not, .subshell: []
    }
  }

  private static func gather(_ command: ShellCommand, _ names: inout [String]) {
    switch command {
    case .simple(let simple): gather(simple, &names)
    case .pipeline(let commands), .sequence(let commands): for command in commands { gather(command, &names) }
    case .not(let inner), .subshell(let inner): gather(inner, &names)
    case .and(let left, let right), .or(let left, let right):
      gather(left, &names)
      gather(right, &names)
    case .forEach(_, let words, let body):
      for word in words { gather(word, &names) }
      gather(body, &names)
    case .loop(_, let condition, let body):
      gather(condition, &names)
      gather(body, &names)
    case .choice(let branches, let otherwise):
      for branch in branches {
        gather(branch.condition, &names)
        gather(branch.body, &names)
      }
      if let otherwise { gather(otherwise, &names) }
    }
  }

  private static func gather(_ command: SimpleCommand, _ names: inout [String]) {
    if let name = command.words.first?.bareText { names.append(name) }
    for word in command.words + command.assignments.map(\.value) { gather(word, &names) }
    for redirection in command.redirections {
      switch redirection.target {
      case .read(let word), .write(let word), .append(let word), .herestring(let word): gather(word, &names)
      case .heredoc(let heredoc): gather(heredoc.body, &names)
      case .duplicate: break
      }
    }
  }

  private static func gather(_ word: Word, _ names: inout [String]) {
    for case .output(let command, _) in word.pieces { gather(command, &names) }
  }
}

extension Session {
  /// Runs a step: here when all that is in it is ours, with the system's shell when a line also needs its programs.
  func run(_ command: ShellCommand, of step: Step) throws(Departure) -> Int32 {
    if step.source.hasPrefix("!"), let next = step.source.dropFirst().first, !next.isWhitespace {
      status = try runProgram(String(step.source.dropFirst()))
      return status
    }
    let line = ForeignLine(command)
    guard line.isCompound, let stranger = line.stranger(isOurs), systemShell?.has(stranger) ?? isRestricted else {
      return try run(command)
    }
    let kept = line.assigned + (line.changesFolder ? ["PWD"] : [])
    status = try runOutside(line.definitions(isOurs) + step.source, stranger, keeping: kept)
    return status
  }

  private func isOurs(_ name: String) -> Bool {
    name == "kubectl" || name == "stsctl" || word(name) != nil || CommandRunner.isCommand(name, in: context)
  }

  /// Runs what stands behind a `!`.
  func runProgram(_ text: String) throws(Departure) -> Int32 {
    let words = text.split { " \t\n;&|()".contains($0) }
    return try runOutside(text, keeping: words.contains("cd") ? ["PWD"] : [])
  }

  /// Runs a text with the system's shell. Our variables are variables of its environment.
  ///
  /// - Parameter stranger: the program in it that is none of ours, for words.
  func runOutside(
    _ text: String, _ stranger: String? = nil, keeping kept: [String]
  ) throws(Departure) -> Int32 {
    guard let systemShell else {
      let why = isRestricted ? "--restricted runs no other programs" : "there is no other shell here"
      fail("\(stranger ?? text): no command of stsctl, and \(why)")
      return 126
    }
    var environment = context.environment
    for (name, value) in variables where Int(name) == nil { environment[name] = value }
    let rows = rows(in: text)
    environment[Self.rowsVariable] = rows.isEmpty ? nil : described(rows)
    let outcome = systemShell.run(
      SystemShellLine(text: text, arguments: rows, environment: environment, kept: kept), output: context.output,
      errors: context.errors)
    let folder = variables["PWD"]
    variables.merge(outcome.variables) { $1 }
    if let place = outcome.variables["PWD"], !place.isEmpty {
      variables["PWD"] = folder
      enter(folder: place)
    }
    takeSettings()
    if outcome.status == 130 { throw .interrupted }
    return outcome.status
  }
}
