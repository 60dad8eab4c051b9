// Which volume a claim can have: what the volume controller and the scheduler agree on (component-helpers
// `storage/volume`).
import KubeObjects

/// The wishes of one claim.
public struct VolumeMatching {
  private let claim: Value
  private let storageClass: String
  private let modes: [Value]
  private let volumeMode: String
  private let size: Quantity
  private let selector: LabelSelector?

  public init(_ claim: Value) {
    self.claim = claim
    storageClass = claim.storageClass
    modes = claim[.spec][.accessModes].elements
    volumeMode = claim[.spec][.volumeMode].string ?? "Filesystem"
    size = Quantity(value: claim[.spec][.resources][.requests][.storage]) ?? .zero
    selector = LabelSelector(spec: claim[.spec][.selector])
  }

  /// Whether a volume names this claim, and no other, as the one it is for.
  public static func isReserved(_ volume: Value, for claim: Value) -> Bool {
    let reference = volume[.spec][.claimRef]
    guard reference.object != nil else { return false }
    let uid = reference[.uid].text
    return reference[.name] == claim[.metadata][.name] && reference[.namespace] == claim[.metadata][.namespace]
      && (uid.isEmpty || uid == claim[.metadata][.uid].text)
  }

  /// Why a volume that is not taken can't be the claim's; `nil` where it can.
  public func obstacle(_ volume: Value) -> String? {
    let isReserved = Self.isReserved(volume, for: claim)
    if let obstacle = formObstacle(volume) { return obstacle }
    if isReserved { return nil }
    if volume[.spec][.claimRef].object != nil { return "it is set aside for another claim" }
    if volume[.status][.phase].text != "Available" { return "it is \(volume[.status][.phase].text)" }
    if let selector, !selector.matches(volume[.metadata][.labels]) { return "its labels don't match the selector" }
    if volume.storageClass != storageClass { return "its class is \(GoText.quoted(volume.storageClass))" }
    return nil
  }

  private func formObstacle(_ volume: Value) -> String? {
    let offered = volume[.spec][.accessModes].elements
    if let missing = modes.first(where: { !offered.contains($0) }) { return "it does not offer \(missing.text)" }
    if (Quantity(value: volume[.spec][.capacity][.storage]) ?? .zero) < size { return "it is too small" }
    if (volume[.spec][.volumeMode].string ?? "Filesystem") != volumeMode { return "its volume mode is another" }
    if !volume[.metadata][.deletionTimestamp].isNull { return "it is being deleted" }
    return nil
  }

  /// The volume that suits best: one set aside for the claim, else the smallest.
  ///
  /// - Parameter byModes: look first among those that offer the fewest access modes, as the volume controller does.
  /// - Parameter onlyReserved: take none that was not set aside: a claim that waits for its first consumer.
  public func best(among volumes: [Value], byModes: Bool, onlyReserved: Bool = false) -> Value? {
    let suitable = volumes.filter { obstacle($0) == nil }
    guard byModes else { return best(suitable, onlyReserved) }
    let groups = Dictionary(grouping: suitable) { $0[.spec][.accessModes].elements.map(\.text) }
    let ordered = groups.keys.sorted { ($0.count, $0.joined(separator: ",")) < ($1.count, $1.joined(separator: ",")) }
    for modes in ordered {
      if let found = best(groups[modes] ?? [], onlyReserved) { return found }
    }
    return nil
  }

  private func best(_ volumes: [Value], _ onlyReserved: Bool) -> Value? {
    if let reserved = volumes.first(where: { Self.isReserved($0, for: claim) }) { return reserved }
    if onlyReserved { return nil }
    return volumes.min { capacity($0) < capacity($1) }
  }

  private func capacity(_ volume: Value) -> Quantity { Quantity(value: volume[.spec][.capacity][.storage]) ?? .zero }
}
