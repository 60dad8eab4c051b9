// A terminal for tests: what is typed is a list, the time outside ticks when it is looked at.
import ClusterAPI
import ClusterSim
import KubeCommands
import SimCore

@testable import KubeShell

/// A terminal whose user types what a test says.
final class TypedLines: LineReader {
  var typed: [LineInput]
  private(set) var prompts: [String] = []
  private(set) var presets: [String] = []
  private(set) var recalled: [String] = []
  private(set) var announced: [String] = []
  var size = ScreenSize(columns: 80, rows: 24)
  var onIdle: (() -> Void)?

  init(_ typed: [LineInput]) { self.typed = typed }

  func readLine(prompt: String, preset: String) -> LineInput {
    prompts.append(prompt)
    presets.append(preset)
    onIdle?()
    return typed.isEmpty ? .end : typed.removeFirst()
  }

  func recall(_ entry: String) { recalled.append(entry) }

  func forgetEntries() { recalled = [] }

  func announce(_ text: String) { announced.append(text) }
}

/// A time outside that passes five seconds whenever it is asked for.
final class TickingClock: ShellClock, Pacer {
  private var time: Instant
  private(set) var isAhead = false
  var speed = 1.0
  var isPaused = false
  /// Breaks off the next wait.
  var interrupts = false
  var onWait: (() -> Bool)?

  init(_ start: Instant) { time = start }

  var now: Instant {
    if !isPaused { time = time + .seconds(5) }
    return time
  }

  func runAhead() { isAhead = true }

  func follow(from instant: Instant) {
    isAhead = false
    time = instant
  }

  func takeInterruption() -> Bool {
    defer { interrupts = false }
    return interrupts
  }

  func wait(from now: Instant, until instant: Instant) throws(Interruption) {
    if interrupts { throw Interruption() }
    if !isAhead { time = max(time, instant) }
  }
}

/// What others and this shell have kept.
final class KeptHistory: HistoryStore {
  var fresh: [String]
  private(set) var kept: [String] = []

  init(_ fresh: [String] = []) { self.fresh = fresh }

  func news() -> [String] {
    defer { fresh = [] }
    return fresh
  }

  func append(_ entry: String) { kept.append(entry) }
}

/// A shell at a terminal for tests.
struct Terminal {
  let shell: InteractiveShell
  let session: Session
  let bench: Workbench
  let lines: TypedLines
  let clock = TickingClock(Invocation.scriptEpoch)
  let output = TextBuffer()
  let errors = TextBuffer()
  let store: KeptHistory

  /// - Parameter configuration: the cluster; without one it has no nodes.
  init(
    _ typed: [LineInput], history: [String] = [], _ configuration: ClusterConfiguration = ClusterConfiguration(),
    isPainted: Bool = false
  ) {
    lines = TypedLines(typed)
    store = KeptHistory(history)
    let cluster = SimulatedCluster(configuration, seed: 1, start: Invocation.scriptEpoch, pacer: clock)
    let screen = ScreenSink(output, .output, isPainted: isPainted)
    let context = CommandContext(api: cluster, output: screen, errors: errors, files: Stage().files)
    session = Session(context, timing: Timing(pace: .zero), clock: clock)
    bench = Workbench(lines: lines, screen: screen, isPainted: isPainted)
    let store = store
    bench.historyOf = { _ in store }
    shell = InteractiveShell(session, bench)
  }

  /// Runs lines that are typed and returns what was printed, errors after the output.
  static func transcript(_ typed: [String], _ configuration: ClusterConfiguration = .standard) -> String {
    let terminal = Terminal(typed.map { .line($0) }, configuration)
    _ = terminal.shell.run()
    return terminal.output.text + terminal.errors.text
  }
}
