// What a Job does next: which pods it starts or stops, what it counts, and when it has ended
// (pkg/controller/job/job_controller.go).
import KubeKinds
import KubeObjects
import SimCore

struct JobPlanner {
  let job: JobView
  let pods: [JobPod]
  let now: Instant
  var plan = JobPlan()
  /// What is remembered of failures, up to this look.
  private(set) var backOff: JobBackOff
  var succeeded: Int64
  var failed: Int64
  var done: CompletionIndexes
  var failedIndexes: CompletionIndexes
  /// The pods that run or are to, less those that this look stops.
  var active: [JobPod]
  /// How many pods this look makes.
  var made = 0
  /// How many pods are about to go, with those that this look stops.
  var ending: Int

  init(_ job: JobView, _ pods: [JobPod], backOff: JobBackOff, now: Instant) {
    self.job = job
    self.pods = pods
    self.now = now
    self.backOff = backOff
    plan.status = job.status
    failed = job.status[.failed].number
    done = CompletionIndexes(job.status[.completedIndexes].text, below: job.completions)
    failedIndexes = CompletionIndexes(job.status[.failedIndexes].text, below: job.completions)
    succeeded = job.isIndexed ? Int64(done.count) : job.status[.succeeded].number
    active = pods.filter(\.isActive)
    ending = pods.count(where: \.isEnding)
  }

  mutating func decide() -> JobPlan {
    let failures = noteEnded()
    if !job.isSuspended, plan.status[.startTime].isNull { plan.status[.startTime] = .string(now.rfc3339) }
    var end = end(failures.map(\.1))
    let waiting = waiting(failures.map(\.0))
    if end != nil {
      for pod in active { plan.actions.append(.delete(pod.view.key)) }
      remove(active)
    } else {
      manage(waiting)
      if isComplete { end = .completion } else { noteSuspension() }
    }
    count(end, waiting)
    writeCounts()
    if let end { conclude(end) }
    return plan
  }
}

// MARK: Counting

extension JobPlanner {
  /// Takes in the pods that ended since the last look. Returns those that failed.
  private mutating func noteEnded() -> [(JobPod, JobVerdict)] {
    let ended = pods.filter { $0.isTracked && job.hasPlace(for: $0) }
    let successes = ended.filter { $0.view.phase == .succeeded }
    for pod in successes { note(success: pod) }
    let failures = ended.filter { $0.hasFailed(in: job) }.map { ($0, job.failurePolicy.verdict($0.object)) }
    for (pod, verdict) in failures { note(failure: pod, verdict) }
    backOff.note(successes: successes.map(\.finished), failures: failures.map(\.0.finished))
    return failures
  }

  private mutating func note(success pod: JobPod) {
    guard job.isIndexed else { return succeeded += 1 }
    if let index = pod.index { done.insert(index) }
    succeeded = Int64(done.count)
  }

  /// An index fails when a rule says so, or when it has failed once more than it may.
  private mutating func note(failure pod: JobPod, _ verdict: JobVerdict) {
    guard let limit = job.backoffLimitPerIndex, let index = pod.index else { return }
    if verdict.failsIndex || (verdict.counts && pod.failures.counted >= limit) { failedIndexes.insert(index) }
  }

  /// Counts the pods that ended and lets them go, and all others, too, when the job ends: what still runs when it
  /// fails has failed with it. Pods that wait for their successor keep the count of their index until it is there.
  private mutating func count(_ end: JobEnd?, _ waiting: [Int: JobPod]) {
    for pod in pods where pod.isTracked {
      let hasFailed = pod.hasFailed(in: job)
      guard end != nil || hasFailed || pod.view.phase == .succeeded else { continue }
      if end == nil, hasFailed, let index = pod.index, waiting[index]?.view.key == pod.view.key { continue }
      plan.counted.append(pod.view.key)
      if pod.view.phase == .succeeded || !job.hasPlace(for: pod) { continue }
      guard hasFailed || end?.isSuccess == false else { continue }
      if job.failurePolicy.verdict(pod.object).counts { failed += 1 }
    }
  }

  private mutating func writeCounts() {
    let counts: [(Key, Int64)] = [
      (.active, Int64(active.count + made)), (.succeeded, succeeded), (.failed, failed),
    ]
    for (key, count) in counts { plan.status.set(key, count == 0 ? nil : .int(count)) }
    plan.status[.ready] = .int(Int64(active.count(where: \.view.isReady)))
    plan.status[.terminating] = .int(Int64(ending))
    plan.status[.uncountedTerminatedPods] = [:]
    guard job.isIndexed else { return }
    plan.status.set(.completedIndexes, done.count > 0 ? .string(done.text) : nil)
    if job.backoffLimitPerIndex != nil { plan.status[.failedIndexes] = .string(failedIndexes.text) }
  }
}

// MARK: Ending

extension JobPlanner {
  private var isComplete: Bool {
    guard active.isEmpty, made == 0 else { return false }
    return job.completions.map { succeeded >= $0 } ?? (succeeded > 0)
  }

  /// The end that was noted before, or one that is certain now.
  private func end(_ verdicts: [JobVerdict]) -> JobEnd? {
    noted ?? verdicts.compactMap(\.failure).first.map { .failure("PodFailurePolicy", $0) }
      ?? exhaustion(failed + Int64(verdicts.count(where: \.counts))) ?? endOfIndexes
  }

  private var noted: JobEnd? {
    for isSuccess in [true, false] {
      let end = JobEnd(isSuccess: isSuccess, reason: "", message: "")
      guard let condition = job.status[.conditions].first(where: .type, is: end.intent), condition[.status] == "True"
      else { continue }
      return JobEnd(isSuccess: isSuccess, reason: condition[.reason].text, message: condition[.message].text)
    }
    return nil
  }

  private func exhaustion(_ failed: Int64) -> JobEnd? {
    if failed > job.backoffLimit || isBeyondRestarts {
      return .failure("BackoffLimitExceeded", "Job has reached the specified backoff limit")
    }
    if let end = deadline, end <= now {
      return .failure("DeadlineExceeded", "Job was active longer than specified deadline")
    }
    return nil
  }

  /// Containers that are started anew in their pods count, too, as long as the pods do (`pastBackoffLimitOnFailure`).
  private var isBeyondRestarts: Bool {
    guard job.restartsInPlace else { return false }
    let alive = pods.filter { $0.view.phase == .running || $0.view.phase == .pending }
    return alive.map(\.restarts).reduce(0, +) >= max(job.backoffLimit, 1)
  }

  private var endOfIndexes: JobEnd? {
    guard job.isIndexed, let completions = job.completions else { return nil }
    if job.backoffLimitPerIndex != nil {
      if let most = job.maxFailedIndexes, failedIndexes.count > most {
        return .failure(
          "MaxFailedIndexesExceeded", "Job has exceeded the specified maximal number of failed indexes")
      }
      if failedIndexes.count > 0, Int64(failedIndexes.count + done.count) >= completions {
        return .failure("FailedIndexes", "Job has failed indexes")
      }
    }
    return job.successPolicy.met(by: done, of: completions).map {
      JobEnd(isSuccess: true, reason: "SuccessPolicy", message: $0)
    }
  }

  var deadline: Instant? {
    guard let span = job.deadline, !job.isSuspended else { return nil }
    return Instant(rfc3339: plan.status[.startTime].text).map { $0 + span }
  }

  /// First the intent is noted, then, when no pod is left, the end.
  private mutating func conclude(_ end: JobEnd) {
    setCondition(end.intent, "True", end.reason, end.message)
    guard ending == 0 else { return }
    setCondition(end.condition, "True", end.reason, end.message)
    guard end.isSuccess else { return plan.events.append((.warning, end.reason, end.message)) }
    plan.status[.completionTime] = .string(now.rfc3339)
    if let completions = job.completions, succeeded > completions {
      let message = "Too many succeeded pods running after completion count reached"
      plan.events.append((.warning, "TooManySucceededPods", message))
    }
    plan.events.append((.normal, "Completed", "Job completed"))
  }

  /// Returns whether there was anything to change (`ensureJobConditionStatus`).
  @discardableResult
  mutating func setCondition(_ type: String, _ state: String, _ reason: String, _ message: String) -> Bool {
    let condition: Value = [
      .type: .string(type), .status: .string(state), .reason: .string(reason), .message: .string(message),
      .lastProbeTime: .string(now.rfc3339), .lastTransitionTime: .string(now.rfc3339),
    ]
    guard let old = plan.status[.conditions].first(where: .type, is: type) else {
      if state != "False" { plan.status[.conditions].append(condition) }
      return state != "False"
    }
    if [Key.status, .reason, .message].allSatisfy({ old[$0] == condition[$0] }) { return false }
    plan.status[.conditions].modifyElements { if $0[.type].text == type { $0 = condition } }
    return true
  }
}
