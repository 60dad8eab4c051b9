// `kustomize`, and `-k` of the verbs that take files.
import KubeObjects
import Testing

@testable import KubeCommands

@Suite struct KustomizeVerbTests {
  private func bench() -> Bench {
    Bench([
      "base/kustomization.yaml": "resources: [cm.yaml]\n", "base/cm.yaml": configMap("one", data: "{a: b}"),
      "app/kustomization.yaml": "resources: [../base]\nnamePrefix: my-\nlabels: [{pairs: {l: m}}]\n",
    ])
  }

  private static let built = """
    apiVersion: v1
    data:
      a: b
    kind: ConfigMap
    metadata:
      labels:
        l: m
      name: my-one

    """

  @Test func directoriesAreBuilt() {
    let bench = bench()
    #expect(bench.run("kustomize app") == Printed(Self.built))
    #expect(bench.run("kustomize app -o out.yaml") == Printed())
    #expect(bench.files.contents["out.yaml"] == Self.built)
    #expect(bench.run("kustomize app -o base") == Printed())
    #expect(bench.files.contents["base/v1_configmap_my-one.yaml"] == Self.built)
  }

  @Test func verbsTakeKustomizations() {
    let bench = bench()
    #expect(bench.run("apply -k app") == Printed("configmap/my-one created\n"))
    #expect(bench.run("apply -k app/") == Printed("configmap/my-one unchanged\n"))
    #expect(bench.run("get -k app -o name") == Printed("configmap/my-one\n"))
    #expect(bench.run("delete -k app") == Printed("configmap \"my-one\" deleted from default namespace\n"))
    #expect(bench.run("create -k app --dry-run=client") == Printed("configmap/my-one created (dry run)\n"))
  }

  @Test func refusals() {
    let bench = bench()
    #expect(
      bench.run("apply -k nope")
        == Printed(
          errors: "error: must build at directory: not a valid directory: evalsymlink failure on 'nope' : lstat /nope: "
            + "no such file or directory\n", status: 1))
    let printed = bench.run("kustomize app base")
    #expect(printed.status == 1 && printed.errors.hasPrefix("E0115 08:00:0"))
    #expect(printed.errors.hasSuffix("\"command failed\" err=\"specify one path to kustomization.yaml\"\n"))
  }
}
