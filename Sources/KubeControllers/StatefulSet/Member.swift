// A pod as the plan of its set sees it.
import KubeKinds
import KubeObjects
import SimCore

/// A pod with what matters to a StatefulSet only: its ordinal, its revision, its identity.
struct Member: OwnedView, Sendable {
  private(set) var pod: PodView
  /// The number at the end of the name; -1 where there is none that fits.
  let ordinal: Int
  /// Where the name without the ordinal ends, in bytes.
  private let parentLength: Int
  /// The revision it was made from (label `controller-revision-hash`), interned.
  let revision: Key
  /// Whether the label with the pod's own name is right (`identityMatches`).
  let identityMatches: Bool
  /// What the set that controls it says of it; nil as long as none does.
  var verdict: Verdict?

  struct Verdict: Sendable, Equatable {
    /// Whether the set may keep it: its name and its labels fit.
    var isMember: Bool
    /// Whether its volumes are the claims of its ordinal (`storageMatches`).
    var storageMatches: Bool
  }

  var key: ObjectKey { pod.key }
  var uid: String { pod.uid }

  var sighting: Instant? {
    get { pod.sighting }
    set { pod.sighting = newValue }
  }
}

extension Member {
  static let noRevision: Key = ""

  /// - Parameters:
  ///   - before: what was known of the pod.
  ///   - at: when this state was reached.
  init(_ key: ObjectKey, _ object: Value, before: Member?, at: Instant) {
    pod = PodView(key, object, before: before?.pod, at: at)
    (ordinal, parentLength) = before.map { ($0.ordinal, $0.parentLength) } ?? Self.ordinal(key.name)
    if let before, before.pod.labels == pod.labels {
      (revision, identityMatches) = (before.revision, before.identityMatches)
    } else {
      revision = pod.labels[.controllerRevisionHash].string.map { Key($0) } ?? Self.noRevision
      identityMatches = pod.labels[.podName].string == key.name && Self.isCanonical(key.name, ordinal)
    }
  }

  /// A member that does not exist yet.
  init(missing ordinal: Int, of set: SetSpec, revision: Key) {
    pod = PodView(missing: set.podKey(ordinal))
    self.ordinal = ordinal
    parentLength = set.name.utf8.count
    self.revision = revision
    identityMatches = true
    verdict = Verdict(isMember: true, storageMatches: true)
  }

  /// The number after the last dash and where the dash stands (`getParentNameAndOrdinal`).
  private static func ordinal(_ name: String) -> (Int, Int) {
    let bytes = name.utf8
    guard let dash = bytes.lastIndex(of: UInt8(ascii: "-")) else { return (-1, -1) }
    let digits = bytes[bytes.index(after: dash)...]
    guard !digits.isEmpty, digits.allSatisfy({ (48...57).contains($0) }) else { return (-1, -1) }
    let length = bytes.distance(from: bytes.startIndex, to: dash)
    return (Int32(Substring(digits)).map(Int.init) ?? -1, length)
  }

  private static func isCanonical(_ name: String, _ ordinal: Int) -> Bool {
    ordinal >= 0 && name.hasSuffix("-\(ordinal)")
  }

  /// Whether the pod's name is one that a set gives (`isMemberOf`).
  func isMember(of setName: String) -> Bool {
    parentLength == setName.utf8.count && key.name.utf8.starts(with: setName.utf8)
  }

  /// Whether the set that controls it keeps it.
  var mayStay: Bool { verdict?.isMember != false }

  /// Asks a set whether the pod, which it controls, belongs to it and has the right volumes.
  mutating func judge(_ set: SetSpec, _ selector: LabelSelector, _ object: Value) {
    verdict = Verdict(
      isMember: selector.matches(pod.labels) && isMember(of: set.name),
      storageMatches: set.storageMatches(object, ordinal))
  }

  /// Whether a plan can't tell it from what it was: most changes of a pod are about where and how it runs.
  func counts(as other: Member) -> Bool {
    pod.counts(as: other.pod) && verdict == other.verdict
  }

  /// Whether it runs, is ready and is what it should be. So are most members at most times, so that a plan which looks
  /// at all of them asks this first.
  var needsNothing: Bool {
    pod.isRunningAndReady && !pod.isTerminating && identityMatches && verdict?.storageMatches != false
  }

  func isUnavailable(_ minReady: TimeSpan, _ now: Instant) -> Bool {
    pod.isTerminating || !pod.isAvailable(minReady, now)
  }
}
