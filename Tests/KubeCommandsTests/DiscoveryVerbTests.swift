// The verbs that tell what a cluster offers: explain, api-resources, api-versions.
import Testing

@testable import KubeCommands

@Suite struct DiscoveryVerbTests {
  @Test(arguments: [
    ("explain", "error: You must specify the type of resource to explain. Use \"kubectl api-resources\" for a "
      + "complete list of supported resources.\n"),
    ("explain sts pods", "error: We accept only this format: explain RESOURCE\n"),
    ("explain ..", "error: invalid jsonpath syntax, first node must be field node\n"),
    ("explain pod.spec..containers", "error: invalid jsonpath syntax, first node must be field node\n"),
    ("explain pods.spec.containers[0]", "error: invalid jsonpath syntax, first node must be field node\n"),
    ("explain pod.*.x --api-version=v1", "error: invalid jsonpath syntax, all nodes must be field nodes\n"),
    ("explain pods.*", "error: unrecognized character in action: U+002A '*'\n"),
    ("explain pods.spec,sts", "error: unrecognized character in action: U+002C ','\n"),
    ("explain .", "error: a resource must be present, got: /, Resource=\n"),
    ("explain podz.spec", "the server doesn't have a resource type \"podz\"\n"),
    ("explain sts -o fancy", "error: unrecognized format: fancy\n"),
    ("explain sts --api-version=apps/v2", "error: couldn't find resource for \"apps/v2, Resource=statefulsets\"\n"),
    ("explain sts --api-version=v2", "error: couldn't find resource for \"/v2, Resource=statefulsets\"\n"),
    ("api-resources pods",
      "error: unexpected arguments: [pods]\nSee 'kubectl api-resources -h' for help and examples\n"),
    ("api-resources --sort-by=age", "error: --sort-by accepts only name or kind\n"),
    ("api-resources -o custom-columns=A:.x",
      "error: unable to match a printer suitable for the output format \"custom-columns=A:.x\", allowed formats are: "
        + "json,kyaml,name,wide,yaml\n"),
    ("api-versions a b", "error: unexpected arguments: [a b]\nSee 'kubectl api-versions -h' for help and examples\n"),
  ])
  func mistakes(_ line: String, _ errors: String) {
    #expect(Bench().run(line) == Printed(errors: errors, status: 1))
  }

  @Test(arguments: [
    ("hpa", "autoscaling", "v2"), ("hpa --api-version=autoscaling/v1", "autoscaling", "v1"),
    ("ingresses.networking.k8s.io.spec.", "networking.k8s.io", "v1"), ("statefulsets.apps..spec", "apps", "v1"),
  ])
  func explainedVersions(_ words: String, _ group: String, _ version: String) {
    let text = Bench().run("explain \(words)").output
    #expect(text.hasPrefix("GROUP:      \(group)\n"))
    #expect(text.contains("\nVERSION:    \(version)\n"))
    #expect(text.contains("\nDESCRIPTION:\n"))
  }

  /// Groups are known by whole names only, and the first kind of that name is meant.
  @Test(arguments: [("sts.apps", "apps"), ("statefulset.apps", "apps"), ("events.events.k8s.io", "io")])
  func groupsOfOtherNamesAreFields(_ word: String, _ field: String) {
    #expect(Bench().run("explain \(word)").errors == "error: field \"\(field)\" does not exist\n")
  }

  @Test func aWrongFieldIsRefusedBelowTheHead() {
    #expect(
      Bench().run("explain cm.nosuch")
        == Printed(
          "KIND:       ConfigMap\nVERSION:    v1\n\n", errors: "error: field \"nosuch\" does not exist\n", status: 1))
  }

  @Test func kindsAreNarrowedAndSorted() {
    let bench = Bench()
    #expect(
      bench.run("api-resources --api-group=policy -o wide").output
        == """
        NAME                   SHORTNAMES   APIVERSION   NAMESPACED   KIND                  \
        VERBS                                                        CATEGORIES
        poddisruptionbudgets   pdb          policy/v1    true         PodDisruptionBudget   \
        create,delete,deletecollection,get,list,patch,update,watch \u{20}\u{20}

        """)
    let autoscaling = bench.run("api-resources --api-group=autoscaling --no-headers -o name")
    #expect(autoscaling.output == "horizontalpodautoscalers.autoscaling\n")
    let byName = bench.run("api-resources --sort-by=name -o name").output.split(separator: "\n")
    #expect(byName.first == "apiservices.apiregistration.k8s.io")
    let changeable = bench.run("api-resources --verbs=create,list --namespaced=false --api-group= -o name")
    #expect(changeable.output == "namespaces\nnodes\npersistentvolumes\n")
    #expect(bench.run("api-resources --categories=all,nosuch --no-headers") == Printed())
  }

  @Test func kindsAsJSONComeInTheOrderOfTheirType() {
    let text = Bench().run("api-resources --api-group=scheduling.k8s.io -o json").output
    let head = ["{", #"    "kind": "APIResourceList","#, #"    "apiVersion": "v1","#, #"    "groupVersion": "","#]
    #expect(text.hasPrefix(head.joined(separator: "\n")))
    #expect(text.contains("\"shortNames\": [\n                \"pc\"\n            ]\n"))
  }

  @Test func versionsAreSorted() {
    let lines = Bench().run("api-versions").output.split(separator: "\n")
    #expect(lines == lines.sorted())
    #expect(lines.contains("autoscaling/v1") && lines.contains("v1"))
  }
}
