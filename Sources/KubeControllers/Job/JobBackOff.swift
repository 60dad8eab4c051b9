// How long a Job waits after failures before it makes another pod (pkg/controller/job/backoff_utils.go).
import SimCore

/// What a Job remembers of its failures: the pods themselves may be gone.
struct JobBackOff: Hashable, Codable {
  static let first = TimeSpan.seconds(10)
  static let longest = TimeSpan.minutes(10)

  /// Failures since the last success.
  private(set) var failures = 0
  private var last: Instant?

  /// Takes in the pods that ended since the last look, by the times at which they did.
  mutating func note(successes: [Instant], failures ends: [Instant]) {
    guard let success = successes.max() else {
      guard let end = ends.max() else { return }
      failures += ends.count
      return last = end
    }
    let later = ends.filter { $0 > success }
    (failures, last) = (later.count, later.max())
  }

  /// When the next pod may be made; `nil` when none has failed.
  var end: Instant? { last.map { $0 + Self.span(after: failures) } }

  /// Ten seconds, doubled with each failure.
  static func span(after failures: Int) -> TimeSpan {
    min(first * (1 << Int64(min(failures - 1, 16))), longest)
  }
}
