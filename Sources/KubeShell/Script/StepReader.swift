// Reads steps from lines that come one after the other: typed ones, or those another program writes.

/// Where lines come from.
public enum LineInput: Equatable, Sendable {
  case line(String)
  /// Several lines that were pasted at once, and what came after the last of their ends.
  case pasted([String], rest: String)
  /// The user gave the line up (Ctrl-C).
  case interrupted
  case end
}

/// Gathers lines until they make a step.
struct StepReader {
  enum Outcome {
    /// The steps of one or more whole lines; none for blank lines and comments.
    case steps([Step], text: String)
    case interrupted
    case end
  }

  /// Whether a step may end in `&`.
  var allowsBackground = false
  private var line = 1
  /// Comments that wait for the step below them.
  private var comments = ""

  /// Reads on. `next` is asked for lines, and told whether the line goes on one that is not complete.
  mutating func read(_ next: (_ isContinuation: Bool) -> LineInput) -> Outcome {
    var text = ""
    while true {
      switch next(!text.isEmpty) {
      case .interrupted: return .interrupted
      case .pasted(let lines, let rest):
        text += (lines + (rest.isEmpty ? [] : [rest])).joined(separator: "\n") + "\n"
        if !isIncomplete(text) { return finish(text) }
      case .end:
        if text.isEmpty { return .end }
        return finish(text)
      case .line(let more):
        text += more + "\n"
        if !isIncomplete(text) { return finish(text) }
      }
    }
  }

  private func isIncomplete(_ text: String) -> Bool {
    // Without its newline, so that a line which ends in a backslash wants another one.
    ShellParser.steps(String(text.dropLast()), allowsBackground: allowsBackground).contains { step in
      guard case .failure(let error) = step.command else { return false }
      return error.isIncomplete
    }
  }

  private mutating func finish(_ text: String) -> Outcome {
    let whole = comments + text
    let steps = ShellParser.steps(whole, firstLine: line, allowsBackground: allowsBackground)
    if steps.isEmpty, text.contains("#") {
      comments = whole
    } else {
      comments = ""
      line += whole.utf8.count { $0 == .newline }
    }
    return .steps(steps, text: text)
  }
}
