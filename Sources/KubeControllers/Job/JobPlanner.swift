// What a Job does next: which pods it starts or stops, what it counts, and when it has ended (pkg/controller/job).
import KubeKinds
import KubeObjects
import SimCore

/// One thing to write for a Job.
enum JobAction: Equatable {
  case create(count: Int)
  case createIndexes([Int])
  case delete(ObjectKey)
  /// A counted pod needs no tracking any more.
  case release(ObjectKey)
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

struct JobPlanner {
  static let firstBackOff = TimeSpan.seconds(10)
  static let longestBackOff = TimeSpan.minutes(10)

  let job: JobView
  let pods: [JobPod]
  let now: Instant
  private var plan = JobPlan()
  private var succeeded: Int64
  private var failed: Int64
  private var done: CompletionIndexes
  private var active: [JobPod]

  init(_ job: JobView, _ pods: [JobPod], now: Instant) {
    self.job = job
    self.pods = pods
    self.now = now
    plan.status = job.status
    succeeded = job.status[.succeeded].number
    failed = job.status[.failed].number
    done = CompletionIndexes(job.status[.completedIndexes].text)
    active = pods.filter(\.isActive)
  }

  mutating func decide() -> JobPlan {
    count()
    if !job.isSuspended, plan.status[.startTime].isNull { plan.status[.startTime] = .string(now.rfc3339) }
    if let failure {
      stopAll()
      end("FailureTarget", "Failed", failure.reason, failure.message)
    } else {
      noteSuspension()
      if job.isSuspended { stopAll() } else { manage() }
      if isComplete {
        end("SuccessCriteriaMet", "Complete", "CompletionsReached", "Reached expected number of succeeded pods")
      }
    }
    writeCounts()
    return plan
  }
}

// MARK: Counting

extension JobPlanner {
  /// Counts pods that ended since the last look, and lets them go.
  private mutating func count() {
    for pod in pods where pod.isTracked && !pod.isActive {
      if pod.view.phase == .succeeded {
        note(success: pod)
      } else if pod.hasFailed {
        failed += 1
      } else {
        continue
      }
      plan.actions.append(.release(pod.view.key))
    }
    for pod in active where job.isIndexed && pod.index.map(done.contains) == true {
      plan.actions.append(.delete(pod.view.key))
    }
  }

  private mutating func note(success pod: JobPod) {
    guard job.isIndexed else { return succeeded += 1 }
    guard let index = pod.index, Int64(index) < job.completions ?? 0 else { return }
    done.insert(index)
    succeeded = Int64(done.count)
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
  }
}

// MARK: Ending

extension JobPlanner {
  private var isComplete: Bool {
    if let completions = job.completions { return succeeded >= completions }
    return succeeded > 0 && active.isEmpty
  }

  /// What makes the whole job fail.
  private var failure: (reason: String, message: String)? {
    let restarts = job.restartsInPlace ? active.map(\.restarts).reduce(0, +) : 0
    let isBeyondRestarts = job.backoffLimit == 0 ? restarts > 0 : restarts >= job.backoffLimit
    if failed > job.backoffLimit || (job.restartsInPlace && restarts > 0 && isBeyondRestarts) {
      return ("BackoffLimitExceeded", "Job has reached the specified backoff limit")
    }
    if let end = deadline, end <= now {
      return ("DeadlineExceeded", "Job was active longer than specified deadline")
    }
    return nil
  }

  private var deadline: Instant? {
    guard let span = job.deadline, !job.isSuspended else { return nil }
    return Instant(rfc3339: plan.status[.startTime].text).map { $0 + span }
  }

  private mutating func stopAll() {
    for pod in active { plan.actions.append(.delete(pod.view.key)) }
    active = []
  }

  /// First the intent is noted, then, when no pod is left, the end.
  private mutating func end(_ intent: String, _ end: String, _ reason: String, _ message: String) {
    setCondition(intent, "True", reason, message)
    if job.completions != nil { stopAll() }
    guard !pods.contains(where: \.isEnding) else { return }
    guard plan.actions.allSatisfy({ if case .delete = $0 { false } else { true } }) else { return }
    setCondition(end, "True", reason, message)
    if end == "Complete" {
      plan.status[.completionTime] = .string(now.rfc3339)
      plan.events.append((.normal, "Completed", "Job completed"))
    } else {
      plan.events.append((.warning, reason, message))
    }
  }

  private mutating func setCondition(_ type: String, _ state: String, _ reason: String, _ message: String) {
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

// MARK: Running

extension JobPlanner {
  private mutating func noteSuspension() {
    let was = plan.status[.conditions].first(where: .type, is: "Suspended")?[.status].text == "True"
    if job.isSuspended, !was {
      setCondition("Suspended", "True", "JobSuspended", "Job suspended")
      plan.status.remove(.startTime)
      plan.events.append((.normal, "Suspended", "Job suspended"))
    } else if !job.isSuspended, was {
      setCondition("Suspended", "False", "JobResumed", "Job resumed")
      plan.status[.startTime] = .string(now.rfc3339)
      plan.events.append((.normal, "Resumed", "Job resumed"))
    }
  }

  /// Starts or stops pods until as many run as should.
  private mutating func manage() {
    let wanted = wantedActive
    let most = job.completions == nil && succeeded > 0 ? wanted : min(wanted, job.parallelism)
    let surplus = Int64(active.count) - most
    if surplus > 0 {
      for pod in stopOrder.prefix(Int(surplus)) { plan.actions.append(.delete(pod.view.key)) }
    } else if Int64(active.count) < wanted {
      start(Int(wanted) - active.count)
    }
    if let deadline { plan.nextCheck = min(plan.nextCheck ?? deadline, deadline) }
  }

  private var wantedActive: Int64 {
    guard let completions = job.completions else {
      return succeeded > 0 ? Int64(active.count) : job.parallelism
    }
    return max(0, min(completions - succeeded, job.parallelism))
  }

  /// Pods that do not run yet are stopped first.
  private var stopOrder: [JobPod] {
    active.sorted { a, b in
      if a.view.isReady != b.view.isReady { return !a.view.isReady }
      return a.view.key > b.view.key
    }
  }

  private mutating func start(_ count: Int) {
    if let wait = backOffEnd, wait > now {
      plan.nextCheck = wait
      return
    }
    let count = min(count, ReplicaSetPlan.burst)
    guard job.isIndexed else { return plan.actions.append(.create(count: count)) }
    let taken = Set(active.compactMap(\.index))
    var free: [Int] = []
    for index in 0..<Int(job.completions ?? 0) where free.count < count {
      if !done.contains(index), !taken.contains(index) { free.append(index) }
    }
    if !free.isEmpty { plan.actions.append(.createIndexes(free)) }
  }

  /// After failures in a row a new pod waits: ten seconds, doubled with each failure.
  private var backOffEnd: Instant? {
    let successes = pods.filter { $0.view.phase == .succeeded }.compactMap(\.finished)
    let since = successes.max() ?? Instant(unixSeconds: 0)
    let failures = pods.filter(\.hasFailed).compactMap(\.finished).filter { $0 > since }
    guard let last = failures.max() else { return nil }
    let span = Self.firstBackOff * (1 << Int64(min(failures.count - 1, 16)))
    return last + min(span, Self.longestBackOff)
  }
}
