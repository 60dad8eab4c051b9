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
  }

  var name: String { key.name }
  var status: Value { object[.status] }

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
  /// Whether the job still has to count it: it carries the job's finalizer.
  let isTracked: Bool
  let restarts: Int64
  let finished: Instant?

  static let finalizer: Value = "batch.kubernetes.io/job-tracking"

  init(_ view: PodView, _ pod: Value) {
    self.view = view
    index = Int(pod[.metadata][.annotations][.jobCompletionIndex].text)
    isTracked = pod[.metadata][.finalizers].elements.contains(Self.finalizer)
    let statuses = pod[.status][.initContainerStatuses].elements + pod[.status][.containerStatuses].elements
    restarts = statuses.map { $0[.restartCount].number }.reduce(0, +)
    let ends = statuses.compactMap { Instant(rfc3339: $0[.state][.terminated][.finishedAt].text) }
    finished = ends.max() ?? Instant(rfc3339: pod[.metadata][.deletionTimestamp].text)
  }

  /// Whether it takes one of the places of `parallelism`.
  var isActive: Bool { view.isActive }

  /// Being deleted, and still running.
  var isEnding: Bool { view.isTerminating && !view.isFailedOrSucceeded }

  /// Ended without success: failed, or deleted before it ended.
  var hasFailed: Bool { view.phase == .failed || (view.isTerminating && view.phase != .succeeded && isOver) }

  /// A pod that is being deleted counts once nothing of it runs any more.
  private var isOver: Bool { view.isFailedOrSucceeded || (view.nodeName.isEmpty && view.isTerminating) }
}

/// A set of completion indexes, written `0,2-4`.
struct CompletionIndexes: Equatable {
  private(set) var indexes: Set<Int> = []

  init() {}

  init(_ text: String) {
    for part in text.split(separator: ",") {
      let bounds = part.split(separator: "-").compactMap { Int($0) }
      guard let low = bounds.first, let high = bounds.last, low <= high else { continue }
      indexes.formUnion(low...high)
    }
  }

  var count: Int { indexes.count }

  func contains(_ index: Int) -> Bool { indexes.contains(index) }

  mutating func insert(_ index: Int) { indexes.insert(index) }

  /// Runs of three and more are written with a dash, as are runs of two.
  var text: String {
    var parts: [String] = []
    var run: ClosedRange<Int>?
    func close() {
      guard let run else { return }
      parts.append(run.count == 1 ? "\(run.lowerBound)" : "\(run.lowerBound)-\(run.upperBound)")
    }
    for index in indexes.sorted() {
      if let current = run, index == current.upperBound + 1 {
        run = current.lowerBound...index
      } else {
        close()
        run = index...index
      }
    }
    close()
    return parts.joined(separator: ",")
  }
}
