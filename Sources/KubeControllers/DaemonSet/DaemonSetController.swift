// Runs one pod of a template on every fitting node.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// The DaemonSet controller (pkg/controller/daemon).
public final class DaemonSetController: RetryingController {
  let registry: Registry
  let pods: PodIndex
  private let recorder: EventRecorder
  var queue = WorkQueue<ObjectKey>()
  private var selectors = SelectorIndex()
  private var history: ControllerHistory
  /// When a node's failed pod may be replaced: a second at first, twice as long each time, at most 15 minutes.
  private var backOff: [BackOffKey: BackOff] = [:]

  /// What was refused at the last look.
  private(set) var failures: [ObjectKey: APIStatus] = [:]

  private struct BackOffKey: Hashable, Codable {
    let set: ObjectKey
    let node: String
  }

  private struct BackOff: Codable {
    var next: Instant
    var span: TimeSpan
  }

  public init(_ registry: Registry, pods: PodIndex) {
    self.registry = registry
    self.pods = pods
    recorder = EventRecorder(registry, component: "daemonset-controller")
    history = ControllerHistory(registry, label: .controllerRevisionHash)
  }

  public var name: String { "daemonset-controller" }

  public var kinds: [KindID] { [.daemonSet, .pod, .node, .controllerRevision] }

  public var nextInstant: Instant? { queue.nextInstant }

  public func observe(_ event: StoreEvent) {
    switch event.key.kind {
    case .daemonSet:
      let selector = event.change == .deleted ? nil : LabelSelector(spec: event.object[.spec][.selector])
      selectors.set(event.key, selector)
      if event.change != .deleted { queue.add(event.key) }
    case .node: observeNode(event)
    case .controllerRevision: history.note(event)
    default: observePod(event)
    }
  }

  public func keep(_ archive: Archive) {
    queue.keep(archive)
    recorder.keep(archive)
    archive.keep(&failures)
    archive.keep(&backOff)
  }

  public func work() -> Bool { syncNext() }

  func sync(_ key: ObjectKey) throws(APIStatus) {
    guard let set = registry.store.object(key), let selector = LabelSelector(spec: set[.spec][.selector])
    else { return }
    try sync(key, set, selector)
  }

  func note(_ failure: APIStatus?, for key: ObjectKey) { failures[key] = failure }
}

// MARK: Watching

extension DaemonSetController {
  /// Heartbeats change nothing that a DaemonSet looks at.
  private func observeNode(_ event: StoreEvent) {
    let new = event.change == .deleted ? nil : DaemonNode(event.key.name, event.object)
    let old = event.previous.map { DaemonNode(event.key.name, $0) }
    guard new != old || event.change != .modified else { return }
    for key in registry.store.keys(.daemonSet) { queue.add(key) }
  }

  private func observePod(_ event: StoreEvent) {
    pods.note(event)
    selectors.eachOwner(.daemonSet, "DaemonSet", concernedBy: event, registry.store) { queue.add($0) }
  }
}

// MARK: One look

extension DaemonSetController {
  private func sync(_ key: ObjectKey, _ set: Value, _ selector: LabelSelector) throws(APIStatus) {
    guard set[.metadata][.deletionTimestamp].isNull else { return }
    var collisions = set[.status][.collisionCount].number
    let (revision, old) = try revisions(set, selector, &collisions)
    let claimed = try PodClaimer(registry: registry, pods: pods, owner: set, selector: selector).claim()
    let hash = revision.labels[.controllerRevisionHash].text
    let generation = set[.metadata][.annotations][.daemonSetTemplateGeneration].text
    let members = claimed.map {
      DaemonPod($0, registry.store.object($0.key) ?? .null, hash: hash, generation: generation)
    }
    let nodes = registry.store.keys(.node).compactMap { key in
      registry.store.object(key).map { DaemonNode(key.name, $0) }
    }
    var planner = DaemonPlanner(set, nodes: nodes, pods: members, now: registry.now)
    let failure = apply(planner.decide(), key, DaemonPods(object: set, hash: hash))
    try truncate(old, set, members)
    let status = planner.status(set[.metadata][.generation].number, collisions: collisions)
    if status != set[.status] { try registry.modify(key, subresource: .status) { $0[.status] = status } }
    if let next = planner.nextAvailability { queue.add(key, at: max(next, registry.now)) }
    if let failure { throw failure }
  }

  private func apply(_ actions: [DaemonAction], _ key: ObjectKey, _ maker: DaemonPods) -> APIStatus? {
    for action in actions {
      do throws(APIStatus) {
        try apply(action, key, maker)
      } catch {
        if error.reason != .notFound { return error }
      }
    }
    return nil
  }

  private func apply(_ action: DaemonAction, _ key: ObjectKey, _ maker: DaemonPods) throws(APIStatus) {
    let control = PodControl(registry: registry, recorder: recorder, owner: maker.object)
    switch action {
    case .create(let node): try control.create(maker.pod(for: node))
    case .delete(let pod): try control.delete(pod)
    case .replace(let pod, let node, let failed):
      let place = BackOffKey(set: key, node: node)
      if failed, let wait = backOff[place], wait.next > registry.now { return queue.add(key, at: wait.next) }
      let what = "daemon pod \(pod.namespace)/\(pod.name) on node \(node), will try to"
      if failed {
        let span = min((backOff[place]?.span ?? .milliseconds(500)) * 2, .minutes(15))
        backOff[place] = BackOff(next: registry.now + span, span: span)
        recorder.record(maker.object, .warning, "FailedDaemonPod", "Found failed \(what) kill it")
      } else {
        recorder.record(maker.object, .normal, "SucceededDaemonPod", "Found succeeded \(what) delete it")
      }
      try control.delete(pod)
    }
  }
}

// MARK: Revisions

extension DaemonSetController {
  /// The revision of the present template, made or brought forward, and the others (`constructHistory`).
  private func revisions(
    _ set: Value, _ selector: LabelSelector, _ collisions: inout Int64
  ) throws(APIStatus) -> (current: Revision, old: [Revision]) {
    let namespace = set[.metadata][.namespace].text
    for orphan in history.orphans(in: namespace, selector) { try history.adopt(orphan, by: set) }
    let all = history.revisions(ofOwner: set[.metadata][.uid].text, in: namespace, selector)
    var template = set[.spec][.template]
    template[.patchDirective] = "replace"
    let data: Value = [.spec: [.template: template]]
    let current: Revision
    switch RevisionPlan.decide(data, all) {
    case .keep(let index): current = all[index]
    case .renumber(let index, let number): current = try history.renumber(all[index], to: number)
    case .create(let number):
      current = try history.create(
        data, number: number, owner: set, templateLabels: set[.spec][.template][.metadata][.labels],
        collisions: &collisions
      ) { TemplateHash.text(set[.spec][.template], collisions: $0) }
    }
    return (current, all.filter { $0.key != current.key })
  }

  /// Deletes old revisions beyond the limit, oldest first, except those that pods still have.
  private func truncate(_ old: [Revision], _ set: Value, _ pods: [DaemonPod]) throws(APIStatus) {
    var surplus = old.count - Int(set[.spec][.revisionHistoryLimit].int ?? 10)
    guard surplus > 0 else { return }
    let live = Set(pods.map { $0.view.labels[.controllerRevisionHash].text })
    for revision in old where surplus > 0 && !live.contains(revision.labels[.controllerRevisionHash].text) {
      try history.delete(revision)
      surplus -= 1
    }
  }
}
