// Times as objects hold them, written out once a second.
import KubeObjects
import SimCore

/// The text of the present second: many objects share it.
public struct TimeStampCache {
  private var second = Int64.min
  private var text = Value.null

  public init() {}

  /// `metav1.Time`, as a string value.
  public mutating func text(_ instant: Instant) -> Value {
    if instant.unixSeconds != second {
      second = instant.unixSeconds
      text = .string(instant.rfc3339)
    }
    return text
  }
}
