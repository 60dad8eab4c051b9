// Makes Jobs on a schedule.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// The CronJob controller (pkg/controller/cronjob). Schedules are read in UTC, whatever `timeZone` says.
public final class CronJobController: RetryingController {
  let registry: Registry
  private let recorder: EventRecorder
  var queue = WorkQueue<ObjectKey>()

  /// A look comes a little after the time it is for.
  private static let skew = TimeSpan.milliseconds(100)

  public init(_ registry: Registry) {
    self.registry = registry
    recorder = EventRecorder(registry, component: "cronjob-controller")
  }

  public var name: String { "cronjob-controller" }

  public var kinds: [KindID] { [.cronJob, .job] }

  public var nextInstant: Instant? { queue.nextInstant }

  public func observe(_ event: StoreEvent) {
    if event.key.kind == .cronJob { return queue.add(event.key) }
    guard let owner = event.controller, owner[.kind].text == "CronJob" else { return }
    queue.add(ObjectKey(.cronJob, event.key.namespace, owner[.name].text))
  }

  public func keep(_ archive: Archive) {
    queue.keep(archive)
    recorder.keep(archive)
  }

  public func work() -> Bool { syncNext() }

  func sync(_ key: ObjectKey) throws(APIStatus) {
    if let object = registry.store.object(key) { try sync(key, object) }
  }
}

// MARK: One look

extension CronJobController {
  private func sync(_ key: ObjectKey, _ object: Value) throws(APIStatus) {
    let jobs = registry.store.keys(ownedBy: object[.metadata][.uid].text).filter { $0.kind == .job }
      .compactMap { key in registry.store.object(key).map { JobView(key, $0) } }
    var status = object[.status]
    noteFinished(jobs, object, &status)
    try cleanUp(jobs, object)
    if object[.metadata][.deletionTimestamp].isNull, !object[.spec][.suspend].isTrue {
      try start(key, object, &status)
    }
    if status != object[.status] { try registry.modify(key, subresource: .status) { $0[.status] = status } }
  }

  /// Takes jobs that ended or went off the list of active ones.
  private func noteFinished(_ jobs: [JobView], _ object: Value, _ status: inout Value) {
    for reference in status[.active].elements {
      let job = jobs.first { $0.object[.metadata][.uid] == reference[.uid] }
      guard job == nil || job?.isFinished == true else { continue }
      if let job {
        let end = Self.succeeded(job) ? "Complete" : "Failed"
        recorder.record(
          object, .normal, "SawCompletedJob", "Saw completed job: \(job.name), condition: \(end)")
        if Self.succeeded(job) { status[.lastSuccessfulTime] = job.status[.completionTime] }
      } else {
        recorder.record(object, .normal, "MissingJob", "Active job went missing: \(reference[.name].text)")
      }
      status[.active].removeElements { $0[.uid] == reference[.uid] }
      if status[.active].elements.isEmpty { status.remove(.active) }
    }
  }

  private static func succeeded(_ job: JobView) -> Bool {
    job.status[.conditions].first(where: .type, is: "Complete")?[.status].text == "True"
  }

  /// Deletes the oldest finished jobs beyond the limits of history.
  private func cleanUp(_ jobs: [JobView], _ object: Value) throws(APIStatus) {
    let finished = jobs.filter(\.isFinished).sorted {
      ($0.status[.startTime].text, $0.name) < ($1.status[.startTime].text, $1.name)
    }
    for (succeeded, key, standard) in [
      (true, Key.successfulJobsHistoryLimit, Int64(3)), (false, .failedJobsHistoryLimit, 1),
    ] {
      let group = finished.filter { Self.succeeded($0) == succeeded }
      let limit = Int(object[.spec][key].int ?? standard)
      for job in group.prefix(max(0, group.count - limit)) { try delete(job.key, object) }
    }
  }

  private func delete(_ job: ObjectKey, _ object: Value) throws(APIStatus) {
    try registry.delete(
      registry.kind(.job), namespace: job.namespace, name: job.name, DeleteOptions(propagation: .background))
    recorder.record(object, .normal, "SuccessfulDelete", "Deleted job \(job.name)")
  }
}

// MARK: Starting jobs

extension CronJobController {
  private func start(_ key: ObjectKey, _ object: Value, _ status: inout Value) throws(APIStatus) {
    guard let schedule = try? CronSchedule(object[.spec][.schedule].text) else { return }
    if let next = schedule.next(after: registry.now) { queue.add(key, at: next + Self.skew) }
    guard let due = due(schedule, object, status) else { return }
    let name = "\(key.name)-\(due.unixSeconds / 60)"
    if status[.lastScheduleTime].text == due.rfc3339 { return }
    if !status[.active].elements.isEmpty, object[.spec][.concurrencyPolicy].text == "Forbid" {
      recorder.record(
        object, .normal, "JobAlreadyActive",
        "Not starting job because prior execution is running and concurrency policy is Forbid")
      return
    }
    if object[.spec][.concurrencyPolicy].text == "Replace" {
      for reference in status[.active].elements {
        try delete(ObjectKey(.job, key.namespace, reference[.name].text), object)
      }
      status.remove(.active)
    }
    try create(name, at: due, object, &status)
  }

  /// The time of the schedule that has come and has no job yet.
  private func due(_ schedule: CronSchedule, _ object: Value, _ status: Value) -> Instant? {
    let last = status[.lastScheduleTime].string ?? object[.metadata][.creationTimestamp].text
    var since = Instant(rfc3339: last) ?? registry.now
    let deadline = object[.spec][.startingDeadlineSeconds].int
    if let deadline { since = max(since, registry.now - .seconds(deadline)) }
    guard let (time, tooMany) = schedule.latest(since: since, now: registry.now) else { return nil }
    if tooMany {
      recorder.record(
        object, .warning, "TooManyMissedTimes",
        "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew")
    }
    return time
  }

  private func create(
    _ name: String, at time: Instant, _ object: Value, _ status: inout Value
  ) throws(APIStatus) {
    let template = object[.spec][.jobTemplate]
    let namespace = object[.metadata][.namespace].text
    var metadata: Value = [
      .name: .string(name), .namespace: .string(namespace),
      .ownerReferences: [OwnerReferences.controller(object)],
    ]
    for key in [Key.labels, .annotations] { metadata.set(key, template[.metadata].fields[key]) }
    metadata[.annotations][.cronJobScheduledTimestamp] = .string(time.rfc3339)
    do throws(APIStatus) {
      let job = try registry.create(
        registry.kind(.job), namespace: namespace, [.metadata: metadata, .spec: template[.spec]],
        known: template)
      recorder.record(object, .normal, "SuccessfulCreate", "Created job \(name)")
      status[.active].append(ObjectReference.value(job.object))
    } catch {
      guard error.reason != .alreadyExists else { return }
      recorder.record(object, .warning, "FailedCreate", "Error creating job: \(error.message)")
      throw error
    }
    status[.lastScheduleTime] = .string(time.rfc3339)
  }
}

// MARK: Why

extension CronJobController {
  public func reasons(for key: ObjectKey) -> [Reason] {
    guard key.kind == .cronJob, let object = registry.store.object(key) else { return [] }
    let words = PodReasons(key, shortName: "cronjob")
    if object[.spec][.suspend].isTrue {
      let resume = words.command("patch cronjob \(key.name) -p '{\"spec\":{\"suspend\":false}}'")
      let remedy = Remedy(resume, "lets it start jobs again")
      return [words.reason("Suspended", "it is suspended and starts no jobs", [remedy])]
    }
    let active = object[.status][.active].elements.map { ObjectKey(.job, key.namespace, $0[.name].text) }
    if !active.isEmpty, object[.spec][.concurrencyPolicy].text == "Forbid" {
      let message = "its last job still runs, and concurrencyPolicy Forbid starts no other"
      return [words.reason("Forbid", message, waitsFor: active)]
    }
    guard active.isEmpty, let schedule = try? CronSchedule(object[.spec][.schedule].text),
      let next = schedule.next(after: registry.now)
    else { return [] }
    let now = words.command("create job --from=cronjob/\(key.name) \(key.name)-now")
    return [words.reason("Schedule", "the next job is started at \(next.rfc3339)", [Remedy(now, "starts one at once")])]
  }
}
