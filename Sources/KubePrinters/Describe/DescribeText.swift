// Builds a description line by line. Names and values are parted by tabs and aligned at the end, so that a part of a
// description need not know how wide the others are.
import KubeObjects

/// The text of a description in the making.
struct DescribeText {
  private var tabs = TabWriter(.description)
  /// Text whose tabs stay as they are; `nil` where columns are aligned.
  private var plain: String?
  /// Levels that everything is moved to the right by.
  private var indent = 0

  init(alignsColumns: Bool = true) { plain = alignsColumns ? nil : "" }

  /// Adds text, indented by two spaces a level. A line may be written in several parts.
  mutating func write(_ level: Int = 0, _ text: String) {
    let text = String(repeating: "  ", count: level + indent) + TerminalText.escaped(text)
    if plain != nil { plain?.append(text) } else { tabs.write(text) }
  }

  mutating func line(_ level: Int = 0, _ text: String) { write(level, text + "\n") }

  /// `Name:  value`
  mutating func field(_ level: Int = 0, _ name: String, _ value: String) { line(level, "\(name):\t\(value)") }

  /// The texts of a row, in columns.
  mutating func row(_ level: Int = 0, _ cells: String...) { line(level, cells.joined(separator: "\t")) }

  /// The header of a table within the description, and the rules below it.
  mutating func header(_ level: Int = 1, _ names: String...) {
    line(level, names.joined(separator: "\t"))
    line(level, names.map { String(repeating: "-", count: $0.count) }.joined(separator: "\t"))
  }

  /// Writes a part further to the right.
  mutating func nested(_ levels: Int, _ part: (inout DescribeText) -> Void) {
    indent += levels
    part(&self)
    indent -= levels
  }

  /// Ends the columns: what follows is aligned on its own.
  mutating func endColumns() { tabs.flush() }

  mutating func take() -> String { plain ?? tabs.take() }
}

extension DescribeText {
  /// A title, and below it a line for each text; `<none>` where there are none.
  mutating func list(_ level: Int = 0, _ title: String, _ texts: [String]) {
    write(level, "\(title):\t")
    guard !texts.isEmpty else { return line("<none>") }
    for (index, text) in texts.enumerated() {
      if index > 0 { write(level, "\t") }
      line(text)
    }
  }

  /// Adds a line without a level of its own.
  mutating func line(_ text: String) { line(0, text) }
}
