// DaemonSets: which nodes get a pod, and how pods are replaced.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore
import Testing

@testable import KubeControllers

@Suite struct DaemonFitTests {
  private func node(_ change: (inout Value) -> Void = { _ in }) -> DaemonNode {
    var node: Value = [.metadata: [.name: "n", .labels: ["disk": "ssd"]], .spec: [:]]
    change(&node)
    return DaemonNode("n", node)
  }

  private func taint(_ key: String, _ effect: String) -> (inout Value) -> Void {
    { $0[.spec][.taints] = [[.key: .string(key), .effect: .string(effect)]] }
  }

  private func decide(_ node: DaemonNode, _ spec: Value = [:]) -> [Bool] {
    let fit = DaemonFit([.spec: [.template: [.spec: spec]]])
    let (shouldRun, mayStay) = fit.decide(node)
    return [shouldRun, mayStay]
  }

  @Test func nodesAreChosenAsTheSchedulerWould() {
    #expect(decide(node()) == [true, true])
    #expect(decide(node(), [.nodeSelector: ["disk": "ssd"]]) == [true, true])
    #expect(decide(node(), [.nodeSelector: ["disk": "hdd"]]) == [false, false])
    #expect(decide(node(taint("own", "NoSchedule"))) == [false, true])
    #expect(decide(node(taint("own", "NoExecute"))) == [false, false])
    #expect(decide(node(taint("node.kubernetes.io/unschedulable", "NoSchedule"))) == [true, true])
    #expect(decide(node(taint("node.kubernetes.io/unreachable", "NoExecute"))) == [true, true])
    #expect(decide(node(taint("own", "NoExecute")), [.tolerations: [[.operator: "Exists"]]]) == [true, true])
  }
}

@Suite struct DaemonSetTests {
  private let bench: ControllerBench

  init() throws {
    bench = try ControllerBench { registry in
      [
        DaemonSetController(registry, pods: PodIndex()), GarbageCollector(registry),
        ObedientNodes(registry, bindsByAffinity: true),
      ]
    }
    for index in 1...3 {
      try bench.registry.create(
        bench.registry.kind(.node), namespace: "", [.metadata: [.name: .string("node-\(index)")]])
      try bench.registry.modify(ObjectKey(.node, "", "node-\(index)")) { $0[.spec].remove(.taints) }
    }
  }

  private func create(_ change: (inout Value) -> Void = { _ in }) throws {
    var set: Value = [
      .metadata: [.name: "agent"],
      .spec: [
        .selector: [.matchLabels: ["app": "agent"]],
        .template: [
          .metadata: [.labels: ["app": "agent"]],
          .spec: [.containers: [[.name: "main", .image: "fluentd:1"]]],
        ],
      ],
    ]
    change(&set)
    try bench.create(.daemonSet, set)
    bench.run()
  }

  private var status: Value {
    bench.registry.store.object(ObjectKey(.daemonSet, "default", "agent"))?[.status] ?? .null
  }

  private func setImage(_ image: String) throws {
    _ = bench.takeTimeline()
    try bench.change(.daemonSet, "agent") {
      $0[.spec][.template][.spec][.containers] = [[.name: "main", .image: .string(image)]]
    }
    bench.run()
  }

  private var steps: [String] { bench.takeTimeline().map { String($0.split(separator: " ")[0]) } }

  @Test func everyNodeGetsAPod() throws {
    try create()
    let places = bench.registry.store.list(.pod).map { $0[.spec][.nodeName].text }
    #expect(places.sorted() == ["node-1", "node-2", "node-3"])
    #expect(status[.desiredNumberScheduled] == 3)
    #expect(status[.numberAvailable] == 3)
    #expect(status[.updatedNumberScheduled] == 3)
    #expect(status.fields[.numberMisscheduled] == 0)
    let pod = bench.registry.store.list(.pod)[0]
    #expect(pod[.metadata][.labels][.controllerRevisionHash].text.count > 5)
    #expect(pod[.metadata][.labels][.podTemplateGeneration] == "1")
  }

  @Test func podsAreReplacedOneAtATime() throws {
    try create()
    try setImage("fluentd:2")
    #expect(steps == Array(repeating: ["terminating", "deleted", "created", "ready"], count: 3).flatMap { $0 })
    #expect(bench.registry.store.list(.controllerRevision).map { $0[.revision].number }.sorted() == [1, 2])
  }

  @Test func withASurgeTheNewPodComesFirst() throws {
    try create {
      $0[.spec][.updateStrategy] = [.type: "RollingUpdate", .rollingUpdate: [.maxSurge: 1, .maxUnavailable: 0]]
    }
    try setImage("fluentd:2")
    #expect(steps.prefix(3) == ["created", "ready", "terminating"])
    #expect(status[.updatedNumberScheduled] == 3)
  }

  @Test func onDeleteWaits() throws {
    try create { $0[.spec][.updateStrategy] = [.type: "OnDelete"] }
    try setImage("fluentd:2")
    #expect(steps == [])
    #expect(status.fields[.updatedNumberScheduled] == nil)
    try bench.delete(.pod, bench.names(.pod)[0])
    bench.run()
    #expect(status[.updatedNumberScheduled] == 1)
  }

  @Test func nodesComeAndGo() throws {
    try create()
    try bench.registry.modify(ObjectKey(.node, "", "node-2")) {
      $0[.spec][.taints] = [[.key: "own", .effect: "NoExecute"]]
    }
    bench.run()
    #expect(bench.names(.pod).count == 2)
    #expect(status[.desiredNumberScheduled] == 2)
  }

  @Test func failedPodsAreReplacedMoreAndMoreSlowly() throws {
    try create { $0[.spec][.template][.metadata][.annotations] = ["fail": "yes"] }
    let failures = bench.events.filter { $0.hasPrefix("FailedDaemonPod") }.count
    #expect(failures >= 3)
    #expect(bench.registry.store.list(.pod).count <= 3)
  }
}
