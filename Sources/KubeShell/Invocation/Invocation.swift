// What `stsctl` was started for: its own options, and what follows them.
import SimCore

/// A start of stsctl, as its arguments say it.
public struct Invocation: Sendable {
  public enum Task: Equatable, Sendable {
    /// No command: an interactive shell, or a script when the input is not a terminal.
    case shell
    /// One command, in words.
    case command([String])
    /// Scripts by their file names; `-` is the standard input.
    case scripts([String])
    /// The API of a cluster, for other programs.
    case serve
    case serveHelp
    case help
    case version
    /// Lessons: what follows the word.
    case learn([String])
    /// Markdown documents whose commands are run.
    case test([String])
    /// Completions for a shell, and another name of the program that they are for too.
    case completion(shell: String, alias: String?)
    /// What may stand at the end of a line, for other shells.
    case complete(String)
    /// Writes the generated files below a folder.
    case generate(String)
  }

  public var task = Task.shell
  /// The ClusterConfig that describes the cluster.
  public var clusterFile: String?
  /// Which saved cluster is wanted, as `--state` says it; `nil` leaves it to the kind of start.
  public var state: StateChoice?
  /// Whether something was said of how the cluster begins: then it is not one that exists already.
  public var saysHowToBegin = false
  /// Cluster seconds per second of the wall clock, in the shell.
  public var speed = 1.0
  public var timing = Timing()
  public var script = ScriptOptions()
  public var transcriptFile: String?
  public var serving = ServeOptions()
  public var seed: UInt64 = 1
  /// Exactly kubectl: no extensions, no hints.
  public var isStrict = false
  public var color = ColorChoice.auto
  /// Whether strangers' scripts run: no other programs, no files outside of their folder, no network.
  public var isRestricted = false
  /// The cluster's time at its start; `nil` leaves it to the kind of start.
  public var start: Instant?
  /// Whether it was started as `kubectl`, which has none of the options.
  public var isKubectl = false

  public init() {}

  public enum StateChoice: Equatable, Sendable {
    /// A cluster that is forgotten at the end.
    case forgotten
    /// The one that commands use which name none.
    case usual
    case named(String)
  }

  /// Which saved cluster is to be used. What must come out the same every time begins with a fresh one: scripts,
  /// lessons, documents.
  public var stateChoice: StateChoice {
    if let state { return state }
    if saysHowToBegin { return .forgotten }
    switch task {
    case .shell, .command, .complete: return .usual
    case .scripts, .serve, .serveHelp, .help, .version, .generate, .learn, .test, .completion: return .forgotten
    }
  }

  /// What prompts call a cluster that is forgotten: one from a file by the file's name.
  public var freshName: String {
    let file = clusterFile?.split(separator: "/").last.map(String.init) ?? "fresh"
    return file.split(separator: ".").first.map(String.init) ?? file
  }

  /// The files whose commands are run.
  public var documents: [String] {
    switch task {
    case .scripts(let names), .test(let names): names
    default: []
    }
  }

  /// The cluster's time at the start of a script: always the same, so that the same script prints the same bytes.
  public static let scriptEpoch = Instant(unixSeconds: 1_767_225_600)
}

/// When colours are shown.
public enum ColorChoice: String, Sendable, CaseIterable {
  case auto, always, never

  /// Whether colours are shown on a stream.
  /// - Parameter isTerminal: whether the stream is a terminal.
  public func isPainted(isTerminal: Bool, isStrict: Bool, _ environment: [String: String]) -> Bool {
    switch self {
    case .always: true
    case .never: false
    case .auto:
      isTerminal && !isStrict && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    }
  }
}

/// Why the arguments make no sense.
public struct InvocationError: Error, Equatable, Sendable {
  public var message: String

  public init(_ message: String) { self.message = message }
}

extension Invocation {
  /// Reads the arguments, the first of which is the program's own name.
  public init(arguments: [String]) throws(InvocationError) {
    let program = arguments.first.map { $0.split(separator: "/").last.map(String.init) ?? $0 } ?? "stsctl"
    var rest = arguments.dropFirst()
    isKubectl = program == "kubectl"
    if isKubectl {
      task = try InvocationVerb.task(Array(rest), isKubectl: true) ?? .command(Array(rest))
      return
    }
    while let argument = rest.first, let option = InvocationOptionCatalog.option(argument) {
      rest.removeFirst()
      try option.read(argument, &rest, &self)
    }
    if rest.first == "serve", case .shell = task {
      try readServe(rest.dropFirst())
    } else if !rest.isEmpty {
      try setCommand(Array(rest))
    }
  }

  private mutating func setCommand(_ words: [String]) throws(InvocationError) {
    switch task {
    case .shell: task = try InvocationVerb.task(words) ?? .command(words)
    case .scripts: throw InvocationError("a script (-f) and a command (\(words[0])) can't be given together")
    case .command, .serve, .serveHelp, .help, .version, .complete, .generate, .learn, .test, .completion: break
    }
  }

  mutating func addScript(_ name: String) {
    if case .scripts(let names) = task { task = .scripts(names + [name]) } else { task = .scripts([name]) }
  }
}
