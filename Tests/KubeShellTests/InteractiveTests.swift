// The interactive shell without a terminal: prompts, lines that go on, Ctrl-C, Ctrl-D, history, time.
import ClusterAPI
import ClusterSim
import KubeCommands
import SimCore
import Testing

@testable import KubeShell

/// A terminal whose user types what a test says.
private final class TypedLines: LineReader {
  var typed: [LineInput]
  private(set) var prompts: [String] = []
  private(set) var remembered: [String] = []

  init(_ typed: [LineInput]) { self.typed = typed }

  func readLine(prompt: String) -> LineInput {
    prompts.append(prompt)
    return typed.isEmpty ? .end : typed.removeFirst()
  }

  func remember(_ entry: String) { remembered.append(entry) }
}

/// A time outside that passes five seconds whenever it is asked for.
private final class TickingClock: ShellClock, Pacer {
  private var time: Instant
  private(set) var isAhead = false
  /// Breaks off the next wait.
  var interrupts = false

  init(_ start: Instant) { time = start }

  var now: Instant {
    time = time + .seconds(5)
    return time
  }

  func runAhead() { isAhead = true }

  func follow(from instant: Instant) {
    isAhead = false
    time = instant
  }

  func wait(from now: Instant, until instant: Instant) throws(Interruption) {
    if interrupts { throw Interruption() }
    if !isAhead { time = max(time, instant) }
  }
}

private struct Terminal {
  let shell: InteractiveShell
  let session: Session
  let lines: TypedLines
  let clock = TickingClock(Invocation.scriptEpoch)
  let output = TextBuffer()
  let errors = TextBuffer()

  init(_ typed: [LineInput]) {
    lines = TypedLines(typed)
    let cluster = SimulatedCluster(ClusterConfiguration(), seed: 1, start: Invocation.scriptEpoch, pacer: clock)
    let context = CommandContext(api: cluster, output: output, errors: errors, files: Stage().files)
    session = Session(context, timing: Timing(pace: .zero), clock: clock)
    shell = InteractiveShell(session, lines: lines)
  }
}

@Suite struct InteractiveTests {
  @Test func linesRunAndTheirStatusIsTheShells() {
    let terminal = Terminal([.line("echo a"), .line(""), .line("false")])
    #expect(terminal.shell.run() == 1)
    #expect(terminal.output.text == "a\n\n")
    #expect(terminal.lines.remembered == ["echo a", "false"])
  }

  @Test func promptsShowNamespaceAndClusterTime() {
    let terminal = Terminal([.line("echo a"), .line("cat <<E"), .line("x")])
    _ = terminal.shell.run()
    #expect(terminal.lines.prompts.first == "default 00:00:05> ")
    #expect(terminal.lines.prompts[2...3] == ["> ", "> "])
  }

  @Test func linesGoOnUntilTheCommandIsWhole() {
    let terminal = Terminal(["for i in 1 2", "do", "  echo $i", "done", "echo 'a", "b'", "exit 4", "echo never"].map { .line($0) })
    #expect(terminal.shell.run() == 4)
    #expect(terminal.output.text == "1\n2\na\nb\n")
    #expect(terminal.lines.remembered == ["for i in 1 2\ndo\n  echo $i\ndone", "echo 'a\nb'", "exit 4"])
  }

  @Test func interruptingGivesUpWhatWasTyped() {
    let terminal = Terminal([.line("echo 'a"), .interrupted, .line("echo $?")])
    #expect(terminal.shell.run() == 0)
    #expect(terminal.output.text == "130\n\n")
  }

  @Test func interruptingACommandKeepsTheShell() {
    let terminal = Terminal([.line("sleep 1h"), .line("echo $?")])
    terminal.clock.interrupts = true
    #expect(terminal.shell.run() == 130)
    terminal.clock.interrupts = false
    terminal.lines.typed = [.line("echo $?")]
    #expect(terminal.shell.run() == 0)
    #expect(terminal.output.text.contains("130\n"))
  }

  @Test func theClusterFollowsTheTimeOutside() {
    let terminal = Terminal([.line("clock"), .line("advance 1h"), .line("clock")])
    _ = terminal.shell.run()
    let times = terminal.output.text.split(separator: "\n").compactMap { Instant(rfc3339: String($0)) }
    #expect(times.count == 2)
    #expect(times[0] > Invocation.scriptEpoch)
    #expect(times[1] - times[0] >= .hours(1) && times[1] - times[0] < .hours(1) + .minutes(2))
    #expect(!terminal.clock.isAhead)
  }

  @Test func mistakesAreSaid() {
    let terminal = Terminal([.line("a | | b"), .line("echo ok")])
    #expect(terminal.shell.run() == 0)
    #expect(terminal.errors.text == "stsctl: unexpected `|`\n")
    #expect(terminal.output.text == "ok\n\n")
  }

  @Test(arguments: ["get pods", "a\nb", "a\\nb", "ends\\", "名字"])
  func historyKeepsEntries(entry: String) {
    let text = HistoryText.line(for: entry)
    #expect(text.count { $0 == "\n" } == 1)
    #expect(HistoryText.entries("x\n" + text, limit: 1) == [entry])
  }

  @Test func historyLeavesSomeOut() {
    #expect(HistoryText.isKept("a", after: "b"))
    #expect(!HistoryText.isKept("a", after: "a") && !HistoryText.isKept(" a", after: nil) && !HistoryText.isKept("\n", after: nil))
  }

  @Test func scriptsThatComeLineByLineRunAtOnce() {
    let stage = Stage()
    var lines = ["# about", "echo a", "cat <<E", "b", "E", "false", "echo c"]
    var seen: [String] = []
    let status = ScriptRunner(stage.session, ScriptOptions(echoes: true)).run(
      reading: {
        seen.append(stage.output.text)
        return lines.isEmpty ? nil : lines.removeFirst()
      }, name: "standard input")
    #expect(status == 1)
    #expect(seen[2] == "# about\n$ echo a\na\n")
    #expect(stage.errors.text == "stsctl: standard input:6: exit status 1: false\n")
  }
}
