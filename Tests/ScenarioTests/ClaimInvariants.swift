// Claims go only as the retention policy says, and no pod takes a claim that is about to go.
import KubeKinds
import KubeObjects
import SimCore

extension Invariants {
  mutating func check(claim change: Change) {
    guard change.beginsToEnd, let claim = change.previous else { return }
    if endedByHand.contains(claim[.metadata][.uid].text) { return }
    if !mayDropClaims { return report("a claim went although the policy keeps all", change) }
    if claim[.metadata][.ownerReferences].elements.isEmpty { report("a claim went that nothing owned", change) }
  }
  /// When a set shrinks, a pod owns its claims first if they are to go with it, and only then.
  mutating func check(claimsOf pod: Value, _ set: SetView, _ change: Change) {
    for name in set.claimNames {
      guard let claim = world.claims["\(name)-\(change.name)"], !claim.isEnding else { continue }
      let isOwned = claim.owners("Pod").contains { $0[.uid] == pod[.metadata][.uid] }
      if isOwned, !set.deletesWhenScaled { report("scaled down with claim \(name), which is to stay", change) }
      if !isOwned, set.deletesWhenScaled { report("scaled down before claim \(name) follows it", change) }
    }
  }

  /// A claim that goes with an earlier pod is none for a new one.
  mutating func check(claimsForNew change: Change, _ set: SetView) {
    guard set.deletesWhenScaled else { return }
    for name in set.claimNames {
      let owners = world.claims["\(name)-\(change.name)"]?.owners("Pod") ?? []
      let living = Set(world.pods.values.map { $0[.metadata][.uid].text })
      if owners.contains(where: { !living.contains($0[.uid].text) }) {
        report("created on the claim \(name) of an earlier pod", change)
      }
    }
  }
}

extension Value {
  fileprivate func owners(_ kind: String) -> [Value] {
    self[.metadata][.ownerReferences].elements.filter { $0[.kind].text == kind }
  }
}
