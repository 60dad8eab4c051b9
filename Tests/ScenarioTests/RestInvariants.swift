// What must be true when nothing disturbs a set any more, and when it has gone.
import KubeKinds
import KubeObjects
import SimCore

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
    for pod in members where pod[.metadata][.labels][.podName] != pod[.metadata][.name] {
      violations.append("at rest: \(pod.ordinal) lacks its name as a label")
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
