// Where clusters come from: fresh ones, and saved ones with the words that work on them.
import ClusterAPI
import ClusterSim
import ClusterState
import Glibc
import KubeCommands
import KubeObjects
import KubeShell
import SimCore

/// Opens the cluster that an invocation is about, and answers the words about saved clusters.
final class Clusters {
  private let files: any FileAccess
  private let invocation: Invocation
  private let folder: ClusterFolder?
  private(set) var current: String?
  /// Whether clients of the network use the cluster: their watches would not outlive its end.
  var isServed = false
  private var cluster: SavedCluster?
  /// The commands of other processes on this cluster.
  private var hub: Hub?

  init(files: any FileAccess, _ invocation: Invocation, environment: [String: String]) {
    self.files = files
    self.invocation = invocation
    folder = StateFolder(environment: environment).map { ClusterFolder(home: $0.path) }
  }

  /// The cluster of the invocation.
  /// - Parameter start: the time that a cluster which is forgotten begins at, unless the invocation names one.
  func open(start: Instant, _ pacer: any Pacer) throws -> SavedCluster {
    let cluster: SavedCluster
    switch invocation.stateChoice {
    case .forgotten:
      cluster = try SavedCluster(try birth(start), pacer: pacer, logLimit: logLimit)
    case .usual: cluster = try open(named: try savedFolder().current, pacer)
    case .named(let name): cluster = try open(named: name, pacer)
    }
    self.cluster = cluster
    return cluster
  }

  private var logLimit: Int {
    invocation.transcriptFile == nil ? SimulatedCluster.usualLogLimit : Int.max
  }

  private func open(named name: String, _ pacer: any Pacer) throws -> SavedCluster {
    try ClusterName.check(name, "cluster")
    let folder = try savedFolder()
    if folder.exists(name), invocation.saysHowToBegin {
      throw InvocationError(
        "cluster `\(name)` has begun already: --cluster, --seed and --start are for one that is made by this")
    }
    let lock = try lock(name)
    current = name
    let file =
      folder.exists(name)
      ? try folder.open(name, lock)
      : try folder.create(name, try birth(WallClock.timeOfDay()), wall: WallClock.timeOfDay().nanoseconds, lock)
    return try SavedCluster(
      file, pacer: pacer, wallTime: { WallClock.timeOfDay().nanoseconds }, logLimit: logLimit)
  }

  private func birth(_ start: Instant) throws -> ClusterBirth {
    ClusterBirth(
      configuration: try configuration(invocation.clusterFile), seed: invocation.seed,
      start: invocation.start ?? start)
  }

  /// The bytes of a ClusterConfig that can be read.
  private func configuration(_ file: String?) throws(FileError) -> [UInt8]? {
    guard let file else { return nil }
    let bytes = try files.read(file)
    do throws(ConfigurationError) {
      _ = try ClusterConfiguration(yaml: bytes)
    } catch {
      throw FileError(path: file, reason: error.description)
    }
    return bytes
  }

  private func savedFolder() throws(StateError) -> ClusterFolder {
    guard let folder else {
      throw .refused("clusters can't be saved without a home: set HOME or XDG_STATE_HOME, or use --state none")
    }
    return folder
  }

  /// How long another process may keep a cluster to itself before we say so, in steps of a hundredth of a second.
  private static let patience = 500

  /// Becomes the owner of a cluster. Most others have it for a moment only.
  /// - Throws: `OwnedElsewhere` when the owner takes guests.
  private func lock(_ name: String) throws -> ClusterLock {
    let folder = try savedFolder()
    for _ in 0..<Self.patience {
      if let lock = try folder.lock(name) { return lock }
      if let socket = ClusterSocket.connect(to: folder.socket(name)) { throw OwnedElsewhere(socket, name) }
      usleep(10_000)
    }
    throw StateError.refused("cluster `\(name)` is in use by process \(folder.owner(of: name) ?? "?")")
  }

  // MARK: Guests

  /// Lets other processes use this process's cluster while it waits.
  func takeGuests(_ clock: WallClock?, _ timing: Timing) throws {
    guard let current else { return }
    let hub = try guests(clock, timing)
    hub.listen(at: try savedFolder().socket(current))
    clock?.attended = self
    self.hub = hub
  }

  private func guests(_ clock: WallClock?, _ timing: Timing) throws -> Hub {
    let command = GuestCommand(clusters: self, clock: clock, timing: timing)
    return Hub(try opened(), clock: clock) { guest, hello, cluster in command.run(guest, hello, cluster) }
  }

  /// The guests of this process's cluster. They come to a path of their own where the cluster has none.
  func hub(at path: String, _ clock: WallClock?, _ timing: Timing) throws -> Hub {
    if let hub { return hub }
    let hub = try guests(clock, timing)
    hub.listen(at: path)
    clock?.attended = self
    self.hub = hub
    return hub
  }

  /// Where guests reach this process.
  var socketPath: String { hub?.path ?? "" }

  /// Sends the guests away, and leaves the cluster so that it opens quickly.
  func close() {
    hub?.close()
    hub = nil
    cluster?.rest()
  }
}

/// The guests are looked after while this process waits.
extension Clusters: Attended {
  var events: [pollfd] { hub?.events ?? [] }
  var patience: Int32 { hub?.patience ?? -1 }
  func attend() -> Bool { hub?.attend() ?? false }
}

/// A cluster that another process has open, and a connection to that process.
final class OwnedElsewhere: Error {
  let socket: Int32
  let name: String

  init(_ socket: Int32, _ name: String) {
    self.socket = socket
    self.name = name
  }
}

// MARK: Words

extension Clusters: SavedClusters {
  /// Does something, with errors in the words' form.
  private func doing<Outcome>(_ body: () throws -> Outcome) throws(SavedClusterError) -> Outcome {
    do {
      return try body()
    } catch let error as StateError {
      throw SavedClusterError(error.message)
    } catch let error as FileError {
      throw SavedClusterError("\(error.path): \(error.reason)")
    } catch let error as OwnedElsewhere {
      Glibc.close(error.socket)
      throw SavedClusterError("cluster `\(error.name)` is open in another stsctl")
    } catch {
      throw SavedClusterError("\(error)")
    }
  }

  /// - Throws: when clients of the network use the cluster, whose versions would go back under them.
  private func keepForClients() throws(StateError) {
    if isServed { throw .refused("the cluster is being served, and its clients would lose it: end stsctl serve first") }
  }

  private func opened() throws(StateError) -> SavedCluster {
    guard let cluster else { throw .refused("there is no cluster") }
    return cluster
  }

  func settings() throws(SavedClusterError) -> Value { try doing { try opened().settings() } }

  func keep(_ settings: Value) throws(SavedClusterError) {
    try doing { try opened().keep(settings: settings) }
  }

  func clusters() throws(SavedClusterError) -> [SavedClusterRow] {
    try doing {
      let folder = try savedFolder()
      return folder.names().map { name in
        let owner = name == current ? "this process" : folder.owner(of: name).map { "process \($0)" }
        return SavedClusterRow(name: name, isCurrent: name == (current ?? folder.current), owner: owner)
      }
    }
  }

  func make(_ name: String, configuration file: String?, seed: UInt64) throws(SavedClusterError) {
    try doing {
      try ClusterName.check(name, "cluster")
      let now = WallClock.timeOfDay()
      let birth = ClusterBirth(configuration: try configuration(file), seed: seed, start: now)
      let lock = try lock(name)
      _ = try savedFolder().create(name, birth, wall: now.nanoseconds, lock)
    }
  }

  func remove(_ name: String) throws(SavedClusterError) {
    try doing {
      if name == current { throw StateError.refused("cluster `\(name)` is in use here: switch to another one first") }
      try savedFolder().remove(name)
    }
  }

  func turn(to name: String) throws(SavedClusterError) {
    try doing {
      let folder = try savedFolder()
      guard folder.exists(name) else { throw StateError.refused("there is no cluster `\(name)`") }
      if name != current {
        guard current != nil else { return try folder.makeCurrent(name) }
        try opened().turn(to: try folder.open(name, try lock(name)))
        current = name
        hub?.listen(at: folder.socket(name))
      }
      try folder.makeCurrent(name)
    }
  }

  /// Makes a cluster the one of later commands, and leaves this process its own.
  func makeCurrent(_ name: String) throws(SavedClusterError) {
    try doing {
      let folder = try savedFolder()
      guard folder.exists(name) else { throw StateError.refused("there is no cluster `\(name)`") }
      try folder.makeCurrent(name)
    }
  }

  func reset() throws(SavedClusterError) {
    try doing {
      try keepForClients()
      let start = current == nil ? Invocation.scriptEpoch : WallClock.timeOfDay()
      try opened().reset(start: start)
    }
  }

  func snapshots() throws(SavedClusterError) -> [SnapshotRow] {
    try doing { try opened().snapshots().map { SnapshotRow(name: $0.name, at: $0.at) } }
  }

  func saveSnapshot(_ name: String) throws(SavedClusterError) { try doing { try opened().saveSnapshot(name) } }

  func restoreSnapshot(_ name: String) throws(SavedClusterError) {
    try doing {
      try keepForClients()
      try opened().restoreSnapshot(name)
    }
  }

  func removeSnapshot(_ name: String) throws(SavedClusterError) { try doing { try opened().removeSnapshot(name) } }

  func ask(_ question: String) -> Bool? { Agreement.ask(question) }
}

/// Questions that are answered with yes or no at this process's terminal.
enum Agreement {
  /// Asks; `nil` where nobody can be asked.
  static func ask(_ question: String) -> Bool? {
    guard isatty(0) != 0, isatty(2) != 0 else { return nil }
    Descriptor.write(Array("\(question) [y/N] ".utf8), to: 2)
    guard let answer = InputLines().next() else { return false }
    return ["y", "yes"].contains(answer.lowercased())
  }
}
