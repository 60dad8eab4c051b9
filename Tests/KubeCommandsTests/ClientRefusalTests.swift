// What kubectl refuses by itself, before a server is asked, and what neighbouring lines of common ones answer.
import ClusterAPI
import Testing

@testable import KubeCommands

@Suite struct ClientRefusalTests {
  @Test(arguments: [
    ("get pods --context=nosuch", "Error in configuration: context was not found for specified context: nosuch"),
    ("get pods --user=nosuch", "error: auth info \"nosuch\" does not exist"),
    ("get pods --cluster=nosuch", "error: no server found for cluster \"nosuch\""),
    ("get pods --profile=bad", "error: unknown profile 'bad'"),
    ("get pods --as-uid=3",
      "error: requesting uid, groups or user-extra for test-user without impersonating a user"),
    ("get pods --request-timeout=x",
      "error: Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a "
        + "corresponding time unit (e.g. 1s | 2m | 3h)"),
    ("get pods -n a/b", "invalid namespace \"a/b\": [may not contain '/']"),
    ("get pods a%b", "error: invalid resource name \"a%b\": [may not contain '%']"),
    ("get pods a -n a/b", "error: invalid namespace \"a/b\": [may not contain '/']"),
    ("get bindings",
      "Error from server (MethodNotAllowed): the server does not allow this method on the requested resource"),
    ("get pods --subresource=bad", "error: subresource cannot be used when bulk resources are specified"),
    ("get --raw /a%zz", "error: --raw must be a valid URL path: parse \"/a%zz\": invalid URL escape \"%zz\""),
    ("get --raw /api/v1/pods?limit=x",
      "Error from server (BadRequest): strconv.ParseInt: parsing \"x\": invalid syntax"),
    ("-n x frobnicate", "Error: flags cannot be placed before plugin name: -n"),
    ("create --raw /api", "error: must specify one of -f and -k"),
    ("create --raw /api -f a -f b", "error: --raw can only use a single local file or stdin"),
    ("create role r --verb=get --resource=gadgets.example.com",
      "the server doesn't have a resource type \"gadgets\" in group \"example.com\""),
    ("create -f one.yaml -l a~b", "error: the provided selector \"a~b\" is not valid: "
      + "couldn't parse the selector string \"a~b\""),
    ("create token default --duration=-1s", "error: --duration must be greater than or equal to 0"),
    ("create pdb p --selector=a!=b --min-available=1", #"error: "!=" is not a valid label selector operator"#),
    ("create pdb p --selector=a>1 --min-available=1", #"error: "gt" isn't supported in label selectors"#),
    ("set selector svc web a!=b", #"error: "!=" is not a valid label selector operator"#),
    ("set selector svc web a<1", #"error: "lt" isn't supported in label selectors"#),
    ("set selector svc kubernetes !a", "error: match expression [{a DoesNotExist []}] not supported on this object"),
    ("options --x", "error: unknown flag: --x\nRun 'kubectl options' without flags."),
    ("replace --subresource=scale -f one.yaml",
      "Error from server (NotFound): error when replacing \"one.yaml\": the server could not find the requested "
        + "resource"),
    ("delete cm one --raw /api -i", "error: --interactive can not be used with --raw"),
  ])
  func refusals(_ line: String, _ words: String) {
    let printed = Bench(["one.yaml": configMap("one")]).run(line)
    if line.contains("a~b") {
      #expect(printed.errors.hasPrefix("error: the provided selector \"a~b\" is not valid: "))
    } else {
      #expect(printed.errors == words + "\n")
    }
    #expect(printed.status == 1)
  }

  @Test func namesOfAContextThatIsThereAreTaken() {
    #expect(Bench().run("get cm --context=stsctl --user=admin --cluster=stsctl --request-timeout=5").status == 0)
  }

  /// The path of a size takes a size, whatever kind the manifest is of.
  @Test func sizesAreReplacedBySizes() {
    let bench = Bench([
      "web.yaml": "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 3}}"
    ])
    bench.run("create deploy web --image=nginx")
    #expect(
      bench.run("replace --subresource=scale -f web.yaml").errors
        == "Error from server (BadRequest): error when replacing \"web.yaml\": Deployment in version \"v1\" cannot be "
        + "handled as a Scale: converting (v1.Deployment) to (autoscaling.Scale): unknown conversion\n")
  }

  @Test(arguments: ["alpha", "alpha --help", "alpha more", "help alpha"])
  func thereAreNoAlphaCommands(_ line: String) {
    #expect(
      Bench().run(line) == Printed(errors: "No alpha commands are available in this version of kubectl\n", status: 0))
  }

  @Test func interactiveDeletionAsks() {
    let bench = Bench(["one.yaml": configMap("one")])
    bench.run("create -f one.yaml")
    let question = "You are about to delete the following 1 resource(s):\nconfigmap/one\nDo you want to continue? (y/n): "
    #expect(bench.run("delete cm one -i", input: "n\n") == Printed(question + "deletion is cancelled\n"))
    #expect(bench.run("get cm one -o name").output == "configmap/one\n")
    #expect(
      bench.run("delete cm one -i", input: "Y\n")
        == Printed(question + "configmap \"one\" deleted from default namespace\n"))
    #expect(bench.run("delete cm -l a=b -i") == Printed("No resources found\n"))
  }

  @Test func listsOfLabelsShowTheChange() {
    let bench = Bench(["one.yaml": configMap("one", labels: "a: b")])
    bench.run("create -f one.yaml")
    #expect(bench.run("label cm one c=d --list") == Printed("a=b\nc=d\n"))
    #expect(bench.run("label cm one --list") == Printed("a=b\n"))
    #expect(
      bench.run("label cm one a=c --list")
        == Printed(errors: "error: 'a' already has a value (b), and --overwrite is false\n", status: 1))
  }

  @Test func rawPathsTakeFiles() {
    let map = { (value: String) in #"{"kind":"ConfigMap","metadata":{"name":"one"},"data":{"x":"\#(value)"}}"# }
    let bench = Bench(["one.yaml": configMap("one"), "one.json": map("y"), "new.json": map("z")])
    let path = "/api/v1/namespaces/default/configmaps"
    #expect(bench.run("create --raw \(path) -f one.json").output.hasPrefix(#"{"kind":"ConfigMap","apiVersion":"v1""#))
    #expect(bench.run("replace --raw \(path)/one -f new.json").status == 0)
    #expect(
      bench.run("replace --raw \(path)/two -f new.json").errors
        == "Error from server (BadRequest): the name of the object (one) does not match the name on the URL (two)\n")
    // What a file holds is sent as it is, and the server takes it for JSON.
    #expect(
      bench.run("create --raw \(path) -f one.yaml").errors
        == "Error from server (BadRequest): the object provided is unrecognized (must be of type ConfigMap): couldn't get "
        + "version/kind; json parse error: invalid character 'a' looking for beginning of value "
        + "(61706956657273696f6e3a2076310a6b696e643a20436f6e6669674d6170 ...)\n")
    #expect(bench.run("get cm one -o jsonpath={.data.x}").output == "z")
    #expect(
      bench.run("create --raw \(path)/one -f new.json").errors
        == "Error from server (MethodNotAllowed): the server does not allow this method on the requested resource\n")
  }

  @Test func restartsAreASecondApart() {
    let bench = Bench()
    bench.run("create deployment web --image=nginx")
    #expect(bench.run("rollout restart deploy web").output == "deployment.apps/web restarted\n")
    #expect(
      bench.run("rollout restart deploy web").errors
        == "error: failed to create patch for web: if restart has already been triggered within the past second, "
        + "please wait before attempting to trigger another\n")
  }

  @Test func severalKindsWithoutAnObjectAreNamedEach() {
    #expect(
      Bench().run("describe pods,cm nosuch").errors
        == "Error from server (NotFound): pods \"nosuch\" not found\n"
        + "Error from server (NotFound): configmaps \"nosuch\" not found\n")
  }
}
