// How cluster time relates to the time outside.
import ClusterAPI
import SimCore

/// Decides when the cluster may move on to a later instant. Scripts move at once; the shell waits on the wall clock.
public protocol Pacer: AnyObject {
  /// Returns when the cluster may be at `instant`, or when something was done to the cluster meanwhile.
  /// - Throws: `Interruption` when the user broke the wait off.
  func wait(from now: Instant, until instant: Instant) throws(Interruption)
}

/// Time that passes as fast as the machine can: scripts and tests.
public final class InstantPacer: Pacer {
  public init() {}

  public func wait(from now: Instant, until instant: Instant) throws(Interruption) {}
}
