// The cluster as its watches show it: every change in order, and what was there when it came.
import KubeKinds
import KubeObjects
import SimCore

/// One change of one object that scenarios look at.
struct Change {
  enum Form: String { case added, modified, deleted }

  let form: Form
  let kind: KindID
  let object: Value
  /// The object before; `nil` when it was added.
  let previous: Value?

  var name: String { object[.metadata][.name].text }
  var revision: Int64 { Int64(object[.metadata][.resourceVersion].text) ?? 0 }

  /// When it came at the latest; objects count in whole seconds.
  var latestInstant: Instant? {
    let metadata = object[.metadata]
    if let end = Instant(rfc3339: metadata[.deletionTimestamp].text) {
      return end - .seconds(metadata[.deletionGracePeriodSeconds].number) + .seconds(1)
    }
    guard form == .added, let start = Instant(rfc3339: metadata[.creationTimestamp].text) else { return nil }
    return start + .seconds(1)
  }

  /// Whether the object was told to end with this change.
  var beginsToEnd: Bool {
    if form == .deleted { return previous?.isEnding == false }
    return form == .modified && previous?.isEnding == false && object.isEnding
  }
}

/// What is true of every pod, whoever made it.
enum PodRules {
  private static let phases = ["", "Pending", "Running", "Succeeded", "Failed"]

  static func violations(_ change: Change) -> [String] {
    let status = change.object[.status]
    let isReady = status[.conditions].first(where: .type, is: "Ready")?[.status] == "True"
    var found: [String] = []
    if isReady, status[.phase].text == "Pending" { found.append("ready although it does not run") }
    guard change.form == .modified, let before = change.previous?[.status] else { return found }
    if (phases.firstIndex(of: status[.phase].text) ?? 0) < (phases.firstIndex(of: before[.phase].text) ?? 0) {
      found.append("its phase goes back")
    }
    for condition in status[.conditions].elements {
      guard let old = before[.conditions].first(where: .type, is: condition[.type].text) else { continue }
      if (old[.status] == condition[.status]) != (old[.lastTransitionTime] == condition[.lastTransitionTime]),
        old[.status] == condition[.status]
      {
        found.append("the time of \(condition[.type].text) moves without a transition")
      }
    }
    return found
  }
}

/// Everything of one namespace that has to do with a set.
struct World {
  private(set) var set: Value?
  private(set) var pods: [String: Value] = [:]
  private(set) var claims: [String: Value] = [:]
  private(set) var revisions: [String: Value] = [:]

  subscript(kind: KindID, name: String) -> Value? {
    switch kind {
    case .statefulSet: set
    case .pod: pods[name]
    case .persistentVolumeClaim: claims[name]
    default: revisions[name]
    }
  }

  mutating func apply(_ change: Change) {
    let object: Value? = change.form == .deleted ? nil : change.object
    switch change.kind {
    case .statefulSet: set = object
    case .pod: pods[change.name] = object
    case .persistentVolumeClaim: claims[change.name] = object
    default: revisions[change.name] = object
    }
  }

  /// The name of the newest revision of a set: what its template asks for.
  func updateRevision(of set: Value) -> String {
    revisions.values.filter { $0.controllerUID == set[.metadata][.uid].text }
      .max { $0[.revision].number < $1[.revision].number }?[.metadata][.name].text ?? ""
  }
}

// MARK: What the checks read

extension Value {
  var isEnding: Bool { !self[.metadata][.deletionTimestamp].isNull }

  var revisionLabel: String { self[.metadata][.labels][.controllerRevisionHash].text }

  /// Whether it was made by hand and stands alone.
  var isMadeByHand: Bool { controllerUID == nil && revisionLabel.isEmpty }

  /// The number at the end of a pod's name; -1 without one.
  var ordinal: Int { self[.metadata][.name].text.split(separator: "-").last.flatMap { Int($0) } ?? -1 }

  var hasEnded: Bool { ["Failed", "Succeeded"].contains(self[.status][.phase].text) }

  private var ready: Value? { self[.status][.conditions].first(where: .type, is: "Ready") }

  var isRunningAndReady: Bool { self[.status][.phase].text == "Running" && ready?[.status].text == "True" }

  /// Running, ready for long enough, and not about to go.
  func isHealthy(_ minReady: TimeSpan, at now: Instant) -> Bool { !isEnding && isReadyFor(minReady, at: now) }

  func isReadyFor(_ minReady: TimeSpan, at now: Instant) -> Bool {
    guard isRunningAndReady else { return false }
    guard minReady > .zero else { return true }
    return Instant(rfc3339: ready?[.lastTransitionTime].text ?? "").map { $0 + minReady <= now } ?? false
  }
}

/// A set as the checks read it.
struct SetView {
  let object: Value

  var spec: Value { object[.spec] }
  var uid: String { object[.metadata][.uid].text }
  var start: Int { Int(spec[.ordinals][.start].number) }
  var replicas: Int { Int(spec[.replicas].number) }
  var range: Range<Int> { start..<start + replicas }
  var isOrdered: Bool { spec[.podManagementPolicy].text != "Parallel" }
  var isOnDelete: Bool { spec[.updateStrategy][.type].text == "OnDelete" }
  var partition: Int { Int(spec[.updateStrategy][.rollingUpdate][.partition].number) }
  var minReady: TimeSpan { .seconds(spec[.minReadySeconds].number) }
  var claimNames: [String] { spec[.volumeClaimTemplates].elements.map { $0[.metadata][.name].text } }
  var policy: Value { spec[.persistentVolumeClaimRetentionPolicy] }
  var deletesWhenDeleted: Bool { policy[.whenDeleted].text == "Delete" }
  var deletesWhenScaled: Bool { policy[.whenScaled].text == "Delete" }
  var currentRevision: String { object[.status][.currentRevision].text }
}
