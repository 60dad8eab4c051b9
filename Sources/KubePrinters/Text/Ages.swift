// Spans of time as people read them: `2m30s`, `3h5m`, `5d2h`, `2y100d`. The rules are those of
// k8s.io/apimachinery/pkg/util/duration.
import KubeObjects
import SimCore

public enum Age {
  /// `duration.HumanDuration`: two units at most, coarser with growing length. Up to two seconds in the future count
  /// as now, because clocks differ; more is `<invalid>`.
  public static func text(_ span: TimeSpan) -> String {
    let seconds = span.wholeSeconds
    if seconds < -1 { return "<invalid>" }
    if seconds < 0 { return "0s" }
    if seconds < 120 { return "\(seconds)s" }
    let minutes = seconds / 60
    if minutes < 10 { return pair(minutes, "m", seconds % 60, "s") }
    if minutes < 180 { return "\(minutes)m" }
    let hours = minutes / 60
    if hours < 8 { return pair(hours, "h", minutes % 60, "m") }
    if hours < 48 { return "\(hours)h" }
    let days = hours / 24
    if days < 8 { return pair(days, "d", hours % 24, "h") }
    if days < 2 * 365 { return "\(days)d" }
    if days < 8 * 365 { return pair(days / 365, "y", days % 365, "d") }
    return "\(days / 365)y"
  }

  private static func pair(_ large: Int64, _ unit: String, _ small: Int64, _ smallUnit: String) -> String {
    small == 0 ? "\(large)\(unit)" : "\(large)\(unit)\(small)\(smallUnit)"
  }

  /// The time since a stored timestamp (RFC 3339); `<unknown>` where there is none.
  public static func since(_ timestamp: Value, _ now: Instant) -> String {
    guard case .string(let text) = timestamp, let instant = Instant(rfc3339: text) else { return "<unknown>" }
    return self.text(now - instant)
  }
}
