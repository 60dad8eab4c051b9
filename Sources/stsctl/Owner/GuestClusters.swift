// The words about saved clusters, said by a guest: they work on the owner's cluster, and questions go to the guest.
import KubeObjects
import KubeShell

final class GuestClusters: SavedClusters {
  private let owner: Clusters
  private unowned let guest: Guest
  private let files: DiskFiles
  /// Whether the guest is a shell, which can go on with another cluster by itself.
  private let isShell: Bool
  private(set) var hasLeft = false

  init(_ owner: Clusters, _ guest: Guest, _ files: DiskFiles, isShell: Bool) {
    self.owner = owner
    self.guest = guest
    self.files = files
    self.isShell = isShell
  }

  var current: String? { owner.current }
  func settings() throws(SavedClusterError) -> Value { try owner.settings() }
  func keep(_ settings: Value) throws(SavedClusterError) { try owner.keep(settings) }
  func clusters() throws(SavedClusterError) -> [SavedClusterRow] { try owner.clusters() }

  func make(_ name: String, configuration: String?, seed: UInt64) throws(SavedClusterError) {
    try owner.make(name, configuration: configuration.map(files.place), seed: seed)
  }

  func remove(_ name: String) throws(SavedClusterError) { try owner.remove(name) }

  func turn(to name: String) throws(SavedClusterError) {
    guard isShell else {
      throw SavedClusterError(
        "the shell that this was started by keeps its cluster: type cluster switch \(name) at its prompt, or use "
          + "stsctl --state \(name) here")
    }
    try owner.makeCurrent(name)
    if name == current { return }
    hasLeft = true
    guest.say(.turn, Array(name.utf8))
  }

  func reset() throws(SavedClusterError) { try owner.reset() }
  func snapshots() throws(SavedClusterError) -> [SnapshotRow] { try owner.snapshots() }
  func saveSnapshot(_ name: String) throws(SavedClusterError) { try owner.saveSnapshot(name) }
  func restoreSnapshot(_ name: String) throws(SavedClusterError) { try owner.restoreSnapshot(name) }
  func removeSnapshot(_ name: String) throws(SavedClusterError) { try owner.removeSnapshot(name) }
  func ask(_ question: String) -> Bool? { guest.ask(question) }
}
