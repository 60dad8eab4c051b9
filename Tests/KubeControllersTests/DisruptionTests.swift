// The numbers of disruption budgets.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore
import Testing

@testable import KubeControllers

@Suite struct DisruptionTests {
  struct Row: Sendable {
    var spec: Value
    var counts: DisruptionCounts
    /// allowed, current, desired, expected
    var numbers: [Int64]
  }

  static let rows = [
    Row(spec: ["maxUnavailable": 1], counts: DisruptionCounts(pods: 3, healthy: 3, scale: 3), numbers: [1, 3, 2, 3]),
    Row(spec: ["maxUnavailable": 1], counts: DisruptionCounts(pods: 3, healthy: 2, scale: 3), numbers: [0, 2, 2, 3]),
    Row(
      spec: ["maxUnavailable": "25%"], counts: DisruptionCounts(pods: 5, healthy: 5, scale: 5),
      numbers: [2, 5, 3, 5]),
    Row(spec: ["maxUnavailable": 9], counts: DisruptionCounts(pods: 3, healthy: 3, scale: 3), numbers: [3, 3, 0, 3]),
    Row(spec: ["minAvailable": 2], counts: DisruptionCounts(pods: 3, healthy: 3, scale: 9), numbers: [1, 3, 2, 3]),
    Row(spec: ["minAvailable": 2], counts: DisruptionCounts(), numbers: [0, 0, 2, 0]),
    Row(
      spec: ["minAvailable": "50%"], counts: DisruptionCounts(pods: 3, healthy: 3, scale: 3),
      numbers: [1, 3, 2, 3]),
  ]

  @Test(arguments: rows.indices)
  func numbers(index: Int) {
    let row = Self.rows[index]
    let numbers = DisruptionPlan.numbers(row.spec, row.counts)
    #expect([numbers.allowed, numbers.current, numbers.desired, numbers.expected] == row.numbers)
  }

  @Test func aControllerThatCanNotBeScaledFailsTheBudget() {
    let counts = DisruptionCounts(pods: 1, healthy: 1, scaleError: "jobs.batch can't be scaled")
    #expect(DisruptionPlan.numbers(["maxUnavailable": 1], counts).error != nil)
    #expect(DisruptionPlan.numbers(["minAvailable": 1], counts).error == nil)
  }

  @Test func aBudgetFollowsItsPods() throws {
    let bench = try ControllerBench {
      [StatefulSetController($0), DisruptionController($0), ObedientNodes($0)]
    }
    try bench.create(.statefulSet, ControllerBench.statefulSet("web"))
    try bench.create(
      .podDisruptionBudget,
      [
        .metadata: [.name: "web"],
        .spec: [.maxUnavailable: 1, .selector: [.matchLabels: ["app": "web"]]],
      ])
    bench.run()
    func status() -> Value {
      bench.registry.store.object(ObjectKey(.podDisruptionBudget, "default", "web"))?[.status] ?? .null
    }
    #expect(status()[.disruptionsAllowed] == 1)
    #expect(status()[.conditions].elements.first?[.reason] == "SufficientPods")
    try bench.delete(.pod, "web-1")
    bench.run(for: .milliseconds(1))
    #expect(status()[.disruptionsAllowed] == 0)
    #expect(status()[.currentHealthy] == 2)
    #expect(status()[.conditions].elements.first?[.reason] == "InsufficientPods")
    try bench.change(.podDisruptionBudget, "web", subresource: .status) {
      $0[.status][.disruptedPods] = ["web-0": .string(bench.now.rfc3339)]
    }
    bench.run(for: .milliseconds(1))
    #expect(status()[.currentHealthy] == 1)
    bench.run(for: .seconds(123))
    #expect(status()[.currentHealthy] == 3)
    #expect(bench.events.contains { $0.hasPrefix("NotDeleted") })
  }

  @Test func podsThatAreGoneAreForgotten() throws {
    let bench = try ControllerBench {
      [StatefulSetController($0), DisruptionController($0), ObedientNodes($0)]
    }
    try bench.create(.statefulSet, ControllerBench.statefulSet("web"))
    try bench.create(
      .podDisruptionBudget,
      [.metadata: [.name: "web"], .spec: [.minAvailable: 1, .selector: [.matchLabels: ["app": "web"]]]])
    func expected() -> Value {
      bench.registry.store.object(ObjectKey(.podDisruptionBudget, "default", "web"))?[.status][.expectedPods] ?? .null
    }
    bench.run()
    #expect(expected() == 3)
    try bench.change(.statefulSet, "web") { $0[.spec][.replicas] = 0 }
    bench.run(for: .seconds(60))
    #expect(expected() == 0)
    #expect(bench.events.contains { $0.hasPrefix("NoPods") })
  }
}
