// Changing what the containers of a running pod may use.
import ClusterAPI
import ClusterSim
import KubeKinds
import KubeNodes
import KubeObjects
import SimCore
import Testing

@Suite struct ResizeTests {
  /// A pod on a node with 4 CPUs.
  private static func running(
    _ name: String = "p", in test: TestCluster = FullKubeletTests.cluster(), cpu: String = "1", policy: String = "",
    spec: String = ""
  ) throws -> TestCluster {
    let container = "{name: main, image: \"nginx:1.27\", resources: {requests: {cpu: \"\(cpu)\"}}\(policy)}"
    try test.create(FullKubeletTests.pod("\(spec)\ncontainers: [\(container)]", name: name))
    try test.run(.seconds(10))
    return test
  }

  private static func resize(_ test: TestCluster, _ name: String = "p", cpu: String, memory: String? = nil) throws {
    guard let kind = test.cluster.catalog.kind(.pod) else { return }
    var requests: Value = ["cpu": .string(cpu)]
    if let memory { requests["memory"] = .string(memory) }
    let container: Value = ["name": "main", "resources": ["requests": requests]]
    _ = try test.cluster.patch(
      kind, namespace: "default", name: name, Patch(.strategic, ["spec": ["containers": [container]]]),
      subresource: .resize, WriteOptions())
  }

  private static func status(_ test: TestCluster, _ name: String = "p") throws -> Value {
    try test.pod(name)[.status][.containerStatuses][index: 0]
  }

  private static func conditions(_ test: TestCluster, _ name: String = "p") throws -> [Value] {
    try test.pod(name)[.status][.conditions].elements.filter { $0[.type].text.hasPrefix("PodResize") }
  }

  private static func newEvents(_ test: TestCluster, after count: Int) throws -> [String] {
    Array(try test.events("p").dropFirst(count))
  }

  @Test func whatContainersAreGivenIsTold() throws {
    let test = try Self.running()
    let status = try Self.status(test)
    #expect(status[.resources] == ["requests": ["cpu": "1"]])
    #expect(status["allocatedResources"] == ["cpu": "1"])
    try test.create(FullKubeletTests.pod("containers: [{name: main, image: \"nginx:1.27\"}]", name: "q"))
    try test.run(.seconds(10))
    let bare = try Self.status(test, "q")
    #expect(bare[.resources] == [:] && bare.fields["allocatedResources"] == nil)
  }

  @Test func moreIsGivenWithoutARestart() throws {
    let test = try Self.running()
    let before = try test.events("p").count
    try Self.resize(test, cpu: "1500m")
    try test.run(.milliseconds(1))
    let progress = try Self.conditions(test)
    #expect(progress.map { $0[.type].text } == ["PodResizeInProgress"])
    #expect(progress.first?[.observedGeneration] == 2 && progress.first?[.status] == "True")
    #expect(try test.pod("p")[.status][.conditions][index: 0][.type] == "PodResizeInProgress")
    #expect(try Self.status(test)["allocatedResources"] == ["cpu": "1500m"])
    #expect(try Self.status(test)[.resources] == ["requests": ["cpu": "1"]])
    try test.run(.seconds(2))
    #expect(try Self.conditions(test).isEmpty)
    #expect(try Self.status(test)[.resources] == ["requests": ["cpu": "1500m"]])
    #expect(try Self.status(test)[.restartCount] == 0)
    let told = #"{"containers":[{"name":"main","resources":{"requests":{"cpu":"1500m"}}}],"generation":2}"#
    #expect(
      try Self.newEvents(test, after: before)
        == ["ResizeStarted: Pod resize started: \(told)", "ResizeCompleted: Pod resize completed: \(told)"])
  }

  @Test(arguments: ["Always", "OnFailure"])
  func aContainerThatWantsItIsRestarted(restartPolicy: String) throws {
    let policy = ", command: [sleep, infinity], resizePolicy: [{resourceName: memory, restartPolicy: RestartContainer}]"
    let test = try Self.running(policy: policy, spec: "restartPolicy: \(restartPolicy)")
    try Self.resize(test, cpu: "2")
    try test.run(.seconds(10))
    #expect(try Self.status(test)[.restartCount] == 0, "nothing was said of CPU")
    let before = try test.events("p").count
    try Self.resize(test, cpu: "2", memory: "1Gi")
    try test.run(.milliseconds(1))
    #expect(try Self.conditions(test).count == 1)
    try test.run(.seconds(10))
    let status = try Self.status(test)
    #expect(status[.restartCount] == 1 && !status[.state][.running].isNull)
    #expect(status[.resources] == ["requests": ["cpu": "2", "memory": "1Gi"]])
    #expect(try Self.conditions(test).isEmpty)
    let words = try Self.newEvents(test, after: before)
    #expect(words.contains("Killing: Container main resize requires restart"))
    #expect(words.map { String($0.prefix { $0 != ":" }) }.last == "ResizeCompleted")
  }

  @Test func whatTheNodeDoesNotHaveIsRefused() throws {
    let test = try Self.running()
    do {
      try Self.resize(test, cpu: "5", memory: "900Gi")
      Issue.record("it was let in")
    } catch let refusal as APIStatus {
      #expect(refusal.reason == .forbidden && refusal.causes.map(\.reason) == ["NodeCapacity"])
      let start = "pods \"p\" is forbidden: node didn't have enough allocatable resources: "
      #expect(
        refusal.message.hasPrefix(start + "cpu, requested: 5000, allocatable: 4000; memory, requested: 966367641600, "))
    }
    #expect(try test.pod("p")[.metadata][.generation] == 1)
  }

  @Test func whatTheNodeHasNoMoreIsInfeasible() throws {
    let test = try Self.running()
    _ = try Self.running("q", in: test, cpu: "2")
    try Self.resize(test, cpu: "3")
    try test.run(.seconds(10))
    let since = try Self.conditions(test).first?[.lastTransitionTime]
    let before = try test.events("p").count
    let node = try test.pod("p")[.spec][.nodeName].text
    try Self.shrink(test, node)
    // It tries again after three minutes.
    try test.run(.minutes(3))
    let pending = try Self.conditions(test)
    let message = "Node didn't have enough capacity: cpu, requested: 3000, capacity: 2000"
    #expect(pending.map { $0[.type].text } == ["PodResizePending"])
    #expect(pending.first?[.reason] == "Infeasible" && pending.first?[.message].text == message)
    #expect(pending.first?[.lastTransitionTime] != since)
    #expect(try Self.status(test)[.resources] == ["requests": ["cpu": "1"]])
    let asked = #"{"containers":[{"name":"main","resources":{"requests":{"cpu":"3"}}}],"generation":2"#
    let told = asked + #","error":"\#(message)"}"#
    #expect(try Self.newEvents(test, after: before) == ["ResizeInfeasible: Pod resize Infeasible: \(told)"])
    let reasons = test.cluster.reasons(for: ObjectKey(.pod, "default", "p"))
    #expect(reasons.contains { $0.rule == "PodResizePending" && $0.message.contains(message) })
    try Self.resize(test, cpu: "1")
    try test.run(.seconds(10))
    #expect(try Self.conditions(test).isEmpty)
  }

  private static func shrink(_ test: TestCluster, _ node: String) throws {
    guard let kind = test.cluster.catalog.kind(.node) else { return }
    _ = try test.cluster.patch(
      kind, namespace: "", name: node, Patch(.merge, ["status": ["allocatable": ["cpu": "2"]]]), subresource: .status,
      WriteOptions())
  }

  @Test func roomThatIsTakenIsWaitedFor() throws {
    let test = try Self.running()
    _ = try Self.running("q", in: test, cpu: "2")
    try Self.resize(test, cpu: "3")
    try test.run(.seconds(10))
    let pending = try Self.conditions(test).first ?? .null
    #expect(pending[.reason] == "Deferred")
    #expect(
      pending[.message] == "Node didn't have enough resource: cpu, requested: 3000, used: 2000, capacity: 4000")
    try test.delete(.pod, "q", grace: 1)
    try test.run(.seconds(10))
    #expect(try Self.conditions(test).isEmpty)
    #expect(try Self.status(test)[.resources] == ["requests": ["cpu": "3"]])
    #expect(try test.events("p").contains { $0.hasPrefix("ResizeStarted: ") })
  }

  @Test func thePodOfHigherPriorityIsGivenRoomFirst() throws {
    let test = try Self.running("a", cpu: "500m")
    _ = try Self.running("z", in: test, cpu: "500m", spec: "priorityClassName: system-node-critical")
    _ = try Self.running("q", in: test, cpu: "2")
    for name in ["a", "z"] { try Self.resize(test, name, cpu: "2500m") }
    try test.run(.seconds(10))
    #expect(try Self.conditions(test, "a").first?[.reason] == "Deferred")
    #expect(try Self.conditions(test, "z").first?[.reason] == "Deferred")
    try test.delete(.pod, "q", grace: 1)
    try test.run(.seconds(10))
    #expect(try Self.status(test, "z")[.resources] == ["requests": ["cpu": "2500m"]])
    #expect(try Self.conditions(test, "a").first?[.reason] == "Deferred")
  }
}
