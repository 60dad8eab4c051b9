// Sentences in lines of a limited width.

enum WordWrap {
  /// A text in indented lines of at most `width` characters, each with its line break; a longer word has a line of its
  /// own.
  static func indented(_ text: String, by indent: Int, width: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    return lines(text, width: width - indent).map { "\(margin)\($0)\n" }.joined()
  }

  /// A text whose lines stay lines, each wrapped on its own; without a line's end after the last.
  static func paragraphs(_ text: String, by indent: Int, width: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    return text.lineParts.flatMap { lines($0, width: width) }.map { margin + $0 }.joined(separator: "\n")
  }

  private static func lines(_ text: String, width: Int) -> [String] {
    var lines = [""]
    for word in text.split(separator: " ") {
      let last = lines.count - 1
      if lines[last].isEmpty {
        lines[last] = String(word)
      } else if lines[last].count + 1 + word.count <= width {
        lines[last] += " \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
