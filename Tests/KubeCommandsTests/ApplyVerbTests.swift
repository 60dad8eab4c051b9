// `apply` and its sub-commands: what was applied last, and what is pruned.
import KubeObjects
import Testing

@testable import KubeCommands

@Suite struct ApplyVerbTests {
  private func bench() -> Bench {
    Bench([
      "one.yaml": configMap("one", data: "{a: \"1\"}"), "two.yaml": configMap("two", labels: "app: x"),
      "x/one.yaml": configMap("one", labels: "app: x", data: "{a: \"2\"}"),
    ])
  }

  @Test func whatWasAppliedIsShown() {
    let bench = bench()
    bench.run("apply -f one.yaml")
    bench.run("create -f two.yaml")
    let yaml = """
      apiVersion: v1
      data:
        a: "1"
      kind: ConfigMap
      metadata:
        annotations: {}
        labels: {}
        name: one
        namespace: default

      """
    #expect(bench.run("apply view-last-applied cm one") == Printed(yaml))
    #expect(bench.run("apply view-last-applied cm/one -o json").output.hasPrefix("{\n  \"apiVersion\": \"v1\",\n"))
    #expect(bench.run("apply view-last-applied cm two") == Printed())
    #expect(
      bench.run("apply view-last-applied cm one -o wide").errors
        == "error: Unexpected -o output mode: wide, the flag 'output' must be one of yaml|json\n"
        + "See 'kubectl apply view-last-applied -h' for help and examples\n")
  }

  /// Null is no text of an annotation, a label or a value: it is read as an empty one. `apply` leaves labels and values
  /// out that are null.
  @Test func nullIsAnEmptyText() {
    let manifest = """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: holes, labels: {a: null}, annotations: {b: null, c: x}}
      data: {d: null}
      """
    let bench = Bench(["holes.yaml": manifest])
    #expect(bench.run("create -f holes.yaml").status == 0)
    let path = "jsonpath={.metadata.labels} {.metadata.annotations.b}|{.metadata.annotations.c} {.data}"
    #expect(bench.run(words: ["get", "cm", "holes", "-o", path]).output == #"{"a":""} |x {"d":""}"#)
    bench.run("delete cm holes")
    #expect(bench.run("apply -f holes.yaml").status == 0)
    #expect(bench.run(words: ["get", "cm", "holes", "-o", path]).output == " |x ")
    #expect(
      bench.run("apply view-last-applied cm holes -o json").output.contains(
        "\"annotations\": {\n      \"b\": \"\",\n      \"c\": \"x\"\n    }"))
  }

  @Test func whatWasAppliedIsSet() {
    let bench = bench()
    bench.run("create -f one.yaml")
    #expect(
      bench.run("apply set-last-applied -f one.yaml").errors
        == "error: no last-applied-configuration annotation found on resource: one, to create the annotation, run the "
        + "command with --create-annotation\n")
    #expect(
      bench.run("apply set-last-applied -f one.yaml --create-annotation --dry-run=server").output
        == "configmap/one configured (server dry run)\n")
    #expect(
      bench.run("apply set-last-applied -f one.yaml --create-annotation") == Printed("configmap/one configured\n"))
    #expect(
      bench.run("apply set-last-applied -f one.yaml")
        == Printed("set-last-applied one: no changes required.\n"))
    #expect(bench.run("apply set-last-applied -f x/one.yaml") == Printed("configmap/one configured\n"))
    #expect(bench.run("get cm one -o jsonpath={.data.a}") == Printed("1"))
    #expect(bench.run("apply view-last-applied cm one").output.contains("a: \"2\""))
  }

  @Test func whatLeftTheFilesIsPruned() {
    let bench = bench()
    bench.run("apply -f two.yaml -f x/one.yaml")
    let warning = "Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice\n"
    #expect(
      bench.run("apply --prune -l app=x -f x --dry-run=client")
        == Printed("configmap/one configured (dry run)\nconfigmap/two pruned (dry run)\n", errors: warning))
    #expect(
      bench.run("apply --prune -l app=x -f x --prune-allowlist=apps/v1/StatefulSet")
        == Printed("configmap/one unchanged\n"))
    #expect(
      bench.run("apply --prune -l app=x -f x")
        == Printed("configmap/one unchanged\nconfigmap/two pruned\n", errors: warning))
    #expect(bench.run("get cm two").status == 1)
  }

  @Test(arguments: [
    ("x", "invalid GroupVersionKind format: x, please follow <group/version/kind>"),
    ("core/v1/Nosuch", "no matches for kind \"Nosuch\" in version \"v1\""),
    ("apps/v9/StatefulSet", "no matches for kind \"StatefulSet\" in version \"apps/v9\""),
  ])
  func allowlists(_ entry: String, _ reason: String) {
    #expect(
      bench().run("apply --prune --all -f x --prune-allowlist=\(entry)")
        == Printed(errors: "error: \(reason)\n", status: 1))
  }

  @Test func serverSideApplyTakesOver() {
    let bench = bench()
    bench.run("apply -f one.yaml")
    #expect(bench.run("apply --server-side -f x/one.yaml") == Printed("configmap/one serverside-applied\n"))
    let managers = "jsonpath={range .metadata.managedFields[*]}{.manager} {.operation};{end}"
    #expect(bench.run(words: ["get", "cm", "one", "-o", managers]).output == "kubectl-last-applied Apply;kubectl Apply;")
    #expect(bench.run("apply --server-side -f two.yaml") == Printed("configmap/two serverside-applied\n"))
    #expect(bench.run(words: ["get", "cm", "two", "-o", managers]).output == "kubectl Apply;")
  }
}
