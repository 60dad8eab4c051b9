// Manual pages as plain text, for `help`: understands the macros that `ManualPage` writes.

enum ManualText {
  /// A page as a terminal of so many columns shows it.
  static func plain(_ roff: String, columns: Int) -> String {
    var reader = RoffReader(columns: max(40, columns))
    for line in roff.split(separator: "\n", omittingEmptySubsequences: false) { reader.take(String(line)) }
    return reader.finish()
  }
}

private struct RoffReader {
  private let columns: Int
  private var text = ""
  private var words: [Substring] = []
  private var indent = 7
  private var isVerbatim = false
  /// Whether the next line is the term of an entry.
  private var awaitsTerm = false

  init(columns: Int) { self.columns = columns }

  mutating func take(_ line: String) {
    if line.hasPrefix(".\\\"") || line.hasPrefix(".TH") { return }
    if line.hasPrefix(".") { return macro(line) }
    let plain = Self.unescaped(line)
    if isVerbatim {
      text += (plain.isEmpty ? "" : String(repeating: " ", count: indent) + plain) + "\n"
    } else {
      words += plain.split(separator: " ").map { Substring(String($0)) }
    }
  }

  private mutating func macro(_ line: String) {
    let name = line.prefix { $0 != " " }
    let rest = Self.unescaped(String(line.dropFirst(name.count + 1)))
    switch name {
    case ".SH", ".SS":
      flush()
      text += "\n" + (name == ".SS" ? "   " : "") + Self.unquoted(rest) + "\n"
      indent = 7
    case ".PP": flush(); text += "\n"; indent = isVerbatim ? indent : 7
    case ".TP": flush(); text += "\n"; indent = 7; awaitsTerm = true
    case ".B": bold(rest)
    case ".BR":
      let pages = rest.replacing(" (", with: "(").split(separator: " ").filter { $0 != "," }
      words += pages.map { Substring(String($0) + ",") }
    case ".nf": flush(); isVerbatim = true
    case ".fi": isVerbatim = false
    case ".RS": flush(); indent += 4; text += "\n"
    case ".RE": indent -= 4; text += "\n"
    default: break
    }
  }

  private mutating func bold(_ rest: String) {
    if isVerbatim || awaitsTerm {
      text += String(repeating: " ", count: indent) + Self.unquoted(rest) + "\n"
      if awaitsTerm { indent = 14 }
      awaitsTerm = false
    } else {
      words += rest.split(separator: " ").map { Substring(String($0)) }
    }
  }

  /// Writes the words that have gathered, in lines.
  private mutating func flush() {
    if words.isEmpty { return }
    var line = ""
    for word in words {
      if !line.isEmpty, indent + TextWidth.of(line) + TextWidth.of(word) >= columns {
        text += String(repeating: " ", count: indent) + line + "\n"
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    if line.hasSuffix("),") { line.removeLast() }
    text += String(repeating: " ", count: indent) + line + "\n"
    words = []
  }

  mutating func finish() -> String {
    flush()
    return String(text.drop { $0 == "\n" }).replacing("\n\n\n", with: "\n\n")
  }

  private static func unescaped(_ text: String) -> String {
    text.replacing("\\&", with: "").replacing("\\-", with: "-").replacing("\\e", with: "\\")
  }

  private static func unquoted(_ text: String) -> String {
    text.count > 1 && text.hasPrefix("\"") && text.hasSuffix("\"") ? String(text.dropFirst().dropLast()) : text
  }
}
