// When a StatefulSet is looked at: a change that no plan can see costs nothing, and none is overlooked.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore
import Testing

@testable import KubeControllers

@Suite struct StatefulSetNewsTests {
  private let bench: ControllerBench
  private let looks: CountedLoop

  init() throws {
    var looks: CountedLoop?
    bench = try ControllerBench { registry in
      let counted = CountedLoop(StatefulSetController(registry))
      looks = counted
      return [counted, ObedientNodes(registry)]
    }
    self.looks = try #require(looks)
  }

  private func start(claims: [String] = []) throws {
    try bench.create(.statefulSet, ControllerBench.statefulSet("web", replicas: 2, claims: claims))
    bench.run()
    looks.count = 0
  }

  private func looks(after change: () throws -> Void) throws -> Int {
    looks.count = 0
    try change()
    bench.run()
    return looks.count
  }

  @Test func whereAPodRunsIsNoNews() throws {
    try start()
    #expect(try looks { try bench.change(.pod, "web-0") { $0[.status][.podIP] = "10.0.0.9" } } == 0)
    #expect(try looks { try bench.change(.pod, "web-0") { $0[.metadata][.annotations] = ["note": "x"] } } == 0)
  }

  @Test func readinessAndLabelsAreNews() throws {
    try start()
    let unready = try looks {
      try bench.change(.pod, "web-0", subresource: .status) {
        $0[.status][.conditions].modifyElements { $0[.status] = "False" }
      }
    }
    #expect(unready > 0)
    #expect(bench.set("web")[.status][.readyReplicas] == 1)
    #expect(try looks { try bench.change(.pod, "web-1") { $0[.metadata][.labels]["app"] = "other" } } > 0)
  }

  /// Claims wake nobody, so that any change of a pod is the time to see what became of them.
  @Test func setsWithClaimsAreLookedAtEachTime() throws {
    try start(claims: ["www"])
    #expect(try looks { try bench.change(.pod, "web-0") { $0[.metadata][.annotations] = ["note": "x"] } } > 0)
  }

  @Test func aStatusThatSomebodyElseWroteIsPutRight() throws {
    try start()
    try bench.change(.statefulSet, "web", subresource: .status) { $0[.status][.readyReplicas] = 7 }
    bench.run()
    #expect(bench.set("web")[.status][.readyReplicas] == 2)
  }
}

/// A loop whose pieces of work are counted.
private final class CountedLoop: ControlLoop {
  private let loop: StatefulSetController
  var count = 0

  init(_ loop: StatefulSetController) { self.loop = loop }

  var name: String { loop.name }
  var kinds: [KindID] { loop.kinds }
  var nextInstant: Instant? { loop.nextInstant }

  func observe(_ event: StoreEvent) { loop.observe(event) }

  func work() -> Bool {
    guard loop.work() else { return false }
    count += 1
    return true
  }

  func keep(_ archive: Archive) { loop.keep(archive) }
}
