// When a checkpoint is worth its writing.

/// How much must have been done since the last checkpoint, in changes and instants, for another one. A change takes
/// about a tenth of a millisecond to make again.
public struct CheckpointRule: Sendable {
  /// When a cluster is opened or left.
  public var atRest: Int64 = 150
  /// While it is used: for the case that the process is killed.
  public var underWay: Int64 = 1_000
  /// A checkpoint costs in proportion to what it holds, so one that is made at rest must be worth at least this part
  /// of it, and one under way, where nobody has asked for it, eight times as much.
  public var share: Int64 = 8

  public init(atRest: Int64 = 150, underWay: Int64 = 1_000, share: Int64 = 8) {
    self.atRest = atRest
    self.underWay = underWay
    self.share = share
  }

  /// Whether so much work is worth a checkpoint of this weight.
  func isDue(work: Int64, weight: Int, _ isUnderWay: Bool) -> Bool {
    let part = Int64(weight) / share
    return work >= (isUnderWay ? max(underWay, part * 8) : max(atRest, part))
  }
}
