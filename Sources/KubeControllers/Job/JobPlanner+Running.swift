// How many pods of a Job run, for which completion indexes, and how long new ones wait after failures.
import KubeKinds
import KubeObjects
import SimCore

extension JobPlanner {
  static let firstBackOff = TimeSpan.seconds(10)
  static let longestBackOff = TimeSpan.minutes(10)

  mutating func noteSuspension() {
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
  /// - Parameter waiting: the failed pods that their successors are to be counted after, by index.
  mutating func manage(_ waiting: [Int: JobPod]) {
    let wanted = wantedActive
    let most = job.completions == nil && succeeded > 0 ? wanted : min(wanted, job.parallelism)
    let surplus = Int64(active.count) - most
    if surplus > 0 {
      for pod in stopOrder.prefix(Int(surplus)) { plan.actions.append(.delete(pod.view.key)) }
    } else {
      let missing = Int(wanted) - active.count - (job.replacesOnlyFailed ? pods.count(where: \.isEnding) : 0)
      if missing > 0 { start(missing, waiting) }
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

  private mutating func start(_ count: Int, _ waiting: [Int: JobPod]) {
    let isByIndex = job.backoffLimitPerIndex != nil
    if !isByIndex, let wait = backOffEnd, wait > now {
      plan.nextCheck = wait
      return
    }
    let count = min(count, ReplicaSetPlan.burst)
    guard job.isIndexed else { return plan.actions.append(.create(count: count)) }
    let places = freeIndexes(count).map { place($0, after: waiting[$0]) }
    let ready = places.filter { $0.wait <= now }.map(\.index)
    if !ready.isEmpty {
      plan.actions.append(.createIndexes(ready))
    } else if let next = places.map(\.wait).min() {
      plan.nextCheck = next
    }
  }

  /// The first indexes that nothing has come of yet and nothing is done for.
  private func freeIndexes(_ count: Int) -> [Int] {
    let taken = Set((active + (job.replacesOnlyFailed ? pods.filter(\.isEnding) : [])).compactMap(\.index))
    var free: [Int] = []
    for index in 0..<Int(job.completions ?? 0) where free.count < count {
      if !done.contains(index), !failedIndexes.contains(index), !taken.contains(index) { free.append(index) }
    }
    return free
  }

  /// An index with its failures, and when a pod may be made for it.
  private func place(_ index: Int, after pod: JobPod?) -> (index: JobIndex, wait: Instant) {
    guard let pod else { return (JobIndex(index: index), now) }
    let counts = job.failurePolicy.verdict(pod.object).counts
    let failures = (pod.failures.counted + (counts ? 1 : 0), pod.failures.ignored + (counts ? 0 : 1))
    let wait = (pod.finished ?? now) + Self.backOff(after: Int(pod.allFailures) + 1)
    return (JobIndex(index: index, failures: failures.0, ignored: failures.1), wait)
  }

  /// The failed pods that no other pod of their index came after yet: the last one of each.
  func waiting(_ failures: [JobPod]) -> [Int: JobPod] {
    guard job.backoffLimitPerIndex != nil else { return [:] }
    let running = Set(active.compactMap(\.index))
    var waiting: [Int: JobPod] = [:]
    for pod in failures {
      guard let index = pod.index, Int64(index) < job.completions ?? 0, !running.contains(index),
        !done.contains(index), !failedIndexes.contains(index)
      else { continue }
      let rank = { [now] (pod: JobPod) in (pod.allFailures, pod.finished ?? now) }
      if let other = waiting[index], rank(other) > rank(pod) { continue }
      waiting[index] = pod
    }
    return waiting
  }

  /// After failures in a row a new pod waits: ten seconds, doubled with each failure.
  private var backOffEnd: Instant? {
    let successes = pods.filter { $0.view.phase == .succeeded }.compactMap(\.finished)
    let since = successes.max() ?? Instant(unixSeconds: 0)
    let failures = pods.filter { $0.hasFailed(in: job) }.compactMap(\.finished).filter { $0 > since }
    return failures.max().map { $0 + Self.backOff(after: failures.count) }
  }

  private static func backOff(after failures: Int) -> TimeSpan {
    min(firstBackOff * (1 << Int64(min(failures - 1, 16))), longestBackOff)
  }
}
