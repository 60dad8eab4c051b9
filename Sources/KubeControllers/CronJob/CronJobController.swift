// Makes Jobs on a schedule.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// The CronJob controller (pkg/controller/cronjob).
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
    if event.key.kind == .cronJob { return observe(event.key, event.object, before: event.previous) }
    guard let owner = event.controller, owner[.kind].text == "CronJob" else { return }
    queue.add(ObjectKey(.cronJob, event.key.namespace, owner[.name].text))
  }

  /// A new schedule is waited for; what passed of it before counts for nothing now.
  private func observe(_ key: ObjectKey, _ object: Value, before: Value?) {
    let (old, new) = (before?[.spec] ?? object[.spec], object[.spec])
    guard old[.schedule] != new[.schedule] || old[.timeZone] != new[.timeZone] else { return queue.add(key) }
    if let timetable = Timetable(object) { lookAgain(key, timetable, object[.status]) }
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
    cleanUp(jobs, object, &status)
    note(jobs, object, &status)
    var failure: APIStatus?
    if object[.metadata][.deletionTimestamp].isNull, !object[.spec][.suspend].isTrue {
      do throws(APIStatus) { try start(key, object, &status) } catch { failure = error }
    }
    if status != object[.status] { try registry.modify(key, subresource: .status) { $0[.status] = status } }
    if let failure { throw failure }
  }

  /// Takes jobs that ended or went off the list of active ones, and says which belong here without being on it.
  private func note(_ jobs: [JobView], _ object: Value, _ status: inout Value) {
    for job in jobs {
      let isActive = status[.active].elements.contains { $0[.uid] == job.object[.metadata][.uid] }
      if !job.isFinished, !isActive {
        let message = "Saw a job that the controller did not create or forgot: \(job.name)"
        recorder.record(object, .warning, "UnexpectedJob", message)
      }
      guard job.isFinished else { continue }
      if isActive { noteEnd(of: job, object, &status) }
      if Self.succeeded(job) { noteSuccess(of: job, &status) }
    }
    for reference in status[.active].elements where !jobs.contains(where: { Self.refers(reference, to: $0) }) {
      recorder.record(object, .normal, "MissingJob", "Active job went missing: \(reference[.name].text)")
      Self.drop(reference[.uid], from: &status)
    }
  }

  private func noteEnd(of job: JobView, _ object: Value, _ status: inout Value) {
    let end = Self.succeeded(job) ? "Complete" : "Failed"
    Self.drop(job.object[.metadata][.uid], from: &status)
    recorder.record(object, .normal, "SawCompletedJob", "Saw completed job: \(job.name), condition: \(end)")
  }

  /// Jobs that somebody made by hand from the template count as well.
  private func noteSuccess(of job: JobView, _ status: inout Value) {
    guard let end = job.status[.completionTime].string else { return }
    if status[.lastSuccessfulTime].text < end { status[.lastSuccessfulTime] = .string(end) }
  }

  private static func refers(_ reference: Value, to job: JobView) -> Bool {
    reference[.uid] == job.object[.metadata][.uid]
  }

  private static func drop(_ uid: Value, from status: inout Value) {
    status[.active].removeElements { $0[.uid] == uid }
    if status[.active].elements.isEmpty { status.remove(.active) }
  }

  private static func succeeded(_ job: JobView) -> Bool {
    job.status[.conditions].first(where: .type, is: "Complete")?[.status].text == "True"
  }

  /// Deletes the oldest finished jobs beyond the limits of history.
  private func cleanUp(_ jobs: [JobView], _ object: Value, _ status: inout Value) {
    let finished = jobs.filter(\.isFinished).sorted {
      ($0.status[.startTime].text, $0.name) < ($1.status[.startTime].text, $1.name)
    }
    for (succeeded, key) in [(true, Key.successfulJobsHistoryLimit), (false, .failedJobsHistoryLimit)] {
      let group = finished.filter { Self.succeeded($0) == succeeded }
      guard let limit = object[.spec][key].int else { continue }
      for job in group.prefix(max(0, group.count - Int(limit))) { try? delete(job, object, &status) }
    }
  }

  /// A job that is deleted already is on its way.
  private func delete(_ job: JobView, _ object: Value, _ status: inout Value) throws(APIStatus) {
    guard job.object[.metadata][.deletionTimestamp].isNull else { return }
    do throws(APIStatus) {
      try registry.delete(
        registry.kind(.job), namespace: job.key.namespace, name: job.name, DeleteOptions(propagation: .background))
    } catch {
      recorder.record(object, .warning, "FailedDelete", "Deleted job: \(error.message)")
      throw error
    }
    Self.drop(job.object[.metadata][.uid], from: &status)
    recorder.record(object, .normal, "SuccessfulDelete", "Deleted job \(job.name)")
  }
}

// MARK: Starting jobs

extension CronJobController {
  private func start(_ key: ObjectKey, _ object: Value, _ status: inout Value) throws(APIStatus) {
    guard let timetable = Timetable(object) else { return }
    let due = due(timetable, object, status)
    defer { lookAgain(key, timetable, status) }
    guard let due else { return }
    let name = "\(key.name)-\(due.unixSeconds / 60)"
    if status[.lastScheduleTime].text == due.rfc3339 { return }
    if status[.active].elements.contains(where: { $0[.name].text == name }) { return }
    if !status[.active].elements.isEmpty, object[.spec][.concurrencyPolicy].text == "Forbid" {
      recorder.record(
        object, .normal, "JobAlreadyActive",
        "Not starting job because prior execution is running and concurrency policy is Forbid")
      return
    }
    if object[.spec][.concurrencyPolicy].text == "Replace" { try deleteActive(key, object, &status) }
    try create(name, at: due, object, timetable, &status)
  }

  private func deleteActive(_ key: ObjectKey, _ object: Value, _ status: inout Value) throws(APIStatus) {
    for reference in status[.active].elements {
      let job = ObjectKey(.job, key.namespace, reference[.name].text)
      guard let found = registry.store.object(job) else { continue }
      try delete(JobView(job, found), object, &status)
    }
  }

  /// Comes back at the next time after the last that has come, whether a job was started for that or not.
  private func lookAgain(_ key: ObjectKey, _ timetable: Timetable, _ status: Value) {
    let since = timetable.begin(status)
    let missed = timetable.schedule.missed(since: since, now: registry.now, in: timetable.zone)
    let last = missed.map { $0.latest ?? ($0.count == 0 ? since : registry.now) } ?? registry.now
    guard let next = timetable.schedule.next(after: last, in: timetable.zone) else { return }
    queue.add(key, at: next + Self.skew)
  }

  /// The time of the schedule that has come and has no job yet.
  private func due(_ timetable: Timetable, _ object: Value, _ status: Value) -> Instant? {
    var since = timetable.begin(status)
    if let deadline = object[.spec][.startingDeadlineSeconds].int {
      since = max(since, registry.now - .seconds(deadline))
    }
    guard let missed = timetable.schedule.missed(since: since, now: registry.now, in: timetable.zone) else {
      recorder.record(
        object, .warning, "InvalidSchedule",
        "invalid schedule: \(object[.spec][.schedule].text) : "
          + "time difference between two schedules is less than 1 second")
      return nil
    }
    if missed.latest != nil, missed.count > 100 {
      recorder.record(
        object, .warning, "TooManyMissedTimes",
        "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew")
    }
    return missed.latest
  }

  private func create(
    _ name: String, at time: Instant, _ object: Value, _ timetable: Timetable, _ status: inout Value
  ) throws(APIStatus) {
    let template = object[.spec][.jobTemplate]
    let namespace = object[.metadata][.namespace].text
    var metadata: Value = [
      .name: .string(name), .namespace: .string(namespace),
      .ownerReferences: [OwnerReferences.controller(object)],
    ]
    for key in [Key.labels, .annotations] { metadata.set(key, template[.metadata].fields[key]) }
    metadata[.annotations][.cronJobScheduledTimestamp] = .string(time.rfc3339(in: timetable.zone))
    do throws(APIStatus) {
      let job = try registry.create(
        registry.kind(.job), namespace: namespace, [.metadata: metadata, .spec: template[.spec]],
        known: template)
      recorder.record(object, .normal, "SuccessfulCreate", "Created job \(name)")
      status[.active].append(ObjectReference.value(job.object))
    } catch {
      if error.reason == .alreadyExists { return }
      if !error.isAboutEndOfNamespace {
        recorder.record(object, .warning, "FailedCreate", "Error creating job: \(error.message)")
      }
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
    guard active.isEmpty, let timetable = Timetable(object),
      let next = timetable.schedule.next(after: registry.now, in: timetable.zone)
    else { return [] }
    let now = words.command("create job --from=cronjob/\(key.name) \(key.name)-now")
    let message = "the next job is started at \(next.rfc3339(in: timetable.zone))"
    return [words.reason("Schedule", message, [Remedy(now, "starts one at once")])]
  }
}
