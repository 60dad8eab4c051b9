// Rolls templates out over ReplicaSets.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// The Deployment controller (pkg/controller/deployment).
public final class DeploymentController: RetryingController {
  let registry: Registry
  let pods: PodIndex
  private let recorder: EventRecorder
  var queue = WorkQueue<ObjectKey>()
  private var selectors = SelectorIndex()
  private(set) var sets = OwnedViews<ReplicaSetView>()

  public init(_ registry: Registry, pods: PodIndex) {
    self.registry = registry
    self.pods = pods
    recorder = EventRecorder(registry, component: "deployment-controller")
  }

  public var name: String { "deployment-controller" }

  public var kinds: [KindID] { [.deployment, .replicaSet, .pod] }

  public var nextInstant: Instant? { queue.nextInstant }

  public func observe(_ event: StoreEvent) {
    switch event.key.kind {
    case .deployment:
      let selector = event.change == .deleted ? nil : LabelSelector(spec: event.object[.spec][.selector])
      selectors.set(event.key, selector)
      if event.change != .deleted { queue.add(event.key) }
    case .replicaSet: observeSet(event)
    default: observePod(event)
    }
  }

  public func keep(_ archive: Archive) {
    queue.keep(archive)
    recorder.keep(archive)
    sets.keep(archive)
  }

  public func work() -> Bool { syncNext() }

  func sync(_ key: ObjectKey) throws(APIStatus) {
    guard let object = registry.store.object(key), let selector = LabelSelector(spec: object[.spec][.selector])
    else { return }
    try sync(DeploymentView(key, object), selector)
  }
}

// MARK: Watching

extension DeploymentController {
  private func observeSet(_ event: StoreEvent) {
    sets.note(event) { ReplicaSetView($0, $1) }
    let controller = event.controller
    if let old = event.previousController, old[.uid] != controller?[.uid] {
      enqueue(old, event.key.namespace)
    }
    if let controller { return enqueue(controller, event.key.namespace) }
    guard event.change != .deleted else { return }
    let labels = event.object[.metadata][.labels]
    for owner in selectors.owners(in: event.key.namespace, matching: labels) { queue.add(owner) }
  }

  private func enqueue(_ controller: Value, _ namespace: String) {
    let key = ObjectKey(.deployment, namespace, controller[.name].text)
    guard controller[.kind].text == "Deployment" else { return }
    if registry.store.object(key)?[.metadata][.uid] == controller[.uid] { queue.add(key) }
  }

  /// Only Recreate looks at pods: it goes on when the last old one is gone.
  private func observePod(_ event: StoreEvent) {
    pods.note(event)
    guard event.change == .deleted, let owner = event.controller,
      owner[.kind].text == "ReplicaSet",
      let set = registry.store.object(ObjectKey(.replicaSet, event.key.namespace, owner[.name].text)),
      let deployment = set.controllerReference
    else { return }
    enqueue(deployment, event.key.namespace)
  }
}

// MARK: One look

extension DeploymentController {
  private func sync(_ deployment: DeploymentView, _ selector: LabelSelector) throws(APIStatus) {
    let owned = try claimSets(deployment, selector)
    let running = Set(owned.filter { set in pods.owned(by: set.uid).contains(where: isRunning) }.map(\.uid))
    var planner = DeploymentPlanner(deployment, owned, running: running, now: registry.now)
    for action in planner.decide() { try apply(action, deployment) }
    if let next = planner.nextProgressCheck { queue.add(deployment.key, at: max(next, registry.now + .seconds(1))) }
  }

  private func isRunning(_ pod: PodView) -> Bool { !pod.isFailedOrSucceeded && pod.phase != .unknown }

  /// The ReplicaSets of a Deployment, after adopting and releasing.
  private func claimSets(
    _ deployment: DeploymentView, _ selector: LabelSelector
  ) throws(APIStatus) -> [ReplicaSetView] {
    var claimed: [ReplicaSetView] = []
    for set in sets.owned(by: deployment.uid) {
      if selector.matches(set.object[.metadata][.labels]) {
        claimed.append(set)
      } else if !deployment.isTerminating {
        try registry.modify(set.key) { OwnerReferences.remove(uid: deployment.uid, from: &$0) }
      }
    }
    guard !deployment.isTerminating else { return claimed }
    for orphan in sets.orphans(in: deployment.key.namespace)
    where selector.matches(orphan.object[.metadata][.labels])
      && orphan.object[.metadata][.deletionTimestamp].isNull
    {
      let object = try registry.modify(orphan.key) {
        $0[.metadata][.ownerReferences].append(OwnerReferences.controller(deployment.object))
      }
      claimed.append(ReplicaSetView(orphan.key, object))
    }
    return claimed
  }

  private func apply(_ action: DeploymentAction, _ deployment: DeploymentView) throws(APIStatus) {
    switch action {
    case .writeStatus(let status, let revision):
      try registry.modify(deployment.key, subresource: .status) { object in
        object[.status] = status
        if let revision { object[.metadata][.annotations][.deploymentRevision] = .string(revision) }
      }
    case .annotate(let key, let annotations, let minReadySeconds):
      try registry.modify(key) { object in
        object[.metadata][.annotations] = annotations
        object[.spec].set(.minReadySeconds, minReadySeconds == 0 ? nil : .int(minReadySeconds))
      }
    case .scale(let key, let from, let to, let annotations):
      try registry.modify(key) { object in
        object[.spec][.replicas] = .int(to)
        object[.metadata][.annotations] = annotations
      }
      if from != to { recordScaling(deployment, key.name, from, to) }
    case .create(let object, let replicas): try create(object, replicas, deployment)
    case .delete(let key):
      try registry.delete(registry.kind(.replicaSet), namespace: key.namespace, name: key.name)
    }
  }

  private func recordScaling(_ deployment: DeploymentView, _ name: String, _ from: Int64, _ to: Int64) {
    recorder.record(
      deployment.object, .normal, "ScalingReplicaSet",
      "Scaled \(from < to ? "up" : "down") replica set \(name) from \(from) to \(to)")
  }

  private func create(_ object: Value, _ replicas: Int64, _ deployment: DeploymentView) throws(APIStatus) {
    let name = object[.metadata][.name].text
    do throws(APIStatus) {
      try registry.create(registry.kind(.replicaSet), namespace: deployment.key.namespace, object)
      if replicas > 0 { recordScaling(deployment, name, 0, replicas) }
    } catch {
      try note(error, name, deployment)
      throw error
    }
  }

  /// A taken name raises the count of collisions, which gives another name next time; other refusals are reported.
  private func note(_ error: APIStatus, _ name: String, _ deployment: DeploymentView) throws(APIStatus) {
    if error.isAboutEndOfNamespace { return }
    if error.reason == .alreadyExists {
      try registry.modify(deployment.key, subresource: .status) {
        $0[.status][.collisionCount] = .int($0[.status][.collisionCount].number + 1)
      }
      return
    }
    let message = "Failed to create new replica set \"\(name)\": \(error.message)"
    if deployment.progressDeadline != nil {
      try registry.modify(deployment.key, subresource: .status) { object in
        var conditions = DeploymentConditions(object[.status])
        conditions.set(
          DeploymentConditions.condition(
            DeploymentConditions.progressing, "False", "ReplicaSetCreateError", message, self.registry.now))
        object[.status][.conditions] = .array(conditions.list)
      }
    }
    recorder.record(deployment.object, .warning, "ReplicaSetCreateError", message)
  }
}
