// What the Tab key brings, as a table of lines.
import ClusterAPI
import KubeCommands
import KubeKinds
import KubeObjects
import Testing

@testable import KubeShell

@Suite struct CompletionTests {
  /// A cluster with a few secrets and a pod, and some files.
  private static func completer() throws -> Completer {
    let stage = Stage(files: ["web.yaml": "", "mysql/set.yaml": "", ".hidden": ""])
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
    return Completer(stage.session)
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
    ("kubectl delete --cascade=o", "--cascade=orphan"), ("stsctl delete 'secret' sett", "settings"),
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
