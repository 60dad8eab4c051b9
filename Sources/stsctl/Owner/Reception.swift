// Where other stsctl processes come in while a cluster is served: what they ask for goes on on the keeper's thread,
// between two requests of the network.
import ClusterSim
import ClusterState
import Glibc
import KubeShell
import ServerTransport
import SimCore

/// The cluster that is served, and its guests. All but `run` happens on the keeper's thread.
final class Reception: @unchecked Sendable {
  private let clusters: Clusters
  private let cluster: SavedCluster
  private let clock: WallClock

  /// Opens the cluster of an invocation, to be served.
  init(_ program: Program, _ invocation: Invocation, _ signals: EndingSignals) throws {
    clusters = Clusters(files: DiskFiles(), invocation, environment: program.environment)
    cluster = try clusters.open(start: WallClock.timeOfDay(), InstantPacer())
    clock = WallClock(start: cluster.now, speed: invocation.speed, signals: signals.descriptor)
    for notice in cluster.notices { program.errors.write("stsctl serve: \(notice)\n") }
    clusters.isServed = true
    try clusters.takeGuests(clock, Timing(pace: .zero))
  }

  var served: SavedCluster { cluster }

  /// Looks after the guests until one of the signals comes.
  func run(_ keeper: ClusterKeeper, until signals: EndingSignals) throws {
    while true {
      var (descriptors, patience) = try keeper.with { _ in (self.clusters.events, self.clusters.patience) }
      descriptors.append(pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0))
      let count = poll(&descriptors, nfds_t(descriptors.count), patience)
      if count < 0, errno != EINTR { throw InvocationError("serve: \(String(cString: strerror(errno)))") }
      if descriptors.last?.revents != 0 { break }
      keeper.run(at: try keeper.with { _ in self.attend() })
    }
    try keeper.with { _ in self.clusters.close() }
  }

  /// Lets the guests go on; returns how fast time is to pass from now on, which they may have changed.
  private func attend() -> Double {
    if !clock.isPaused { clock.follow(from: cluster.now) }
    _ = clusters.attend()
    return clock.isPaused ? 0 : clock.speed
  }
}
