// Which container `logs`, `exec` and `attach` mean, and what is said of names that no container has.
import ClusterSim
import Testing

@testable import KubeCommands

@Suite struct ContainerVerbTests {
  private static func bench(annotations: String = "{}") throws -> Bench {
    let head = "apiVersion: stsctl.dev/v1\nkind: ClusterConfig\nnodes: [{name: node-1}]\n"
    let bench = Bench(
      [
        "two.yaml": """
        {apiVersion: v1, kind: Pod, metadata: {name: two, annotations: \(annotations)},
         spec: {initContainers: [{name: setup, image: busybox, restartPolicy: Always}],
          containers: [{name: web, image: nginx}, {name: log, image: busybox}]}}
        """
      ], configuration: try ClusterConfiguration(yaml: Array(head.utf8)))
    bench.run("create -f two.yaml")
    bench.run("wait pod two --for=condition=Ready")
    return bench
  }

  private static let listing = "is not valid for pod two out of: web, log, setup (init)\n"

  @Test(arguments: ["logs two -c nosuch", "exec two -c nosuch -- date", "logs two nosuch"])
  func unknownNamesAreRefusedWithThoseThereAre(line: String) throws {
    #expect(try Self.bench().run(line) == Printed(errors: "error: container nosuch \(Self.listing)", status: 1))
  }

  @Test func attachingSaysWhatItCouldNot() throws {
    #expect(
      try Self.bench().run("attach two -c nosuch").errors
        == "error: cannot attach to the container: container nosuch \(Self.listing)")
  }

  @Test(arguments: ["logs two", "exec two -- date", "attach two"])
  func theFirstIsChosenAndSaid(line: String) throws {
    #expect(
      try Self.bench().run(line).errors.hasPrefix("Defaulted container \"web\" out of: web, log, setup (init)\n"))
  }

  @Test func aPodMayChooseItsOwn() throws {
    let bench = try Self.bench(annotations: "{kubectl.kubernetes.io/default-container: log}")
    #expect(bench.run("exec two -- date").errors.hasPrefix("error: running commands is not simulated"))
  }

  /// `logs` goes on with the first container, the others refuse.
  @Test func aWrongChoiceOfThePod() throws {
    let bench = try Self.bench(annotations: "{kubectl.kubernetes.io/default-container: gone}")
    #expect(
      bench.run("logs two").errors.hasPrefix(
        "Default container name \"gone\" not found in pod two\nDefaulted container \"web\" out of: "))
    #expect(bench.run("exec two -- date").errors == "error: container gone \(Self.listing)")
  }
}
