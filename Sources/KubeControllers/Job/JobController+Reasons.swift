// Answers `why` for Jobs: how they failed, what they wait for.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

extension JobController {
  public func reasons(for key: ObjectKey) -> [Reason] {
    guard key.kind == .job, let object = registry.store.object(key) else { return [] }
    let job = JobView(key, object)
    let owned = pods.owned(by: object[.metadata][.uid].text)
    let members = owned.map { JobPod($0, registry.store.object($0.key) ?? .null) }
    var planner = JobPlanner(job, members, backOff: backOffs[key] ?? JobBackOff(), now: registry.now)
    return JobReasons(job: job, pods: owned, nextTry: planner.decide().nextCheck, now: registry.now).all()
  }
}

/// Puts the state of a Job into words.
struct JobReasons {
  let job: JobView
  let pods: [PodView]
  /// When time alone lets it go on.
  let nextTry: Instant?
  let now: Instant

  private var words: PodReasons { PodReasons(job.key, shortName: "job") }
  /// Pods of a failed index are counted when others take their places.
  private var failures: Int64 {
    let counted = job.status[.failed].number
    return job.backoffLimitPerIndex == nil ? counted : max(counted, Int64(pods.count { $0.phase == .failed }))
  }

  func all() -> [Reason] {
    if job.isFinished { return [failed].compactMap { $0 } }
    if job.isSuspended { return [suspended] }
    let active = pods.filter(\.isActive)
    if active.isEmpty { return [backingOff].compactMap { $0 } }
    return [words.unready(active, minReady: .zero, now: now)].compactMap { $0 }
  }

  private var logs: Remedy { Remedy(words.command("logs \(words.name)"), "shows what a pod of it said last") }

  private var failed: Reason? {
    guard let condition = job.status[.conditions].first(where: .type, is: "Failed"), condition[.status] == "True"
    else { return nil }
    return words.reason(
      condition[.reason].text,
      "\(condition[.message].text) (\(failures == 1 ? "1 pod" : "\(failures) pods") failed); a Job that has failed "
        + "never begins again",
      [logs, Remedy(words.command("delete job \(job.name)"), "takes it away, so that it can be created anew")])
  }

  private var suspended: Reason {
    words.reason(
      "Suspended", "the job is suspended: it has no pods",
      [
        Remedy(
          words.command("patch job \(job.name) -p '{\"spec\":{\"suspend\":false}}'"), "lets it begin or go on")
      ])
  }

  private var backingOff: Reason? {
    guard let nextTry, nextTry > now, failures > 0 else { return nil }
    let limit = job.backoffLimitPerIndex
    let tries =
      limit.map { "\(failures) of the tries that backoffLimitPerIndex \($0) allows each index" }
      ?? "\(failures) of the \(job.backoffLimit + 1) tries that backoffLimit \(job.backoffLimit) allows"
    return words.reason("BackOff", "\(tries) have failed; the next pod is made at \(nextTry.rfc3339)", [logs])
  }
}
