// The file of one saved cluster, open.
import ClusterSim
import SimCore

/// A saved cluster's file, and the lock that keeps other processes off it.
public final class ClusterFile {
  let journal: any Journal
  private let lock: ClusterLock

  init(opening path: String, _ lock: ClusterLock) throws(StateError) {
    self.lock = lock
    journal = try FileJournal(opening: path)
  }

  /// Makes the file of a cluster and closes it.
  /// - Parameter wall: the time outside that belongs to the cluster's start, in nanoseconds since 1970.
  static func make(_ path: String, _ birth: ClusterBirth, wall: Int64) throws(StateError) {
    let journal = try FileJournal(creating: path, birth)
    try journal.note(ClockMark(cluster: birth.start, wall: wall))
  }
}
