// How many pods of a Job run, for which completion indexes, and which are stopped (`manageJob`).
import KubeKinds
import KubeObjects
import SimCore

extension JobPlanner {
  mutating func noteSuspension() {
    if job.isSuspended {
      guard setCondition("Suspended", "True", "JobSuspended", "Job suspended") else { return }
      plan.status.remove(.startTime)
      plan.events.append((.normal, "Suspended", "Job suspended"))
    } else {
      guard setCondition("Suspended", "False", "JobResumed", "Job resumed") else { return }
      plan.status[.startTime] = .string(now.rfc3339)
      plan.events.append((.normal, "Resumed", "Job resumed"))
    }
  }

  /// Starts or stops pods until as many run as should.
  /// - Parameter waiting: the failed pods that their successors are to be counted after, by index.
  mutating func manage(_ waiting: [Int: JobPod]) {
    if let deadline { plan.nextCheck = deadline }
    if job.isSuspended { return stop(active) }
    let wanted = wantedActive
    let surplus = surplus(max(0, active.count - wanted)).prefix(ReplicaSetPlan.burst)
    if !surplus.isEmpty { return stop(Array(surplus)) }
    let missing = wanted - active.count - (job.replacesOnlyFailed ? ending : 0)
    if missing > 0 { start(min(missing, ReplicaSetPlan.burst), waiting) }
  }

  private var wantedActive: Int {
    guard let completions = job.completions else { return succeeded > 0 ? active.count : Int(job.parallelism) }
    return Int(max(0, min(completions - succeeded, job.parallelism)))
  }
}

// MARK: Stopping

extension JobPlanner {
  private mutating func stop(_ pods: [JobPod]) {
    for pod in pods { plan.actions.append(.stop(pod.view.key)) }
    remove(pods)
  }

  /// Pods that are told to end do not run any more as far as their job counts.
  mutating func remove(_ pods: [JobPod]) {
    let gone = Set(pods.map(\.view.key))
    active.removeAll { gone.contains($0.view.key) }
    ending += gone.count
  }

  /// The pods that no index needs, then as many others as are too many (`activePodsForRemoval`).
  private func surplus(_ count: Int) -> [JobPod] {
    let unneeded = job.isIndexed ? unneeded : []
    guard unneeded.count < count else { return unneeded }
    let gone = Set(unneeded.map(\.view.key))
    return unneeded + ranked(active.filter { !gone.contains($0.view.key) }).prefix(count - unneeded.count)
  }

  /// Pods without an index of this job, and all but one of those with the same index.
  private var unneeded: [JobPod] {
    var found: [JobPod] = []
    for (index, pods) in Dictionary(grouping: active, by: \.index).sorted(by: { ($0.key ?? -1) < ($1.key ?? -1) }) {
      if index.map({ Int64($0) < job.completions ?? 0 }) != true {
        found += pods
      } else if pods.count > 1 {
        found += ranked(pods).dropLast()
      }
    }
    return found
  }

  /// In the order in which pods are stopped: those first that have not come far.
  private func ranked(_ pods: [JobPod]) -> [JobPod] {
    pods.map { ($0, RankedPod($0.view, $0.object, neighbours: nil)) }
      .sorted { $0.1.precedes($1.1, now: now) }.map(\.0)
  }
}

// MARK: Starting

extension JobPlanner {
  private mutating func start(_ count: Int, _ waiting: [Int: JobPod]) {
    if job.backoffLimitPerIndex == nil, let end = backOff.end, end > now { return wait(until: end) }
    guard job.isIndexed else {
      made = count
      return plan.actions.append(.create(count: count))
    }
    let places = freeIndexes(count).map { place($0, after: waiting[$0]) }
    let ready = places.filter { $0.wait <= now }.map(\.index)
    if !ready.isEmpty {
      made = ready.count
      plan.actions.append(.createIndexes(ready))
    } else if let next = places.map(\.wait).min() {
      wait(until: next)
    }
  }

  private mutating func wait(until instant: Instant) {
    plan.nextCheck = plan.nextCheck.map { min($0, instant) } ?? instant
  }

  /// The first indexes that nothing has come of yet and nothing is done for (`firstPendingIndexes`).
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
    let wait = pod.finished + JobBackOff.span(after: Int(pod.allFailures) + 1)
    return (JobIndex(index: index, failures: failures.0, ignored: failures.1), wait)
  }

  /// The failed pods that no other pod of their index came after yet: the last one of each
  /// (`getPodsWithDelayedDeletionPerIndex`).
  func waiting(_ failures: [JobPod]) -> [Int: JobPod] {
    guard job.backoffLimitPerIndex != nil else { return [:] }
    let running = Set(active.compactMap(\.index))
    var waiting: [Int: JobPod] = [:]
    for pod in failures {
      guard let index = pod.index, !running.contains(index), !done.contains(index), !failedIndexes.contains(index)
      else { continue }
      if let other = waiting[index], other.allFailures > pod.allFailures || other.finished > pod.finished { continue }
      waiting[index] = pod
    }
    return waiting
  }
}
