// The sessions of a run: a cluster, the streams, and what surrounds commands.
import CEditShim
import ClusterAPI
import ClusterSim
import ClusterState
import Glibc
import KubeCommands
import KubeShell
import SimCore

/// What kind of session is wanted.
struct SessionOpening {
  var invocation: Invocation
  /// Whether commands find the process's standard input when they read theirs.
  var readsInput = false
  /// Whether what commands write to files stays there.
  var keepsFiles = true
  /// The time outside, where the cluster follows it.
  var clock: WallClock?
  /// What takes the output at a terminal, and the line in it that changes in place.
  var screen: ScreenSink?
  var live: LiveLine?

  init(_ invocation: Invocation, readsInput: Bool = false, keepsFiles: Bool = true, clock: WallClock? = nil) {
    self.invocation = invocation
    self.readsInput = readsInput
    self.keepsFiles = keepsFiles
    self.clock = clock
  }
}

extension Program {
  func session(_ opening: SessionOpening) throws -> Session {
    let (invocation, clock) = (opening.invocation, opening.clock)
    let fence = try restrictedFiles(invocation)
    let clusters = Clusters(files: files, invocation, environment: environment)
    let start = clock == nil ? Invocation.scriptEpoch : WallClock.timeOfDay()
    let cluster = try clusters.open(start: start, clock ?? InstantPacer())
    clock?.follow(from: cluster.now)
    clock?.beforeRest = output.flush
    for notice in cluster.notices { errors.write("stsctl: \(notice)\n") }
    let session = Session(
      try context(cluster, opening, fence ?? files), timing: invocation.timing, clock: clock)
    session.freshName = invocation.freshName
    session.saved = clusters
    session.isRestricted = invocation.isRestricted
    if !invocation.isRestricted {
      session.systemShell = systemShell(clusters, opening)
      session.folder = ProcessFolder()
    }
    if let clock { try clusters.takeGuests(clock, invocation.timing) }
    return session
  }

  private func context(
    _ cluster: any ClusterAPI, _ opening: SessionOpening, _ files: any FileAccess
  ) throws -> CommandContext {
    let invocation = opening.invocation
    var shown: any TextSink = opening.screen ?? output
    if opening.screen == nil, isPainted(1, invocation) { shown = ScreenSink(output, .output, isPainted: true) }
    let said = ScreenSink(errors, .errors, isPainted: isPainted(2, invocation), live: opening.live)
    let isRestricted = invocation.isRestricted
    let context = CommandContext(
      api: cluster, output: shown, errors: said, files: opening.keepsFiles ? files : ScratchFiles(over: files),
      programs: isRestricted ? nil : ChildPrograms(), input: opening.readsInput ? StandardInput.readAll() : [],
      isStrict: invocation.isStrict, isTerminal: isatty(1) != 0,
      environment: isRestricted ? Self.harmless(environment) : environment)
    context.progress = opening.live
    if context.isTerminal { context.columns = { LibEditLineReader.size.columns } }
    return context
  }

  func isPainted(_ descriptor: Int32, _ invocation: Invocation) -> Bool {
    invocation.color.isPainted(
      isTerminal: isatty(descriptor) != 0, isStrict: invocation.isStrict, environment)
  }

  private func systemShell(_ clusters: Clusters, _ opening: SessionOpening) -> ChildShell {
    ChildShell(
      clusters, opening.clock, opening.invocation.timing,
      isInteractive: opening.clock != nil && isatty(0) != 0 && isatty(1) != 0,
      path: environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin")
  }

  // MARK: Restrictions

  /// The files that a stranger's script may use; `nil` when all of them may be used.
  private func restrictedFiles(_ invocation: Invocation) throws(FileError) -> FencedFiles? {
    guard invocation.isRestricted else { return nil }
    var folder = "."
    if let first = invocation.documents.first, let end = first.lastIndex(of: "/") {
      folder = end == first.startIndex ? "/" : String(first[..<end])
    }
    return try FencedFiles(folder: folder)
  }

  /// What of the environment a stranger may see. What the user prefers is outside of the fence.
  private static func harmless(_ environment: [String: String]) -> [String: String] {
    environment.filter { ["HOME", "LANG", "TERM", "TZ"].contains($0.key) }.merging(["KUBERC": "off"]) { $1 }
  }
}

// MARK: At a terminal

extension Program {
  /// A shell on the cluster of the invocation, which follows the clock on the wall.
  func shell(_ invocation: Invocation, keepsHistory: Bool) throws -> TerminalShell {
    let signals = ces_open_signals()
    var opening = SessionOpening(invocation, readsInput: true)
    opening.invocation.timing.pace = .zero
    opening.clock = WallClock(start: WallClock.timeOfDay(), speed: invocation.speed, signals: signals)
    if environment["TERM"] != "dumb", !invocation.isStrict {
      opening.live = LiveLine(output) { LibEditLineReader.size.columns }
    }
    let isPainted = isPainted(1, invocation)
    let screen = ScreenSink(output, .output, isPainted: isPainted, live: opening.live)
    opening.screen = screen
    let session = try session(opening)
    let completer = Completer(session, lessons: Lessons(files: files, environment: environment).candidates)
    guard
      let reader = LibEditLineReader(
        signals: signals, terminalType: environment["TERM"], complete: { completer.answer(before: $0, after: $1) })
    else { throw InvocationError("the terminal can't be used for editing lines") }
    let clusters = session.saved as? Clusters
    reader.attended = clusters
    let bench = Workbench(lines: reader, fibers: ThreadFibers(), screen: screen, isPainted: isPainted)
    if keepsHistory {
      let environment = environment
      bench.historyOf = { HistoryFile(environment: environment, cluster: $0) }
    }
    return TerminalShell(InteractiveShell(session, bench), bench, session, clusters)
  }
}

/// A shell at a terminal, and what belongs to it.
struct TerminalShell {
  let bench: Workbench
  let session: Session
  private let shell: InteractiveShell
  private let clusters: Clusters?

  fileprivate init(_ shell: InteractiveShell, _ bench: Workbench, _ session: Session, _ clusters: Clusters?) {
    self.shell = shell
    self.bench = bench
    self.session = session
    self.clusters = clusters
  }

  /// Puts a text into the first line, as if it had been typed.
  func begin(with text: String) { shell.preset = text }

  /// Runs what is typed until the user leaves; guests are sent away then.
  func run() -> Int32 {
    defer { clusters?.close() }
    return shell.run()
  }
}
