// The words about saved clusters, said by a guest: they work on the owner's cluster, and questions go to the guest.
import KubeObjects
import KubeShell

final class GuestClusters: SavedClusters {
  private let owner: Clusters
  private unowned let guest: Guest

  init(_ owner: Clusters, _ guest: Guest) {
    self.owner = owner
    self.guest = guest
  }

  var current: String? { owner.current }
  func settings() throws(SavedClusterError) -> Value { try owner.settings() }
  func keep(_ settings: Value) throws(SavedClusterError) { try owner.keep(settings) }
  func clusters() throws(SavedClusterError) -> [SavedClusterRow] { try owner.clusters() }

  func make(_ name: String, configuration: String?, seed: UInt64) throws(SavedClusterError) {
    try owner.make(name, configuration: configuration, seed: seed)
  }

  func remove(_ name: String) throws(SavedClusterError) { try owner.remove(name) }

  func turn(to name: String) throws(SavedClusterError) {
    throw SavedClusterError(
      "another stsctl has this cluster open, and would lose it: `stsctl --state \(name)` opens the other one")
  }

  func reset() throws(SavedClusterError) { try owner.reset() }
  func snapshots() throws(SavedClusterError) -> [SnapshotRow] { try owner.snapshots() }
  func saveSnapshot(_ name: String) throws(SavedClusterError) { try owner.saveSnapshot(name) }
  func restoreSnapshot(_ name: String) throws(SavedClusterError) { try owner.restoreSnapshot(name) }
  func removeSnapshot(_ name: String) throws(SavedClusterError) { try owner.removeSnapshot(name) }
  func ask(_ question: String) -> Bool? { guest.ask(question) }
}
