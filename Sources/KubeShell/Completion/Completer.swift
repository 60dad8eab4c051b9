// Answers the Tab key: what may stand at the cursor, and what of it can be typed at once.
import ClusterAPI
import KubeCommands

/// Something that may stand at the cursor.
public struct Candidate: Equatable, Sendable {
  /// The whole word.
  public var text: String
  /// What it is, where a word on that helps.
  public var summary: String
  /// Whether something may follow without a space: a folder, `--replicas=`.
  public var isOpen: Bool

  public init(_ text: String, _ summary: String = "", isOpen: Bool = false) {
    self.text = text
    self.summary = summary
    self.isOpen = isOpen
  }
}

/// What the Tab key brings.
public struct CompletionAnswer: Equatable, Sendable {
  /// What to type at the cursor; empty when nothing is certain.
  public var insertion = ""
  /// What may stand there, for choosing.
  public var candidates: [Candidate] = []

  /// The candidates as a list for the screen: with their summaries one a line, otherwise in columns.
  public func listing(columns: Int) -> String {
    let width = candidates.map(\.text.count).max() ?? 0
    if candidates.contains(where: { !$0.summary.isEmpty }) {
      return candidates.map { candidate in
        let text = candidate.text.filled(to: width) + "  " + candidate.summary
        return String(text.prefix(max(width, columns - 1))).trimmed + "\n"
      }.joined()
    }
    let count = max(1, columns / (width + 2))
    return stride(from: 0, to: candidates.count, by: count).map { start in
      candidates[start..<min(start + count, candidates.count)].map { $0.text.filled(to: width) }
        .joined(separator: "  ").trimmed + "\n"
    }.joined()
  }
}

extension String {
  fileprivate func filled(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }

  fileprivate var trimmed: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

/// Completes lines of a session.
public final class Completer {
  private let session: Session

  public init(_ session: Session) { self.session = session }

  /// What may stand between `before` and `after`, the two parts of a line around its cursor.
  public func answer(before: String, after: String = "") -> CompletionAnswer {
    let line = CursorLine(before)
    let (typed, candidates) = candidates(line, later: CursorLine(after + " ").words)
    var answer = CompletionAnswer(candidates: candidates)
    guard let first = candidates.first else { return answer }
    if candidates.count == 1 {
      answer.insertion = line.typed(String(first.text.dropFirst(typed.count)), isWhole: !first.isOpen)
    } else {
      let shared = candidates.dropFirst().reduce(first.text) { $0.commonPrefix(with: $1.text) }
      if shared.count > typed.count {
        answer.insertion = line.typed(String(shared.dropFirst(typed.count)), isWhole: false)
      }
    }
    return answer
  }

  /// What may stand at the end of a command line of another shell, which begins with the program's name: whole words,
  /// one a line, each with a tab and what it is.
  public func words(_ text: String) -> String {
    var line = CursorLine(text)
    if let program = line.words.first?.split(separator: "/").last, ["stsctl", "kubectl"].contains(program) {
      line = CursorLine(words: Array(line.words.dropFirst()), prefix: line.prefix)
    }
    let (typed, candidates) = outsideCandidates(line)
    let head = line.prefix.dropLast(typed.count)
    return candidates.map { "\(head)\($0.text)\t\($0.summary)\n" }.joined()
  }

  /// Outside, stsctl's own options may come before the command.
  private func outsideCandidates(_ line: CursorLine) -> (String, [Candidate]) {
    var rest = line.words[...]
    while let word = rest.first, let option = InvocationOptionCatalog.option(word) {
      rest.removeFirst()
      guard option.valueName != nil, !word.contains("=") else { continue }
      if rest.isEmpty { return (line.prefix, option.valueKind == .file ? fileCandidates(line.prefix) : []) }
      rest.removeFirst()
    }
    guard rest.isEmpty else { return candidates(CursorLine(words: Array(rest), prefix: line.prefix), later: []) }
    let options = InvocationOptionCatalog.options.filter { !$0.isHidden }.map { Candidate($0.name, $0.details) }
    let isScript = line.words.contains { InvocationOptionCatalog.option($0)?.name == "--file" }
    let verbs = VerbCatalog.root(for: session.context).subcommands.filter { !$0.isHidden && !isScript }
      .map { Candidate($0.name, $0.help.summary) }
    return (line.prefix, Self.beginning(line.prefix, line.prefix.hasPrefix("-") ? options : verbs))
  }

  private func fileCandidates(_ prefix: String) -> [Candidate] {
    FileCandidates.files(prefix, in: session.context.files)
  }

  /// What was typed of the word that the candidates are for, and the candidates that begin so.
  private func candidates(_ line: CursorLine, later: [String]) -> (String, [Candidate]) {
    let root = VerbCatalog.root(for: session.context)
    if line.words.isEmpty { return (line.prefix, Self.beginning(line.prefix, firstWords(root))) }
    if ShellWordCatalog.word(line.words[0]) != nil, root.subcommand(line.words[0]) == nil {
      return shellWordCandidates(line, later)
    }
    let place = CursorPlace(words: line.words, prefix: line.prefix, later: later, root: root)
    let source = CandidateSource(context: session.context, place: place)
    return (source.prefix, Self.beginning(source.prefix, source.candidates()))
  }

  private func firstWords(_ root: Command) -> [Candidate] {
    let verbs = root.subcommands.filter { !$0.isHidden }.map { Candidate($0.name, $0.help.summary) }
    let words = ShellWordCatalog.words.filter { $0.name != ":" }.map { Candidate($0.name, $0.summary) }
    return (verbs + words + [Candidate("kubectl")]).sorted { $0.text < $1.text }
  }

  /// `expect CHECKS COMMAND` holds a command; the other words take texts, times and files.
  private func shellWordCandidates(_ line: CursorLine, _ later: [String]) -> (String, [Candidate]) {
    let root = VerbCatalog.root(for: session.context)
    if line.words[0] == "expect" {
      guard let start = line.words.dropFirst().firstIndex(where: { root.subcommand($0) != nil }) else {
        return (line.prefix, Self.beginning(line.prefix, firstWords(root)))
      }
      let place = CursorPlace(words: Array(line.words[start...]), prefix: line.prefix, later: later, root: root)
      let source = CandidateSource(context: session.context, place: place)
      return (source.prefix, Self.beginning(source.prefix, source.candidates()))
    }
    guard line.words[0] == "cat" else { return (line.prefix, []) }
    return (line.prefix, FileCandidates.files(line.prefix, in: session.context.files))
  }

  private static func beginning(_ prefix: String, _ candidates: [Candidate]) -> [Candidate] {
    candidates.filter { $0.text.hasPrefix(prefix) }
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
