// `get` where tables, files and watches meet, as the real kubectl answered on the same objects.
import Foundation
import KubeObjects
import Testing

@testable import KubeCommands

@Suite struct GetVerbTests {
  private static let bench: [String: String] = [
    "maps.yaml": configMap("a", labels: "app: web") + "---\n" + configMap("b", labels: "app: db"),
    "one.yaml": configMap("a"),
  ]

  private func bench() -> Bench {
    let bench = Bench(Self.bench)
    #expect(bench.run("create -f maps.yaml").status == 0)
    return bench
  }

  /// Once a kind of namespaces was printed, kinds of the cluster have the column as well.
  @Test func theNamespaceColumnStays() {
    let later = bench().run("get cm,ns -A").output
    #expect(later.contains("NAMESPACE   NAME"))
    #expect(later.components(separatedBy: "NAMESPACE ").count == 3)
    let first = bench().run("get ns,cm -A").output
    #expect(first.hasPrefix("NAME "))
  }

  /// The server's tables have no labels, so no selector finds anything among them.
  @Test func filesAreSelectedAfterTheyWereFetched() {
    let none = Printed(errors: "No resources found in default namespace.\n")
    #expect(bench().run("get -f maps.yaml -l app=web") == none)
    #expect(bench().run("get -f maps.yaml -l app=web -o name") == Printed("configmap/a\n"))
    let changed = bench()
    changed.run("label cm b app=web --overwrite")
    #expect(changed.run("get -f maps.yaml -l app=web -o name") == Printed("configmap/a\nconfigmap/b\n"))
  }

  /// What fails alone is an error of its own; what fails among files is one of a list.
  @Test func emptyNamesAreRefused() {
    let printed = bench().run(words: ["get", "cm", "a", ""])
    #expect(printed.output.contains("\na "))
    #expect(printed.errors == "error: resource name may not be empty\n")
    #expect(printed.status == 1)
  }

  @Test(arguments: ["get cm a b -w -o name", "get cm/a cm/b --watch -o name"])
  func onlyOneThingIsWatched(_ line: String) {
    let refusal = "error: you may only watch a single resource or type of resource at a time\n"
    #expect(bench().run(line) == Printed("configmap/a\nconfigmap/b\n", errors: refusal, status: 1))
  }

  @Test func filesAreNotWatched() {
    let printed = bench().run("get -f one.yaml -w -o name")
    #expect(printed.output == "configmap/a\n")
    #expect(printed.status == 1)
  }

  @Test func mapsHaveNoOrder() {
    let printed = bench().run("get cm --sort-by=.metadata.labels")
    #expect(printed.output.isEmpty)
    #expect(printed.status == 1)
    #expect(printed.errors.hasSuffix("is an unsortable type: interface, err: unsortable type: map[string]interface {}\n"))
  }

  @Test func theVersionIsReadRaw() {
    let printed = bench().run("get --raw /version")
    #expect(printed.output.hasPrefix("{\n  \"major\": \"1\",\n  \"minor\": \"36\",\n"))
    #expect(printed.output.hasSuffix("\n}"))
  }
}
