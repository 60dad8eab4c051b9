// Which objects are meant: kinds, names, selectors and files, and what may not be combined.
import KubeKinds
import KubeObjects
import Testing

@testable import KubeCommands

@Suite struct KindNameTests {
  @Test(arguments: [
    ("sts", "StatefulSet"), ("statefulset", "StatefulSet"), ("StatefulSets", "StatefulSet"), ("po", "Pod"),
    ("pods.v1.", "Pod"), ("statefulsets.apps", "StatefulSet"), ("statefulsets.app", "StatefulSet"),
    ("statefulsets.v1.apps", "StatefulSet"), ("StatefulSet.v1.apps", "StatefulSet"), ("sts.apps", "StatefulSet"),
    ("storageclass.storage", "StorageClass"), ("pvc", "PersistentVolumeClaim"),
    ("hpa", "HorizontalPodAutoscaler"),
    ("events", "Event"), ("events.events.k8s.io", "Event"), ("cm", "ConfigMap"),
  ])
  func known(_ word: String, _ kind: String) throws {
    #expect(try KindNames.kind(word, in: .kubernetes).name == kind)
  }

  @Test(arguments: [("STS", "STS"), ("podz", "podz"), ("", ""), ("pods.v2.", "pods"), ("sts.batch", "sts")])
  func unknown(_ word: String, _ named: String) {
    #expect(throws: (any Error).self) { try KindNames.kind(word, in: .kubernetes) }
    let bench = Bench()
    #expect(
      bench.run(words: ["delete", word, "x"])
        == Printed(errors: "error: the server doesn't have a resource type \"\(named)\"\n", status: 1))
  }

  @Test func allStandsForItsKinds() {
    let words = KindNames.words("cm,all", in: .kubernetes)
    #expect(words.prefix(3) == ["cm", "pods", "replicationcontrollers"])
    #expect(words.contains("statefulsets.apps"))
  }
}

@Suite struct ResourceBuilderTests {
  static let nothingNamed = """
    error: You must provide one or more resources by argument or filename.
    Example resource specifications include:
       '-f rsrc.yaml'
       '--filename=rsrc.json'
       '<resource> <name>'
       '<resource>'

    """

  @Test(arguments: [
    ("delete", nothingNamed),
    ("delete pods", "error: resource(s) were provided, but no name was specified\n"),
    ("delete pods,sts", "error: resource(s) were provided, but no name was specified\n"),
    ("delete pod sts/web",
      "error: there is no need to specify a resource type as a separate argument when passing arguments in "
        + "resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource "
        + "resource/<resource_name>'\n"),
    ("delete sts/", "error: arguments in resource/name form must have a single resource and name\n"),
    ("delete a,b/c", "error: arguments in resource/name form must have a single resource and name\n"),
    ("delete sts/web/0", "error: arguments in resource/name form may not have more than one slash\n"),
    ("delete cm x -l a=b", "error: name cannot be provided when a selector is specified\n"),
    ("delete cm/x --all",
      "error: selectors and the all flag cannot be used when passing resource/name arguments\n"),
    ("delete -l a=b", "error: at least one resource must be specified to use a selector\n"),
    ("delete cm --all -l a=b", "error: setting 'all' parameter but found a non empty selector. \n"),
    ("delete cm x -A", "error: a resource cannot be retrieved by name across all namespaces\n"),
    ("delete cm x -f a.yaml", "error: the path \"a.yaml\" does not exist\n"),
    ("delete -f a.yaml,b.yaml", "the path \"a.yaml\" does not exist\nthe path \"b.yaml\" does not exist\n"),
    ("delete -f notes", "error: error reading [notes]: recognized file extensions are [.json .yaml .yml]\n"),
    ("delete cm -f cm.yaml",
      "error: when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well\n"),
    ("delete cm x -f cm.yaml",
      "error: when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well\n"),
    ("delete cm/x -f cm.yaml",
      "error: resource/name arguments cannot be provided when a path is specified\n"),
    ("delete -f - -f -", "error: standard input cannot be used for multiple arguments\n"),
    ("delete -f cm.yaml -k dir", "error: only one of -f or -k can be specified\n"),
    ("delete podz --all", "error: the server doesn't have a resource type \"podz\"\n"),
  ])
  func refusals(_ line: String, _ errors: String) {
    let bench = Bench(["notes/read.me": "", "cm.yaml": configMap("x")])
    #expect(bench.run(line) == Printed(errors: errors, status: 1))
  }

  /// Compared with kubectl itself.
  @Test(arguments: [
    ("apiVersion: a/b/c\nkind: X\n",
      "Object 'Kind' is missing in '{\"apiVersion\":\"a/b/c\",\"kind\":\"X\"}'"),
    ("apiVersion: 1\nkind: X\n",
      "json: cannot unmarshal number into Go struct field metadataOnlyObject.apiVersion of type string"),
    ("apiVersion: v1\nkind: X\nmetadata: x\n",
      "json: cannot unmarshal string into Go struct field metadataOnlyObject.metadata of type v1.ObjectMeta"),
    ("- a\n", "json: cannot unmarshal array into Go value of type unstructured.detector"),
  ])
  func undecodable(_ text: String, _ reason: String) {
    let bench = Bench(["x.yaml": text])
    let failure = "unable to decode \"x.yaml\": \(reason)\n"
    #expect(
      bench.run("annotate --local -f x.yaml a=b") == Printed(errors: "error: \(failure)", status: 1))
    #expect(bench.run("get -f x.yaml") == Printed(errors: failure, status: 1))
  }

  @Test func everyBadDocumentIsNamed() {
    let bench = Bench(["x.yaml": "a: b\n---\n: x\n"])
    #expect(
      bench.run("annotate --local -f x.yaml a=b")
        == Printed(
          errors: """
            unable to decode "x.yaml": Object 'Kind' is missing in '{"a":"b"}'
            error parsing x.yaml: error converting YAML to JSON: yaml: did not find expected key

            """, status: 1))
  }

  private func found(_ bench: Bench, _ change: (inout ResourceBuilder) -> Void) throws -> [String] {
    var builder = ResourceBuilder(bench.context, namespace: "default")
    change(&builder)
    let (infos, failures) = try builder.infos()
    try failures.throwIfAny()
    return infos.map { "\($0.source.isEmpty ? "" : $0.source + ":")\($0.namespace)/\($0.printedName)" }
  }

  @Test func filesOfDirectoriesComeByName() throws {
    let bench = Bench([
      "app/10.yaml": configMap("a") + "---\n" + configMap("b"), "app/20.yml": configMap("c"),
      "app/30.json": #"{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"n","namespace":"odd"}}"#,
      "app/notes.txt": "nothing", "app/extra/x.yaml": configMap("x"),
    ])
    let flat = ["app/10.yaml:default/configmap/a", "app/10.yaml:default/configmap/b", "app/20.yml:default/configmap/c",
      "app/30.json:/namespace/n"]
    #expect(try found(bench) { $0.filenames = ["app"] } == flat)
    #expect(try found(bench) { $0.filenames = ["app/"] } == flat)
    let deep = try found(bench) {
      $0.filenames = ["./app"]
      $0.isRecursive = true
    }
    #expect(deep == flat + ["app/extra/x.yaml:default/configmap/x"])
    #expect(try found(bench) { $0.filenames = ["app/*.y*"] } == Array(flat.prefix(3)))
  }

  @Test func listsAreTakenApart() throws {
    let bench = Bench(["list.yaml": """
      apiVersion: v1
      kind: List
      items:
      - {apiVersion: v1, kind: ConfigMap, metadata: {name: one, labels: {even: "no"}}}
      - {apiVersion: v1, kind: ConfigMap, metadata: {name: two, labels: {even: "yes"}, namespace: kube-system}}
      """])
    #expect(
      try found(bench) { $0.filenames = ["list.yaml"] }
        == ["list.yaml:default/configmap/one", "list.yaml:kube-system/configmap/two"])
    let even = try found(bench) {
      $0.filenames = ["list.yaml"]
      $0.labelSelector = "even=yes"
    }
    #expect(even == ["list.yaml:kube-system/configmap/two"])
  }

  /// All items of a list are looked at; `get` and `rollout restart` name what is missing on one line.
  @Test(arguments: [
    ("get -f list.yaml", #"[configmaps "m1" not found, secrets "m2" not found]"#),
    ("rollout restart -f list.yaml", #"[configmaps "m1" not found, secrets "m2" not found]"#),
    ("label -f list.yaml a=b",
      "Error from server (NotFound): configmaps \"m1\" not found\nError from server (NotFound): secrets \"m2\" not found"),
    ("get -f list.yaml --ignore-not-found", ""),
    ("get -f list.yaml -o name",
      "Error from server (NotFound): configmaps \"m1\" not found\nError from server (NotFound): secrets \"m2\" not found"),
    ("get -f list.yaml -w",
      "error: watch is only supported on individual resources and resource collections, but a list of resources is found"
    ),
  ])
  func missingItems(_ line: String, _ errors: String) {
    let bench = Bench(["list.yaml": """
      {apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: List, items: [
        {apiVersion: v1, kind: Secret, metadata: {name: m2}}]},
        {apiVersion: v1, kind: ConfigMap, metadata: {name: m1}}]}
      """])
    #expect(bench.run(line).errors == (errors.isEmpty ? "" : errors + "\n"))
  }

  @Test func theNamespaceNamedMustAgree() {
    let bench = Bench(["cm.yaml": configMap("x").replacing("{name: x", with: "{namespace: prod, name: x")])
    let text =
      "error: the namespace from the provided object \"prod\" does not match the namespace \"dev\". You must pass "
      + "'--namespace=prod' to perform this operation.\n"
    #expect(bench.run("create -f cm.yaml -n dev") == Printed(errors: text, status: 1))
  }

  /// What is fetched by name may be missing for want of its namespace; deleting asks for nothing first.
  @Test(arguments: [
    ("get pod web-0 -n nowhere", "namespaces \"nowhere\" not found"),
    ("describe sts/web -n nowhere", "namespaces \"nowhere\" not found"),
    ("label pod web-0 a=b -n nowhere", "namespaces \"nowhere\" not found"),
    ("get pod web-0 -n kube-system", "pods \"web-0\" not found"),
    ("get pod web-0", "pods \"web-0\" not found"),
    ("delete pod web-0 -n nowhere", "pods \"web-0\" not found"),
    ("get node nowhere -n nowhere", "nodes \"nowhere\" not found"),
  ])
  func missingObjects(_ line: String, _ message: String) {
    #expect(Bench().run(line) == Printed(errors: "Error from server (NotFound): \(message)\n", status: 1))
  }

  @Test func standardInputIsRead() {
    let bench = Bench()
    #expect(bench.run("create -f -", input: configMap("a")) == Printed("configmap/a created\n"))
    #expect(
      bench.run("create -f -", input: "") == Printed(errors: "error: no objects passed to create\n", status: 1))
    #expect(
      bench.run("delete -f -", input: configMap("a")) == Printed("configmap \"a\" deleted from default namespace\n"))
  }

  @Test(arguments: [
    ("a: b: c",
      "error: error parsing f.yaml: error converting YAML to JSON: yaml: mapping values are not allowed in this "
        + "context\n"),
    ("just words",
      "error: error validating \"f.yaml\": error validating data: invalid object to validate; if you choose to ignore "
        + "these errors, turn validation off with --validate=false\n"),
    ("metadata: {}",
      "error: error validating \"f.yaml\": error validating data: [apiVersion not set, kind not set]; if you choose to "
        + "ignore these errors, turn validation off with --validate=false\n"),
    ("apiVersion: a/b/c\nkind: StatefulSet",
      "error: error validating \"f.yaml\": error validating data: unexpected GroupVersion string: a/b/c; if you choose "
        + "to ignore these errors, turn validation off with --validate=false\n"),
    ("apiVersion: apps/v1\nkind: StatefullSet\nmetadata: {name: typo}",
      "error: resource mapping not found for name: \"typo\" namespace: \"\" from \"f.yaml\": no matches for kind "
        + "\"StatefullSet\" in version \"apps/v1\"\nensure CRDs are installed first\n"),
  ])
  func wrongFiles(_ text: String, _ errors: String) {
    let bench = Bench(["f.yaml": text])
    #expect(bench.run("create -f f.yaml") == Printed(errors: errors, status: 1))
  }

  @Test(arguments: [
    ("*.yaml", "a.yaml", true), ("*.yaml", "a.yml", false), ("a?c", "abc", true), ("[a-c]x", "bx", true),
    ("[^a-c]x", "bx", false), ("*", "", true), ("a*b*c", "aXbYc", true), ("\\*", "*", true), ("[a", "a", false),
  ])
  func patterns(_ pattern: String, _ name: String, _ matches: Bool) {
    #expect(FilePattern.matches(pattern, name) == matches)
  }
}
