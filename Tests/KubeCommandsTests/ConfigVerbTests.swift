// The kubeconfig of a simulated cluster, as `config` shows it.
import ClusterSim
import Testing

@testable import KubeCommands

@Suite struct ConfigVerbTests {
  private func bench(name: String) -> Bench {
    var configuration = ClusterConfiguration()
    configuration.name = name
    return Bench(configuration: configuration)
  }

  @Test(arguments: ["stsctl", "staging"])
  func clusterAndContextHaveTheNameOfTheCluster(name: String) {
    let bench = bench(name: name)
    #expect(bench.run("config current-context").output == "\(name)\n")
    #expect(bench.run("config get-clusters").output == "NAME\n\(name)\n")
    #expect(bench.run("config get-users").output == "NAME\nadmin\n")
    let renamed = bench.run("config rename-context \(name) mine")
    #expect(renamed.output == "Context \"\(name)\" renamed to \"mine\".\n")
    #expect(bench.run("config current-context").output == "mine\n")
  }

  @Test func aNamespaceOfTheSessionIsTheContexts() {
    let bench = bench(name: "staging")
    bench.run("config set-context --current --namespace=shop")
    #expect(bench.run("config view --minify -o jsonpath={..namespace}").output == "shop")
    #expect(bench.run("get pods").errors == "No resources found in shop namespace.\n")
    bench.run("config set-context --current -n depot")
    #expect(bench.run("config view --minify -o jsonpath={..namespace}").output == "depot")
  }
}
