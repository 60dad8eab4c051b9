// What whole lines of kubectl showed beside our own: the neighbours of what recordings show.
import KubeObjects
import Testing

@testable import KubeCommands

@Suite struct KubectlAgreementTests {
  private static let kubeconfig = """
    apiVersion: v1
    kind: Config
    current-context: dev
    contexts: [{name: dev, context: {cluster: dev, user: ann}}]
    users: [{name: ann, user: {token: t}}]
    clusters: [{name: dev, cluster: {server: "https://a", insecure-skip-tls-verify: true}}]

    """

  private static func bench() -> Bench {
    let role = """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: reader}
      rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]

      """
    let bench = Bench([
      "one.yaml": configMap("one"), "nameless.yaml": configMap("\"\""), "empty.yaml": "", "role.yaml": role,
      "conf": kubeconfig,
    ])
    bench.run("apply -f one.yaml")
    return bench
  }

  @Test(arguments: [
    ("taint cm one a:NoSchedule", "error: invalid resource type cm, only node types are supported\n"),
    ("taint node/x a:NoSchedule", "the server doesn't have a resource type \"node/x\"\n"),
    ("set selector svc x a=b=c",
      "error: couldn't parse the selector string \"a=b=c\": found '=', expected: ',' or 'end of string'\n"),
    ("patch cm one --type=merge -p {",
      "Error from server (BadRequest): error decoding patch: unexpected end of JSON input\n"),
    ("create role r --verb=use --resource=pods", "error: can not perform 'use' on 'pods' in group ''\n"),
    ("apply -f one.yaml --cascade=x",
      "error: invalid cascade value (x). Must be \"background\", \"foreground\", or \"orphan\"\n"),
    ("apply -f one.yaml --subresource=status", "error: --subresource can only be specified for --server-side\n"),
    ("apply -f nameless.yaml --server-side", "error: resource name may not be empty\n"),
    ("replace --force -f one.yaml --dry-run=client", "error: --dry-run can not be used when --force is set\n"),
    ("get cm --kubeconfig=nosuch", "error: stat nosuch: no such file or directory\n"),
    ("explain .pod", "error: invalid jsonpath syntax, first node must be field node\n"),
    ("explain deploy --api-version=v1", "error: GVR (/v1, Resource=deployments) not found in OpenAPI schema\n"),
    ("auth reconcile -f role.yaml --dry-run=server",
      "error: --dry-run=server for command reconcile is not supported yet\n"),
    ("config unset contexts.nosuch.namespace --kubeconfig=conf", "error: current map key `nosuch` is invalid\n"),
    ("config view --kubeconfig=one.yaml",
      "error: error loading config file \"one.yaml\": no kind \"ConfigMap\" is registered for version \"v1\" in scheme "
        + "\"k8s.io/client-go/tools/clientcmd/api/latest/latest.go:50\"\n"),
    ("edit cm one -o wide",
      "error: unable to match a printer suitable for the output format \"wide\", allowed formats are: "
        + "json,kyaml,yaml\n"),
  ])
  func refusals(_ line: String, _ errors: String) {
    #expect(Self.bench().run(line) == Printed(errors: errors, status: 1))
  }

  @Test(arguments: [
    ("patch cm one -p {\"data\":{\"a\":\"b\"}} --dry-run=server", "configmap/one patched\n"),
    ("replace -f empty.yaml", ""),
    ("auth reconcile -f one.yaml", ""),
    ("create role r --verb=impersonate --resource=users -o name", "role.rbac.authorization.k8s.io/r\n"),
    ("config view -o name --kubeconfig=conf", "config/<unknown>\n"),
    ("config get-users --kubeconfig=conf", "NAME\nann\n"),
  ])
  func answers(_ line: String, _ output: String) {
    #expect(Self.bench().run(line) == Printed(output))
  }

  @Test func applyPrintsAfterItsWork() {
    let bench = Bench(["one.yaml": configMap("one")])
    #expect(bench.run("apply -f one.yaml -o wide").status == 1)
    #expect(bench.run("get cm one -o name") == Printed("configmap/one\n"))
  }

  @Test func kubeconfigsThatMeanTheSameStayAsTheyAre() {
    let bench = Self.bench()
    bench.run("config unset users.nosuch --kubeconfig=conf")
    #expect(bench.files.contents["conf"] == Self.kubeconfig)
    bench.run("config set clusters.dev.insecure-skip-tls-verify false --kubeconfig=conf")
    #expect(bench.files.contents["conf"]?.contains("insecure") == false)
    bench.run("config set-credentials ann --username=u --kubeconfig=conf")
    #expect(bench.files.contents["conf"]?.contains("token") == false)
  }

  @Test func objectsAreEditedBeforeTheyAreCreated() {
    let bench = Bench(["one.yaml": configMap("one", data: "{a: first}")])
    bench.programs.edits = [{ $0.replacing("first", with: "second") }]
    #expect(bench.run("create -f one.yaml --edit") == Printed("configmap/one created\n"))
    #expect(bench.run("get cm one -o jsonpath={.data.a}") == Printed("second"))
  }

  @Test func linesMayEndAsOnWindows() {
    let bench = Self.bench()
    bench.programs.edits = [{ $0.replacing("metadata:", with: "data: {a: b}\r\nmetadata:") }]
    #expect(bench.run("edit cm one --windows-line-endings") == Printed("configmap/one edited\n"))
  }

  @Test func reconcilingSaysWhatWasMissing() {
    let bench = Self.bench()
    #expect(bench.run("auth reconcile -f role.yaml").errors == "error: resource name may not be empty\n")
    let told = "\treconciliation required create\n\tmissing rules added:\n"
      + "\t\t{Verbs:[get] APIGroups:[] Resources:[pods] ResourceNames:[] NonResourceURLs:[]}\n"
    #expect(bench.run("auth reconcile -f role.yaml --dry-run=client").errors == told)
  }
}
