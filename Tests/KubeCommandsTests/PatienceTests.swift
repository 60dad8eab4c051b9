// Waits without an end: nobody can break them off in a script, so they end by themselves, and soon in cluster time.
import ClusterSim
import SimCore
import Testing

@testable import KubeCommands

@Suite struct PatienceTests {
  private static let stuck = """
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: web}
    spec:
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec: {containers: [{name: c, image: nginx, resources: {requests: {cpu: 500}}}]}

    """

  @Test func statusOfAStuckRolloutEnds() {
    let bench = Bench(["web.yaml": Self.stuck], strict: false)
    bench.run("apply -f web.yaml")
    let start = bench.cluster.now
    let printed = bench.run("rollout status sts/web")
    #expect(printed.status == 1)
    #expect(printed.errors == "error: timed out waiting for the condition\n")
    #expect(bench.cluster.now - start <= .hours(2))
  }

  @Test func drainThatABudgetHoldsUpEnds() {
    let bench = Bench(strict: false, configuration: .standard)
    bench.run("create deployment web --image=nginx")
    bench.run("create pdb web --selector=app=web --min-available=1")
    bench.run("rollout status deployment/web")
    let start = bench.cluster.now
    let pods = bench.run("get pods -o jsonpath={.items[0].spec.nodeName}")
    let printed = bench.run("drain \(pods.output) --ignore-daemonsets")
    #expect(printed.status == 1)
    #expect(printed.errors.contains("global timeout reached"))
    #expect(bench.cluster.now - start <= .hours(2))
  }
}
