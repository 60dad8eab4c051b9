// The one renderer of failures: kubectl's sentences (k8s.io/kubectl pkg/cmd/util, checkErr).
import KubeObjects

public enum ErrorText {
  /// What goes to standard error, with its line ends; empty when everything has been said.
  public static func render(_ error: CommandError) -> String {
    switch error {
    case .exit: ""
    case .failing(_, let inner): render(inner)
    case .usage(let usage): line(prefixed(usage.message))
    case .text(let text): line(prefixed(text))
    case .status(let status): status.reason == .invalid ? invalid(status) : line(sentence(status))
    case .several(let errors): lines(errors)
    }
  }

  /// A line each; a list alone in another is taken out of it.
  private static func lines(_ errors: [CommandError]) -> String {
    if errors.count == 1, case .several(let inner) = errors[0] { return inner.map { plain($0) + "\n" }.joined() }
    return errors.map { plain($0) + "\n" }.joined()
  }

  private static func line(_ text: String) -> String { text.hasSuffix("\n") ? text : text + "\n" }

  private static func prefixed(_ text: String) -> String {
    text.hasPrefix("error: ") || text.hasPrefix("Error: ") ? text : "error: \(text)"
  }

  /// One failure among several: a refusal of the client stands without `error: `.
  public static func plain(_ error: CommandError) -> String {
    switch error {
    case .status(let status): sentence(status)
    case .text(let text): text
    case .usage(let usage): usage.message
    case .failing(_, let inner): plain(inner)
    case .several(let errors): together(errors)
    case .exit: ""
    }
  }

  /// Failures on one line: each text once.
  private static func together(_ errors: [CommandError]) -> String {
    var seen: Set<String> = []
    let texts = errors.map(unadorned).filter { seen.insert($0).inserted }
    return texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"
  }

  /// A failure inside another's sentence: Go's `err.Error()`.
  public static func unadorned(_ error: CommandError) -> String {
    if case .status(let status) = error { return status.message }
    return plain(error)
  }

  /// `Error from server (NotFound): pods "x" not found`
  public static func sentence(_ status: APIStatus) -> String {
    switch status.reason {
    case .unauthorized: "error: You must be logged in to the server (\(status.message))"
    case .unknown: "Error from server: \(status.message)"
    default: "Error from server (\(status.reason.rawValue)): \(status.message)"
    }
  }

  /// `The StatefulSet "web" is invalid: ...`: one cause on the line, several below it.
  private static func invalid(_ status: APIStatus) -> String {
    var head = "The request is invalid"
    if !status.kind.isEmpty || !status.name.isEmpty {
      head = "The \(status.kind) \(GoText.quoted(status.name)) is invalid"
    } else if !status.message.isEmpty, status.causes.isEmpty {
      head += ": \(status.message)"
    }
    var causes: [String] = []
    for cause in status.causes {
      let text = "\(cause.field): \(cause.message)"
      if !causes.contains(text) { causes.append(text) }
    }
    switch causes.count {
    case 0: return line(head)
    case 1: return line("\(head): \(causes[0])")
    default: return "\(head): \n" + causes.map { "* \($0)\n" }.joined()
    }
  }
}
