// The last stop of what a session prints: follows tables, paints, and keeps the live line out of the way.
import KubeCommands

/// How many columns and rows a terminal has.
public struct ScreenSize: Equatable, Sendable {
  public var columns: Int
  public var rows: Int

  public init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }
}

/// A line at the bottom that is drawn anew in its place: how far a rollout is.
public final class LiveLine: ProgressSink {
  private let base: any TextSink
  private let columns: () -> Int
  private var isShown = false

  /// - Parameter columns: how wide the terminal is now.
  public init(_ base: any TextSink, columns: @escaping () -> Int) {
    self.base = base
    self.columns = columns
  }

  public func show(_ text: String) {
    isShown = true
    base.write("\r" + String(text.prefix(max(1, columns() - 1))) + "\u{1b}[K")
  }

  public func clear() {
    if isShown { base.write("\r\u{1b}[K") }
    isShown = false
  }
}

/// The standard output or the standard error of a session, as it is shown.
public final class ScreenSink: TextSink {
  public enum Role: Sendable {
    case output, errors
  }

  private let base: any TextSink
  private let role: Role
  private let painter: Painter?
  private let live: LiveLine?
  private var follower = TableFollower()
  /// The beginning of a line whose end has not come yet.
  private var pending = ""

  /// - Parameter isPainted: whether colours are shown.
  public init(_ base: any TextSink, _ role: Role, isPainted: Bool, live: LiveLine? = nil) {
    self.base = base
    self.role = role
    painter = isPainted ? Painter() : nil
    self.live = live
  }

  public func write(_ text: String) {
    live?.clear()
    if role == .errors, painter == nil { return base.write(text) }
    if text.isEmpty { return }
    base.write(shown(text))
  }

  /// What comes now belongs to another command.
  func begin() { follower.begin() }

  /// Ends a line that was begun, so that a prompt stands by itself.
  func endLine() { if !pending.isEmpty { write("\n") } }

  /// The names in the rows that were printed since this was last asked.
  func takeNames() -> [String] {
    defer { follower.forgetNames() }
    return follower.names
  }

  /// Whole lines are followed and painted; what has no end yet is shown as it is.
  private func shown(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    let open = lines.popLast() ?? ""
    if lines.isEmpty {
      pending += open
      return text
    }
    var shown = ""
    for (index, line) in lines.enumerated() {
      if index == 0, !pending.isEmpty {
        _ = follower.take(pending + line)
        shown += line + "\n"
      } else {
        shown += self.line(line) + "\n"
      }
    }
    pending = String(open)
    return shown + open
  }

  private func line(_ line: Substring) -> String {
    if role == .errors { return painter?.paintError(line) ?? String(line) }
    let place = follower.take(line)
    return painter?.paint(line, place) ?? String(line)
  }
}
