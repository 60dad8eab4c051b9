// Markdown as lessons and documents use it: headings, text, and blocks of code with what their fences say.

/// A part of a Markdown text.
enum MarkdownBlock: Equatable {
  case heading(level: Int, String)
  /// Lines that belong together.
  case text(String)
  /// A block of code: the word behind its fence, the words after that, its lines and where the first of them is.
  case code(language: String, notes: [String], lines: [String], line: Int)
}

enum Markdown {
  static func blocks(_ text: String) -> [MarkdownBlock] {
    var reader = MarkdownReader()
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) { reader.take(String(line)) }
    return reader.finish()
  }
}

private struct MarkdownReader {
  private var blocks: [MarkdownBlock] = []
  private var text: [String] = []
  private var fence: (mark: String, info: [String], lines: [String], line: Int)?
  private var number = 0

  mutating func take(_ line: String) {
    number += 1
    if let open = fence {
      if line.trimmingEnd == open.mark { close(open) } else { fence?.lines.append(line) }
      return
    }
    let marks = line.prefix { $0 == "`" }
    if marks.count >= 3 {
      flush()
      let info = line.dropFirst(marks.count).split(separator: " ").map(String.init)
      fence = (String(marks), info, [], number + 1)
    } else if let heading = Self.heading(line) {
      flush()
      blocks.append(heading)
    } else if line.allSatisfy(\.isWhitespace) {
      flush()
    } else {
      text.append(line)
    }
  }

  private mutating func close(_ open: (mark: String, info: [String], lines: [String], line: Int)) {
    blocks.append(
      .code(language: open.info.first ?? "", notes: Array(open.info.dropFirst()), lines: open.lines, line: open.line))
    fence = nil
  }

  private static func heading(_ line: String) -> MarkdownBlock? {
    let marks = line.prefix { $0 == "#" }
    guard (1...6).contains(marks.count), line.dropFirst(marks.count).first == " " else { return nil }
    return .heading(level: marks.count, String(line.dropFirst(marks.count + 1)).trimmingEnd)
  }

  private mutating func flush() {
    if !text.isEmpty { blocks.append(.text(text.joined(separator: "\n"))) }
    text = []
  }

  mutating func finish() -> [MarkdownBlock] {
    if let open = fence { close(open) }
    flush()
    return blocks
  }
}
