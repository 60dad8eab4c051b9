// Scripts: where they stop, what they return, what time they take, and their transcript.
import ClusterAPI
import KubeCommands
import KubeKinds
import KubeObjects
import SimCore
import Testing

@testable import KubeShell

@Suite struct ScriptTests {
  @Test func aFailingStepEndsTheScript() {
    let stage = Stage()
    #expect(stage.run("echo a\nexpect x true\necho b") == 1)
    #expect(stage.output.text == "a\n")
    #expect(stage.errors.text.hasSuffix("stsctl: steps.txt:2: exit status 1: expect x true\n"))
  }

  @Test func keepGoingReturnsTheFirstFailure() {
    let stage = Stage()
    #expect(stage.run("false\necho 'a\nexpect\necho b", ScriptOptions(keepsGoing: true)) == 1)
    #expect(stage.output.text == "b\n")
  }

  @Test func aScriptWithAMistakeDoesNotBegin() {
    let stage = Stage()
    #expect(stage.run("echo a\necho 'b") == 2)
    #expect(stage.output.text == "")
    #expect(stage.errors.text == "stsctl: steps.txt:2: a quote ' is not closed\n")
  }

  @Test func echoShowsCommentsAndCommands() {
    let stage = Stage()
    #expect(stage.run("# lost\n\n# first\n$ echo a\necho b", ScriptOptions(echoes: true)) == 0)
    #expect(stage.output.text == "# first\n$ echo a\na\n$ echo b\nb\n")
  }

  @Test func commandsTakeTheirPaceAndSettlingItsQuiet() {
    let stage = Stage(timing: Timing(pace: .milliseconds(250), settles: true))
    _ = stage.run("kubectl nosuch\nclock", ScriptOptions(keepsGoing: true))
    #expect(stage.session.context.api.now == Invocation.scriptEpoch + .milliseconds(250))
  }

  @Test func transcriptsTellWhatHappenedToPodsAndClaims() throws {
    let stage = Stage()
    let sink = TextBuffer()
    let api = stage.session.context.api
    let transcript = try Transcript(to: sink, watching: api)
    let runner = ScriptRunner(stage.session, ScriptOptions(keepsGoing: true), transcript: transcript)
    let pod: Value = ["metadata": ["name": "a-0"], "spec": ["containers": [["name": "c", "image": "i"]]]]
    let kind = try #require(api.catalog.kind(.pod))
    _ = try api.create(kind, namespace: "default", name: nil, pod, subresource: nil, WriteOptions())
    _ = runner.run([ScriptText(name: "s", text: "sleep 1\n@nosettle echo x\nfalse")])
    let entries = try sink.text.split(separator: "\n").map { try JSONReader.read(String($0)) }
    #expect(entries.map { $0["command"].text } == ["sleep 1", "echo x", "false"])
    #expect(entries.map { $0["exitCode"].number } == [0, 0, 1])
    #expect(entries.map { $0["stdout"].text } == ["", "x\n", ""])
    #expect(entries.map { $0["timeline"].elements.first?.text } == [nil, nil, "created a-0"])
  }

  @Test(arguments: [
    (["stsctl"], Invocation.Task.shell), (["stsctl", "get", "pods"], .command(["get", "pods"])),
    (["stsctl", "-n", "x", "get", "pods"], .command(["-n", "x", "get", "pods"])),
    (["stsctl", "--strict", "-f", "a", "--file=b", "-f", "-"], .scripts(["a", "b", "-"])),
    (["/usr/bin/kubectl", "--strict", "-f"], .command(["--strict", "-f"])), (["stsctl", "--help"], .help),
    (["stsctl", "--state", "none", "--seed=7", "get"], .command(["get"])), (["stsctl", "--version"], .version),
  ])
  func argumentsAreRead(arguments: [String], task: Invocation.Task) throws {
    #expect(try Invocation(arguments: arguments).task == task)
  }

  @Test(arguments: [
    (["--pace", "x"], "--pace x: a time is needed, such as 100ms"), (["--seed"], "--seed needs a value: N"),
    (["--strict=1"], "--strict takes no value"), (["-f", "a", "get"], "a script (-f) and a command (get) can't be given together"),
    (["--speed", "0"], "--speed 0: a number above 0 is needed"),
  ])
  func wrongArgumentsAreRefused(arguments: [String], message: String) {
    #expect(throws: InvocationError(message)) { try Invocation(arguments: ["stsctl"] + arguments) }
  }
}
