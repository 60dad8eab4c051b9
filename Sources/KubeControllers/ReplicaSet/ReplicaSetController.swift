// Keeps a number of equal pods: ReplicaSets, and ReplicationControllers, which are the same thing with another name.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// The ReplicaSet controller (pkg/controller/replicaset).
public final class ReplicaSetController: RetryingController {
  /// Which of the two kinds a controller looks after.
  public enum Flavor: Sendable {
    case replicaSet, replicationController

    var kind: KindID { self == .replicaSet ? .replicaSet : .replicationController }
  }

  let registry: Registry
  let pods: PodIndex
  let flavor: Flavor
  /// As owner references name the kind.
  private let kindName: String
  private let recorder: EventRecorder
  var queue = WorkQueue<ObjectKey>()
  private var selectors = SelectorIndex()
  /// What was refused at the last look.
  private(set) var failures: [ObjectKey: APIStatus] = [:]

  public init(_ registry: Registry, pods: PodIndex, _ flavor: Flavor = .replicaSet) {
    self.registry = registry
    self.pods = pods
    self.flavor = flavor
    kindName = registry.kind(flavor.kind).name
    recorder = EventRecorder(
      registry, component: flavor == .replicaSet ? "replicaset-controller" : "replication-controller")
  }

  public var name: String { flavor == .replicaSet ? "replicaset-controller" : "replication-controller" }

  public var kinds: [KindID] { [kind, .pod] }

  public var nextInstant: Instant? { queue.nextInstant }

  var kind: KindID { flavor.kind }

  public func observe(_ event: StoreEvent) {
    if event.key.kind == .pod { return observePod(event) }
    let selector = event.change == .deleted ? nil : selector(event.object)
    selectors.set(event.key, selector)
    if event.change == .deleted { failures[event.key] = nil } else { queue.add(event.key) }
  }

  public func keep(_ archive: Archive) {
    queue.keep(archive)
    recorder.keep(archive)
    archive.keep(&failures)
    // All controllers share the index, and one of them keeps it.
    if flavor == .replicaSet { pods.keep(archive) }
  }

  public func work() -> Bool { syncNext() }

  func sync(_ key: ObjectKey) throws(APIStatus) {
    guard let set = registry.store.object(key), let selector = selector(set) else { return }
    try sync(key, set, selector)
  }

  func note(_ failure: APIStatus?, for key: ObjectKey) { failures[key] = failure }

  private func selector(_ set: Value) -> LabelSelector? {
    flavor == .replicaSet ? LabelSelector(spec: set[.spec][.selector]) : LabelSelector(map: set[.spec][.selector])
  }
}

// MARK: Watching

extension ReplicaSetController {
  private func observePod(_ event: StoreEvent) {
    pods.note(event)
    selectors.eachOwner(kind, kindName, concernedBy: event, registry.store) { queue.add($0) }
  }
}

// MARK: One look

extension ReplicaSetController {
  private func sync(_ key: ObjectKey, _ set: Value, _ selector: LabelSelector) throws(APIStatus) {
    let claimed = try PodClaimer(registry: registry, pods: pods, owner: set, selector: selector).claim()
    let failure = set[.metadata][.deletionTimestamp].isNull ? manage(set, claimed) : nil
    var status = ReplicaSetPlan.status(set, claimed, failure: failure?.words, now: registry.now)
    if flavor == .replicaSet {
      let ending = claimed.filter { $0.isTerminating && !$0.isFailedOrSucceeded }.count
      status[.terminatingReplicas] = .int(Int64(ending))
    }
    if status != set[.status] { try registry.modify(key, subresource: .status) { $0[.status] = status } }
    wake(key, set, claimed)
    if let failure { throw failure.error }
  }

  /// Looks again when the next pod has been ready for long enough.
  private func wake(_ key: ObjectKey, _ set: Value, _ pods: [PodView]) {
    let minReady = TimeSpan.seconds(set[.spec][.minReadySeconds].number)
    guard minReady > .zero else { return }
    let next = pods.lazy.compactMap { $0.becomesAvailable(minReady, self.registry.now) }.min()
    if let next { queue.add(key, at: max(next, registry.now)) }
  }

  private typealias Failure = (words: (reason: String, message: String), error: APIStatus)

  private func manage(_ set: Value, _ claimed: [PodView]) -> Failure? {
    let active = claimed.filter(\.isActive)
    let control = PodControl(registry: registry, recorder: recorder, owner: set)
    switch ReplicaSetPlan.action(wanted: Int(set[.spec][.replicas].int ?? 1), active: active.count) {
    case .nothing: return nil
    case .create(let count): return create(count, control)
    case .delete(let count): return delete(count, of: active, control)
    }
  }

  private func create(_ count: Int, _ control: PodControl) -> Failure? {
    let pod = PodTemplate.pod(control.owner[.spec][.template], owner: control.owner)
    return control.create(Array(repeating: pod, count: count)).failure.map { (("FailedCreate", $0.message), $0) }
  }

  private func delete(_ count: Int, of active: [PodView], _ control: PodControl) -> Failure? {
    var failure: APIStatus?
    for pod in ranked(active, control.owner).prefix(count) {
      do throws(APIStatus) { try control.delete(pod.key) } catch { failure = error }
    }
    return failure.map { (("FailedDelete", $0.message), $0) }
  }

  /// The pods in the order in which they are to go.
  private func ranked(_ active: [PodView], _ set: Value) -> [PodView] {
    var onNode: [String: Int] = [:]
    for pod in related(set) where pod.isActive { onNode[pod.nodeName, default: 0] += 1 }
    return active.map {
      RankedPod($0, registry.store.object($0.key) ?? .null, neighbours: onNode[$0.nodeName] ?? 0)
    }
    .sorted { $0.precedes($1, now: registry.now) }.map(\.pod)
  }

  /// The pods of all sets that have this set's controller.
  private func related(_ set: Value) -> [PodView] {
    guard let owner = set.controllerUID else { return pods.owned(by: set[.metadata][.uid].text) }
    return registry.store.keys(ownedBy: owner).flatMap { key in
      pods.owned(by: registry.store.object(key)?[.metadata][.uid].text ?? "")
    }
  }
}
