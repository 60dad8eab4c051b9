// Runs pods to completion.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// The Job controller, and the one that deletes finished jobs after `ttlSecondsAfterFinished`.
public final class JobController: RetryingController {
  let registry: Registry
  let pods: PodIndex
  private let recorder: EventRecorder
  var queue = WorkQueue<ObjectKey>()
  private var selectors = SelectorIndex()
  /// Pods whose job went before it counted them.
  private var strays: [ObjectKey] = []
  /// What jobs that have not ended remember of their failures.
  private(set) var backOffs: [ObjectKey: JobBackOff] = [:]

  public init(_ registry: Registry, pods: PodIndex) {
    self.registry = registry
    self.pods = pods
    recorder = EventRecorder(registry, component: "job-controller")
  }

  public var name: String { "job-controller" }

  public var kinds: [KindID] { [.job, .pod] }

  public var nextInstant: Instant? { queue.nextInstant }

  public func observe(_ event: StoreEvent) {
    if event.key.kind == .pod { return observePod(event) }
    queue.add(event.key)
    selectors.set(
      event.key, event.change == .deleted ? nil : LabelSelector(spec: event.object[.spec][.selector]))
    if event.change == .deleted || !event.object[.metadata][.deletionTimestamp].isNull {
      strays += pods.owned(by: event.object[.metadata][.uid].text).map(\.key)
    }
  }

  private func observePod(_ event: StoreEvent) {
    pods.note(event)
    if let old = event.previousController, old[.uid] != event.controller?[.uid] { observe(event, of: old) }
    if let controller = event.controller { return observe(event, of: controller) }
    guard event.change != .deleted else { return }
    let owners = selectors.owners(in: event.key.namespace, matching: event.object[.metadata][.labels])
    for job in owners { queue.add(job) }
    let isTracked = Finalizers.contains(JobPod.finalizer, in: event.object)
    if isTracked, owners.isEmpty { strays.append(event.key) }
  }

  private func observe(_ event: StoreEvent, of controller: Value) {
    guard controller[.kind].text == "Job" else { return }
    let key = ObjectKey(.job, event.key.namespace, controller[.name].text)
    let job = registry.store.object(key)
    let isOurs = job?[.metadata][.uid] == controller[.uid]
    if isOurs { queue.add(key) }
    let isGoing = !isOurs || job?[.metadata][.deletionTimestamp].isNull == false
    if event.change != .deleted, isGoing { strays.append(event.key) }
  }

  public func keep(_ archive: Archive) {
    queue.keep(archive)
    recorder.keep(archive)
    archive.keep(&strays)
    archive.keep(&backOffs)
  }

  public func work() -> Bool {
    if let stray = strays.popLast() {
      _ = try? release(stray)
      return true
    }
    return syncNext()
  }

  func sync(_ key: ObjectKey) throws(APIStatus) {
    guard let object = registry.store.object(key) else { return backOffs[key] = nil }
    guard object[.metadata][.deletionTimestamp].isNull,
      ["", "kubernetes.io/job-controller"].contains(object[.spec][.managedBy].text)
    else { return }
    try sync(JobView(key, object))
  }
}

extension JobController {
  private func sync(_ job: JobView) throws(APIStatus) {
    if job.isFinished {
      backOffs[job.key] = nil
      for pod in pods.owned(by: job.object[.metadata][.uid].text) { try release(pod.key) }
      return try expire(job)
    }
    let members = try claim(job).map { JobPod($0, registry.store.object($0.key) ?? .null) }
    var planner = JobPlanner(job, members, backOff: backOffs[job.key] ?? JobBackOff(), now: registry.now)
    var plan = planner.decide()
    backOffs[job.key] = planner.backOff.failures > 0 ? planner.backOff : nil
    let failure = apply(&plan, PodControl(registry: registry, recorder: recorder, owner: job.object))
    try conclude(plan, job)
    if let failure { throw failure }
  }

  private func claim(_ job: JobView) throws(APIStatus) -> [PodView] {
    guard let selector = LabelSelector(spec: job.object[.spec][.selector]) else { return [] }
    return try PodClaimer(
      registry: registry, pods: pods, owner: job.object, selector: selector, finalizer: JobPod.finalizer
    ).claim()
  }

  /// Writes what the look came to, lets counted pods go, and says so.
  private func conclude(_ plan: JobPlan, _ job: JobView) throws(APIStatus) {
    if plan.status != job.status {
      try registry.modify(job.key, subresource: .status) { $0[.status] = plan.status }
    }
    for pod in plan.counted { try release(pod) }
    for event in plan.events {
      recorder.record(job.object, event.type == .normal ? .normal : .warning, event.reason, event.message)
    }
    if let next = plan.nextCheck { queue.add(job.key, at: max(next, registry.now)) }
  }

  private func expire(_ job: JobView) throws(APIStatus) {
    guard let seconds = job.object[.spec][.ttlSecondsAfterFinished].int, let finish = job.finish else { return }
    let end = finish + .seconds(seconds)
    if end > registry.now { return queue.add(job.key, at: end) }
    try registry.delete(
      registry.kind(.job), namespace: job.key.namespace, name: job.name,
      DeleteOptions(propagation: .foreground, uid: job.object[.metadata][.uid].text))
  }

  /// Makes and stops pods. Those that could not be made do not count as active.
  private func apply(_ plan: inout JobPlan, _ control: PodControl) -> APIStatus? {
    var failure: APIStatus?
    for action in plan.actions {
      do throws(APIStatus) {
        let pods = JobPods(owner: control.owner)
        switch action {
        case .create(let count): try create(Array(repeating: pods.pod(nil), count: count), &plan, control)
        case .createIndexes(let indexes): try create(indexes.map(pods.pod), &plan, control)
        case .delete(let pod): try control.delete(pod)
        case .stop(let pod):
          try release(pod)
          try control.delete(pod)
        }
      } catch {
        failure = error
      }
    }
    return failure
  }

  private func create(_ pods: [Value], _ plan: inout JobPlan, _ control: PodControl) throws(APIStatus) {
    let result = control.create(pods)
    if result.missing > 0 {
      let active = plan.status[.active].number - Int64(result.missing)
      plan.status.set(.active, active > 0 ? .int(active) : nil)
    }
    if let failure = result.failure { throw failure }
  }

  /// Takes the tracking finalizer off a pod.
  private func release(_ pod: ObjectKey) throws(APIStatus) {
    guard let object = registry.store.object(pod),
      Finalizers.contains(JobPod.finalizer, in: object)
    else { return }
    try registry.modify(pod) { Finalizers.remove(JobPod.finalizer, from: &$0) }
  }
}
