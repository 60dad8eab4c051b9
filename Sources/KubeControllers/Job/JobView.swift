// A Job and its pods as the plan reads them.
import KubeKinds
import KubeObjects
import SimCore

/// The fields of a Job that decide what happens.
struct JobView {
  let key: ObjectKey
  let object: Value
  let parallelism: Int64
  /// How many pods must succeed; `nil` when the first success ends the job.
  let completions: Int64?
  let backoffLimit: Int64
  let deadline: TimeSpan?
  let isSuspended: Bool
  let isIndexed: Bool
  let restartsInPlace: Bool
  /// How often each index may fail; `nil` when only all failures together are counted.
  let backoffLimitPerIndex: Int64?
  let maxFailedIndexes: Int64?
  let failurePolicy: JobFailurePolicy
  let successPolicy: JobSuccessPolicy
  /// Pods are replaced when they have failed, not as soon as they end.
  let replacesOnlyFailed: Bool

  init(_ key: ObjectKey, _ object: Value) {
    let spec = object[.spec]
    self.key = key
    self.object = object
    parallelism = spec[.parallelism].int ?? 1
    completions = spec[.completions].int
    backoffLimit = spec[.backoffLimit].int ?? 6
    deadline = spec[.activeDeadlineSeconds].int.map { .seconds($0) }
    isSuspended = spec[.suspend].isTrue
    isIndexed = spec[.completionMode].text == "Indexed"
    restartsInPlace = spec[.template][.spec][.restartPolicy].text == "OnFailure"
    backoffLimitPerIndex = isIndexed ? spec[.backoffLimitPerIndex].int : nil
    maxFailedIndexes = spec[.maxFailedIndexes].int
    failurePolicy = JobFailurePolicy(spec[.podFailurePolicy])
    successPolicy = JobSuccessPolicy(isIndexed ? spec[.successPolicy] : .null)
    replacesOnlyFailed = spec[.podReplacementPolicy] == "Failed" || !spec[.podFailurePolicy].isNull
  }

  var name: String { key.name }
  var status: Value { object[.status] }

  /// Whether a pod counts: in an indexed job each has an index of it.
  func hasPlace(for pod: JobPod) -> Bool {
    !isIndexed || pod.index.map { Int64($0) < completions ?? 0 } ?? false
  }

  /// Whether it has ended, one way or the other.
  var isFinished: Bool { finish != nil }

  /// When it ended.
  var finish: Instant? {
    let end = status[.conditions].elements.first {
      ["Complete", "Failed"].contains($0[.type].text) && $0[.status].text == "True"
    }
    return end.flatMap { Instant(rfc3339: $0[.lastTransitionTime].text) }
  }
}

/// A pod of a Job.
struct JobPod {
  let view: PodView
  let index: Int?
  /// How often its index failed before it was made, and how many of these failures did not count.
  let failures: (counted: Int64, ignored: Int64)
  let object: Value
  /// Whether the job still has to count it: it carries the job's finalizer.
  let isTracked: Bool
  let restarts: Int64
  /// When it ended, as well as can be told (`getFinishedTime`).
  let finished: Instant

  static let finalizer: Value = "batch.kubernetes.io/job-tracking"

  init(_ view: PodView, _ pod: Value) {
    self.view = view
    object = pod
    let annotations = pod[.metadata][.annotations]
    index = Int(annotations[.jobCompletionIndex].text).flatMap { $0 < 0 ? nil : $0 }
    failures = (
      Int64(annotations[.jobIndexFailures].text) ?? 0, Int64(annotations[.jobIndexIgnoredFailures].text) ?? 0
    )
    isTracked = Finalizers.contains(Self.finalizer, in: pod)
    let statuses = pod[.status][.initContainerStatuses].elements + pod[.status][.containerStatuses].elements
    restarts = statuses.map { $0[.restartCount].number }.reduce(0, +)
    finished = Self.finish(pod)
  }

  /// When its containers had all ended; else since when it has not been ready, when it was told to end, or was made.
  private static func finish(_ pod: Value) -> Instant {
    if let end = endOfContainers(pod) { return end }
    let metadata = pod[.metadata]
    let ready = pod[.status][.conditions].first(where: .type, is: "Ready")
    if ready?[.status] == "False", let since = Instant(rfc3339: ready?[.lastTransitionTime].text ?? "") { return since }
    let grace = TimeSpan.seconds(metadata[.deletionGracePeriodSeconds].number)
    if let end = Instant(rfc3339: metadata[.deletionTimestamp].text) { return end - grace }
    return Instant(rfc3339: metadata[.creationTimestamp].text) ?? Instant(unixSeconds: 0)
  }

  /// Sidecars end later than the others, so that they count, too.
  private static func endOfContainers(_ pod: Value) -> Instant? {
    let sidecars = pod[.spec][.initContainers].elements.filter { $0[.restartPolicy] == "Always" }.map { $0[.name] }
    let others = pod[.status][.initContainerStatuses].elements.filter { sidecars.contains($0[.name]) }
    let ends = (pod[.status][.containerStatuses].elements + others).map {
      Instant(rfc3339: $0[.state][.terminated][.finishedAt].text)
    }
    return ends.contains(nil) ? nil : ends.compactMap { $0 }.max()
  }

  /// Whether it takes one of the places of `parallelism`.
  var isActive: Bool { view.isActive }

  /// Being deleted, and still running.
  var isEnding: Bool { view.isTerminating && !view.isFailedOrSucceeded }

  /// Ended without success: failed, or deleted, be it that only failed pods are replaced. A pod that never ran is then
  /// taken for failed, too.
  func hasFailed(in job: JobView) -> Bool {
    if view.phase == .failed { return true }
    return view.isTerminating && view.phase != .succeeded && (!job.replacesOnlyFailed || view.nodeName.isEmpty)
  }

  var allFailures: Int64 { failures.counted + failures.ignored }
}
