// Words about namespace, subject and time, and hints after mistakes.
import ClusterAPI
import ClusterSim
import KubeCommands
import Testing

@testable import KubeShell

@Suite struct ContextTests {
  private static let set = """
    kubectl create -f - <<EOF
    {"apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": {"name": "web"}, "spec": {"replicas": 2, "serviceName": "web",
     "selector": {"matchLabels": {"a": "b"}}, "template": {"metadata": {"labels": {"a": "b"}},
     "spec": {"containers": [{"name": "main", "image": "nginx"}]}}}}
    EOF
    """

  private static func run(_ lines: String...) -> String {
    Terminal.transcript(set.split(separator: "\n").map(String.init) + lines)
  }

  @Test(arguments: [
    (["ns"], "default\n"), (["ns kube-system", "ns"], "kube-system\n"), (["ns kube-system", "-", "ns"], "default\ndefault\n"),
    (["ns kube-system", "ns -", "ns -"], "default\nkube-system\n"), (["ns nosuch"], "stsctl: ns: namespaces \"nosuch\" not found\n"),
    (["-"], "stsctl: ns: no other namespace was worked in yet\n"), (["ns a b"], "stsctl: ns: takes one namespace\n"),
  ])
  func namespaces(lines: [String], expected: String) {
    let text = Terminal.transcript(lines).replacing("\n\n", with: "\n")
    #expect(text == expected || text == expected + "\n" || text == "\n" + expected)
  }

  @Test func aSubjectStandsForAName() {
    let text = Self.run("use sts/web", "scale --replicas=3", "get -o name", "label app=x", "rollout history", "get pods -o name", "use", "use -", "scale --replicas=1")
    #expect(text.contains("statefulset.apps/web scaled\n") && text.contains("statefulset.apps/web labeled\n"))
    #expect(text.contains("\nsts/web\n") && text.contains("statefulset.apps/web\n"))
    #expect(text.contains("error: resource(s) were provided, but no name was specified") || text.contains("error: "))
  }

  @Test func rowsKnowWhatTheyAreOf() {
    let text = Self.run(
      "get sts", "get $1 -o name", "label $1 x=y", "advance until sts/web ready", "get pods", "describe $2", "use sts/web",
      "get $2 $1 -o name", "describe ${1}", "use $1", "use", "echo $1", "use -", "delete $2", "get nodes $1",
      "kubectl get $2 -o name")
    #expect(text.contains("statefulset.apps/web\n") && text.contains("statefulset.apps/web labeled\n"))
    #expect(text.contains("Name:             web-1\n") && text.contains("Name:             web-0\n"))
    #expect(text.contains("pod/web-1\npod/web-0\n") && text.contains("\npods/web-0\nweb-0\n"))
    #expect(text.contains("pod \"web-1\" deleted"))
    #expect(text.contains("nodes \"web-0\" not found"))
  }

  @Test(arguments: ["use sts/nosuch", "use nosuch/web", "use web", "use a b c"])
  func wrongSubjectsAreRefused(line: String) {
    #expect(Self.run(line).contains("stsctl: use: "))
  }

  @Test func deletingWantsAName() {
    #expect(!Self.run("use sts/web", "delete", "get sts web -o name").contains("deleted"))
  }

  @Test func theClusterAdvancesToAMoment() {
    let text = Self.run("advance until sts/web ready", "get sts web", "scale sts web --replicas=1", "advance until pod/web-1 gone 5m", "advance until pod/web-0 jsonpath={.status.phase}=Running")
    #expect(text.contains("web    2/2     "))
    #expect(text.contains("pod/web-0 condition met\n"))
    #expect(!text.contains("stsctl: advance"))
  }

  @Test func whatNeverComesIsSaid() {
    let text = Self.run("set image sts/web main=nginx:missing", "advance until sts/web ready 2m")
    #expect(text.contains("stsctl: advance: sts/web was not ready within 2m0s; `why sts/web` may say why\n"))
  }

  @Test func thePromptTellsOfUnrest() {
    let terminal = Terminal([.line("run a --image=nginx"), .line("advance 1m"), .line("pause"), .line("ns kube-system")], .standard)
    _ = terminal.shell.run()
    let prompts = terminal.lines.prompts
    #expect(prompts[0].hasSuffix(":05> ") && prompts[1].hasSuffix("*> ") && prompts[2].hasSuffix("> ") && !prompts[2].hasSuffix("*> "))
    #expect(prompts[3].hasSuffix(" paused> ") && prompts[4].hasPrefix("fresh/kube-system "))
  }

  @Test func theClockObeys() {
    let terminal = Terminal(["speed 10", "speed", "pause", "speed", "resume", "speed x", "speed 0"].map { .line($0) })
    _ = terminal.shell.run()
    #expect(terminal.output.text == "10\npaused\n\n")
    #expect(terminal.clock.speed == 10 && !terminal.clock.isPaused)
    #expect(terminal.errors.text.split(separator: "\n").count == 2)
  }

  @Test(arguments: [
    ("gte pods", "did you mean: get pods"), ("get pdos", "did you mean `pods`?"), ("get xyzzyq", nil),
    ("get sts webb", "did you mean `web`?"), ("get sts xyzzy", "there is web"), ("get sts web -n kube-system", "web is in namespace default: add -n default, or go there: ns default"),
    ("get pods -n kube-systm", "there is no namespace kube-systm; did you mean `kube-system`?"),
    ("scale sts web --replica=3", "did you mean `--replicas`?"), ("ls", "get pods lists pods, api-resources the kinds there are"),
    ("get ingress a", "there are no ingresses in namespace default"), ("pods", "`pods` is a kind: get pods"),
    ("get nodes", nil), ("echo a", nil),
    ("patch sts web -p '{\"spec\":{\"serviceName\":\"x\"}}'", "other fields change with a new set over the same pods: kubectl delete sts web --cascade=orphan, and apply again"),
  ])
  func mistakesGetHints(line: String, hint: String?) {
    let text = Self.run(line)
    #expect(text.contains("hint: ") == (hint != nil), "\(text)")
    if let hint { #expect(text.contains("hint: \(hint)\n"), "\(text)") }
  }

  @Test func unknownFieldsGetHints() {
    let text = Terminal.transcript([
      "create -f - <<E", #"{"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"a"},"spec":{"replicass":1}}"#, "E",
    ])
    #expect(text.contains("unknown field \"spec.replicass\""))
    #expect(text.contains("hint: did you mean `replicas`?\n"))
  }

  @Test func scriptsGetNoHints() {
    let stage = Stage()
    #expect(stage.run("gte pods") == 1)
    #expect(!stage.errors.text.contains("hint"))
  }

  @Test func helpSaysWhatThereIs() {
    let all = Terminal.transcript(["help"] + [String](repeating: "", count: 9))
    #expect(all.contains("Words of the Shell:\n") && all.contains("  advance         Move the cluster ahead at once\n"))
    #expect(Terminal.transcript(["help ns"]).contains("Usage:\n  ns [NAME | -]\n"))
    #expect(Terminal.transcript(["help rollout status"] + [String](repeating: "", count: 9)).contains("--timeout=0s:"))
    let page = Terminal.transcript(["help tutorial"] + [String](repeating: "", count: 9))
    #expect(page.contains("A FIRST SET\n") && page.contains("           $ stsctl\n") && !page.contains("\\-") && !page.contains(".PP"))
  }
}
