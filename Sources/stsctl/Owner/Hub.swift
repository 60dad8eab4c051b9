// Where an owner meets its guests: it listens on the socket of its cluster, and lets their commands go on while it
// waits itself. Everything happens on the owner's turn, so a cluster is never in two hands.
import ClusterAPI
import ClusterState
import Glibc
import KubeShell
import SimCore

/// The guests of a cluster.
final class Hub: Attended {
  private let cluster: SavedCluster
  private let clock: WallClock?
  private let start: (Guest, GuestHello) -> Void
  private let fibers = ThreadFibers()
  private var listener: Int32?
  /// Where it listens; empty where nobody can come.
  private(set) var path = ""
  private var guests: [Guest] = []
  private var isAttending = false

  /// - Parameters:
  ///   - clock: what the cluster's time follows; `nil` when it costs nothing to let it pass.
  ///   - run: runs a guest's command and returns its exit status.
  init(
    _ cluster: SavedCluster, clock: WallClock?,
    run: @escaping (Guest, GuestHello, FiberCluster) -> Int32
  ) {
    self.cluster = cluster
    self.clock = clock
    let fibers = self.fibers
    start = { guest, hello in
      guest.start(on: cluster, fibers) { guest, seen in run(guest, hello, seen) }
    }
  }

  deinit { close() }

  /// Listens at a path from the first time on that its process waits for anything: most commands never do.
  func listen(at path: String) { self.path = path }

  /// Tells the guests that the owner leaves, and listens no more.
  func close() {
    if let listener {
      Glibc.close(listener)
      unlink(path)
    }
    listener = nil
    path = ""
    for guest in guests where !guest.isOver { guest.say(.goodbye, Array(String(cluster.revision).utf8)) }
    guests = []
  }

  // MARK: Attending

  /// Listens from now on: whoever starts a program that may become a guest does so first.
  func open() {
    if listener == nil, !path.isEmpty { listener = ClusterSocket.listen(at: path) }
  }

  var events: [pollfd] {
    open()
    guard let listener else { return [] }
    return [pollfd(fd: listener, events: Int16(POLLIN), revents: 0)] + guests.map(\.events)
  }

  /// How often guests that wait for time are looked after at least, in milliseconds.
  private static let interval: Int32 = 250

  /// Guests that wait for time are looked after when something happens in the cluster, or their own time has come.
  var patience: Int32 {
    if guests.contains(where: \.isBusy) { return 0 }
    let waiting = guests.compactMap(\.waitsForTime)
    guard !waiting.isEmpty else { return -1 }
    guard let clock else { return 0 }
    let ends = waiting.compactMap(\.deadline) + [cluster.nextInstant].compactMap { $0 }
    guard let next = ends.min() else { return Self.interval }
    let missing = (next - clock.now).inSeconds / clock.speed * 1_000
    return Int32(min(max(missing.rounded(.up), 0), Double(Self.interval)))
  }

  func attend() -> Bool {
    if isAttending { return false }
    isAttending = true
    defer { isAttending = false }
    let before = cluster.revision
    while let listener, let descriptor = ClusterSocket.accept(listener) { guests.append(Guest(descriptor)) }
    if guests.isEmpty { return false }
    catchUp()
    for guest in guests {
      guest.receive(start)
      guest.resume()
    }
    guests.removeAll(where: \.isOver)
    return cluster.revision != before
  }

  /// Brings the cluster to the time outside, or, where time costs nothing, to where the first guest can go on.
  private func catchUp() {
    do throws(Interruption) {
      if let clock {
        if clock.now > cluster.now { try cluster.advance(to: clock.now) }
      } else if let next = guests.compactMap({ $0.waitsForTime?.deadline }).min() {
        try cluster.advance(to: max(cluster.now, min(next, cluster.nextInstant ?? next)))
      }
    } catch {
      // The owner's user broke off; what the owner waits for itself will tell.
    }
  }
}
