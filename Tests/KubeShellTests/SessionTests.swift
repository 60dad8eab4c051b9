// Running lines: expansion, streams, control flow and the shell's own words, on an empty cluster.
import ClusterAPI
import ClusterSim
import KubeCommands
import SimCore
import StsctlTesting
import Testing

@testable import KubeShell

/// A session on an empty cluster, with what it printed.
struct Stage {
  let session: Session
  let files: MemoryFiles
  let output = TextBuffer()
  let errors = TextBuffer()

  init(
    files: [String: String] = [:], environment: [String: String] = [:], timing: Timing = Timing(),
    configuration: ClusterConfiguration = ClusterConfiguration()
  ) {
    self.files = MemoryFiles(files)
    let cluster = SimulatedCluster(
      configuration, seed: 1, start: Invocation.scriptEpoch, pacer: InstantPacer())
    let context = CommandContext(
      api: cluster, output: output, errors: errors, files: self.files, environment: environment)
    session = Session(context, timing: timing)
  }

  func run(_ text: String, _ options: ScriptOptions = ScriptOptions()) -> Int32 {
    ScriptRunner(session, options).run([ScriptText(name: "steps.txt", text: text)])
  }
}

@Suite struct SessionTests {
  @Test(arguments: [
    ("echo a  b 'c  d'", "a b c  d\n"), ("echo -n a", "a"),
    ("x=5; echo $x ${x} \"$x\" '$x' ${y:-none} ${x:+some} ${#x}", "5 5 5 $x none some 1\n"),
    ("echo $((2 + 3 * (4 - 1))) $((7 / 2 % 2)) $((1 < 2 && 3 != 3))", "11 1 0\n"),
    ("i=4; echo web-$((i - 1))", "web-3\n"),
    ("x='a  b'; echo $x; echo \"$x\"", "a b\na  b\n"),
    ("echo \"$(printf 'one\\ntwo\\n')\"", "one\ntwo\n"), ("echo `echo inner`", "inner\n"),
    ("for i in 0 1 2; do echo web-$i; done", "web-0\nweb-1\nweb-2\n"),
    ("for i in a\ndo\n  echo $i\ndone", "a\n"),
    ("false || echo no && echo yes", "no\nyes\n"), ("! false && echo ok", "ok\n"),
    ("if false; then echo a; elif true; then echo b; else echo c; fi", "b\n"),
    ("false; echo $?", "1\n"), ("echo hi | cat", "hi\n"), ("cat <<EOF\n$((1+1)) $x\\$y\nEOF", "2 $y\n"),
    ("cat <<'EOF'\n$((1+1))\nEOF", "$((1+1))\n"), ("cat <<-EOF\n\ta\n\tEOF", "a\n"), ("cat <<< word", "word\n"),
    ("cat <<A; cat <<B\na\nA\nb\nB", "a\nb\n"), ("x=1 true; echo $x.", ".\n"), ("{ echo a; echo b; } | cat", "a\nb\n"),
    ("printf '%s=%d\\n' a 1 b 2", "a=1\nb=2\n"), ("printf '%b%%' 'x\\ty'", "x\ty%"),
    ("printf '%064d' 5", String(repeating: "0", count: 63) + "5"),
    ("printf '%05d|%-5d|%+d|% d|%.3d|%x|%#X|%#o' -42 42 42 42 5 255 255 8", "-0042|42   |+42| 42|005|ff|0XFF|010"),
    ("printf '%5.2s|%-4s|%c|%*d|' hello ab xyz 3 7", "   he|ab  |x|  7|"),
    ("printf '%d %d %d' 0x1f 017 \\'a", "31 15 97"), ("printf '\\x41\\102%b\\z' '\\0103'", "ABC\\z"),
    ("echo *.yaml no-*.x '*.yaml' m/?.txt", "a.yaml b.yaml no-*.x *.yaml m/1.txt\n"), ("echo [ab].yaml [!a].yaml", "a.yaml b.yaml b.yaml\n"),
    ("x=1; (x=2; exit 5); echo $? $x", "5 1\n"), ("x=$(echo a; exit 3; echo b); echo $? $x", "3 a\n"),
    ("exit 4 | cat; echo $?", "0\n"), ("export A=1; echo $A", "1\n"), ("clock; sleep 1.5s; clock", "2026-01-01T00:00:00Z\n2026-01-01T00:00:01Z\n"),
    ("advance 1d; clock", "2026-01-02T00:00:00Z\n"), ("settle; clock", "2026-01-01T00:00:01Z\n"),
    ("echo $HOME ~/x", "/home/me /home/me/x\n"),
  ])
  func linesPrint(text: String, expected: String) {
    let stage = Stage(
      files: ["a.yaml": "", "b.yaml": "", "m/1.txt": "", "c.json": ""], environment: ["HOME": "/home/me"])
    #expect(stage.run(text) == 0)
    #expect(stage.output.text == expected)
    #expect(stage.errors.text == "")
  }

  @Test func redirectionsReachFiles() {
    let stage = Stage(files: ["in": "text\n"])
    #expect(stage.run("cat < in > out; echo more >> out; echo gone > /dev/null; nosuch 2> errors; cat out") == 0)
    #expect(stage.files.contents["out"] == "text\nmore\n")
    #expect(stage.files.contents["errors"]?.contains("unknown command") == true)
    #expect(stage.output.text == "text\nmore\n")
  }

  @Test(arguments: [
    ("cat < nosuch", "stsctl: nosuch: no such file or directory\n", 1),
    ("echo a > /x", "stsctl: /x: permission denied\n", 1),
    ("sleep", "stsctl: sleep: a time is missing, such as 5s\n", 1),
    ("sleep never", "stsctl: sleep: `never` is no time: write 5, 0.5s, 10m or 2h\n", 1),
    ("echo $((1 / 0))", "stsctl: division by zero\n", 1), ("echo ${x?is needed}", "stsctl: x: is needed\n", 1),
    ("exit 7; echo never", "", 7), ("exit many", "stsctl: exit: `many` is no exit status\n", 2),
    ("clock now", "stsctl: clock: takes no arguments, but `now` was given\n", 1),
    ("expect", "stsctl: expect: a command is missing: expect 'READY 3/3' get sts web\n", 2),
    ("expect abc echo abd", "stsctl: expect: `abc` was not printed by: echo abd\n  abd\n", 1),
    ("expect --exit 3 true", "stsctl: expect: the exit status was 0, not 3 by: true\n  (nothing)\n", 1),
  ] as [(String, String, Int32)])
  func failuresAreSaid(text: String, message: String, status: Int32) {
    let stage = Stage()
    #expect(stage.run(text) == status)
    #expect(stage.errors.text == message + "stsctl: steps.txt:1: exit status \(status): \(text)\n")
  }

  @Test(arguments: [
    "expect 'b c' echo 'a  b   c'", "expect --not d --exit 0 -- echo a", "expect --exit 1 -- false",
    "expect --exit 1 'unknown command' kubectl nosuch", "expect 'READY 3/3' 'ACCESS MODES RWO' 'AGE 5s' cat table",
    "expect a b -- echo a b", "expect true get -- echo get true", "expect created -- echo created -- x",
    "expect --within 10s a echo a", "expect Active getn default",
  ])
  func expectationsHold(text: String) {
    let table = "NAME   ACCESS MODES   READY   AGE\na      RWO            3/3     5s\nbcd    RWO            3/3     5s\n"
    let preferences = "apiVersion: kubectl.config.k8s.io/v1beta1\nkind: Preference\naliases:\n"
      + "- {name: getn, command: get, prependArgs: [ns]}"
    let stage = Stage(files: ["table": table, ".kube/kuberc": preferences])
    #expect(stage.run(text) == 0, "\(stage.errors.text)")
    #expect(stage.output.text + stage.errors.text == "")
  }

  @Test(arguments: ["expect true -- echo false", "expect get x -- echo get", "expect --not a -- echo a"])
  func expectationsFail(text: String) { #expect(Stage().run(text) == 1) }

  @Test func columnsMustHoldInEveryRow() {
    let stage = Stage(files: ["two": "NAME   READY\na      3/3\nb      2/3\n", "none": "NAME   READY\n"])
    #expect(stage.run("expect 'READY 3/3' cat two") == 1)
    #expect(stage.run("expect 'READY 3/3' cat none") == 1)
  }

  @Test func expectingWithinLetsTimePass() {
    let stage = Stage()
    #expect(stage.run("expect --within 10s 00:00:07 clock") == 0, "\(stage.errors.text)")
    #expect(stage.session.context.api.now == Invocation.scriptEpoch + .seconds(7))
  }
}
