// A StatefulSet from end to end: what happens to its pods, in which order, and what is written beside them.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore
import Testing

@testable import KubeControllers

@Suite struct StatefulSetControllerTests {
  private let bench: ControllerBench
  private let controller: StatefulSetController

  init() throws {
    var controller: StatefulSetController?
    bench = try ControllerBench { registry in
      let made = StatefulSetController(registry)
      controller = made
      return [made, ObedientNodes(registry)]
    }
    self.controller = try #require(controller)
  }

  private func start(_ set: Value) throws {
    try bench.create(.statefulSet, set)
    bench.run()
    _ = bench.takeTimeline()
  }

  private func setImage(_ image: String) throws {
    try bench.change(.statefulSet, "web") {
      $0[.spec][.template][.spec][.containers] = [[.name: "main", .image: .string(image)]]
    }
    bench.run()
  }

  @Test func membersStartInOrder() throws {
    try bench.create(.statefulSet, ControllerBench.statefulSet("web", replicas: 2, claims: ["www"]))
    bench.run()
    #expect(bench.takeTimeline() == ["created web-0", "ready web-0", "created web-1", "ready web-1"])
    #expect(bench.names(.persistentVolumeClaim) == ["www-web-0", "www-web-1"])
    #expect(
      bench.events == [
        "SuccessfulCreate: Create Claim www-web-0 Pod web-0 in StatefulSet web success",
        "SuccessfulCreate: Create Pod web-0 in StatefulSet web successful",
        "SuccessfulCreate: Create Claim www-web-1 Pod web-1 in StatefulSet web success",
        "SuccessfulCreate: Create Pod web-1 in StatefulSet web successful",
      ])
    let status = bench.set("web")[.status]
    #expect(status[.readyReplicas] == 2)
    #expect(status[.currentRevision] == status[.updateRevision])
  }

  @Test func aMemberIsMadeAsKubernetesMakesIt() throws {
    try start(ControllerBench.statefulSet("web", replicas: 1, claims: ["www"]))
    let pod = try #require(bench.pod("web-0"))
    let revision = bench.set("web")[.status][.updateRevision]
    #expect(
      pod[.metadata][.labels] == [
        "app": "web", "apps.kubernetes.io/pod-index": "0", "controller-revision-hash": revision,
        "statefulset.kubernetes.io/pod-name": "web-0",
      ])
    #expect(pod[.metadata][.generateName] == "web-")
    #expect(
      pod.controllerReference == [
        "apiVersion": "apps/v1", "kind": "StatefulSet", "name": "web", "blockOwnerDeletion": true,
        "controller": true, "uid": bench.set("web")[.metadata][.uid],
      ])
    #expect(pod[.spec][.hostname] == "web-0")
    #expect(pod[.spec][.subdomain] == "web")
    #expect(
      pod[.spec][.volumes].elements.first
        == ["name": "www", "persistentVolumeClaim": ["claimName": "www-web-0"]])
  }

  @Test func scalingDownGoesFromTheTop() throws {
    try start(ControllerBench.statefulSet("web"))
    try bench.change(.statefulSet, "web") { $0[.spec][.replicas] = 1 }
    bench.run()
    #expect(
      bench.takeTimeline() == ["terminating web-2", "deleted web-2", "terminating web-1", "deleted web-1"])
    #expect(bench.set("web")[.status][.replicas] == 1)
  }

  @Test func aRolloutReplacesFromTheTop() throws {
    try start(ControllerBench.statefulSet("web", replicas: 2))
    try setImage("nginx:1.25")
    #expect(
      bench.takeTimeline() == [
        "terminating web-1", "deleted web-1", "created web-1", "ready web-1", "terminating web-0",
        "deleted web-0", "created web-0", "ready web-0",
      ])
    let status = bench.set("web")[.status]
    #expect(status[.currentRevision] == status[.updateRevision])
    #expect(bench.names(.controllerRevision).count == 2)
  }

  @Test func aRollbackRenumbersTheOldRevision() throws {
    try start(ControllerBench.statefulSet("web", replicas: 1))
    let first = bench.set("web")[.status][.updateRevision].text
    try setImage("nginx:1.25")
    try setImage("nginx:1.24")
    #expect(bench.set("web")[.status][.updateRevision].text == first)
    let revision = bench.registry.store.object(ObjectKey(.controllerRevision, "default", first))
    #expect(revision?[.revision] == 3)
    #expect(bench.names(.controllerRevision).count == 2)
  }

  @Test func aTakenNameGivesAnotherAndKeepsTheHash() throws {
    let set = ControllerBench.statefulSet("web", replicas: 0)
    let stored = try bench.registry.create(
      bench.registry.kind(.statefulSet), namespace: "default", set, WriteOptions(isDryRun: true)).object
    var template: Value = [.spec: [.template: stored[.spec][.template]]]
    template[.spec][.template]["$patch"] = "replace"
    let hash = RevisionHash.text(template, collisions: 0)
    try bench.create(
      .controllerRevision, [.metadata: [.name: .string("web-\(hash)")], .data: ["other": 1], .revision: 1])
    try start(set)
    let second = RevisionHash.text(template, collisions: 1)
    let revision = bench.registry.store.object(ObjectKey(.controllerRevision, "default", "web-\(second)"))
    #expect(revision?[.metadata][.labels]["controller.kubernetes.io/hash"] == .string(hash))
    #expect(bench.set("web")[.status][.collisionCount] == 1)
  }

  @Test func historyIsLimited() throws {
    var set = ControllerBench.statefulSet("web", replicas: 1)
    set[.spec][.revisionHistoryLimit] = 1
    try start(set)
    for minor in 25...28 { try setImage("nginx:1.\(minor)") }
    let numbers = bench.registry.store.list(.controllerRevision).map { $0[.revision].number }.sorted()
    #expect(numbers == [4, 5])
  }

  @Test func theForcedRollbackTrap() throws {
    try start(ControllerBench.statefulSet("web", replicas: 2))
    try setImage("missing")
    #expect(bench.takeTimeline() == ["terminating web-1", "deleted web-1", "created web-1"])
    try setImage("nginx:1.24")
    #expect(bench.takeTimeline() == [])
    let reason = try #require(controller.reasons(for: ObjectKey(.statefulSet, "default", "web")).first)
    #expect(reason.rule == "OrderedReady")
    #expect(reason.message.contains("changing the template back does not help"))
    #expect(reason.remedies.first?.command == "kubectl delete pod web-1")
    try bench.delete(.pod, "web-1")
    bench.run()
    #expect(bench.takeTimeline() == ["terminating web-1", "deleted web-1", "created web-1", "ready web-1"])
  }

  @Test func aStrangerOfAMembersNameIsNamedByWhyOnly() throws {
    try bench.create(
      .pod, [.metadata: [.name: "web-1", .labels: ["app": "else"]], .spec: [.containers: [[.name: "a", .image: "a"]]]])
    try start(ControllerBench.statefulSet("web", replicas: 2))
    #expect(bench.events.allSatisfy { !$0.contains("Failed") })
    let reasons = controller.reasons(for: ObjectKey(.statefulSet, "default", "web"))
    #expect(reasons.first?.rule == "NameTaken")
    try bench.delete(.pod, "web-1")
    bench.run(for: .minutes(20))
    #expect(bench.pod("web-1")?[.metadata][.labels]["app"] == "web")
  }

  @Test func orphansAreAdoptedAndMisfitsReleased() throws {
    try bench.create(
      .pod, [.metadata: [.name: "web-0", .labels: ["app": "web"]], .spec: [.containers: [[.name: "a", .image: "a"]]]])
    try start(ControllerBench.statefulSet("web", replicas: 1))
    #expect(bench.pod("web-0")?.controllerReference?[.name] == "web")
    try bench.change(.pod, "web-0") { $0[.metadata][.labels]["app"] = "loose" }
    bench.run()
    #expect(bench.pod("web-0")?.controllerReference == nil)
    try bench.change(.pod, "web-0") { $0[.metadata][.labels]["app"] = "web" }
    bench.run()
    #expect(bench.pod("web-0")?.controllerReference?[.name] == "web")
  }

  @Test func aFailedPodIsMadeAnew() throws {
    try start(ControllerBench.statefulSet("web", replicas: 1))
    try bench.change(.pod, "web-0", subresource: .status) { $0[.status] = [.phase: "Failed"] }
    bench.run()
    #expect(bench.takeTimeline() == ["deleted web-0", "created web-0", "ready web-0"])
  }

  @Test func minReadySecondsHoldsTheNextMember() throws {
    var set = ControllerBench.statefulSet("web", replicas: 2)
    set[.spec][.minReadySeconds] = 10
    try bench.create(.statefulSet, set)
    bench.run(for: .seconds(9))
    #expect(bench.takeTimeline() == ["created web-0", "ready web-0"])
    #expect(bench.set("web")[.status][.availableReplicas] == 0)
    bench.run(for: .seconds(2))
    #expect(bench.takeTimeline() == ["created web-1", "ready web-1"])
    bench.run(for: .seconds(15))
    #expect(bench.set("web")[.status][.availableReplicas] == 2)
  }

  @Test func aPausedRolloutStopsAndGoesOn() throws {
    try start(ControllerBench.statefulSet("web", replicas: 2))
    try bench.change(.statefulSet, "web") { $0[.metadata][.annotations] = [RolloutPause.annotation: "true"] }
    try setImage("nginx:1.25")
    #expect(bench.takeTimeline() == [])
    let reasons = controller.reasons(for: ObjectKey(.pod, "default", "web-1"))
    #expect(reasons.map(\.rule) == ["Paused"])
    try bench.change(.statefulSet, "web") { $0[.metadata].remove(.annotations) }
    bench.run()
    #expect(bench.takeTimeline().count == 8)
  }

  @Test func claimsChangeOwnersWithThePolicy() throws {
    try start(ControllerBench.statefulSet("web", replicas: 2, claims: ["www"]))
    try bench.change(.statefulSet, "web") {
      $0[.spec][.persistentVolumeClaimRetentionPolicy] = [.whenDeleted: "Delete", .whenScaled: "Retain"]
    }
    bench.run()
    let claims = bench.registry.store.list(.persistentVolumeClaim)
    #expect(claims.allSatisfy { $0.controllerReference?[.kind] == "StatefulSet" })
    #expect(bench.events.contains("SuccessfulUpdate: Update Pod web-0 in StatefulSet web successful"))
  }
}
