// The time outside: how a cluster at a terminal follows it.
import SimCore

/// The time outside, as a cluster that follows it sees it.
public protocol ShellClock: AnyObject {
  /// The time the cluster should have.
  var now: Instant { get }

  /// Cluster seconds per second outside.
  var speed: Double { get set }

  /// Whether the cluster's clock stands still.
  var isPaused: Bool { get set }

  /// Lets the cluster's time run ahead as fast as it can, until `follow` is called.
  func runAhead()

  /// Follows the time outside again, from where the cluster is.
  func follow(from instant: Instant)

  /// Whether the user asked to break off what is going on, since this was last asked.
  func takeInterruption() -> Bool

  /// Called a few times a second while a command waits; `nil` when nobody needs that. Returns whether the cluster was
  /// changed.
  var onWait: (() -> Bool)? { get set }
}
