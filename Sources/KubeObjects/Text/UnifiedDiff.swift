// The difference of two texts, line by line, as `diff -u` writes it.

public enum UnifiedDiff {
  /// One line of a comparison.
  private enum Line {
    case kept(Substring)
    case removed(Substring)
    case added(Substring)
  }

  /// Where changes between equal lines are said to be.
  public enum Manner: Sendable {
    /// As the program `diff` does.
    case program
    /// As libraries do that only look for a shortest way.
    case shortest
  }

  /// The hunks of a comparison, each with its head; empty when the texts are the same.
  public static func hunks(
    from old: [Substring], to new: [Substring], context: Int = 3, _ manner: Manner = .shortest
  ) -> String {
    let lines =
      switch manner {
      case .program: merged(old, new, LineComparison(old, new))
      case .shortest: compare(old, new)
      }
    var text = ""
    var position = 0
    var oldLine = 1
    var newLine = 1
    while let range = nextHunk(lines, from: position, context) {
      for line in lines[position..<range.lowerBound] { advance(line, &oldLine, &newLine) }
      text += hunk(lines[range], &oldLine, &newLine)
      position = range.upperBound
    }
    return text
  }

  private static func compare(_ old: [Substring], _ new: [Substring]) -> [Line] {
    let difference = new.difference(from: old)
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for case .remove(let offset, _, _) in difference { removed.insert(offset) }
    for case .insert(let offset, _, _) in difference { added.insert(offset) }
    return merged(old, new, { removed.contains($0) }, { added.contains($0) })
  }

  private static func merged(_ old: [Substring], _ new: [Substring], _ comparison: LineComparison) -> [Line] {
    merged(
      old, new, { $0 < old.count && comparison.removed[$0] }, { $0 < new.count && comparison.added[$0] })
  }

  /// The lines of both texts in one order; what was removed comes before what was added in its place.
  private static func merged(
    _ old: [Substring], _ new: [Substring], _ isRemoved: (Int) -> Bool, _ isAdded: (Int) -> Bool
  ) -> [Line] {
    var lines: [Line] = []
    var oldIndex = 0
    var newIndex = 0
    while oldIndex < old.count || newIndex < new.count {
      if isRemoved(oldIndex) {
        lines.append(.removed(old[oldIndex]))
        oldIndex += 1
      } else if isAdded(newIndex) {
        lines.append(.added(new[newIndex]))
        newIndex += 1
      } else {
        lines.append(.kept(old[oldIndex]))
        oldIndex += 1
        newIndex += 1
      }
    }
    return lines
  }

  /// The next stretch of lines that holds changes, with kept lines around; changes less than twice the context apart
  /// belong together.
  private static func nextHunk(_ lines: [Line], from start: Int, _ context: Int) -> Range<Int>? {
    guard let first = lines[start...].firstIndex(where: isChange) else { return nil }
    var last = first
    for index in (first + 1)..<max(lines.count, first + 1) where isChange(lines[index]) {
      if index - last > 2 * context + 1 { break }
      last = index
    }
    return max(start, first - context)..<min(lines.count, last + context + 1)
  }

  private static func isChange(_ line: Line) -> Bool {
    if case .kept = line { return false }
    return true
  }

  private static func advance(_ line: Line, _ oldLine: inout Int, _ newLine: inout Int) {
    switch line {
    case .kept:
      oldLine += 1
      newLine += 1
    case .removed: oldLine += 1
    case .added: newLine += 1
    }
  }

  private static func hunk(_ lines: ArraySlice<Line>, _ oldLine: inout Int, _ newLine: inout Int) -> String {
    let oldStart = oldLine
    let newStart = newLine
    var body = ""
    for line in lines {
      advance(line, &oldLine, &newLine)
      switch line {
      case .kept(let text): body += " \(text)\n"
      case .removed(let text): body += "-\(text)\n"
      case .added(let text): body += "+\(text)\n"
      }
    }
    return "@@ -\(span(oldStart, oldLine)) +\(span(newStart, newLine)) @@\n" + body
  }

  /// The first line and the number of lines of one side; an empty side names the line before it.
  private static func span(_ start: Int, _ end: Int) -> String {
    let count = end - start
    return count == 1 ? "\(start)" : "\(count == 0 ? start - 1 : start),\(count)"
  }
}
