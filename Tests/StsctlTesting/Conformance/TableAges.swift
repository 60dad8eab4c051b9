// Ages in tables and lists of events: found by the header above them, while the columns still stand there.
import Foundation

enum TableAges {
  static let age = #"(?:<invalid>|<unknown>|\d+(?:y\d+d|d\d+h|h\d+m|m\d+s|[smhdy]|ms))"#
  /// The letters of generated names.
  static let random = "[bcdfghjklmnpqrstvwxz2456789]"

  private static let repeated = Pattern(age + #"(?: \(x\d+ over "# + age + #"\))?"#)
  private static let restarted = Pattern(#"\("# + age + #" ago\)"#)
  private static let eventAge = Pattern(#"(?<=\s)"# + age + #"(?: \(x\d+ over "# + age + #"\))?(?=\s|$)"#)
  private static let eventHeader = Pattern(#"^\s*Type\s+Reason\s+Age"#)

  /// The text with every age replaced by `<age>`.
  static func masked(_ text: String) -> String {
    var header: [Column]?
    var isInEvents = false
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var line = String(line)
      let columns = Column.columns(of: line)
      if columns.count > 1, columns.allSatisfy(\.isTitle) {
        header = columns
      } else if columns.isEmpty {
        header = nil
      } else if let header {
        line = mask(line, under: header)
      }
      if eventHeader.isFound(in: line) { isInEvents = true } else if !line.hasPrefix(" ") { isInEvents = false }
      return isInEvents ? eventAge.replaceFirst(in: line, with: "<age>") : line
    }.joined(separator: "\n")
  }

  private static func mask(_ line: String, under header: [Column]) -> String {
    var scalars = Array(line.unicodeScalars)
    for (index, column) in header.enumerated().reversed() where column.holdsAge {
      let end = index + 1 < header.count ? header[index + 1].start : scalars.count
      let cell = Column.text(scalars, column.start, end)
      let new = column.name == "RESTARTS" ? restarted.replace(in: cell, with: "(<age> ago)")
        : repeated.replace(in: cell, with: "<age>")
      guard new != cell else { continue }
      let rest = end < scalars.count ? "  " + Column.text(scalars, end, scalars.count) : ""
      scalars = Array((Column.text(scalars, 0, column.start) + new.trimmedEnd + rest).unicodeScalars)
    }
    return Column.text(scalars, 0, scalars.count)
  }
}

/// A stretch of a line between gaps of two or more spaces.
private struct Column {
  let start: Int
  let name: String

  var holdsAge: Bool { ["AGE", "LAST SEEN", "FIRST SEEN", "DURATION", "RESTARTS"].contains(name) }

  /// Whether it reads as the title of a column.
  var isTitle: Bool {
    name.unicodeScalars.first.map { ("A"..."Z").contains($0) } == true
      && name.unicodeScalars.allSatisfy { ("A"..."Z").contains($0) || ("0"..."9").contains($0) || "()/. %-".unicodeScalars.contains($0) }
  }

  static func columns(of line: String) -> [Column] {
    let scalars = Array(line.unicodeScalars)
    var columns: [Column] = []
    var index = 0
    while index < scalars.count {
      if scalars[index].properties.isWhitespace {
        index += 1
        continue
      }
      let start = index
      while index < scalars.count, isInside(scalars, index) { index += 1 }
      columns.append(Column(start: start, name: text(scalars, start, index)))
    }
    return columns
  }

  /// Whether a column goes on here: at text, or at one single space before text.
  private static func isInside(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
    if !scalars[index].properties.isWhitespace { return true }
    return scalars[index] == " " && index + 1 < scalars.count && !scalars[index + 1].properties.isWhitespace
  }

  /// The scalars from `start` to `end`, as far as there are any.
  static func text(_ scalars: [Unicode.Scalar], _ start: Int, _ end: Int) -> String {
    let end = min(max(end, 0), scalars.count)
    guard start < end else { return "" }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[start..<end])
    return String(text)
  }
}

extension String {
  /// The text without white space at its end.
  var trimmedEnd: String {
    var scalars = unicodeScalars[...]
    while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
    return String(String.UnicodeScalarView(scalars))
  }
}
