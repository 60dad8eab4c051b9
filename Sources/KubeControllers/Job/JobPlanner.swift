// What a Job does next: which pods it starts or stops, what it counts, and when it has ended (pkg/controller/job).
import KubeKinds
import KubeObjects
import SimCore

/// One thing to write for a Job.
enum JobAction: Equatable {
  case create(count: Int)
  case createIndexes([JobIndex])
  case delete(ObjectKey)
  /// A counted pod needs no tracking any more.
  case release(ObjectKey)
}

/// A completion index to make a pod for, and how often it failed before.
struct JobIndex: Equatable {
  var index: Int
  var failures: Int64 = 0
  var ignored: Int64 = 0
}

/// The plan of one look at a Job.
struct JobPlan {
  var actions: [JobAction] = []
  var status: Value = [:]
  var events: [(type: EventKind, reason: String, message: String)] = []
  /// When time alone changes what is to be done.
  var nextCheck: Instant?

  enum EventKind { case normal, warning }
}

/// How a Job ends, and why.
struct JobEnd: Equatable {
  var isSuccess: Bool
  var reason: String
  var message: String

  /// The condition that notes the intent while pods still run.
  var intent: String { isSuccess ? "SuccessCriteriaMet" : "FailureTarget" }
  /// The condition of the end itself.
  var condition: String { isSuccess ? "Complete" : "Failed" }

  static func failure(_ reason: String, _ message: String) -> JobEnd {
    JobEnd(isSuccess: false, reason: reason, message: message)
  }
}

struct JobPlanner {
  let job: JobView
  let pods: [JobPod]
  let now: Instant
  var plan = JobPlan()
  var succeeded: Int64
  var failed: Int64
  var done: CompletionIndexes
  var failedIndexes: CompletionIndexes
  var active: [JobPod]

  init(_ job: JobView, _ pods: [JobPod], now: Instant) {
    self.job = job
    self.pods = pods
    self.now = now
    plan.status = job.status
    succeeded = job.status[.succeeded].number
    failed = job.status[.failed].number
    done = CompletionIndexes(job.status[.completedIndexes].text)
    failedIndexes = CompletionIndexes(job.status[.failedIndexes].text)
    active = pods.filter(\.isActive)
  }

  mutating func decide() -> JobPlan {
    let ended = pods.filter { $0.isTracked && !$0.isActive }
    for pod in ended where pod.view.phase == .succeeded { note(success: pod) }
    let failures = ended.filter { $0.hasFailed(in: job) }.map { ($0, job.failurePolicy.verdict($0.object)) }
    for (pod, verdict) in failures { note(failure: pod, verdict) }
    if !job.isSuspended, plan.status[.startTime].isNull { plan.status[.startTime] = .string(now.rfc3339) }
    let end = end(failures.map(\.1))
    let waiting = end == nil ? waiting(failures.map(\.0)) : [:]
    count(ended, failures, waiting)
    if let end { finish(end) } else { goOn(waiting) }
    writeCounts()
    return plan
  }

  private mutating func goOn(_ waiting: [Int: JobPod]) {
    noteSuspension()
    if job.isSuspended { stopAll() } else { manage(waiting) }
    if isComplete {
      conclude(
        JobEnd(isSuccess: true, reason: "CompletionsReached", message: "Reached expected number of succeeded pods"))
    }
  }
}

// MARK: Counting

extension JobPlanner {
  private mutating func note(success pod: JobPod) {
    guard job.isIndexed else { return succeeded += 1 }
    guard let index = pod.index, Int64(index) < job.completions ?? 0 else { return }
    done.insert(index)
    succeeded = Int64(done.count)
  }

  /// An index fails when a rule says so, or when it has failed once more than it may.
  private mutating func note(failure pod: JobPod, _ verdict: JobVerdict) {
    guard let limit = job.backoffLimitPerIndex, let index = pod.index, Int64(index) < job.completions ?? 0
    else { return }
    if verdict.failsIndex || (verdict.counts && pod.failures.counted >= limit) { failedIndexes.insert(index) }
  }

  /// Counts pods that ended since the last look, and lets them go. Those that wait for their successor keep the count
  /// of their index until it is there.
  private mutating func count(_ ended: [JobPod], _ failures: [(JobPod, JobVerdict)], _ waiting: [Int: JobPod]) {
    let verdicts = Dictionary(failures.map { ($0.0.view.key, $0.1) }) { first, _ in first }
    for pod in ended {
      let verdict = verdicts[pod.view.key]
      guard pod.view.phase == .succeeded || verdict != nil else { continue }
      if let index = pod.index, waiting[index]?.view.key == pod.view.key { continue }
      if verdict?.counts == true { failed += 1 }
      plan.actions.append(.release(pod.view.key))
    }
    for pod in active where job.isIndexed && pod.index.map(done.contains) == true {
      plan.actions.append(.delete(pod.view.key))
    }
  }

  private mutating func writeCounts() {
    let isEnded = plan.status[.completionTime].isNull == false || job.isFinished
    let counts: [(Key, Int64)] = [
      (.active, isEnded ? 0 : Int64(active.count)), (.succeeded, succeeded), (.failed, failed),
    ]
    for (key, count) in counts { plan.status.set(key, count == 0 ? nil : .int(count)) }
    plan.status[.ready] = .int(Int64(active.filter(\.view.isReady).count))
    plan.status[.terminating] = .int(Int64(pods.filter(\.isEnding).count))
    plan.status[.uncountedTerminatedPods] = [:]
    if job.isIndexed, done.count > 0 { plan.status[.completedIndexes] = .string(done.text) }
    if failedIndexes.count > 0 { plan.status[.failedIndexes] = .string(failedIndexes.text) }
  }
}

// MARK: Ending

extension JobPlanner {
  private var isComplete: Bool {
    if let completions = job.completions { return succeeded >= completions }
    return succeeded > 0 && active.isEmpty
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
    let restarts = job.restartsInPlace ? active.map(\.restarts).reduce(0, +) : 0
    let isBeyondRestarts = job.backoffLimit == 0 ? restarts > 0 : restarts >= job.backoffLimit
    if failed > job.backoffLimit || (job.restartsInPlace && restarts > 0 && isBeyondRestarts) {
      return .failure("BackoffLimitExceeded", "Job has reached the specified backoff limit")
    }
    if let end = deadline, end <= now {
      return .failure("DeadlineExceeded", "Job was active longer than specified deadline")
    }
    return nil
  }

  private var endOfIndexes: JobEnd? {
    guard job.isIndexed, let completions = job.completions else { return nil }
    if let most = job.maxFailedIndexes, failedIndexes.count > most {
      return .failure(
        "MaxFailedIndexesExceeded", "Job has exceeded the specified maximal number of failed indexes")
    }
    if failedIndexes.count > 0, Int64(failedIndexes.count + done.count) >= completions {
      return .failure("FailedIndexes", "Job has failed indexes")
    }
    return job.successPolicy.met(by: done, of: completions).map {
      JobEnd(isSuccess: true, reason: "SuccessPolicy", message: $0)
    }
  }

  var deadline: Instant? {
    guard let span = job.deadline, !job.isSuspended else { return nil }
    return Instant(rfc3339: plan.status[.startTime].text).map { $0 + span }
  }

  private mutating func stopAll() {
    for pod in active { plan.actions.append(.delete(pod.view.key)) }
    active = []
  }

  /// What still runs when a job fails has failed with it.
  private mutating func finish(_ end: JobEnd) {
    if !end.isSuccess {
      for pod in active where pod.isTracked {
        failed += 1
        plan.actions.append(.release(pod.view.key))
      }
    }
    stopAll()
    conclude(end)
  }

  /// First the intent is noted, then, when no pod is left, the end.
  private mutating func conclude(_ end: JobEnd) {
    setCondition(end.intent, "True", end.reason, end.message)
    if job.completions != nil { stopAll() }
    guard !pods.contains(where: \.isEnding) else { return }
    guard plan.actions.allSatisfy({ if case .delete = $0 { false } else { true } }) else { return }
    setCondition(end.condition, "True", end.reason, end.message)
    if end.isSuccess {
      plan.status[.completionTime] = .string(now.rfc3339)
      plan.events.append((.normal, "Completed", "Job completed"))
    } else {
      plan.events.append((.warning, end.reason, end.message))
    }
  }

  mutating func setCondition(_ type: String, _ state: String, _ reason: String, _ message: String) {
    let old = plan.status[.conditions].first(where: .type, is: type)
    if old?[.status].text == state { return }
    let condition: Value = [
      .type: .string(type), .status: .string(state), .reason: .string(reason), .message: .string(message),
      .lastProbeTime: .string(now.rfc3339), .lastTransitionTime: .string(now.rfc3339),
    ]
    if old == nil {
      plan.status[.conditions].append(condition)
    } else {
      plan.status[.conditions].modifyElements { if $0[.type].text == type { $0 = condition } }
    }
  }
}
