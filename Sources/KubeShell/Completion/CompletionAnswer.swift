// What the Tab key brings: text to insert, or candidates to choose from.

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
  /// How much of every candidate is left out of lists: `.spec.` of `.spec.replicas`.
  public var hidden = 0

  public init(insertion: String = "", candidates: [Candidate] = [], hidden: Int = 0) {
    self.insertion = insertion
    self.candidates = candidates
    self.hidden = hidden
  }

  private var width: Int { candidates.map { TextWidth.of($0.text) }.max().map { $0 - hidden } ?? 0 }
  private var hasSummaries: Bool { candidates.contains { !$0.summary.isEmpty } }

  /// How many lines the list has.
  public func lineCount(columns: Int) -> Int {
    if hasSummaries { return candidates.count }
    let count = max(1, columns / (width + 2))
    return (candidates.count + count - 1) / count
  }

  /// The candidates as a list for the screen: with their summaries one a line, otherwise in columns.
  public func listing(columns: Int) -> String {
    let width = width
    if hasSummaries {
      return candidates.map { candidate in
        let text = shown(candidate).filled(to: width) + "  " + candidate.summary
        return TextWidth.prefix(text, columns: max(width, columns - 1)).trimmingEnd + "\n"
      }.joined()
    }
    let count = max(1, columns / (width + 2))
    return stride(from: 0, to: candidates.count, by: count).map { start in
      candidates[start..<min(start + count, candidates.count)].map { shown($0).filled(to: width) }
        .joined(separator: "  ").trimmingEnd + "\n"
    }.joined()
  }

  private func shown(_ candidate: Candidate) -> String {
    hidden == 0 ? candidate.text : String(candidate.text.dropFirst(hidden))
  }
}

extension String {
  fileprivate func filled(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - TextWidth.of(self)))
  }
}
