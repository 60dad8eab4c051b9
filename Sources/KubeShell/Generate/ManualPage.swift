// Man pages: sections, paragraphs, lists and examples, written in the macros of man(7).

/// A man page being written.
struct ManualPage {
  private(set) var text: String

  /// - Parameters:
  ///   - name: the name of the page: `stsctl-get`
  ///   - summary: what stands behind the name, in a few words
  init(_ name: String, section: Int, summary: String) {
    text = ".\\\" Printed by `make generate`. Do not edit.\n"
    text += ".TH \"\(name.uppercased())\" \"\(section)\" \"\(InvocationHelp.released)\" "
    text += "\"stsctl \(InvocationHelp.version)\" \"stsctl manual\"\n"
    text += ".SH NAME\n" + Self.filled("\(name) - \(summary)")
  }

  mutating func section(_ title: String) { text += ".SH \(title)\n" }

  mutating func subsection(_ title: String) { text += ".SS \(Self.escaped(title))\n" }

  /// Lines of usage, each on its own.
  mutating func synopsis(_ lines: [String]) {
    section("SYNOPSIS")
    text += ".nf\n" + lines.map { ".B \(Self.escaped($0))\n" }.joined() + ".fi\n"
  }

  /// Paragraphs, separated by empty lines in the text.
  mutating func paragraphs(_ prose: String) {
    for (index, paragraph) in prose.split(separator: "\n\n").enumerated() {
      if index > 0 { text += ".PP\n" }
      if paragraph.hasPrefix("    ") { verbatim(String(paragraph)) } else { text += Self.lines(String(paragraph)) }
    }
  }

  /// Text that keeps its lines.
  mutating func verbatim(_ lines: String) {
    text += ".RS 4\n.nf\n"
    text += lines.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "\\&\n" : Self.guarded(Self.escaped(String($0))) + "\n" }.joined()
    text += ".fi\n.RE\n"
  }

  /// An entry of a list: a term and what it means.
  mutating func entry(_ term: String, _ meaning: String) {
    text += ".TP\n.B \(Self.escaped(term))\n" + Self.lines(meaning)
  }

  /// A paragraph of its own, below a heading or after a list.
  mutating func note(_ prose: String) {
    let isBelowHeading = text.split(separator: "\n").last?.hasPrefix(".S") == true
    text += (isBelowHeading ? "" : ".PP\n") + Self.lines(prose)
  }

  /// What an example does, and its lines.
  mutating func example(_ purpose: String, _ lines: String) {
    note(purpose.withoutStop + ":")
    verbatim(lines)
  }

  mutating func seeAlso(_ pages: [(name: String, section: Int)]) {
    section("SEE ALSO")
    text += pages.map { ".BR \(Self.escaped($0.name)) (\($0.section))" }.joined(separator: " ,\n") + "\n"
  }

  /// Prose: every sentence begins a line, as roff likes it, and no line is longer than 80 bytes.
  private static func lines(_ prose: String) -> String {
    let joined = prose.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " ")
    return joined.replacing(". ", with: ".\n").split(separator: "\n").map(filled).joined()
  }

  private static func filled(_ sentence: Substring) -> String {
    var lines = [""]
    for word in sentence.split(separator: " ").map({ escaped(String($0)) }) {
      if lines[lines.count - 1].isEmpty {
        lines[lines.count - 1] = word
      } else if lines[lines.count - 1].utf8.count + word.utf8.count < 79 {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(word)
      }
    }
    return lines.map { guarded($0) + "\n" }.joined()
  }

  /// Backslashes and hyphens as roff wants them: hyphens that people copy stay hyphens.
  static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("\t", with: "    ")
  }

  /// A line that would begin with a control character begins with nothing instead.
  private static func guarded(_ line: String) -> String {
    line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : line
  }
}
