// The cluster's clock. Only the simulation's step loop moves it; everything else reads it.

/// Cluster time. One clock is shared by everything in one cluster, and never runs backwards.
public final class VirtualClock {
  public private(set) var now: Instant

  public init(now: Instant) { self.now = now }

  /// Moves the clock forward to `instant`; an instant that has passed leaves it where it is.
  public func advance(to instant: Instant) { now = max(now, instant) }
}
