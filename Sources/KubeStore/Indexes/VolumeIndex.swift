// Which volumes a claim could have, without looking at all that are taken.
import KubeKinds
import KubeObjects

/// Volumes that nobody has, by class, and those that are set aside for a claim. Kept up to date by the changes its
/// owner is told of.
public struct VolumeIndex {
  private var free: [String: Set<String>] = [:]
  private var reserved: [ObjectKey: Set<String>] = [:]
  private var places: [String: Place] = [:]

  private enum Place: Equatable {
    case free(String)
    case reserved(ObjectKey)
  }

  public init() {}

  /// Takes in a change of a volume.
  public mutating func observe(_ event: StoreEvent) {
    let name = event.key.name
    let place = event.change == .deleted ? nil : Self.place(event.object)
    let before = places[name]
    guard place != before else { return }
    if let before { leave(before, name) }
    places[name] = place
    switch place {
    case .free(let storageClass): free[storageClass, default: []].insert(name)
    case .reserved(let claim): reserved[claim, default: []].insert(name)
    case nil: break
    }
  }

  /// The volumes that are free in a claim's class or name the claim, in the order of their names.
  public func candidates(for claim: ObjectKey, storageClass: String, _ store: Store) -> [Value] {
    let names = (free[storageClass] ?? []).union(reserved[claim] ?? [])
    return names.sorted().compactMap { store.object(ObjectKey(.persistentVolume, "", $0)) }
  }

  private static func place(_ volume: Value) -> Place {
    let reference = volume[.spec][.claimRef]
    guard reference.object != nil else { return .free(volume.storageClass) }
    return .reserved(ObjectKey(.persistentVolumeClaim, reference[.namespace].text, reference[.name].text))
  }

  private mutating func leave(_ place: Place, _ name: String) {
    switch place {
    case .free(let storageClass): free[storageClass]?.remove(name)
    case .reserved(let claim):
      reserved[claim]?.remove(name)
      if reserved[claim]?.isEmpty == true { reserved[claim] = nil }
    }
  }
}
