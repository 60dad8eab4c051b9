// `kubectl diff`: what is compared, by whom, and the exit status.
import KubeObjects
import Testing

@testable import KubeCommands

@Suite struct DiffVerbTests {
  private let manifest = configMap("notes", data: "{a: '1'}")

  @Test func newObjectIsAllNew() {
    let bench = Bench(["notes.yaml": manifest])
    let printed = bench.run("diff -f notes.yaml")
    #expect(printed.status == 1)
    #expect(printed.output.hasPrefix("diff -u -N /tmp/LIVE-"))
    #expect(printed.output.contains("@@ -0,0 +1,9 @@\n+apiVersion: v1\n+data:\n+  a: \"1\"\n+kind: ConfigMap\n"))
  }

  @Test func appliedObjectDoesNotDiffer() {
    let bench = Bench(["notes.yaml": manifest])
    bench.run("apply -f notes.yaml")
    #expect(bench.run("diff -f notes.yaml") == Printed())
  }

  @Test func changedFieldIsOneHunk() {
    let bench = Bench(["notes.yaml": manifest])
    bench.run("apply -f notes.yaml")
    bench.files.contents["notes.yaml"] = configMap("notes", data: "{a: '2'}")
    let printed = bench.run("diff -f notes.yaml")
    #expect(printed.status == 1)
    #expect(printed.output.contains("@@ -1,6 +1,6 @@\n apiVersion: v1\n data:\n-  a: \"1\"\n+  a: \"2\"\n kind: ConfigMap\n"))
  }

  @Test func whatWouldBePrunedIsAllGone() {
    let bench = Bench(["notes.yaml": manifest, "other.yaml": configMap("other", data: "{b: '1'}")])
    bench.run("apply -f notes.yaml -f other.yaml")
    let printed = bench.run("diff -f notes.yaml --prune --prune-allowlist=core/v1/ConfigMap")
    #expect(printed.status == 1)
    #expect(printed.output.contains("/v1.ConfigMap.default.other\t1970-01-01 00:00:00.000000000 +0000\n@@ -1,"))
    #expect(printed.output.contains("\n-  managedFields:\n"))
    #expect(!printed.output.contains("default.notes"))
  }

  @Test func secretsAreMasked() {
    let secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: key}\nstringData: {a: one, b: same}\n"
    let bench = Bench(["key.yaml": secret])
    bench.run("apply -f key.yaml")
    bench.files.contents["key.yaml"] = "apiVersion: v1\nkind: Secret\nmetadata: {name: key}\ndata: {a: dHdv}\n"
    let printed = bench.run("diff -f key.yaml")
    #expect(printed.output.contains("-  a: '*** (before)'\n"))
    #expect(printed.output.contains("+  a: '*** (after)'\n"))
    let shown = bench.run("diff --show-secret -f key.yaml").output
    #expect(!shown.contains("***") && shown.contains("+  a: "))
    #expect(!printed.output.contains("dHdv\n"))
  }

  @Test(arguments: [
    ("diff", "error: must specify one of -f and -k\n"),
    ("diff -f x.yaml", "error: the path \"x.yaml\" does not exist\n"),
    ("diff -f notes.yaml --force-conflicts", "error: --force-conflicts only works with --server-side\n"),
    ("diff --nosuch", "error: unknown flag: --nosuch\nSee 'kubectl diff -h' for help and examples\n"),
    ("diff -f", "error: flag needs an argument: 'f' in -f\nSee 'kubectl diff -h' for help and examples\n"),
    ("diff x -f notes.yaml", "error: Unexpected args: [x]\nSee 'kubectl diff -h' for help and examples\n"),
  ])
  func refusalsHaveStatusTwo(_ line: String, _ errors: String) {
    #expect(Bench(["notes.yaml": manifest]).run(line) == Printed(errors: errors, status: 2))
  }

  @Test func ownProgramComparesDirectories() {
    let bench = Bench(["notes.yaml": manifest])
    bench.context.environment["KUBECTL_EXTERNAL_DIFF"] = "colordiff -N -u a/b"
    bench.programs.comparison = { words in ProgramOutcome(status: 1, output: words.joined(separator: " ") + "\n") }
    let printed = bench.run("diff -f notes.yaml")
    #expect(printed.output == "colordiff /tmp/LIVE-1 /tmp/MERGED-2 -N -u\n")
    #expect(printed.errors.hasSuffix("only Alphanumeric (case-insensitive), dash and equal are allowed\n"))
    #expect(printed.status == 1)
    #expect(bench.files.contents.keys.sorted() == ["notes.yaml"])
  }

  @Test func failingProgramIsAFailure() {
    let bench = Bench(["notes.yaml": manifest])
    bench.context.environment["KUBECTL_EXTERNAL_DIFF"] = "mydiff"
    let missing = "error: failed to run \"mydiff\": executable file not found in $PATH\n"
    #expect(bench.run("diff -f notes.yaml") == Printed(errors: missing, status: 2))
    bench.programs.comparison = { _ in ProgramOutcome(status: 3) }
    #expect(
      bench.run("diff -f notes.yaml")
        == Printed(errors: "error: failed to run \"mydiff\": exit status 3\n", status: 2))
  }
}
