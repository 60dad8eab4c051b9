// How the time of a served cluster relates to the time outside.
import SimCore

/// A clock that runs with the clock on the wall, times a speed.
struct ClusterClock {
  private(set) var speed: Double
  private let wallTime: WallTime
  /// A time of the cluster and the time outside that belongs to it.
  private var anchor: (cluster: Instant, wall: Int64)

  init(speed: Double, wallTime: @escaping WallTime) {
    self.speed = speed
    self.wallTime = wallTime
    anchor = (Instant(unixSeconds: 0), wallTime())
  }

  /// The time outside, in nanoseconds.
  var wall: Int64 { wallTime() }

  /// The time the cluster should have.
  var now: Instant {
    anchor.cluster + TimeSpan(seconds: Double(wallTime() - anchor.wall) / 1e9 * speed)
  }

  /// Goes on from a time that the cluster has come to.
  mutating func follow(from instant: Instant) { anchor = (instant, wallTime()) }

  /// Goes on with another speed; 0 stands still.
  mutating func run(at speed: Double) {
    follow(from: now)
    self.speed = speed
  }

  /// How many nanoseconds outside it takes until an instant of the cluster; an hour at most.
  func wait(until instant: Instant) -> Int64 {
    let missing = (instant - now).inSeconds
    let seconds = missing <= 0 ? 0 : speed > 0 ? missing / speed : .infinity
    return Int64((min(seconds, 3_600) * 1e9).rounded(.up))
  }
}
