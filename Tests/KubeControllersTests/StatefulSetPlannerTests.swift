// The plan of a StatefulSet as a matrix: for each state of its pods, what is written and what is waited for.
import KubeKinds
import KubeObjects
import SimCore
import Testing

@testable import KubeControllers

/// One row of the matrix.
struct PlanCase: CustomTestStringConvertible, Sendable {
  var about: String
  var pods: [String]
  var actions = ""
  var holds = ""
  var set: @Sendable (inout PlannerScene) -> Void = { _ in }

  var testDescription: String { about }

  func check() {
    var scene = PlannerScene()
    scene.pods = pods
    set(&scene)
    #expect(scene.actions == actions, "\(about)")
    #expect(scene.holds == holds, "\(about)")
  }
}

private let three = ["web-0 R new", "web-1 R new", "web-2 R new"]

private func parallel(_ scene: inout PlannerScene) { scene.spec[.podManagementPolicy] = "Parallel" }

private func replicas(_ count: Int64) -> @Sendable (inout PlannerScene) -> Void {
  { $0.spec[.replicas] = .int(count) }
}

@Suite struct OrderedPlanTests {
  @Test(arguments: [
    PlanCase(about: "nothing yet", pods: [], actions: "create web-0 new", holds: "created web-0"),
    PlanCase(about: "first one pending", pods: ["web-0 P new"], holds: "not ready web-0"),
    PlanCase(about: "first one runs", pods: ["web-0 N new"], holds: "not ready web-0"),
    PlanCase(
      about: "first one ready", pods: ["web-0 R new"], actions: "create web-1 new", holds: "created web-1"),
    PlanCase(about: "all ready", pods: three),
    PlanCase(
      about: "a gap is filled before higher pods are looked at", pods: ["web-0 R new", "web-2 N new"],
      actions: "create web-1 new", holds: "created web-1"),
    PlanCase(
      about: "a pod that ends is awaited", pods: ["web-0 Rt new", "web-1 R new"], holds: "terminating web-0"),
    PlanCase(
      about: "a failed pod is deleted", pods: ["web-0 F new"], actions: "delete web-0 ended",
      holds: "ended web-0"),
    PlanCase(
      about: "a succeeded pod is deleted", pods: ["web-0 S new"], actions: "delete web-0 ended",
      holds: "ended web-0"),
    PlanCase(about: "a failed pod that ends is awaited", pods: ["web-0 Ft new"], holds: "ended web-0"),
    PlanCase(
      about: "a pod that lost its name label gets it back", pods: ["web-0 R new strange"] + three.dropFirst(),
      actions: "update web-0"),
    PlanCase(
      about: "a pod without its volumes is updated", pods: ["web-0 R new homeless"] + three.dropFirst(),
      actions: "update web-0"),
    PlanCase(
      about: "a strange pod below an unready one waits for nothing", pods: ["web-0 R new strange", "web-1 N new"],
      actions: "update web-0", holds: "not ready web-1"),
    PlanCase(
      about: "ordinals start at five", pods: ["web-5 R new"], actions: "create web-6 new",
      holds: "created web-6", set: { $0.spec[.ordinals] = [.start: 5] }),
    PlanCase(
      about: "pods below the start are condemned", pods: ["web-0 R new", "web-5 R new", "web-6 R new"],
      actions: "delete web-0 scaledDown", holds: "condemned web-0",
      set: {
        $0.spec[.ordinals] = [.start: 5]
        $0.spec[.replicas] = 2
      }),
    PlanCase(
      about: "a set that is being deleted does nothing", pods: ["web-0 F new"], holds: "set terminating",
      set: { $0.metadata[.deletionTimestamp] = "2027-01-01T00:00:00Z" }),
  ])
  func scaling(_ row: PlanCase) { row.check() }

  @Test(arguments: [
    PlanCase(
      about: "the highest goes first", pods: three, actions: "delete web-2 scaledDown", holds: "condemned web-2",
      set: replicas(1)),
    PlanCase(
      about: "one at a time", pods: ["web-0 R new", "web-1 R new", "web-2 Rt new"], holds: "condemned web-2",
      set: replicas(1)),
    PlanCase(
      about: "an unready member blocks scaling down", pods: ["web-0 N new", "web-1 R new", "web-2 R new"],
      holds: "not ready web-0", set: replicas(2)),
    PlanCase(
      about: "the one unready condemned pod goes", pods: ["web-0 R new", "web-1 R new", "web-2 N new"],
      actions: "delete web-2 scaledDown", holds: "condemned web-2", set: replicas(1)),
    PlanCase(
      about: "of two unready condemned pods none goes", pods: ["web-0 R new", "web-1 N new", "web-2 N new"],
      holds: "unhealthy web-2 before web-1", set: replicas(1)),
    PlanCase(
      about: "a ready one above an unready one goes", pods: ["web-0 R new", "web-1 N new", "web-2 R new"],
      actions: "delete web-2 scaledDown", holds: "condemned web-2", set: replicas(1)),
    PlanCase(
      about: "scaling comes before updating", pods: ["web-0 R old", "web-1 R old", "web-2 N new"],
      actions: "delete web-2 scaledDown", holds: "condemned web-2", set: replicas(2)),
    PlanCase(about: "down to nothing", pods: [], set: replicas(0)),
  ])
  func scalingDown(_ row: PlanCase) { row.check() }

  @Test(arguments: [
    PlanCase(
      about: "the highest old pod goes", pods: ["web-0 R old", "web-1 R old", "web-2 R old"],
      actions: "delete web-2 update", holds: "update waits for web-2"),
    PlanCase(
      about: "then the next", pods: ["web-0 R old", "web-1 R old", "web-2 R new"],
      actions: "delete web-1 update", holds: "update waits for web-1"),
    PlanCase(
      about: "an unready new pod stops the update", pods: ["web-0 R old", "web-1 R old", "web-2 N new"],
      holds: "not ready web-2"),
    PlanCase(
      about: "an unready pod is not replaced even when it is old", pods: ["web-0 R new", "web-1 R new", "web-2 N old"],
      holds: "not ready web-2"),
    PlanCase(
      about: "partition 2", pods: ["web-0 R old", "web-1 R old", "web-2 R new"],
      holds: #"partition 2 ["web-0", "web-1"]"#, set: { $0.spec[.updateStrategy][.rollingUpdate][.partition] = 2 }),
    PlanCase(
      about: "a lost pod below the partition comes back old", pods: ["web-1 R old", "web-2 R new"],
      actions: "create web-0 old", holds: "created web-0",
      set: { $0.spec[.updateStrategy][.rollingUpdate][.partition] = 2 }),
    PlanCase(
      about: "the partition counts from the first ordinal", pods: ["web-5 R old", "web-6 R old", "web-7 R old"],
      actions: "delete web-7 update", holds: "update waits for web-7",
      set: {
        $0.spec[.ordinals] = [.start: 5]
        $0.spec[.updateStrategy][.rollingUpdate][.partition] = 2
      }),
    PlanCase(
      about: "without rollingUpdate lost pods come back by currentReplicas", pods: ["web-0 R old", "web-2 R new"],
      actions: "create web-1 old", holds: "created web-1",
      set: {
        $0.spec[.updateStrategy] = [.type: "RollingUpdate"]
        $0.status = [.currentReplicas: 2]
      }),
    PlanCase(
      about: "and above it new", pods: ["web-0 R old", "web-1 R old"], actions: "create web-2 new",
      holds: "created web-2",
      set: {
        $0.spec[.updateStrategy] = [.type: "RollingUpdate"]
        $0.status = [.currentReplicas: 2]
      }),
    PlanCase(
      about: "OnDelete leaves old pods", pods: ["web-0 R old", "web-1 R new", "web-2 R old"],
      holds: #"on delete ["web-0", "web-2"]"#, set: { $0.spec[.updateStrategy] = [.type: "OnDelete"] }),
    PlanCase(
      about: "OnDelete makes lost pods new", pods: ["web-1 R old"], actions: "create web-0 new",
      holds: "created web-0", set: { $0.spec[.updateStrategy] = [.type: "OnDelete"] }),
    PlanCase(
      about: "paused", pods: ["web-0 R old", "web-1 R old", "web-2 R new"],
      holds: #"paused ["web-0", "web-1"]"#, set: pause),
    PlanCase(
      about: "a pod lost in a pause comes back as it was", pods: ["web-1 R old", "web-2 R new"],
      actions: "create web-0 old", holds: "created web-0", set: pause),
    PlanCase(
      about: "a pod updated before the pause comes back new", pods: ["web-0 R old", "web-1 R old"],
      actions: "create web-2 new", holds: "created web-2", set: pause),
  ])
  func updating(_ row: PlanCase) { row.check() }

  @Test(arguments: [
    PlanCase(
      about: "a fresh pod holds the next one", pods: ["web-0 R3 new"], holds: "not available web-0 for 7s",
      set: minReady),
    PlanCase(
      about: "after minReadySeconds it goes on", pods: ["web-0 R10 new"], actions: "create web-1 new",
      holds: "created web-1", set: minReady),
    PlanCase(
      about: "a fresh pod holds the update", pods: ["web-0 R old", "web-1 R old", "web-2 R3 new"],
      holds: "not available web-2 for 7s", set: minReady),
  ])
  func availability(_ row: PlanCase) { row.check() }

  @Test func theNextLookIsWhenAPodBecomesAvailable() {
    var scene = PlannerScene(pods: ["web-0 R3 new"])
    #expect(scene.plan().nextCheck == nil)
    scene.spec[.minReadySeconds] = 10
    #expect(scene.plan().nextCheck == PlannerScene.now + .seconds(7))
    scene.pods += ["web-7 R new", "web-8 R new"]
    #expect(scene.plan().nextCheck == PlannerScene.now + .seconds(7), "pods beyond the size stand for no member")
  }
}

@Suite struct ParallelPlanTests {
  @Test(arguments: [
    PlanCase(
      about: "all at once, in growing batches", pods: [],
      actions: "create web-0 new | create web-1 new; create web-2 new", holds: "update waits for web-2",
      set: parallel),
    PlanCase(
      about: "unready pods hold nothing", pods: ["web-0 N new"], actions: "create web-1 new; create web-2 new",
      holds: "update waits for web-2", set: parallel),
    PlanCase(
      about: "all surplus pods go at once", pods: three,
      actions: "delete web-2 scaledDown | delete web-1 scaledDown",
      set: {
        parallel(&$0)
        $0.spec[.replicas] = 1
      }),
    PlanCase(
      about: "updates go one at a time", pods: ["web-0 R old", "web-1 R old", "web-2 R old"],
      actions: "delete web-2 update", holds: "update waits for web-2", set: parallel),
    PlanCase(
      about: "an unready old pod is replaced", pods: ["web-0 R new", "web-1 R new", "web-2 N old"],
      actions: "delete web-2 update", holds: "update waits for web-2", set: parallel),
    PlanCase(
      about: "an unready new pod stops the update", pods: ["web-0 R old", "web-1 R old", "web-2 N new"],
      holds: "update waits for web-2", set: parallel),
    PlanCase(
      about: "a failed pod is deleted, others go on", pods: ["web-0 F new", "web-1 R new"],
      actions: "delete web-0 ended | create web-2 new", holds: "ended web-0; update waits for web-2", set: parallel),
  ])
  func plans(_ row: PlanCase) { row.check() }
}

@Suite struct StatusPlanTests {
  private func status(_ pods: [String], _ change: (inout PlannerScene) -> Void = { _ in }) -> SetStatus {
    var scene = PlannerScene(pods: pods)
    change(&scene)
    return scene.plan().status
  }

  @Test func counts() {
    let status = status(["web-0 R old", "web-1 R old", "web-2 N new"])
    #expect(status.replicas == 3)
    #expect(status.readyReplicas == 2)
    #expect(status.availableReplicas == 2)
    #expect(status.currentReplicas == 2)
    #expect(status.updatedReplicas == 1)
    #expect(status.currentRevision == "web-old")
    #expect(status.updateRevision == "web-new")
    #expect(status.observedGeneration == 2)
  }

  @Test func terminatingPodsCountAsReplicasOnly() {
    let status = status(["web-0 Rt old", "web-1 R old", "web-2 R old"])
    #expect(status.replicas == 3)
    #expect(status.readyReplicas == 3)
    #expect(status.currentReplicas == 2)
  }

  @Test func aDeletionForTheUpdateCountsAtOnce() {
    #expect(status(["web-0 R old", "web-1 R old", "web-2 R old"]).currentReplicas == 2)
  }

  @Test func allUpdatedAndReadyCompletes() {
    let done = status(three)
    #expect(done.currentRevision == "web-new")
    #expect(done.currentReplicas == 3)
    let onDelete = status(three) { $0.spec[.updateStrategy] = [.type: "OnDelete"] }
    #expect(onDelete.currentRevision == "web-old")
    #expect(onDelete.currentReplicas == 0)
  }

  @Test func scalingToNothingCompletesAPartitionedRollout() {
    let status = status([]) {
      $0.spec[.replicas] = 0
      $0.spec[.updateStrategy][.rollingUpdate][.partition] = 2
    }
    #expect(status.currentRevision == "web-new")
  }

  @Test func whatIsZeroIsLeftOutExceptThree() {
    #expect(SetStatus().value == [.availableReplicas: 0, .collisionCount: 0, .replicas: 0])
  }

  @Test func aCollisionCountAloneIsNotWritten() {
    var a = SetStatus()
    a.collisionCount = 1
    #expect(!a.differs(from: SetStatus()))
    a.observedGeneration = 1
    #expect(a.differs(from: SetStatus()))
  }
}

private func pause(_ scene: inout PlannerScene) {
  scene.metadata[.annotations] = [RolloutPause.annotation: "true"]
}

private func minReady(_ scene: inout PlannerScene) { scene.spec[.minReadySeconds] = 10 }
