// Running a guest's command in the owner's process.
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
    let output = GuestSink(guest, .output)
    let errors = GuestSink(guest, .errors)
    do throws(InvocationError) {
      let invocation = try Invocation(arguments: hello.arguments)
      let session = session(invocation, guest, hello, cluster, output, errors)
      switch invocation.task {
      case .command(let words): return session.perform(words)
      case .complete(let line):
        let lessons = Lessons(files: DiskFiles(), environment: hello.environment)
        output.write(Completer(session, lessons: lessons.candidates).words(line))
        return 0
      default:
        throw InvocationError("only commands reach a cluster that another process has open")
      }
    } catch {
      errors.write("stsctl: \(error.message)\n")
      return 2
    }
  }

  private func session(
    _ invocation: Invocation, _ guest: Guest, _ hello: GuestHello, _ cluster: FiberCluster, _ output: GuestSink,
    _ errors: GuestSink
  ) -> Session {
    let context = CommandContext(
      api: cluster, output: output, errors: errors, files: DiskFiles(in: hello.directory),
      programs: GuestPrograms(guest), input: guest.readAll(), isStrict: invocation.isStrict,
      isTerminal: hello.isTerminal, environment: hello.environment)
    var timing = timing
    timing.settles = timing.settles || invocation.timing.settles
    let session = Session(context, timing: timing, clock: clock)
    session.saved = clusters
    return session
  }
}
