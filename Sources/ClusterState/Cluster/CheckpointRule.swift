// When a checkpoint is worth its writing.

/// How much must have been done since the last checkpoint, in changes and instants, for another one. A change takes
/// about a tenth of a millisecond to make again.
public struct CheckpointRule: Sendable {
  /// When a cluster is opened or left.
  public var atRest: Int64 = 150
  /// While it is used: for the case that the process is killed.
  public var underWay: Int64 = 1_000
  /// A checkpoint costs in proportion to the objects it holds, so one must be worth at least this part of them.
  public var share: Int64 = 8

  public init(atRest: Int64 = 150, underWay: Int64 = 1_000, share: Int64 = 8) {
    self.atRest = atRest
    self.underWay = underWay
    self.share = share
  }
}
