// Entries of the history as lines of a file: one entry a line, whatever it holds.

public enum HistoryText {
  /// An entry as a line, with its newline: newlines and backslashes in it are escaped.
  public static func line(for entry: String) -> String {
    entry.replacing("\\", with: "\\\\").replacing("\n", with: "\\n") + "\n"
  }

  /// The last entries of a file, oldest first. Lines that were cut off while being written are entries too.
  public static func entries(_ text: String, limit: Int) -> [String] {
    text.split(separator: "\n").suffix(limit).map { unescaped($0) }
  }

  private static func unescaped(_ line: Substring) -> String {
    guard line.contains("\\") else { return String(line) }
    var entry = ""
    var isEscaped = false
    for character in line {
      if isEscaped {
        entry.append(character == "n" ? "\n" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        entry.append(character)
      }
    }
    return entry
  }
}
