// A log that nobody can flood.
import Synchronization

/// Passes on some lines in a while and counts the others, so that hostile clients fill no disk, and whoever reads the
/// log slowly holds up nobody.
final class ScarceLog: Sendable {
  private static let linesInASpan = 20
  /// Nanoseconds.
  private static let span = Int64(10_000_000_000)

  private struct State {
    var since: Int64
    var written = 0
    var dropped = 0
  }

  private let wallTime: WallTime
  private let output: @Sendable (String) -> Void
  private let state: Mutex<State>

  init(wallTime: @escaping WallTime, write: @escaping @Sendable (String) -> Void) {
    self.wallTime = wallTime
    output = write
    state = Mutex(State(since: wallTime()))
  }

  func write(_ line: String) {
    let now = wallTime()
    let lines = state.withLock { state -> [String] in
      var lines: [String] = []
      if now - state.since > Self.span {
        if state.dropped > 0 { lines.append("\(state.dropped) more lines like these were left out") }
        state = State(since: now)
      }
      state.written += 1
      if state.written > Self.linesInASpan { state.dropped += 1 } else { lines.append(line) }
      return lines
    }
    for line in lines { output(line) }
  }
}
