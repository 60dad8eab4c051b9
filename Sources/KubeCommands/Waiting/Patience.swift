// How long a wait without an end lasts. At a terminal it lasts until it is broken off; nobody can do that in a script,
// whose cluster would go on for ever.
import SimCore

/// The patience of one who waits without saying how long.
struct Patience {
  /// How long nothing may happen.
  let quiet: TimeSpan?
  /// How long it may take in all.
  let longest: TimeSpan?

  /// - Parameter context: of a terminal, which has endless patience, or of a script.
  init(_ context: CommandContext) {
    let isScript = context.simulation != nil && !context.isTerminal
    quiet = isScript ? .hours(1) : nil
    longest = isScript ? .hours(24) : nil
  }

  /// When to give up.
  func deadline(from now: Instant) -> Instant { longest.map { now + $0 } ?? .distantFuture }

  /// Until when the next change has time.
  func next(before deadline: Instant, from now: Instant) -> Instant {
    quiet.map { min(deadline, now + $0) } ?? deadline
  }
}
