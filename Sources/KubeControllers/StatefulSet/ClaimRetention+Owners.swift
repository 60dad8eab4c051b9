// Which owners the claims of a set have: that is how the retention policy makes the garbage collector delete them.
// The rules of stateful_set_utils.go (`isClaimOwnerUpToDate`, `updateClaimOwnerRefForSetAndPod`).
import KubeKinds
import KubeObjects

/// Who may own a claim: the set, and the pod of its ordinal.
struct ClaimOwners: Sendable {
  let spec: SetSpec
  let pod: Member

  /// Whether nothing has to be written. Claims that somebody else manages, or that an earlier set or pod of the
  /// same name left behind, are not touched.
  func isUpToDate(_ owners: [Value]) -> Bool {
    if hasStale(owners, "StatefulSet", spec.name, spec.uid) || hasStale(owners, "Pod", pod.key.name, pod.uid) {
      return true
    }
    let ownedBySet = owners.contains { $0[.uid].text == spec.uid }
    let ownedByPod = !pod.uid.isEmpty && owners.contains { $0[.uid].text == pod.uid }
    if hasUnexpectedController(owners) { return !ownedBySet && !ownedByPod }
    if hasNonControllerOwner(owners) { return false }
    return ownedBySet == wantsSet && ownedByPod == wantsPod
  }

  /// The owners the claim should have.
  func updated(_ owners: [Value]) -> [Value] {
    let others = owners.filter {
      !refers($0, "StatefulSet", spec.name) && !refers($0, "Pod", pod.key.name)
    }
    if hasUnexpectedController(owners) { return others }
    if wantsSet { return others + [reference("apps/v1", "StatefulSet", spec.name, spec.uid)] }
    if wantsPod { return others + [reference("v1", "Pod", pod.key.name, pod.uid)] }
    return others
  }

  /// Whether the claim is left from an earlier pod of that name and about to go; a new pod must not take it.
  func hasStalePod(_ owners: [Value]) -> Bool { hasStale(owners, "Pod", pod.key.name, pod.uid) }

  /// Whether another controller owns the claim, so that the policy does not apply.
  func hasUnexpectedController(_ owners: [Value]) -> Bool {
    guard !spec.retention.keepsEverything else { return false }
    return owners.contains { owner in
      if refers(owner, "StatefulSet", spec.name) { return owner[.uid].text != spec.uid }
      if refers(owner, "Pod", pod.key.name) { return owner[.uid].text != pod.uid }
      return owner[.controller].isTrue
    }
  }

  private var isScaledDown: Bool { !spec.covers(pod.ordinal) }

  /// A claim goes with its set, unless its pod is scaled away and the claim is to go with that.
  private var wantsSet: Bool {
    spec.retention.deletesWhenDeleted && !(spec.retention.deletesWhenScaled && isScaledDown)
  }

  private var wantsPod: Bool { spec.retention.deletesWhenScaled && isScaledDown }

  private func hasNonControllerOwner(_ owners: [Value]) -> Bool {
    owners.contains { owner in
      let uid = owner[.uid].text
      return (uid == spec.uid || (uid == pod.uid && !uid.isEmpty)) && !owner[.controller].isTrue
    }
  }

  private func hasStale(_ owners: [Value], _ kind: String, _ name: String, _ uid: String) -> Bool {
    owners.first { refers($0, kind, name) }.map { $0[.uid].text != uid } ?? false
  }

  private func refers(_ owner: Value, _ kind: String, _ name: String) -> Bool {
    owner[.name].text == name && owner[.kind].text == kind
      && owner[.apiVersion].text == (kind == "Pod" ? "v1" : "apps/v1")
  }

  private func reference(_ apiVersion: String, _ kind: String, _ name: String, _ uid: String) -> Value {
    [
      .apiVersion: .string(apiVersion), .kind: .string(kind), .name: .string(name), .uid: .string(uid),
      .controller: true, .blockOwnerDeletion: true,
    ]
  }
}
