// Moving time, coming to rest, saying why.
import ClusterAPI
import KubeKinds
import KubeStore
import SimCore

extension SimulatedCluster: Simulation {
  public var revision: Int64 { store.revision }

  public var nextInstant: Instant? { steps.nextInstant }

  public func advance(to instant: Instant) throws(Interruption) { try run(until: instant) }

  /// Runs the cluster up to an instant at once, whatever its pacer says: what happened while nobody looked.
  /// - Parameter goesOn: asked now and then whether to go on.
  public func catchUp(to instant: Instant, while goesOn: () -> Bool = { true }) {
    steps.catchUp(to: instant, while: goesOn)
  }

  public func settle(limit: TimeSpan) throws(Interruption) -> Bool {
    let end = now + limit
    var position = store.end
    var quietSince = now
    steps.drain()
    while now < end {
      if sawActivity(from: &position) { quietSince = now }
      if now - quietSince >= configuration.settleQuiet { return true }
      let next = min(steps.nextInstant ?? end, quietSince + configuration.settleQuiet)
      try steps.run(until: min(max(next, now + .nanoseconds(1)), end))
    }
    return false
  }

  public func reasons(for key: ObjectKey) -> [Reason] { loops.flatMap { $0.reasons(for: key) } }

  /// Whether a pod or a claim changed since a position of the log.
  private func sawActivity(from position: inout Int) -> Bool {
    var seen = false
    position = max(position, store.start)
    while let event = store.event(at: position) {
      position += 1
      seen = seen || event.key.kind == .pod || event.key.kind == .persistentVolumeClaim
    }
    return seen
  }
}
