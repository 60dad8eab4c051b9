// What only a simulated cluster can do: move time, come to rest, say why.
import KubeKinds
import KubeObjects
import SimCore

/// A cluster whose time is ours. Words that kubectl does not have (`advance`, `settle`, `why`) need this.
public protocol Simulation: ClusterAPI {
  /// The number of the last write to the cluster: it moves when anything changes.
  var revision: Int64 { get }

  /// When something will happen of itself; `nil` when nothing will.
  var nextInstant: Instant? { get }

  /// Runs the cluster up to an instant.
  func advance(to instant: Instant) throws(Interruption)

  /// Runs the cluster until its pods and claims have been quiet for `settleQuiet`, or until `limit` has passed.
  /// Returns whether it came to rest.
  @discardableResult
  func settle(limit: TimeSpan) throws(Interruption) -> Bool

  /// Everything that holds an object back, nearest rule first.
  func reasons(for key: ObjectKey) -> [Reason]
}
