// A session: one cluster, its variables and its manner of time, in which commands run one after the other. Scripts and
// the interactive shell are both sessions.
import ClusterAPI
import KubeCommands
import KubeObjects
import SimCore

/// Why no further command of a step is to run.
enum Departure: Error {
  /// `exit N`
  case exit(Int32)
  case interrupted
}

/// How cluster time passes around commands.
public struct Timing: Sendable {
  /// The cluster time a command takes before it acts, as starting kubectl takes time outside.
  public var pace: TimeSpan
  /// Whether the cluster comes to rest after a command that changed it or waited for it.
  public var settles: Bool

  public init(pace: TimeSpan = .milliseconds(100), settles: Bool = false) {
    self.pace = pace
    self.settles = settles
  }

  /// How long a cluster may take to come to rest before a script goes on without it.
  static let settleLimit = TimeSpan.hours(1)
}

/// Where commands run.
public final class Session {
  public let context: CommandContext
  public var timing: Timing
  /// The time outside that the cluster follows; `nil` in scripts, where no time passes outside.
  let clock: (any ShellClock)?
  /// The clusters that `cluster`, `snapshot` and `reset` work on; `nil` where there are none.
  public var saved: (any SavedClusters)? { didSet { takeSettings() } }
  /// What runs lines with other programs in them; `nil` where nothing may.
  public var systemShell: (any SystemShell)?
  /// The folder that files are looked for in; `nil` where there is only one.
  public var folder: (any WorkingFolder)?
  /// Whether strangers' scripts run here: no other programs, no saved clusters.
  public var isRestricted = false
  /// The settings as they were last kept.
  var lastSettings = Value.null
  /// Shell variables, beginning with the environment's.
  var variables: [String: String]
  /// The status of the last command: `$?`.
  public internal(set) var status: Int32 = 0
  /// Whether something was changed since the cluster last came to rest.
  var isUnsettled = false
  /// Whether it matters if a command changed anything. Asking that of a cluster brings it into being.
  var notesChanges = true
  /// What surrounds a session at a terminal; `nil` in scripts.
  public internal(set) var workbench: Workbench?
  /// How prompts call a cluster that is not saved.
  public var freshName = "fresh"
  /// The namespace that was worked in before the present one.
  var previousNamespace: String?
  /// The command of kubectl's that ran last, in words.
  var lastWords: [String] = []
  /// The object that commands are about which name none: `sts/web`.
  var subject: String?
  /// What the rows printed last are of: `pods`. `nil` where their names say it themselves.
  var rowType: String?
  /// The names of such rows among the words of the command that runs now, where they were written `$1`, `$2` ...
  var rowWords: Set<String> = []
  /// The status of the last `$(...)`, which is that of an assignment without a command.
  var substitutionStatus: Int32 = 0

  public init(_ context: CommandContext, timing: Timing = Timing(), clock: (any ShellClock)? = nil) {
    self.context = context
    self.timing = timing
    self.clock = clock
    variables = context.environment
    context.completionScripts = CompletionScripts.byShell
  }

  /// How prompts call the cluster.
  var clusterName: String { saved?.current ?? freshName }
}

// MARK: Running

extension Session {
  /// Runs a command and returns its exit status, which is `$?` afterwards.
  @discardableResult
  func run(_ command: ShellCommand) throws(Departure) -> Int32 {
    switch command {
    case .simple(let simple): status = try run(simple)
    case .pipeline(let stages): status = try runPipeline(stages)
    case .not(let inner): status = try run(inner) == 0 ? 1 : 0
    case .and(let left, let right): if try run(left) == 0 { try run(right) }
    case .or(let left, let right): if try run(left) != 0 { try run(right) }
    case .sequence(let commands): for command in commands { try run(command) }
    case .subshell(let inner): status = try isolated(inner)
    case .forEach(let name, let words, let body): try runForEach(name, words, body)
    case .loop(let isUntil, let condition, let body): try runLoop(isUntil, condition, body)
    case .choice(let branches, let otherwise): try runChoice(branches, otherwise)
    }
    return status
  }

  private func runForEach(_ name: String, _ words: [Word], _ body: ShellCommand) throws(Departure) {
    status = 0
    guard let values = try expanded(words) else {
      status = 1
      return
    }
    for value in values {
      variables[name] = value
      try run(body)
    }
  }

  private func runLoop(
    _ isUntil: Bool, _ condition: ShellCommand, _ body: ShellCommand
  ) throws(Departure) {
    var last: Int32 = 0
    while (try run(condition) == 0) != isUntil {
      last = try run(body)
      if clock?.takeInterruption() == true { throw .interrupted }
    }
    status = last
  }

  private func runChoice(
    _ branches: [(condition: ShellCommand, body: ShellCommand)], _ otherwise: ShellCommand?
  ) throws(Departure) {
    for branch in branches where try run(branch.condition) == 0 {
      try run(branch.body)
      return
    }
    status = 0
    if let otherwise { try run(otherwise) }
  }

  /// Runs a command whose variables and whose `exit` are its own.
  private func isolated(_ command: ShellCommand) throws(Departure) -> Int32 {
    let outer = variables
    defer { variables = outer }
    do throws(Departure) {
      return try comingBack { () throws(Departure) in try run(command) }
    } catch {
      guard case .exit(let status) = error else { throw error }
      return status
    }
  }

  /// Runs the stages one after the other, each reading what the one before wrote.
  private func runPipeline(_ stages: [ShellCommand]) throws(Departure) -> Int32 {
    var streams = currentStreams
    for stage in stages.dropLast() {
      let buffer = TextBuffer()
      streams.output = buffer
      try with(streams) { () throws(Departure) in try isolated(stage) }
      streams.input = CommandInput(buffer.text)
    }
    streams.output = context.output
    return try with(streams) { () throws(Departure) in try isolated(stages[stages.count - 1]) }
  }

  /// What a command writes to its standard output, without the newlines at the end: `$(...)`.
  func output(of command: ShellCommand) throws(Departure) -> String {
    let buffer = TextBuffer()
    var streams = currentStreams
    streams.output = buffer
    substitutionStatus = try with(streams) { () throws(Departure) in try isolated(command) }
    var text = buffer.text
    while text.last == "\n" { text.removeLast() }
    return text
  }
}
