// `fresh/default 09:30:05*> `: cluster, namespace, subject, cluster time, and a star while something is not at rest.
import ClusterAPI
import KubeCommands
import SimCore

struct Prompt {
  private let session: Session

  init(_ session: Session) { self.session = session }

  /// The prompt; what only changes colours stands between characters of value 1, as line editors want it.
  var text: String {
    let now = session.clock?.now ?? session.context.api.now
    let time = now.rfc3339.dropLast().suffix(8)
    let subject = session.subject.map { " " + $0 } ?? ""
    let paused = session.clock?.isPaused == true ? " paused" : ""
    let mark = Readiness.isAtRest(session.context.api) ? "" : painted("*", .waiting)
    return "\(session.clusterName)/\(painted(session.context.namespace, .changed))\(subject) \(time)\(paused)\(mark)> "
  }

  private func painted(_ text: String, _ meaning: Meaning) -> String {
    guard session.workbench?.isPainted == true else { return text }
    return "\u{1}\u{1b}[\(meaning.rawValue)m\u{1}\(text)\u{1}\u{1b}[0m\u{1}"
  }

  /// A prompt as the screen gets it.
  static func visible(_ prompt: String) -> String { prompt.replacing("\u{1}", with: "") }

  /// A prompt without anything that takes no room.
  public static func bare(_ prompt: String) -> String {
    prompt.split(separator: "\u{1}", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset.isMultiple(of: 2) }.map { String($0.element) }.joined()
  }
}

extension Prompt {
  /// The columns that a prompt takes.
  static func width(_ prompt: String) -> Int { TextWidth.of(bare(prompt)) }
}

/// What a line editor has to know of prompts.
public enum PromptText {
  /// The columns that a prompt takes; what stands between characters of value 1 takes none.
  public static func width(_ prompt: String) -> Int { Prompt.width(prompt) }
}
