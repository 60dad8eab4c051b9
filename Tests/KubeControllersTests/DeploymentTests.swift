// Deployments from end to end: how many pods of which template there are while a rollout goes on.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore
import Testing

@testable import KubeControllers

@Suite struct DeploymentTests {
  private let bench: ControllerBench

  init() throws {
    bench = try ControllerBench { registry in
      let pods = PodIndex()
      return [
        DeploymentController(registry, pods: pods), ReplicaSetController(registry, pods: pods),
        GarbageCollector(registry), ObedientNodes(registry),
      ]
    }
  }

  private func deployment(replicas: Int64 = 3, _ change: (inout Value) -> Void = { _ in }) throws {
    var object: Value = [
      .metadata: [.name: "front"],
      .spec: [
        .replicas: .int(replicas), .selector: [.matchLabels: ["app": "front"]],
        .strategy: [.type: "RollingUpdate", .rollingUpdate: [.maxSurge: 1, .maxUnavailable: 0]],
        .template: [
          .metadata: [.labels: ["app": "front"]],
          .spec: [.containers: [[.name: "main", .image: "nginx:1.24"]]],
        ],
      ],
    ]
    change(&object)
    try bench.create(.deployment, object)
    bench.run()
  }

  private func change(_ change: (inout Value) -> Void) throws {
    try bench.change(.deployment, "front", change)
    bench.run()
  }

  private func setImage(_ image: String) throws {
    try change {
      $0[.spec][.template][.spec][.containers] = [[.name: "main", .image: .string(image)]]
    }
  }

  private var object: Value {
    bench.registry.store.object(ObjectKey(.deployment, "default", "front")) ?? .null
  }

  /// `image:size` of each ReplicaSet, by revision.
  private var sets: [String] {
    let views = bench.registry.store.list(.replicaSet).map { ReplicaSetView(ObjectKey(.replicaSet, "", ""), $0) }
    return views.sorted { $0.revision < $1.revision }.map { set in
      let image = set.object[.spec][.template][.spec][.containers].elements[0][.image].text
      return "\(image.split(separator: ":").last!):\(set.replicas)"
    }
  }

  private var conditions: [String] {
    object[.status][.conditions].elements.map { "\($0[.type].text) \($0[.status].text) \($0[.reason].text)" }
  }

  @Test func aNewDeploymentHasOneReplicaSet() throws {
    try deployment()
    #expect(sets == ["1.24:3"])
    #expect(bench.names(.pod).count == 3)
    #expect(object[.metadata][.annotations]["deployment.kubernetes.io/revision"] == "1")
    #expect(conditions == ["Available True MinimumReplicasAvailable", "Progressing True NewReplicaSetAvailable"])
    let status = object[.status]
    #expect(status[.availableReplicas] == 3)
    #expect(status[.updatedReplicas] == 3)
    #expect(status.fields[.terminatingReplicas] == 0)
    #expect(status.fields[.unavailableReplicas] == nil)
    let name = bench.names(.replicaSet)[0]
    #expect(bench.events.contains("ScalingReplicaSet: Scaled up replica set \(name) from 0 to 3"))
    #expect(bench.events.filter { $0.hasPrefix("SuccessfulCreate: Created pod: \(name)-") }.count == 3)
  }

  @Test func aRolloutKeepsAllPodsAvailable() throws {
    try deployment(replicas: 2)
    _ = bench.takeTimeline()
    try setImage("nginx:1.25")
    #expect(sets == ["1.24:0", "1.25:2"])
    let steps = bench.takeTimeline().map { $0.split(separator: " ")[0] }
    #expect(
      steps == ["created", "ready", "terminating", "created", "deleted", "ready", "terminating", "deleted"]
        || steps == ["created", "ready", "created", "terminating", "ready", "deleted", "terminating", "deleted"]
        || steps == ["created", "ready", "terminating", "created", "ready", "deleted", "terminating", "deleted"],
      "\(steps)")
  }

  @Test func aRollbackGivesTheOldSetTheNextRevision() throws {
    try deployment(replicas: 1)
    try setImage("nginx:1.25")
    try setImage("nginx:1.24")
    #expect(sets == ["1.25:0", "1.24:1"])
    let old = bench.registry.store.list(.replicaSet).first { $0[.spec][.replicas] == 1 }
    #expect(old?[.metadata][.annotations]["deployment.kubernetes.io/revision"] == "3")
    #expect(old?[.metadata][.annotations]["deployment.kubernetes.io/revision-history"] == "1")
  }

  @Test func aBadImageStopsAndTimesOut() throws {
    try deployment(replicas: 2) { $0[.spec][.progressDeadlineSeconds] = 30 }
    try setImage("missing")
    #expect(sets == ["1.24:2", "missing:1"])
    #expect(conditions.contains("Progressing False ProgressDeadlineExceeded"))
  }

  @Test func scalingDuringARolloutIsInProportion() throws {
    try deployment(replicas: 2)
    try setImage("missing")
    try change { $0[.spec][.replicas] = 4 }
    #expect(sets == ["1.24:3", "missing:2"])
  }

  @Test func aPauseStopsRollingOutButNotScaling() throws {
    try deployment(replicas: 2)
    try change { $0[.spec]["paused"] = true }
    #expect(conditions.contains("Progressing Unknown DeploymentPaused"))
    try setImage("nginx:1.25")
    #expect(sets == ["1.24:2"])
    try change { $0[.spec][.replicas] = 3 }
    #expect(sets == ["1.24:3"])
    try change { $0[.spec].remove("paused") }
    #expect(sets == ["1.24:0", "1.25:3"])
  }

  @Test func recreateWaitsForTheOldPods() throws {
    try deployment(replicas: 2) { $0[.spec][.strategy] = [.type: "Recreate"] }
    _ = bench.takeTimeline()
    try setImage("nginx:1.25")
    let steps = bench.takeTimeline().map { String($0.split(separator: " ")[0]) }
    #expect(steps.prefix(4).sorted() == ["deleted", "deleted", "terminating", "terminating"])
    #expect(steps.suffix(4).sorted() == ["created", "created", "ready", "ready"])
  }

  @Test func historyIsLimited() throws {
    try deployment(replicas: 1) { $0[.spec][.revisionHistoryLimit] = 1 }
    for minor in 25...27 { try setImage("nginx:1.\(minor)") }
    #expect(sets == ["1.26:0", "1.27:1"])
  }

  @Test func deletingTakesEverythingAlong() throws {
    try deployment()
    try bench.delete(.deployment, "front")
    bench.run()
    #expect(bench.names(.replicaSet).isEmpty)
    #expect(bench.names(.pod).isEmpty)
  }
}

@Suite struct ReplicaSetTests {
  @Test(arguments: [
    (3, 1, ReplicaSetPlan.Action.create(2)), (1, 3, .delete(2)), (2, 2, .nothing), (900, 0, .create(500)),
  ])
  func plan(wanted: Int, active: Int, action: ReplicaSetPlan.Action) {
    #expect(ReplicaSetPlan.action(wanted: wanted, active: active) == action)
  }

  @Test func unhealthyPodsGoFirst() {
    let now = Instant(unixSeconds: 1_800_000_000)
    func ranked(_ name: String, node: String = "n", phase: String = "Running", ready: Int64? = nil) -> RankedPod {
      var pod: Value = [
        .metadata: [
          .name: .string(name), .uid: .string(name), .creationTimestamp: .string((now - .seconds(9_000)).rfc3339),
        ],
        .spec: [.nodeName: .string(node)], .status: [.phase: .string(phase)],
      ]
      if let ready {
        pod[.status][.conditions] = [
          [.type: "Ready", .status: "True", .lastTransitionTime: .string((now - .seconds(ready)).rfc3339)]
        ]
      }
      let view = PodView(ObjectKey(.pod, "default", name), pod, before: nil, at: now)
      return RankedPod(view, pod, neighbours: name == "crowded" ? 2 : 1)
    }
    let pods = [
      ranked("old", ready: 9_000), ranked("young", ready: 1), ranked("crowded", ready: 9_000), ranked("unready"),
      ranked("pending", phase: "Pending"), ranked("nowhere", node: "", phase: "Pending"),
    ]
    let order = pods.sorted { $0.precedes($1, now: now) }.map(\.pod.key.name)
    #expect(order == ["nowhere", "pending", "unready", "crowded", "young", "old"])
  }
}
