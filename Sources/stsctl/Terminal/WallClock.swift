// The cluster's time in the interactive shell: it follows the clock on the wall, times a speed.
import CEditShim
import ClusterAPI
import ClusterSim
import Glibc
import KubeShell
import SimCore

/// Paces a cluster by the time outside. Ctrl-C breaks a wait off.
final class WallClock: Pacer, ShellClock {
  var speed: Double { didSet { rebase(speed: oldValue) } }
  var isPaused = false { didSet { rebase(speed: oldValue ? 0 : speed) } }
  /// Done before every wait: what was printed is to be seen meanwhile.
  var beforeRest: () -> Void = {}
  /// What is looked after while the cluster waits: guests from other processes.
  weak var attended: (any Attended)?
  var onWait: (() -> Bool)?
  /// How often that is called at least, in milliseconds.
  private static let waitInterval: Int32 = 200
  /// What `ces_open_signals` returned; readable when a signal has come.
  private let signals: Int32
  /// A cluster time and the wall time that belongs to it, in nanoseconds.
  private var anchor: (cluster: Instant, wall: Int64)
  private var isAhead = false
  private var isAttending = false

  init(start: Instant, speed: Double, signals: Int32) {
    self.speed = speed
    self.signals = signals
    anchor = (start, Self.wallTime())
  }

  /// The time of day now.
  static func timeOfDay() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  /// Nanoseconds of a clock that only grows.
  @Sendable static func wallTime() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  var now: Instant { now(speed: isPaused ? 0 : speed) }

  private func now(speed: Double) -> Instant {
    anchor.cluster + TimeSpan(seconds: Double(Self.wallTime() - anchor.wall) / 1e9 * speed)
  }

  /// Goes on from now, when the speed was another until now.
  private func rebase(speed: Double) { anchor = (now(speed: speed), Self.wallTime()) }

  func takeInterruption() -> Bool { ces_take_interrupt() != 0 }

  func runAhead() { isAhead = true }

  func follow(from instant: Instant) {
    isAhead = false
    anchor = (instant, Self.wallTime())
  }

  /// Whether the user breaks off. What is done for others meanwhile is broken off too, but leaves the word to us.
  private func isInterrupted() -> Bool { isAttending ? ces_is_interrupted() != 0 : ces_take_interrupt() != 0 }

  /// Waiting moves a cluster whose clock is paused too: a command that waits would never end otherwise.
  func wait(from now: Instant, until instant: Instant) throws(Interruption) {
    let wasPaused = isPaused
    if wasPaused { isPaused = false }
    defer { if wasPaused { isPaused = true } }
    while true {
      if isInterrupted() { throw Interruption() }
      if isAhead { return }
      let missing = (instant - self.now).inSeconds / speed
      if missing <= 0 || rest(seconds: missing) { return }
    }
  }

  /// Sleeps until the time is over, a signal comes, or somebody else needs the cluster. Returns whether it changed.
  private func rest(seconds: Double) -> Bool {
    beforeRest()
    var descriptors = [pollfd(fd: signals, events: Int16(POLLIN), revents: 0)] + (attended?.events ?? [])
    var milliseconds = Int32(min(seconds * 1_000, 3_600_000).rounded(.up))
    if let patience = attended?.patience, patience >= 0 { milliseconds = min(milliseconds, patience) }
    if onWait != nil { milliseconds = min(milliseconds, Self.waitInterval) }
    poll(&descriptors, nfds_t(descriptors.count), milliseconds)
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(signals, &bytes, bytes.count) > 0 {}
    let wasAttending = isAttending
    isAttending = true
    defer { isAttending = wasAttending }
    let isChanged = attended?.attend() ?? false
    return onWait?() ?? false || isChanged
  }
}
