// Plays a Deployment's scenario on a cluster of its own and watches what comes of it.
import ClusterAPI
import ClusterSim
import KubeKinds
import KubeObjects
import SimCore

/// One playing of a scenario.
final class DeploymentRun {
  private let scenario: DeploymentScenario
  private let cluster: SimulatedCluster
  private var watches: [(kind: KindID, stream: any WatchStream)] = []
  private(set) var invariants = DeploymentInvariants()

  init(_ scenario: DeploymentScenario) throws {
    self.scenario = scenario
    cluster = SimulatedCluster(
      ScenarioRun.configuration, seed: scenario.seed, start: ScenarioRun.start, pacer: InstantPacer(), logLimit: .max)
    for kind in [KindID.deployment, .replicaSet, .pod] {
      watches.append((kind, try cluster.watch(self.kind(kind), namespace: "default", ListOptions())))
    }
  }

  func play() throws {
    try create()
    for (step, pause) in scenario.steps {
      do { try perform(step) } catch let refusal as APIStatus where refusal.reason == .notFound {}
      try cluster.sleep(pause)
      try look()
    }
    try heal()
    invariants.checkAtRest(image: "app:9", cluster.now)
    _ = try cluster.delete(
      kind(.deployment), namespace: "default", name: "web", DeleteOptions(propagation: .background))
    try cluster.sleep(.seconds(60))
    try look()
    invariants.checkAfterDeletion()
  }

  /// Undoes what stands in the way, as somebody would who wants the Deployment to run.
  private func heal() throws {
    try perform(.pause(false))
    try perform(.image(9))
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
    var reader = ManifestReader(scenario.shape.manifest)
    while let document = try reader.next() {
      _ = try cluster.create(
        kind(.deployment), namespace: "default", name: nil, document.value, subresource: nil, WriteOptions())
    }
    try look()
  }

  private func kind(_ id: KindID) throws -> Kind {
    guard let kind = cluster.catalog.kind(id) else { throw APIStatus.badRequest("no such kind") }
    return kind
  }

  /// Takes in all that changed, in order.
  private func look() throws {
    var changes: [Change] = []
    for (kind, stream) in watches {
      while let event = try stream.next(until: cluster.now) {
        guard let form = Change.Form(rawValue: event.change.rawValue.lowercased()) else { continue }
        changes.append(Change(form: form, kind: kind, object: event.object, previous: nil))
      }
    }
    changes.sort { $0.revision < $1.revision }
    for change in changes {
      let previous = invariants[change.kind, change.name]
      invariants.note(Change(form: change.form, kind: change.kind, object: change.object, previous: previous))
    }
  }
}

// MARK: Steps

extension DeploymentRun {
  private func perform(_ step: DeploymentStep) throws {
    switch step {
    case .scale(let count): try patch(.deployment, "web", ["spec": ["replicas": .int(Int64(count))]])
    case .image(let number): try setImage("app:\(number)")
    case .badImage: try setImage("bad:1")
    case .pause(let isOn): try patch(.deployment, "web", ["spec": ["paused": isOn ? true : .null]])
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
    try self.patch(.pod, name, patch, subresource: subresource)
  }

  private func setImage(_ image: String) throws {
    let containers: Value = [["name": "main", "image": .string(image)]]
    try patch(.deployment, "web", ["spec": ["template": ["spec": ["containers": containers]]]])
  }

  private func patch(_ id: KindID, _ name: String, _ patch: Value, subresource: Kind.Subresource? = nil) throws {
    _ = try cluster.patch(
      kind(id), namespace: "default", name: name, Patch(.merge, patch), subresource: subresource, WriteOptions())
  }

  private func delete(_ id: KindID, _ name: String, grace: Int64? = nil) throws {
    try look()
    if let uid = invariants[id, name]?[.metadata][.uid].text { invariants.endedByHand.insert(uid) }
    _ = try cluster.delete(kind(id), namespace: "default", name: name, DeleteOptions(gracePeriodSeconds: grace))
  }

  private func orphanAndAdopt() throws {
    try look()
    let before = invariants
    _ = try cluster.delete(
      kind(.deployment), namespace: "default", name: "web", DeleteOptions(propagation: .orphan))
    try look()
    invariants.checkOrphans(before)
    try create()
  }
}
