// Lessons on a screen: Markdown made plain, and what the guide itself says, in two languages.

/// The language of lessons.
public enum LessonLanguage: String, Sendable, CaseIterable {
  case english = "en"
  case chinese = "zh"

  /// The language that the environment asks for.
  public init(_ environment: [String: String]) {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    self = named?.hasPrefix("zh") == true ? .chinese : .english
  }

  /// The end of the names of its files.
  var ending: String { self == .chinese ? ".zh.md" : ".md" }

  /// One of two texts.
  func text(_ english: String, _ chinese: String) -> String { self == .chinese ? chinese : english }
}

/// Renders Markdown for a terminal.
struct LessonText {
  let columns: Int
  let isPainted: Bool

  func rendered(_ blocks: [MarkdownBlock]) -> String { blocks.map { rendered($0) + "\n" }.joined() }

  private func rendered(_ block: MarkdownBlock) -> String {
    switch block {
    case .heading(_, let title): return heading(title)
    case .code(_, _, let lines, _): return lines.map { "    \($0)\n" }.joined()
    case .text(let text):
      let isList = text.hasPrefix("- ") || text.hasPrefix("1. ")
      let lines = isList ? text.split(separator: "\n").map(String.init) : [text.replacing("\n", with: " ")]
      return lines.map { wrapped($0) }.joined()
    }
  }

  func heading(_ title: String) -> String { (isPainted ? Meaning.title.paint(title) : title) + "\n" }

  /// Breaks a paragraph into lines; Chinese text may be broken between any two characters.
  private func wrapped(_ text: String) -> String {
    var lines = ""
    var line = ""
    for word in Self.pieces(text) {
      if !line.isEmpty, TextWidth.of(line) + TextWidth.of(word.trimmingEnd) > min(columns - 1, 100) {
        lines += line.trimmingEnd + "\n"
        line = ""
      }
      line += word
    }
    return lines + line.trimmingEnd + "\n"
  }

  /// Words with the space behind them, and wide characters each for itself, with the marks that may not begin a line.
  private static func pieces(_ text: String) -> [String] {
    var pieces: [String] = []
    for character in text {
      let isWide = TextWidth.of(String(character)) > 1
      let clings = "，。、；：！？）》」".contains(character)
      if let last = pieces.last, clings || (!isWide && last.last != " " && TextWidth.of(String(last.suffix(1))) == 1) {
        pieces[pieces.count - 1].append(character)
      } else {
        pieces.append(String(character))
      }
    }
    return pieces
  }
}
