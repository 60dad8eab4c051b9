// Which volume a claim can have: what the volume controller and the scheduler agree on.
import KubeObjects

public enum VolumeMatching {
  /// Whether a volume was set aside for this claim by name, and for no other.
  public static func isReserved(_ volume: Value, for claim: Value) -> Bool {
    let reference = volume[.spec][.claimRef]
    guard reference.object != nil else { return false }
    let uid = reference[.uid].text
    return reference[.name] == claim[.metadata][.name] && reference[.namespace] == claim[.metadata][.namespace]
      && (uid.isEmpty || uid == claim[.metadata][.uid].text)
  }

  /// Whether a volume has the kind, class and access modes a claim asks for, size left aside.
  public static func suits(_ volume: Value, _ claim: Value, selector: LabelSelector?) -> Bool {
    let mode = volume[.spec][.volumeMode].string ?? "Filesystem"
    guard mode == claim[.spec][.volumeMode].string ?? "Filesystem" else { return false }
    guard volume.storageClass == claim.storageClass else { return false }
    if let selector, !selector.matches(volume[.metadata][.labels]) { return false }
    let offered = volume[.spec][.accessModes].elements
    return claim[.spec][.accessModes].elements.allSatisfy { offered.contains($0) }
  }
}
