// `kubectl edit`: the loop around the editor.
import KubeObjects
import Testing

@testable import KubeCommands

@Suite struct EditVerbTests {
  private func bench(_ edits: [(String) -> String]) -> Bench {
    let bench = Bench()
    bench.run("create configmap notes --from-literal=a=1")
    bench.programs.edits = edits
    return bench
  }

  private func replacing(_ old: String, _ new: String) -> (String) -> String {
    { text in
      var parts = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      for index in parts.indices where parts[index].hasSuffix(old) {
        parts[index] = parts[index].dropLast(old.count) + new
      }
      return parts.joined(separator: "\n")
    }
  }

  @Test func changeIsSentAsPatch() {
    let bench = bench([replacing("a: \"1\"", "a: \"2\"")])
    #expect(
      bench.run("edit cm notes --output-patch")
        == Printed("Patch: {\"data\":{\"a\":\"2\"}}\nconfigmap/notes edited\n"))
    #expect(bench.run("get cm notes -o jsonpath={.data.a}") == Printed("2"))
    #expect(bench.programs.started == [["vi", "/tmp/kubectl-edit-1.yaml"]])
    #expect(bench.files.contents.isEmpty)
  }

  @Test func objectIsShownBelowTheHead() throws {
    let bench = bench([{ $0 }])
    #expect(bench.run("edit cm/notes") == Printed(errors: "Edit cancelled, no changes made.\n"))
    let shown = try #require(bench.programs.shown.first)
    #expect(shown.hasPrefix("# Please edit the object below. Lines beginning with a '#' will be ignored,\n# and an empty"))
    #expect(shown.contains("\n#\napiVersion: v1\ndata:\n  a: \"1\"\nkind: ConfigMap\n"))
    #expect(!shown.contains("managedFields"))
  }

  @Test func ownersOfFieldsAreKeptInTheConfiguration() {
    let bench = bench([replacing("a: \"1\"", "a: \"2\"")])
    #expect(bench.run("edit cm notes --save-config").output == "configmap/notes edited\n")
    let kept = bench.run("get cm notes -o jsonpath={.metadata.annotations}").output
    #expect(kept.contains("managedFields") && kept.contains("kubectl-create"))
  }

  @Test func spellingIsNoChange() {
    let bench = bench([{ "# other words\n" + $0.replacingAll("a: \"1\"", with: "a: '1'") }])
    #expect(bench.run("edit cm/notes").errors == "Edit cancelled, no changes made.\n")
  }

  @Test func refusedChangeIsShownAgain() throws {
    let bench = bench([replacing("a: \"1\"", "\"a b\": x"), { $0 }])
    let printed = bench.run("edit cm notes")
    #expect(
      printed.errors == """
        error: configmaps "notes" is invalid
        A copy of your changes has been stored to "/tmp/kubectl-edit-2.yaml"
        error: Edit cancelled, no valid changes were saved.

        """)
    #expect(printed.status == 1)
    let again = try #require(bench.programs.shown.last)
    #expect(again.contains("\n#\n# configmaps \"notes\" was not valid:\n# * data[a b]: Invalid value: \"a b\": "))
    #expect(again.contains("\n#\napiVersion: v1\ndata:\n  \"a b\": x\n"))
  }

  @Test func brokenYAMLIsShownAgainAndCanBeMended() {
    let bench = bench([replacing("a: \"1\"", "a: ["), replacing("a: [", "a: \"3\"")])
    let printed = bench.run("edit cm notes")
    #expect(printed == Printed("configmap/notes edited\n", errors: "error: configmaps \"notes\" is invalid\n"))
    #expect(bench.programs.shown.last?.contains("Invalid value: \"The edited file failed validation\": ") == true)
  }

  @Test func vanishedObjectKeepsTheFile() {
    let bench = bench([])
    bench.programs.edits = [{ text in
      bench.run("delete cm notes")
      return text.replacingAll("\"1\"", with: "\"2\"")
    }]
    let printed = bench.run("edit cm notes")
    #expect(
      printed.errors.hasSuffix(
        "error: configmaps \"notes\" could not be found on the server\n"
          + "The edits you made on deleted resources have been saved to \"/tmp/kubectl-edit-1.yaml\"\n"))
    #expect(printed.status == 1)
    #expect(bench.files.exists("/tmp/kubectl-edit-1.yaml"))
  }

  @Test func severalObjectsAreOneList() throws {
    let bench = bench([replacing("a: \"1\"", "a: \"2\"")])
    bench.run("create configmap more --from-literal=b=1")
    #expect(bench.run("edit cm notes more") == Printed("configmap/notes edited\nconfigmap/more skipped\n"))
    let shown = try #require(bench.programs.shown.first)
    #expect(shown.contains("\napiVersion: v1\nitems:\n- apiVersion: v1\n  data:\n    a: \"1\"\n"))
    #expect(shown.hasSuffix("kind: List\nmetadata: {}\n"))
  }

  @Test func nameCannotBeChanged() {
    let bench = bench([replacing("name: notes", "name: other")])
    let printed = bench.run("edit cm notes")
    #expect(printed.errors.hasSuffix("error: At least one of apiVersion, kind and name was changed\n"))
    #expect(printed.status == 1)
  }

  @Test func quotesInTheEditorAreForTheShell() {
    let bench = bench([{ $0 }])
    bench.context.environment["EDITOR"] = "sed -i 's/a/b/'"
    bench.run("edit cm notes")
    #expect(bench.programs.started == [["/bin/bash", "-c", "sed -i 's/a/b/' \"/tmp/kubectl-edit-1.yaml\""]])
  }

  @Test func missingEditorIsNamed() {
    let bench = bench([])
    bench.context.environment["KUBE_EDITOR"] = "nosuch --flag"
    #expect(
      bench.run("edit cm notes")
        == Printed(errors: "error: unable to launch the editor \"nosuch --flag\"\n", status: 1))
  }
}

extension String {
  fileprivate func replacingAll(_ old: String, with new: String) -> String {
    var rest = self[...]
    var result = ""
    while let range = rest.firstRange(of: old) {
      result += rest[..<range.lowerBound] + new
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}
