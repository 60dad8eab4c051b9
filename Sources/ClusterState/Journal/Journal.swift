// Where the entries of a cluster are kept: in a file, or in memory for clusters that are forgotten at the end.
import ClusterSim
import KubeObjects
import SimCore

/// What a cluster begins with. Everything else follows from its entries.
public struct ClusterBirth: Equatable, Sendable {
  /// The ClusterConfig as it was written; `nil` for the usual cluster.
  public var configuration: [UInt8]?
  public var seed: UInt64
  public var start: Instant

  public init(configuration: [UInt8]? = nil, seed: UInt64, start: Instant) {
    self.configuration = configuration
    self.seed = seed
    self.start = start
  }
}

/// A time of a cluster and the time outside, in nanoseconds since 1970, that belonged to it.
struct ClockMark: Equatable, Sendable {
  var cluster: Instant
  var wall: Int64
}

/// A state of a cluster that can be gone back to.
public struct ClusterSnapshot: Equatable, Sendable {
  public var name: String
  /// The cluster's time in it.
  public var at: Instant
  /// When it was made, in nanoseconds since 1970.
  public var made: Int64
}

/// A checkpoint in a log.
struct JournalCheckpoint {
  /// How many entries, the one that says that a checkpoint was made among them, it stands for.
  var entries: Int
  /// The cluster; `nil` when what was written can't be read any more.
  var checkpoint: Checkpoint?
}

/// The log of one cluster. What a function has returned from is kept, whatever happens to the process.
protocol Journal: AnyObject {
  func birth() throws(StateError) -> ClusterBirth
  /// The entries after a number of them.
  func entries(after count: Int) throws(StateError) -> [JournalEntry]
  /// The checkpoint that this program can go on from.
  func checkpoint() throws(StateError) -> JournalCheckpoint?
  func clock() throws(StateError) -> ClockMark?
  /// What commands keep for those after them: the namespace, the kubeconfig.
  func settings() throws(StateError) -> Value

  func append(_ entry: JournalEntry, _ mark: ClockMark) throws(StateError)
  /// Keeps a checkpoint, in place of the one before it, with the entry that says so.
  func append(_ entry: JournalEntry, _ checkpoint: Checkpoint, _ mark: ClockMark) throws(StateError)
  func note(_ mark: ClockMark) throws(StateError)
  func keep(settings: Value) throws(StateError)
  /// Forgets everything but the snapshots and begins anew.
  func restart(_ birth: ClusterBirth) throws(StateError)

  func snapshots() throws(StateError) -> [ClusterSnapshot]
  /// Keeps the present state under a name that is not in use.
  func save(_ snapshot: ClusterSnapshot) throws(StateError)
  /// Makes a snapshot the present state again.
  func restore(_ snapshot: ClusterSnapshot, wall: Int64) throws(StateError)
  func remove(_ snapshot: ClusterSnapshot) throws(StateError)
}
