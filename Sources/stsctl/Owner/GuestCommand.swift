// Running what a guest was started for in the owner's process: one command, or a whole shell.
import ClusterState
import KubeCommands
import KubeShell

/// Runs commands of guests on the cluster that this process owns.
struct GuestCommand {
  let clusters: Clusters
  let clock: WallClock?
  let timing: Timing

  /// Runs what a guest was started for, and returns its exit status.
  func run(_ guest: Guest, _ hello: GuestHello, _ cluster: FiberCluster) -> Int32 {
    let streams = Streams(guest, hello)
    do throws(InvocationError) {
      let invocation = try Invocation(arguments: hello.arguments)
      streams.paint(invocation, hello)
      let session = session(invocation, guest, hello, cluster, streams)
      let lessons = Lessons(files: DiskFiles(), environment: hello.environment)
      let completer = Completer(session, lessons: lessons.candidates)
      switch invocation.task {
      case .command(let words): return session.perform(words)
      case .complete(let line): streams.output.write(completer.words(line))
      case .shell: return shell(session, guest, hello, GuestLines(guest, cluster, completer), streams)
      default: throw InvocationError("only commands and shells reach a cluster that another process has open")
      }
      return 0
    } catch {
      streams.errors.write("stsctl: \(error.message)\n")
      return 2
    }
  }

  /// Where a guest's output goes.
  private final class Streams {
    private let plain: (output: GuestSink, errors: GuestSink)
    var output: any TextSink
    var errors: any TextSink
    private(set) var screen: ScreenSink?
    private(set) var live: LiveLine?
    /// How wide the guest's terminal is now.
    var columns: () -> Int

    init(_ guest: Guest, _ hello: GuestHello) {
      columns = { hello.columns }
      plain = (GuestSink(guest, .output), GuestSink(guest, .errors))
      (output, errors) = plain
    }

    func isPainted(_ isTerminal: Bool, _ invocation: Invocation, _ hello: GuestHello) -> Bool {
      invocation.color.isPainted(isTerminal: isTerminal, isStrict: invocation.isStrict, hello.environment)
    }

    /// Colours, and in a shell a line that changes in its place.
    func paint(_ invocation: Invocation, _ hello: GuestHello) {
      let isShell = invocation.task == .shell
      if isShell, !invocation.isStrict, hello.environment["TERM"] != "dumb" {
        live = LiveLine(plain.output) { [unowned self] in columns() }
      }
      let isPainted = isPainted(hello.isTerminal, invocation, hello)
      if isShell || isPainted {
        let screen = ScreenSink(plain.output, .output, isPainted: isPainted, live: live)
        output = screen
        self.screen = screen
      }
      errors = ScreenSink(
        plain.errors, .errors, isPainted: self.isPainted(hello.isErrorTerminal, invocation, hello), live: live)
    }
  }

  private func session(
    _ invocation: Invocation, _ guest: Guest, _ hello: GuestHello, _ cluster: FiberCluster, _ streams: Streams
  ) -> Session {
    let files = DiskFiles(in: hello.directory)
    let context = CommandContext(
      api: cluster, output: streams.output, errors: streams.errors, files: files,
      programs: GuestPrograms(guest), input: guest.readAll(), isStrict: invocation.isStrict,
      isTerminal: hello.isTerminal, environment: hello.environment)
    context.progress = streams.live
    if hello.isTerminal { context.columns = { [unowned streams] in streams.columns() } }
    var timing = timing
    timing.settles = timing.settles || invocation.timing.settles
    let isShell = invocation.task == .shell
    let time: (any ShellClock)? = if isShell, let clock { GuestClock(clock, cluster, guest) } else { clock }
    let session = Session(context, timing: timing, clock: time)
    session.saved = GuestClusters(clusters, guest, files, isShell: isShell)
    session.folder = GuestFolder(guest, files)
    if !isShell { session.takeRows(from: hello.environment) }
    if isShell { session.systemShell = GuestShell(guest, clusters, hello.environment) }
    return session
  }

  /// Runs a shell whose user sits in the guest's process.
  private func shell(
    _ session: Session, _ guest: Guest, _ hello: GuestHello, _ lines: GuestLines, _ streams: Streams
  ) -> Int32 {
    let invocation = try? Invocation(arguments: hello.arguments)
    streams.columns = { lines.size.columns }
    let isPainted = invocation.map { streams.isPainted(hello.isTerminal, $0, hello) } ?? false
    let bench = Workbench(lines: lines, fibers: ThreadFibers(), screen: streams.screen, isPainted: isPainted)
    bench.historyOf = { HistoryFile(environment: hello.environment, cluster: $0) }
    return InteractiveShell(session, bench).run()
  }
}
