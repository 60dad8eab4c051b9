// What is to be done about one volume. Pure, as `ClaimPlan`.
import KubeKinds
import KubeObjects
import KubeStore

/// What happens to a volume next.
enum VolumeAction: Equatable {
  case setPhase(String)
  /// Its claim is to be looked at.
  case lookAtClaim(ObjectKey)
  /// What is on it is wiped, and it is free again (`Recycle`).
  case recycle
  /// Nobody can delete it (`Delete` of a volume that no provisioner made).
  case fail(reason: String, message: String)
  /// The claim it was set aside for took another one.
  case release
}

/// Everything that decides about one volume.
struct VolumeScene {
  var volume: Value
  /// The claim that it names; `nil` where it names none or that is not there.
  var claim: Value?
  /// Whether somebody who made it will delete it.
  var hasDeleter: Bool

  private var reference: Value { volume[.spec][.claimRef] }

  private var claimKey: ObjectKey {
    ObjectKey(.persistentVolumeClaim, reference[.namespace].text, reference[.name].text)
  }

  func plan() -> [VolumeAction] {
    if reference.object == nil || reference[.uid].text.isEmpty {
      let isNamed = reference.object != nil && claim != nil
      return [.setPhase("Available")] + (isNamed ? [.lookAtClaim(claimKey)] : [])
    }
    guard let claim, claim[.metadata][.uid] == reference[.uid] else { return planReleased() }
    let taken = claim[.spec][.volumeName].text
    if taken.isEmpty { return [.lookAtClaim(claimKey)] }
    if taken == volume[.metadata][.name].text { return [.setPhase("Bound")] }
    if !volume[.metadata][.annotations][VolumeAnnotations.boundByController].isNull { return [.release] }
    return []
  }

  /// Its claim is gone.
  private func planReleased() -> [VolumeAction] {
    let phase = volume[.status][.phase].text
    let isNew = phase != "Released" && phase != "Failed"
    let released: [VolumeAction] = isNew ? [.setPhase("Released")] : []
    switch volume[.spec][.persistentVolumeReclaimPolicy].text {
    case "Recycle": return phase == "Failed" ? released : released + [.recycle]
    case "Delete" where !hasDeleter && phase != "Failed": return released + [deletionFailure]
    default: return released
    }
  }

  private var deletionFailure: VolumeAction {
    let name = volume[.metadata][.name].text
    if let path = volume[.spec][.hostPath][.path].string {
      return .fail(
        reason: "VolumeFailedDelete",
        message: "host_path deleter only supports /tmp/.+ but received provided \(path)")
    }
    return .fail(
      reason: "VolumeFailedDelete",
      message:
        "error getting deleter volume plugin for volume \(GoText.quoted(name)): no deletable volume plugin matched")
  }
}
