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
  /// Pods whose job went before it counted them.
  private var strays: [ObjectKey] = []

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
    if event.change == .deleted || !event.object[.metadata][.deletionTimestamp].isNull {
      strays += pods.owned(by: event.object[.metadata][.uid].text).map(\.key)
    }
  }

  private func observePod(_ event: StoreEvent) {
    pods.note(event)
    guard let controller = event.controller ?? event.previousController,
      controller[.kind].text == "Job"
    else { return }
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
  }

  public func work() -> Bool {
    if let stray = strays.popLast() {
      _ = try? release(stray)
      return true
    }
    return syncNext()
  }

  func sync(_ key: ObjectKey) throws(APIStatus) {
    guard let object = registry.store.object(key), object[.metadata][.deletionTimestamp].isNull,
      ["", "kubernetes.io/job-controller"].contains(object[.spec][.managedBy].text)
    else { return }
    try sync(JobView(key, object))
  }
}

extension JobController {
  private func sync(_ job: JobView) throws(APIStatus) {
    let owned = pods.owned(by: job.object[.metadata][.uid].text)
    if job.isFinished {
      for pod in owned { try release(pod.key) }
      return try expire(job)
    }
    let members = owned.map { JobPod($0, registry.store.object($0.key) ?? .null) }
    var planner = JobPlanner(job, members, now: registry.now)
    let plan = planner.decide()
    if plan.status != job.status {
      try registry.modify(job.key, subresource: .status) { $0[.status] = plan.status }
    }
    for event in plan.events {
      recorder.record(job.object, event.type == .normal ? .normal : .warning, event.reason, event.message)
    }
    for action in plan.actions { try apply(action, job) }
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

  private func apply(_ action: JobAction, _ job: JobView) throws(APIStatus) {
    switch action {
    case .create(let count): for _ in 0..<count { try create(JobPods(job: job).pod(nil), job) }
    case .createIndexes(let indexes): for index in indexes { try create(JobPods(job: job).pod(index), job) }
    case .release(let pod): try release(pod)
    case .delete(let pod):
      try registry.delete(registry.kind(.pod), namespace: pod.namespace, name: pod.name)
      recorder.record(job.object, .normal, "SuccessfulDelete", "Deleted pod: \(pod.name)")
    }
  }

  private func create(_ pod: Value, _ job: JobView) throws(APIStatus) {
    do throws(APIStatus) {
      let created = try registry.create(
        registry.kind(.pod), namespace: job.key.namespace, pod, known: job.object[.spec][.template])
      let name = created.object[.metadata][.name].text
      recorder.record(job.object, .normal, "SuccessfulCreate", "Created pod: \(name)")
    } catch {
      recorder.record(job.object, .warning, "FailedCreate", "Error creating: \(error.message)")
      throw error
    }
  }

  /// Takes the tracking finalizer off a pod.
  private func release(_ pod: ObjectKey) throws(APIStatus) {
    guard let object = registry.store.object(pod),
      object[.metadata][.finalizers].elements.contains(JobPod.finalizer)
    else { return }
    try registry.modify(pod) { object in
      object[.metadata][.finalizers].removeElements { $0 == JobPod.finalizer }
      if object[.metadata][.finalizers].elements.isEmpty { object[.metadata].remove(.finalizers) }
    }
  }
}

/// Makes pods of one Job.
struct JobPods {
  let job: JobView

  /// A pod, for a completion index where the job has them.
  func pod(_ place: JobIndex?) -> Value {
    var pod = PodTemplate.pod(job.object[.spec][.template], owner: job.object)
    pod[.metadata][.finalizers].append(JobPod.finalizer)
    guard let place else { return pod }
    let index = place.index
    let text = Value.string(String(index))
    pod[.metadata][.generateName] = .string("\(job.name)-\(index)-")
    pod[.metadata][.annotations][.jobCompletionIndex] = text
    pod[.metadata][.labels][.jobCompletionIndex] = text
    if job.backoffLimitPerIndex != nil {
      pod[.metadata][.annotations][.jobIndexFailures] = .string(String(place.failures))
      if place.ignored > 0 { pod[.metadata][.annotations][.jobIndexIgnoredFailures] = .string(String(place.ignored)) }
    }
    pod[.spec][.hostname] = .string("\(job.name)-\(index)")
    for list in [Key.initContainers, .containers] where pod[.spec].fields[list] != nil {
      pod[.spec][list].modifyElements(addIndex)
    }
    return pod
  }

  private func addIndex(_ container: inout Value) {
    let name: Value = "JOB_COMPLETION_INDEX"
    guard !container[.env].elements.contains(where: { $0[.name] == name }) else { return }
    let path = "metadata.labels['\(Key.jobCompletionIndex.text)']"
    container[.env].append([.name: name, .valueFrom: ["fieldRef": [.fieldPath: .string(path)]]])
  }
}
