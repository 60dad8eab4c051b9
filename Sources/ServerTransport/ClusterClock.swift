// How the time of a served cluster relates to the time outside.
import SimCore

/// A clock that runs with the clock on the wall, times a speed.
struct ClusterClock {
  private let speed: Double
  private let wallTime: WallTime
  /// A time of the cluster and the time outside that belongs to it.
  private var anchor: (cluster: Instant, wall: Int64)

  init(speed: Double, wallTime: @escaping WallTime) {
    self.speed = speed
    self.wallTime = wallTime
    anchor = (Instant(unixSeconds: 0), wallTime())
  }

  /// The time the cluster should have.
  var now: Instant {
    anchor.cluster + TimeSpan(seconds: Double(wallTime() - anchor.wall) / 1e9 * speed)
  }

  /// Goes on from a time that the cluster has come to.
  mutating func follow(from instant: Instant) { anchor = (instant, wallTime()) }

  /// How many nanoseconds outside it takes until an instant of the cluster; an hour at most.
  func wait(until instant: Instant) -> Int64 {
    let seconds = (instant - now).inSeconds / speed
    return Int64((min(max(seconds, 0), 3_600) * 1e9).rounded(.up))
  }
}
