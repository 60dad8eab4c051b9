// Which of several equal pods go first when there are too many (`controller.ActivePodsWithRanks`, and
// `controller.ActivePods` for Jobs).
import KubeKinds
import KubeObjects
import SimCore

/// A pod with everything that decides about its place in the queue of deletions.
struct RankedPod {
  let pod: PodView
  let cost: Int64
  /// How many pods of the same controllers run on its node; `nil` where neither that nor its cost counts.
  let neighbours: Int?
  let restarts: Int64
  let created: Instant

  init(_ pod: PodView, _ object: Value, neighbours: Int?) {
    self.pod = pod
    self.neighbours = neighbours
    cost = Int64(object[.metadata][.annotations][.podDeletionCost].text) ?? 0
    restarts = object[.status][.containerStatuses].elements.map { $0[.restartCount].number }.max() ?? 0
    created = Instant(rfc3339: object[.metadata][.creationTimestamp].text) ?? .distantFuture
  }

  /// Whether this pod goes before another one.
  func precedes(_ other: RankedPod, now: Instant) -> Bool {
    for (a, b) in zip(sizes, other.sizes) where a != b { return a < b }
    if pod.isReady, let order = youngerFirst(pod.readySince, other.pod.readySince, now) { return order }
    if restarts != other.restarts { return restarts > other.restarts }
    if let order = youngerFirst(created, other.created, now) { return order }
    return pod.uid < other.pod.uid
  }

  /// Unassigned, then pending, then unready pods first; then cheap ones, then those with many neighbours.
  private var sizes: [Int64] {
    let phase: Int64 =
      switch pod.phase {
      case .none, .pending: 0
      case .unknown: 1
      default: 2
      }
    let progress = [pod.nodeName.isEmpty ? 0 : 1, phase, pod.isReady ? 1 : 0]
    return neighbours.map { progress + [cost, Int64(-$0)] } ?? progress
  }

  /// Ages count by their order of magnitude, so that equally old pods are chosen from at random (by uid); those of
  /// pods without neighbours exactly.
  private func youngerFirst(_ a: Instant, _ b: Instant, _ now: Instant) -> Bool? {
    if neighbours == nil { return a == b ? nil : a > b }
    let (x, y) = (Self.magnitude(now - a), Self.magnitude(now - b))
    return x == y ? nil : x < y
  }

  private static func magnitude(_ age: TimeSpan) -> Int {
    age.nanoseconds <= 0 ? -1 : Int64.bitWidth - age.nanoseconds.leadingZeroBitCount
  }
}
