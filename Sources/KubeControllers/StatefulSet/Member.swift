// A pod as the plan of its set sees it.
import KubeKinds
import KubeObjects
import SimCore

/// The facts about a pod that decide what its set does next.
struct Member: OwnedView, Sendable {
  enum Phase: Sendable {
    /// Not in the API yet.
    case none
    case pending, running, succeeded, failed, unknown
  }

  let key: ObjectKey
  let uid: String
  /// The number at the end of the name; -1 where there is none that fits.
  let ordinal: Int
  /// Where the name without the ordinal ends, in bytes.
  private let parentLength: Int
  let phase: Phase
  let isReady: Bool
  /// When the condition Ready last changed, in whole seconds.
  let readySince: Instant
  /// When the change to ready was seen here.
  let readySeen: Instant
  let isTerminating: Bool
  /// The revision it was made from (label `controller-revision-hash`), interned.
  let revision: Key
  let labels: Value
  /// Whether the label with the pod's own name is right (`identityMatches`).
  let identityMatches: Bool
  /// What its set's selector and claim templates say of it; worked out when the set is looked at.
  var verdict: Verdict?

  struct Verdict: Sendable {
    /// The version of the set's rules that were applied.
    var rules: Int
    /// Whether the set may keep it: its name and its labels fit.
    var isMember: Bool
    /// Whether its volumes are the claims of its ordinal (`storageMatches`).
    var storageMatches: Bool
  }
}

extension Member {
  static let noRevision: Key = ""

  /// - Parameters:
  ///   - before: what was known of the pod, so that the instant at which it became ready stays.
  ///   - at: when this state was reached.
  init(_ key: ObjectKey, _ pod: Value, before: Member?, at: Instant) {
    let metadata = pod[.metadata]
    self.key = key
    uid = metadata[.uid].text
    (ordinal, parentLength) = Self.ordinal(key.name)
    phase = Self.phase(pod[.status][.phase].text)
    let condition = pod[.status][.conditions].first(where: .type, is: "Ready")
    isReady = condition?[.status].text == "True"
    readySince = Self.instant(condition?[.lastTransitionTime], isReady)
    readySeen = before.flatMap { $0.isReady ? $0.readySeen : nil } ?? at
    isTerminating = !metadata[.deletionTimestamp].isNull
    labels = metadata[.labels]
    revision = labels[.controllerRevisionHash].string.map { Key($0) } ?? Self.noRevision
    identityMatches = labels[.podName].string == key.name && Self.isCanonical(key.name, ordinal)
  }

  /// A member that does not exist yet.
  init(missing ordinal: Int, of set: SetSpec, revision: Key) {
    key = set.podKey(ordinal)
    uid = ""
    self.ordinal = ordinal
    parentLength = set.name.utf8.count
    phase = .none
    isReady = false
    readySince = .distantFuture
    readySeen = .distantFuture
    isTerminating = false
    self.revision = revision
    labels = .null
    identityMatches = true
    verdict = Verdict(rules: 0, isMember: true, storageMatches: true)
  }

  /// The number after the last dash and where the dash stands (`getParentNameAndOrdinal`).
  private static func ordinal(_ name: String) -> (Int, Int) {
    let bytes = name.utf8
    guard let dash = bytes.lastIndex(of: UInt8(ascii: "-")) else { return (-1, -1) }
    let digits = bytes[bytes.index(after: dash)...]
    guard !digits.isEmpty, digits.allSatisfy({ (48...57).contains($0) }) else { return (-1, -1) }
    let length = bytes.distance(from: bytes.startIndex, to: dash)
    return (Int32(String(digits) ?? "").map(Int.init) ?? -1, length)
  }

  private static func isCanonical(_ name: String, _ ordinal: Int) -> Bool {
    ordinal >= 0 && name.hasSuffix("-\(ordinal)")
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

// MARK: Predicates, named as in stateful_set_utils.go

extension Member {
  /// Whether the pod's name is one that a set gives (`isMemberOf`).
  func isMember(of setName: String) -> Bool {
    parentLength == setName.utf8.count && key.name.utf8.starts(with: setName.utf8)
  }

  var isCreated: Bool { phase != .none }
  var isPending: Bool { phase == .pending }
  var isFailedOrSucceeded: Bool { phase == .failed || phase == .succeeded }
  var isRunningAndReady: Bool { phase == .running && isReady }

  /// Ready for long enough (`podutil.IsPodAvailable`).
  func isRunningAndAvailable(_ minReady: TimeSpan, _ now: Instant) -> Bool {
    isReady && (minReady == .zero || readySince + minReady <= now)
  }

  func isUnavailable(_ minReady: TimeSpan, _ now: Instant) -> Bool {
    isTerminating || !isRunningAndAvailable(minReady, now)
  }
}
