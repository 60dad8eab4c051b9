// Plays a Deployment's scenario on a cluster of its own and watches what comes of it.
import ClusterAPI
import ClusterSim
import KubeKinds
import KubeObjects
import SimCore

/// One playing of a scenario.
final class DeploymentRun {
  private let scenario: DeploymentScenario
  private let stage: WatchedCluster
  private var cluster: SimulatedCluster { stage.cluster }
  private(set) var invariants = DeploymentInvariants()

  init(_ scenario: DeploymentScenario) throws {
    self.scenario = scenario
    stage = try WatchedCluster(seed: scenario.seed, watching: [.deployment, .replicaSet, .pod])
  }

  func play() throws {
    try create()
    for (step, pause) in scenario.steps {
      do { try perform(step) } catch let refusal as APIStatus where refusal.reason == .notFound {}
      try cluster.sleep(pause)
      try look()
    }
    try heal()
    invariants.checkAtRest(image: "app:\(scenario.lastImage)", cluster.now)
    try stage.delete(.deployment, "web", DeleteOptions(propagation: .background))
    try cluster.sleep(.seconds(60))
    try look()
    invariants.checkAfterDeletion()
  }

  /// Undoes what stands in the way, as somebody would who wants the Deployment to run.
  private func heal() throws {
    try perform(.pause(false))
    try perform(.image(scenario.lastImage))
    try cluster.sleep(.seconds(900))
    try look()
    for (name, pod) in invariants.pods.sorted(by: { $0.key < $1.key })
    where !pod[.metadata][.annotations][ScenarioRun.annotationReady].isNull || pod.controllerUID == nil {
      try delete(.pod, name)
    }
    try cluster.sleep(.seconds(900))
    if try !cluster.settle(limit: .hours(1)) { invariants.noteUnrest() }
    try look()
  }

  private func create() throws {
    try stage.create(.deployment, scenario.shape.manifest)
    try look()
  }

  /// Takes in all that changed, in order.
  private func look() throws {
    for change in try stage.changes() {
      let previous = invariants[change.kind, change.name]
      invariants.note(Change(form: change.form, kind: change.kind, object: change.object, previous: previous))
    }
  }
}

// MARK: Steps

extension DeploymentRun {
  private func perform(_ step: DeploymentStep) throws {
    switch step {
    case .scale(let count): try stage.patch(.deployment, "web", ["spec": ["replicas": .int(Int64(count))]])
    case .image(let number): try stage.setImage(of: .deployment, "web", to: "app:\(number)")
    case .badImage: try stage.setImage(of: .deployment, "web", to: "bad:1")
    case .pause(let isOn): try stage.patch(.deployment, "web", ["spec": ["paused": isOn ? true : .null]])
    case .deleteReplicaSet(let place): if let name = name(place, of: invariants.sets) { try delete(.replicaSet, name) }
    case .orphanAndAdopt: try orphanAndAdopt()
    default: try performOnPod(step)
    }
  }

  private func performOnPod(_ step: DeploymentStep) throws {
    switch step {
    case .deletePod(let place, let isForced):
      if let name = name(place, of: invariants.pods) { try delete(.pod, name, grace: isForced ? 0 : nil) }
    case .failPod(let place): try patchPod(place, ["status": ["phase": "Failed"]], subresource: .status)
    case .unready(let place): try patchPod(place, annotation("false"))
    case .ready(let place): try patchPod(place, annotation(.null))
    case .release(let place): try patchPod(place, ["metadata": ["labels": ["app": .null]]])
    default: break
    }
  }

  private func annotation(_ value: Value) -> Value {
    ["metadata": ["annotations": .object(Object([(ScenarioRun.annotationReady, value)]))]]
  }

  private func name(_ place: Int, of objects: [String: Value]) -> String? {
    let names = objects.keys.sorted()
    return names.isEmpty ? nil : names[place % names.count]
  }

  private func patchPod(_ place: Int, _ patch: Value, subresource: Kind.Subresource? = nil) throws {
    guard let name = name(place, of: invariants.pods) else { return }
    try stage.patch(.pod, name, patch, subresource: subresource)
  }

  private func delete(_ id: KindID, _ name: String, grace: Int64? = nil) throws {
    try look()
    if let uid = invariants[id, name]?[.metadata][.uid].text { invariants.endedByHand.insert(uid) }
    try stage.delete(id, name, DeleteOptions(gracePeriodSeconds: grace))
  }

  private func orphanAndAdopt() throws {
    try look()
    let before = invariants
    try stage.delete(.deployment, "web", DeleteOptions(propagation: .orphan))
    try look()
    invariants.checkOrphans(before)
    try create()
  }
}
