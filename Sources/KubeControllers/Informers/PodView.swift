// A pod as controllers see it: what decides whether it counts, read off its value tree once per change.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// The facts about a pod that all workload controllers share.
struct PodView: OwnedView, Sendable {
  enum Phase: Sendable {
    /// Not in the API yet.
    case none
    case pending, running, succeeded, failed, unknown
  }

  let key: ObjectKey
  let uid: String
  let phase: Phase
  let isReady: Bool
  /// When the condition Ready last changed, in whole seconds.
  let readySince: Instant
  /// When the change to ready was seen here.
  private(set) var readySeen: Instant
  let isTerminating: Bool
  let labels: Value
  let nodeName: String
}

extension PodView {
  var sighting: Instant? {
    get { isReady ? readySeen : nil }
    set { if let newValue { readySeen = newValue } }
  }

  /// - Parameters:
  ///   - before: what was known of the pod, so that the instant at which it became ready stays.
  ///   - at: when this state was reached.
  init(_ key: ObjectKey, _ pod: Value, before: PodView?, at: Instant) {
    let metadata = pod[.metadata]
    self.key = key
    uid = metadata[.uid].text
    phase = Self.phase(pod[.status][.phase].text)
    let condition = pod[.status][.conditions].first(where: .type, is: "Ready")
    isReady = condition?[.status].text == "True"
    readySince = Self.instant(condition?[.lastTransitionTime], isReady)
    readySeen = before.flatMap { $0.isReady ? $0.readySeen : nil } ?? at
    isTerminating = !metadata[.deletionTimestamp].isNull
    labels = metadata[.labels]
    nodeName = pod[.spec][.nodeName].text
  }

  /// A pod that does not exist yet.
  init(missing key: ObjectKey) {
    self.key = key
    uid = ""
    phase = .none
    isReady = false
    readySince = .distantFuture
    readySeen = .distantFuture
    isTerminating = false
    labels = .null
    nodeName = ""
  }

  private static func phase(_ text: String) -> Phase {
    switch text {
    case "Running": .running
    case "Pending": .pending
    case "Succeeded": .succeeded
    case "Failed": .failed
    case "": .none
    default: .unknown
    }
  }

  private static func instant(_ text: Value?, _ isReady: Bool) -> Instant {
    guard isReady, let text = text?.string else { return .distantFuture }
    return Instant(rfc3339: text) ?? .distantFuture
  }
}

// MARK: Predicates, named as in Kubernetes

extension PodView {
  var isCreated: Bool { phase != .none }
  var isPending: Bool { phase == .pending }
  var isFailedOrSucceeded: Bool { phase == .failed || phase == .succeeded }
  var isRunningAndReady: Bool { phase == .running && isReady }

  /// Whether it counts for controllers that only want a number of pods (`controller.IsPodActive`).
  var isActive: Bool { !isFailedOrSucceeded && !isTerminating }

  /// Whether it is the same pod in the same state, wherever it runs.
  func counts(as other: PodView) -> Bool {
    phase == other.phase && isReady == other.isReady && readySince == other.readySince
      && sighting == other.sighting && isTerminating == other.isTerminating && uid == other.uid
      && labels == other.labels
  }

  /// Ready for long enough (`podutil.IsPodAvailable`).
  func isAvailable(_ minReady: TimeSpan, _ now: Instant) -> Bool {
    isReady && (minReady == .zero || readySince + minReady <= now)
  }

  /// When time alone makes a ready pod available; `nil` when it is, or is not ready.
  func becomesAvailable(_ minReady: TimeSpan, _ now: Instant) -> Instant? {
    guard isReady, !isAvailable(minReady, now) else { return nil }
    return max(readySeen, readySince) + minReady
  }
}

/// All pods but those of StatefulSets, shared by the controllers that look at pods: the first of them to see an event
/// takes it in for all.
public final class PodIndex {
  private var views = OwnedViews<PodView>()
  private var revision: Int64 = 0

  public init() {}

  func owned(by uid: String) -> [PodView] { views.owned(by: uid) }

  func orphans(in namespace: String) -> [PodView] { views.orphans(in: namespace) }

  func keep(_ archive: Archive) { views.keep(archive) }

  private static func isSetMember(_ controller: Value?) -> Bool { controller?[.kind].text == "StatefulSet" }

  func note(_ event: StoreEvent) {
    guard event.revision > revision else { return }
    revision = event.revision
    if Self.isSetMember(event.controller), event.previous == nil || Self.isSetMember(event.previousController) {
      return
    }
    let before = views.view(event.key)
    views.note(event, isRelevant: !Self.isSetMember(event.controller)) { PodView($0, $1, before: before, at: event.at) }
  }
}
