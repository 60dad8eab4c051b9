// What must be true of every change a set's controller makes, whatever else happens.
import KubeKinds
import KubeObjects
import SimCore

/// Looks at each change as it comes, and collects what is wrong.
struct Invariants {
  private(set) var world = World()
  var violations: [String] = []
  /// Pods and claims that the scenario itself told to end, by uid.
  var endedByHand: Set<String> = []
  /// Nodes that were lost at some time: the cluster takes their pods away by itself.
  var unreliable: Set<String> = []
  /// Whether claims may ever go because their set shrank or went.
  var mayDropClaims = false
  private var previousRevision: Int64 = 0
  /// Pods that were told to end after the set last reported: its controller counts before it acts.
  var endedSinceStatus: [String: Value] = [:]
  /// Those of them that an update replaces, by uid: they count as current no more.
  var replacedSinceStatus: Set<String> = []

  mutating func noteUnrest() { violations.append("the cluster does not come to rest") }

  /// - Parameter now: when the change was seen, for those that do not say when they came.
  mutating func note(_ change: Change, seenAt now: Instant) {
    let now = change.latestInstant ?? now
    if change.revision <= previousRevision { report("versions go backwards", change) }
    previousRevision = change.revision
    switch change.kind {
    case .pod:
      for violation in PodRules.violations(change) { report(violation, change) }
      check(pod: change, now)
    case .persistentVolumeClaim: check(claim: change)
    case .statefulSet: check(status: change, now)
    default: break
    }
    world.apply(change)
  }

  mutating func report(_ text: String, _ change: Change) {
    violations.append("\(change.form) \(change.name) at version \(change.revision): \(text)")
  }
}

// MARK: Pods

extension Invariants {
  private mutating func check(pod change: Change, _ now: Instant) {
    if change.form == .added { return check(created: change, now) }
    guard change.beginsToEnd, let pod = change.previous, let set = owner(of: pod) else { return }
    if !endedByHand.contains(pod[.metadata][.uid].text) { endedSinceStatus[pod[.metadata][.uid].text] = pod }
    if isExcused(pod) { return }
    if pod.hasEnded { return }
    if set.range.contains(pod.ordinal) {
      check(replaced: change, pod, set, now)
    } else {
      check(scaledDown: change, pod, set, now)
    }
  }

  /// The living set that controls a pod.
  private func owner(of pod: Value) -> SetView? {
    guard let set = world.set, !set.isEnding, pod.controllerUID == set[.metadata][.uid].text else { return nil }
    return SetView(object: set)
  }

  /// Whether something else than the controller may have told the pod to end.
  private func isExcused(_ pod: Value) -> Bool {
    endedByHand.contains(pod[.metadata][.uid].text) || unreliable.contains(pod[.spec][.nodeName].text)
  }

  private mutating func check(created change: Change, _ now: Instant) {
    let pod = change.object
    if pod.isMadeByHand { return }
    guard let set = owner(of: pod) else { return report("created by no living set", change) }
    guard set.range.contains(pod.ordinal) else { return report("created outside the range of ordinals", change) }
    for claim in set.claimNames where world.claims["\(claim)-\(change.name)"] == nil {
      report("created before its claim \(claim)", change)
    }
    check(claimsForNew: change, set)
    if set.isOrdered {
      for ordinal in set.range.prefix(pod.ordinal - set.start) where !isHealthy(ordinal, set, now) {
        report("created before \(ordinal) was healthy", change)
      }
    }
    check(revision: change, set)
  }

  /// Below the partition a lost pod comes back as it was.
  private mutating func check(revision change: Change, _ set: SetView) {
    let current = set.currentRevision
    guard !set.isOnDelete, change.object.ordinal - set.start < set.partition, world.revisions[current] != nil,
      world.revisions[current]?.controllerUID == set.uid
    else { return }
    if change.object.revisionLabel != current { report("created anew below the partition", change) }
  }

  private func isHealthy(_ ordinal: Int, _ set: SetView, _ now: Instant) -> Bool {
    world.pods["web-\(ordinal)"]?.isHealthy(set.minReady, at: now) ?? false
  }

  /// Only an update takes a member away, from the highest ordinal down, each after those above are healthy.
  private mutating func check(replaced change: Change, _ pod: Value, _ set: SetView, _ now: Instant) {
    replacedSinceStatus.insert(pod[.metadata][.uid].text)
    if set.isOnDelete { return report("replaced although updates are by hand", change) }
    if pod.ordinal - set.start < set.partition { report("replaced below the partition", change) }
    let revision = world.updateRevision(of: set.object)
    if pod.revisionLabel == revision { report("replaced although it is up to date", change) }
    for ordinal in set.range where ordinal > pod.ordinal {
      if !isHealthy(ordinal, set, now) { report("replaced before \(ordinal) was healthy", change) }
      if world.pods["web-\(ordinal)"]?.revisionLabel != revision { report("replaced before \(ordinal)", change) }
    }
  }

  /// An ordered set shrinks from the highest ordinal down, and only when all that stays is healthy.
  private mutating func check(scaledDown change: Change, _ pod: Value, _ set: SetView, _ now: Instant) {
    check(claimsOf: pod, set, change)
    guard set.isOrdered else { return }
    checkBelow(pod, set, now, change)
    for other in world.pods.values where other.controllerUID == set.uid && other.ordinal > pod.ordinal {
      if !set.range.contains(other.ordinal) { report("scaled down before \(other.ordinal)", change) }
    }
    for ordinal in set.range where !isHealthy(ordinal, set, now) {
      report("scaled down while \(ordinal) was not healthy", change)
    }
  }
  /// Of several pods to go that are not healthy the lowest is waited for.
  private mutating func checkBelow(_ pod: Value, _ set: SetView, _ now: Instant, _ change: Change) {
    if pod.isHealthy(set.minReady, at: now) { return }
    for other in world.pods.values where other.controllerUID == set.uid && other.ordinal < pod.ordinal {
      let isToGo = other.ordinal >= 0 && !set.range.contains(other.ordinal)
      if isToGo, !other.isHealthy(set.minReady, at: now) {
        report("scaled down although \(other.ordinal) is not healthy either", change)
      }
    }
  }
}
