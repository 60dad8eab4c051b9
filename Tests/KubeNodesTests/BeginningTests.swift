// What a cluster holds before anybody asks, and when it comes into being.
import ClusterAPI
import ClusterSim
import KubeKinds
import KubeObjects
import SimCore
import Testing

struct BeginningTests {
  /// Nothing is validated while a cluster begins, so everything it began with is validated here.
  @Test func theFirstObjectsAreValid() throws {
    let bench = TestCluster(.standard)
    for kind in bench.cluster.catalog.kinds where kind.verbs.contains("create") && kind.verbs.contains("list") {
      let rules = RulesCatalog.rules(kind)
      for object in try bench.list(kind.id) {
        let findings = rules.validate(object)
        #expect(findings.isEmpty, "\(kind.name) \(object[.metadata][.name].text): \(findings)")
      }
    }
    #expect(try bench.list(.pod).count == 11)
  }

  @Test func validationBeginsWithTheFirstRequest() throws {
    let bench = TestCluster(.standard)
    #expect(throws: APIStatus.self) {
      try bench.create("{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: UPPER}}")
    }
  }

  /// A cluster that nobody has looked at yet is the one that was looked at.
  @Test(arguments: [TimeSpan.zero, .seconds(1), .hours(3)])
  func timePassesInAClusterThatNobodyLooksAt(_ span: TimeSpan) throws {
    let (seen, unseen) = (TestCluster(.standard), TestCluster(.standard))
    _ = seen.cluster.revision
    for bench in [seen, unseen] {
      try bench.cluster.sleep(span)
      #expect(bench.cluster.now == TestCluster.start + span)
    }
    #expect(seen.cluster.revision == unseen.cluster.revision)
    for kind in seen.cluster.catalog.kinds where kind.verbs.contains("list") {
      #expect(try seen.list(kind.id) == unseen.list(kind.id))
    }
  }
}
