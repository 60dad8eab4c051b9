// The interactive shell without a terminal: prompts, lines that go on, Ctrl-C, Ctrl-D, time.
import ClusterAPI
import ClusterSim
import KubeCommands
import SimCore
import Testing

@testable import KubeShell

@Suite struct InteractiveTests {
  @Test func linesRunAndTheirStatusIsTheShells() {
    let terminal = Terminal([.line("echo a"), .line(""), .line("false")])
    #expect(terminal.shell.run() == 1)
    #expect(terminal.output.text == "a\n\n")
    #expect(terminal.lines.recalled == ["echo a", "false"])
  }

  @Test func promptsShowNamespaceAndClusterTime() {
    let terminal = Terminal([.line("echo a"), .line("cat <<E"), .line("x")])
    _ = terminal.shell.run()
    #expect(terminal.lines.prompts.first == "fresh/default 00:00:05> ")
    #expect(terminal.lines.prompts[2...3] == ["> ", "> "])
  }

  @Test func linesGoOnUntilTheCommandIsWhole() {
    let terminal = Terminal(["for i in 1 2", "do", "  echo $i", "done", "echo 'a", "b'", "exit 4", "echo never"].map { .line($0) })
    #expect(terminal.shell.run() == 4)
    #expect(terminal.output.text == "1\n2\na\nb\n")
    #expect(terminal.lines.recalled == ["for i in 1 2\ndo\n  echo $i\ndone", "echo 'a\nb'", "exit 4"])
  }

  @Test func interruptingGivesUpWhatWasTyped() {
    let terminal = Terminal([.line("echo 'a"), .interrupted, .line("echo $?")])
    #expect(terminal.shell.run() == 0)
    #expect(terminal.output.text == "130\n\n")
  }

  @Test func interruptingACommandKeepsTheShell() {
    let terminal = Terminal([.line("sleep 1h"), .line("echo $?")])
    terminal.clock.interrupts = true
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

  @Test func promptsAndHintsStandByThemselves() {
    let text = Terminal.transcript(["get ns -o jsonpath={.items[0].metadata.name}", "get pods -n defualt", "echo -n a; echo b", "true"])
    #expect(text.hasPrefix("default\nab\n\n"))
    #expect(text.count(of: "did you mean `default`") == 1)
  }
}

extension String {
  fileprivate func count(of part: String) -> Int { split(separator: part, omittingEmptySubsequences: false).count - 1 }
}
