// Blocks as people paste them from tutorials.
import KubeCommands
import Testing

@testable import KubeShell

@Suite struct PastedTextTests {
  private static func read(_ text: String) -> PastedText {
    let words: Set<String> = ["kubectl", "stsctl", "get", "delete", "sleep"]
    return PastedText(text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)) { words.contains($0) }
  }

  @Test(arguments: [
    ("kubectl get pods\nkubectl get sts", ["kubectl get pods", "kubectl get sts"], 0),
    ("$ kubectl get pods\nNAME    READY\nweb-0   1/1\n$ kubectl get sts\nNAME", ["kubectl get pods", "kubectl get sts"], 3),
    ("kubectl get pods\nNAME    READY\nweb-0   1/1\n\n# then\nget sts", ["kubectl get pods", "get sts"], 2),
    ("$ kubectl apply -f - <<EOF\n> a: b\n> EOF\npod/a created", ["kubectl apply -f - <<EOF", "a: b", "EOF"], 1),
    ("kubectl apply -f - <<EOF\nget: x\nEOF\nsleep 5", ["kubectl apply -f - <<EOF", "get: x", "EOF", "sleep 5"], 0),
    ("kubectl get pods \\\n  -o wide", ["kubectl get pods \\", "  -o wide"], 0),
    ("    $ kubectl apply -f - <<EOF\n    a:\n\n      b: c\n    EOF\n    $ get pods", ["kubectl apply -f - <<EOF", "a:", "", "  b: c", "EOF", "get pods"], 0),
    ("kubectl apply -f - <<EOF\n    a:\n      b: c\n    EOF", ["kubectl apply -f - <<EOF", "a:", "  b: c", "EOF"], 0),
    ("kubectl apply -f - <<EOF\n  a: b\nEOF", ["kubectl apply -f - <<EOF", "  a: b", "EOF"], 0),
    ("me@host:~/x$ kubectl get pods\nNo resources found", ["kubectl get pods"], 1),
    ("root@node-1:/# kubectl get pods", ["kubectl get pods"], 0),
    ("for i in 0 1; do\nkubectl delete pod web-$i\ndone", ["for i in 0 1; do", "kubectl delete pod web-$i", "done"], 0),
    ("x=1\nkubectl get pods", ["x=1", "kubectl get pods"], 0), ("apiVersion: v1\nkind: Pod", [], 2), ("", [], 0),
  ])
  func outputIsPassedOver(text: String, commands: [String], skipped: Int) {
    let pasted = Self.read(text)
    #expect(pasted.commands == commands)
    #expect(pasted.skipped == skipped)
  }

  @Test func pastedLinesRunAsIfTyped() {
    let terminal = Terminal([.pasted(["$ echo a", "a", "$ false", "$ echo b"], rest: "echo unfinished"), .line("echo c")])
    _ = terminal.shell.run()
    #expect(terminal.output.text.contains("> echo a\na\n"))
    #expect(terminal.output.text.contains("> echo b\nb\nc\n"))
    #expect(terminal.errors.text.hasPrefix("hint: 1 line of what was pasted passed over: no commands\n"))
    #expect(terminal.lines.presets.contains("echo unfinished"))
    #expect(terminal.lines.recalled == ["echo a", "false", "echo b", "echo c"])
  }

  @Test func aPastedHereDocumentGoesOn() {
    let terminal = Terminal([.line("cat <<E"), .pasted(["$ x", "E", "echo d"], rest: "")])
    _ = terminal.shell.run()
    #expect(terminal.output.text.contains("$ x\n") && terminal.output.text.contains("\nd\n"))
  }
}
