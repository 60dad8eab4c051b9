// What the Tab key brings, as a table of lines.
import ClusterAPI
import ClusterSim
import KubeCommands
import KubeKinds
import KubeObjects
import Testing

@testable import KubeShell

@Suite struct CompletionTests {
  /// A cluster with a few secrets and a pod, and some files.
  private static func completer() throws -> Completer {
    let preferences = "apiVersion: kubectl.config.k8s.io/v1beta1\nkind: Preference\naliases:\n"
      + "- {name: gets, command: get, prependArgs: [secrets], appendArgs: [-A]}"
    let stage = Stage(
      files: ["web.yaml": "", "mysql/set.yaml": "", ".hidden": "", ".kube/kuberc": preferences])
    let api = stage.session.context.api
    func create(_ kind: KindID, _ name: String, _ object: Value, namespace: String = "default") throws {
      var object = object
      object[.metadata][.name] = .string(name)
      let kind = try #require(api.catalog.kind(kind))
      _ = try api.create(kind, namespace: namespace, name: nil, object, subresource: nil, WriteOptions())
    }
    try create(.secret, "settings", ["metadata": ["labels": ["app": "shop", "tier": "db"]]])
    try create(.secret, "set-two", ["metadata": ["labels": ["app": "shop"]]])
    try create(.secret, "elsewhere", [:], namespace: "kube-public")
    try create(
      .pod, "web-0",
      ["spec": ["initContainers": [["name": "init", "image": "i"]], "containers": [["name": "main", "image": "i"]]]])
    try create(.pod, "web-1", ["metadata": ["labels": ["app": "shop"]], "spec": ["containers": [["name": "main", "image": "i"]]]])
    return Completer(stage.session) { [Candidate("first-set", "A first set")] }
  }

  /// Lines, their cursor at the |, and the candidates there.
  @Test(arguments: [
    ("get po|", ["po", "poddisruptionbudgets", "pods", "podtemplates"]), ("get pods w|", ["web-0", "web-1"]),
    ("get pods web-0 w|", ["web-1"]), ("get pod/|", ["pod/web-0", "pod/web-1"]), ("get pod/web-0 pod/w|", ["pod/web-1"]),
    ("get secret e| -n kube-public", ["elsewhere"]), ("-n kube-public get secret |", ["elsewhere"]),
    ("logs web-0 -c |", ["init", "main"]), ("rollout u|", ["undo"]), ("rollout status p|", []),
    ("get secret -l |", ["app=shop", "tier=db"]), ("get secret -l app=shop,t|", ["app=shop,tier=db"]), ("get secret -L |", ["app", "tier"]),
    ("explain sts.spec.up|", ["sts.spec.updateStrategy"]), ("explain pod.spec.dnsC|", ["pod.spec.dnsConfig"]),
    ("get sts -o jsonpath={.items[*].spec.rep|", ["jsonpath={.items[*].spec.replicas}"]),
    ("get sts -o jsonpath={.items[0].spec.rep|", ["jsonpath={.items[0].spec.replicas}"]),
    ("get sts -o jsonpath='{range .items[*]}{.spec.rep|", ["jsonpath={range .items[*]}{.spec.replicas}"]),
    ("get sts -o jsonpath={.it|", ["jsonpath={.items[*]."]),
    ("get sts web -o jsonpath={.spec.up|", ["jsonpath={.spec.updateStrategy."]),
    ("get sts web -o=jsonpath='{.spec.template.spec.containers[0].ima|", ["jsonpath={.spec.template.spec.containers[0].image}", "jsonpath={.spec.template.spec.containers[0].imagePullPolicy}"]),
    ("get pods -o custom-columns=NAME:.metadata.name,NODE:.spec.nodeN|", ["custom-columns=NAME:.metadata.name,NODE:.spec.nodeName"]),
    ("get pods --sort-by=.metadata.cr|", [".metadata.creationTimestamp"]), ("get pods --sort-by={.metadata.na|", ["{.metadata.name}", "{.metadata.namespace}"]),
    ("set image pod/web-0 |", ["init=", "main="]), ("set image pod/web-0 main=|", ["main=i"]), ("set image pod web-0 in|", ["init="]),
    ("label secret settings |", ["app=", "app-", "tier=", "tier-"]), ("wait pod/web-0 --for=cond|", ["condition=Available", "condition=Complete", "condition=Ready"]),
    ("config use-context |", ["stsctl"]), ("apply -f w|", ["web.yaml"]), ("get po -o ya|", ["yaml"]), ("scale --replicas=|", []),
    ("ns kube-p|", ["kube-public"]), ("use secret/s|", ["secret/set-two", "secret/settings"]), ("advance u|", ["until"]), ("advance until pod/web-|", ["pod/web-0", "pod/web-1"]),
    ("advance until pod/web-0 |", ["gone", "ready"]), ("echo a && get pods web-0 |", ["web-1"]), ("describe secret sett| x", ["settings"]),
    ("delete --cascade=|", ["background", "foreground", "orphan"]), ("nosuch |", []), ("gets se|", ["set-two", "settings"]), ("gets --sh|", ["--show-kind", "--show-labels", "--show-managed-fields"]), ("gets|", []), ("get nosuch |", []), ("get pods -c|", []),
  ])
  func theCursorHasCandidates(line: String, expected: [String]) throws {
    let parts = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    let answer = try Self.completer().answer(before: parts[0], after: parts[1])
    #expect(answer.candidates.map(\.text) == expected)
  }

  @Test func kindsSayWhatTheyAre() throws {
    let answer = try Self.completer().answer(before: "get st")
    #expect(answer.candidates == [
      Candidate("statefulsets", "StatefulSet"), Candidate("storageclasses", "StorageClass"), Candidate("sts", "statefulsets"),
    ])
    #expect(answer.listing(columns: 80).contains("sts             statefulsets\n"))
  }

  @Test func longPathsAreListedByTheirEnd() throws {
    let answer = try Self.completer().answer(before: "explain sts.spec.updateStrategy.rollingUpdate.")
    #expect(answer.listing(columns: 80) == "maxUnavailable  integer or string\npartition       integer\n")
  }

  @Test func namesOfRowsComplete() throws {
    let terminal = Terminal([.line("get nodes")], .standard)
    _ = terminal.shell.run()
    let completer = Completer(terminal.session)
    #expect(completer.answer(before: "describe node $").candidates.first == Candidate("$1", "control-plane"))
    #expect(completer.answer(before: "describe node $5").insertion == " ")
    #expect(completer.answer(before: "hist").insertion == "ory ")
    #expect(completer.answer(before: "help tut").insertion == "orial ")
  }

  @Test(arguments: [
    ("sca", "le "), ("kubectl sca", "le "), ("$ kubectl sca", "le "), ("echo a | sca", "le "), ("x=$(sca", "le "),
    ("delete secret sett", "ings "), ("delete secret set", ""), ("delete secret/sett", "ings "), ("delete secrets,secret sett", "ings "),
    ("delete 'secret' 'sett", "ings' "), ("delete secret -n kube-public e", "lsewhere "), ("delete -n kube-p", "ublic "),
    ("scale --repl", "icas="), ("delete --casc", "ade="), ("delete --cascade=or", "phan "), ("delete -f w", "eb.yaml "),
    ("delete -f my", "sql/"), ("delete -f mysql/s", "et.yaml "), ("delete -f .h", "idden "),
    ("delete secret -l ti", "er=db "), ("expect 'x' delete secret sett", "ings "), ("cat we", "b.yaml "),
    ("for i in a; do sca", "le "), ("delete secret settings se", "t-two "), ("nosuch x", ""), ("delete statefuls", "ets "),
  ])
  func tabInserts(line: String, insertion: String) throws {
    #expect(try Self.completer().answer(before: line).insertion == insertion)
  }

  @Test func namesComeFromTheNamespaceAfterTheCursorToo() throws {
    let answer = try Self.completer().answer(before: "delete secret ", after: " -n kube-public")
    #expect(answer.candidates.map(\.text) == ["elsewhere"])
  }

  @Test func candidatesAreListedWithWhatTheyAre() throws {
    let completer = try Self.completer()
    let answer = completer.answer(before: "s")
    #expect(answer.insertion.isEmpty)
    let names = answer.candidates.map(\.text)
    #expect(names.contains("scale") && names.contains("settle") && names == names.sorted())
    #expect(answer.listing(columns: 60).split(separator: "\n").allSatisfy { $0.count < 60 })
    let names2 = completer.answer(before: "delete secret ")
    #expect(names2.listing(columns: 80) == "set-two   settings\n")
    #expect(names2.listing(columns: 5) == "set-two\nsettings\n")
  }

  @Test func flagsOfAllCommandsComeWhenAskedFor() throws {
    let completer = try Self.completer()
    #expect(!completer.answer(before: "delete --").candidates.contains { $0.text == "--kubeconfig=" })
    #expect(completer.answer(before: "delete --kubec").insertion == "onfig=")
  }

  @Test(arguments: [
    ("stsctl sca", "scale"), ("/usr/bin/stsctl --clus", "--cluster"), ("stsctl --cluster w", "web.yaml"),
    ("stsctl --strict --seed 1 sca", "scale"), ("stsctl -f web.yaml --sett", "--settle"), ("stsctl -f web.yaml sca", ""),
    ("kubectl delete --cascade=o", "--cascade=orphan"), ("stsctl completion f", "fish"), ("stsctl --color al", "always"), ("kubectl completion f", "fish"), ("kubectl --kubec", "--kubeconfig="), ("stsctl lea", "learn"), ("stsctl learn fir", "first-set"), ("stsctl test we", "web.yaml"), ("stsctl delete 'secret' sett", "settings"),
  ])
  func otherShellsGetWholeWords(line: String, word: String) throws {
    let words = try Self.completer().words(line).split(separator: "\n").map { $0.prefix { $0 != "\t" } }
    #expect(words == (word.isEmpty ? [] : [word[...]]))
  }

  @Test(arguments: [
    ("a b", ["a"], "b"), ("a 'b c", ["a"], "b c"), ("a b\\ c", ["a"], "b c"), ("a; b \"c", ["b"], "c"), ("a ", ["a"], ""),
    ("a '' ", ["a", ""], ""), ("if x; then kubectl get ", ["get"], ""),
  ])
  func cursorLines(text: String, words: [String], prefix: String) {
    let line = CursorLine(text)
    #expect(line.words == words)
    #expect(line.prefix == prefix)
  }

  @Test func insertionsAreQuoted() {
    #expect(CursorLine("a").typed(" b*", isWhole: true) == "\\ b\\* ")
    #expect(CursorLine("'a").typed(" b*", isWhole: true) == " b*' ")
    #expect(CursorLine("\"a").typed("$b", isWhole: false) == "\\$b")
  }
}
