// What must be true of every change a set's controller makes, whatever else happens.
import KubeKinds
import KubeObjects
import SimCore

/// Looks at each change as it comes, and collects what is wrong.
struct Invariants {
  private(set) var world = World()
  private(set) var violations: [String] = []
  /// Pods and claims that the scenario itself told to end, by uid.
  var endedByHand: Set<String> = []
  /// Nodes that were lost at some time: the cluster takes their pods away by itself.
  var unreliable: Set<String> = []
  /// Whether claims may ever go because their set shrank or went.
  var mayDropClaims = false
  private var previousRevision: Int64 = 0
  /// Pods that were told to end after the set last reported: its controller counts before it acts.
  private var endedSinceStatus: [String: Value] = [:]

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

  private mutating func report(_ text: String, _ change: Change) {
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
    guard let set = owner(of: pod) else { return report("created by no living set", change) }
    guard set.range.contains(pod.ordinal) else { return report("created outside the range of ordinals", change) }
    for claim in set.claimNames where world.claims["\(claim)-\(change.name)"] == nil {
      report("created before its claim \(claim)", change)
    }
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
    guard set.isOrdered else { return }
    for other in world.pods.values where other.controllerUID == set.uid && other.ordinal > pod.ordinal {
      if !set.range.contains(other.ordinal) { report("scaled down before \(other.ordinal)", change) }
    }
    for ordinal in set.range where !isHealthy(ordinal, set, now) {
      report("scaled down while \(ordinal) was not healthy", change)
    }
  }
}

// MARK: Status

extension Invariants {
  /// What a set reports is what there is when it reports it.
  private mutating func check(status change: Change, _ now: Instant) {
    let (status, set) = (change.object[.status], SetView(object: change.object))
    let before = change.previous?[.status] ?? .null
    guard change.form == .modified, status != before else { return }
    defer { endedSinceStatus = [:] }
    if change.object.isEnding { return }
    let others = world.pods.values.filter { endedSinceStatus[$0[.metadata][.uid].text] == nil }
    let members = (others + endedSinceStatus.values).filter { $0.controllerUID == set.uid }
    let living = members.filter { !$0.isEnding }
    let counts: [(Key, Int)] = [
      (.replicas, members.count), (.readyReplicas, members.filter(\.isRunningAndReady).count),
      (.updatedReplicas, living.filter { $0.revisionLabel == status[.updateRevision].text }.count),
    ]
    for (name, count) in counts where status[name].number > Int64(count) {
      report("status.\(name.text) is \(status[name].number) of \(count)", change)
    }
    let steady = members.filter { $0.isReadyFor(set.minReady, at: now) }.count
    if status[.availableReplicas].number > Int64(steady) { report("more pods are available than \(steady)", change) }
    let isDone = status[.currentRevision] == status[.updateRevision]
    let wasDone = before[.currentRevision].isNull || before[.currentRevision] == status[.updateRevision]
    if isDone, !wasDone, status[.readyReplicas].number < Int64(set.replicas) {
      report("the rollout ended before all were ready", change)
    }
  }
}

// MARK: Claims

extension Invariants {
  private mutating func check(claim change: Change) {
    guard change.beginsToEnd, let claim = change.previous else { return }
    if endedByHand.contains(claim[.metadata][.uid].text) { return }
    if !mayDropClaims { return report("a claim went although the policy keeps all", change) }
    if claim[.metadata][.ownerReferences].elements.isEmpty { report("a claim went that nothing owned", change) }
  }
}

// MARK: At rest

extension Invariants {
  /// What must be true of a set that nothing disturbs any more.
  mutating func checkAtRest(_ now: Instant) {
    guard let object = world.set else { return violations.append("at rest: the set is gone") }
    let set = SetView(object: object)
    let revision = world.updateRevision(of: object)
    let members = world.pods.values.filter { $0.controllerUID == set.uid }
    if Set(members.map(\.ordinal)) != Set(set.range) || members.count != set.replicas {
      violations.append("at rest: members \(members.map(\.ordinal).sorted()) instead of \(set.range)")
    }
    for pod in members where !pod.isHealthy(set.minReady, at: now) || pod.revisionLabel != revision {
      violations.append("at rest: \(pod.ordinal) is not healthy or of another revision than \(revision)")
    }
    for name in [Key.replicas, .readyReplicas, .updatedReplicas]
    where object[.status][name].number != Int64(set.replicas) {
      violations.append("at rest: status.\(name.text) is \(object[.status][name].number)")
    }
    if object[.status][.currentRevision].text != revision { violations.append("at rest: the rollout is not complete") }
    checkLeftovers(set)
  }

  private mutating func checkLeftovers(_ set: SetView) {
    for ordinal in set.range {
      for claim in set.claimNames where world.claims["\(claim)-web-\(ordinal)"].map(\.isEnding) != false {
        violations.append("at rest: the claim \(claim) of \(ordinal) is missing")
      }
    }
    let kept = world.revisions.values.filter { $0.controllerUID == set.uid }.count
    if kept > Int(set.spec[.revisionHistoryLimit].number) + 1 {
      violations.append("at rest: \(kept) revisions are kept")
    }
  }

  /// What must be true when the set has been deleted with all that is its own.
  mutating func checkAfterDeletion(of object: Value) {
    let set = SetView(object: object)
    let left = world.pods.values.filter { $0.controllerUID == set.uid }
    if world.set != nil || !left.isEmpty { violations.append("after deletion: \(left.count) pods are left") }
    for ordinal in set.range {
      for claim in set.claimNames where (world.claims["\(claim)-web-\(ordinal)"] == nil) != set.deletesWhenDeleted {
        violations.append("after deletion: the claim \(claim) of \(ordinal) does not follow the policy")
      }
    }
  }
}
