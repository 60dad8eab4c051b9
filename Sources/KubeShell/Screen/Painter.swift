// Colours that carry meaning: what is ready, what waits, what fails, what was changed.

/// What a colour says.
enum Meaning: String {
  case ready = "32"
  case waiting = "33"
  case failing = "31"
  case changed = "36"
  case faint = "2"
  case title = "1"

  func paint(_ text: some StringProtocol) -> String { "\u{1b}[\(rawValue)m\(text)\u{1b}[0m" }
}

/// Paints what commands print. Formats for programs (JSON, YAML, names) have nothing that it would paint.
struct Painter {
  /// Paints one line, given what it is.
  func paint(_ line: some StringProtocol, _ place: TableFollower.Line) -> String {
    switch place {
    case .header: Meaning.title.paint(line)
    case .row(let columns): row(Array(line), columns)
    case .other: report(line) ?? field(line) ?? String(line)
    }
  }

  private func row(_ line: [Character], _ columns: [TableColumn]) -> String {
    var text = ""
    var position = 0
    for column in columns {
      if column.start > position {
        text += String(line[min(position, line.count)..<min(column.start, line.count)])
      }
      let cell = column.cell(of: line)
      let value = cell.trimmingEnd
      text += CellMeaning.of(value, in: column.title).map { $0.paint(value) + cell.dropFirst(value.count) } ?? cell
      position = column.end ?? line.count
    }
    return text
  }

  private static let reports: [String: Meaning] = [
    "created": .ready, "unchanged": .faint, "deleted": .failing, "force deleted": .failing, "evicted": .failing,
  ]

  private static let changes: Set<String> = [
    "configured", "scaled", "patched", "edited", "labeled", "unlabeled", "annotated", "autoscaled", "exposed",
    "replaced", "restarted", "paused", "resumed", "cordoned", "uncordoned", "drained", "tainted", "untainted",
    "updated", "serverside-applied", "condition met",
  ]

  /// `statefulset.apps/web scaled`: the word that says what was done.
  private func report(_ line: some StringProtocol) -> String? {
    let parts = line.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].contains("/"), !line.hasPrefix(" ") else { return nil }
    let end = parts[1].firstIndex(of: "(") ?? parts[1].endIndex
    let word = String(parts[1][..<end]).trimmingEnd
    let bare = word.hasPrefix("rolled back") || word.hasPrefix("image updated") ? "updated" : word
    guard let meaning = Self.reports[bare] ?? (Self.changes.contains(bare) ? .changed : nil) else { return nil }
    return "\(parts[0]) \(meaning.paint(word))\(parts[1].dropFirst(word.count))"
  }

  /// `Status:    Running` of a description.
  private func field(_ line: some StringProtocol) -> String? {
    guard line.hasPrefix("Status:"), let value = line.split(separator: " ").dropFirst().first,
      let meaning = CellMeaning.of(String(value), in: "STATUS")
    else { return nil }
    return line.prefix(upTo: value.startIndex) + meaning.paint(value) + line.suffix(from: value.endIndex)
  }

  /// Paints a line of standard error: the word that says what sort of line it is.
  func paintError(_ line: some StringProtocol) -> String {
    let heads: [(String, Meaning)] = [
      ("error:", .failing), ("Error from server", .failing), ("Warning:", .waiting), ("hint:", .changed),
      ("stsctl:", .failing),
    ]
    guard let (head, meaning) = heads.first(where: { line.hasPrefix($0.0) }) else { return String(line) }
    return meaning.paint(head) + line.dropFirst(head.count)
  }
}

/// What the values of columns say.
enum CellMeaning {
  static func of(_ value: String, in title: String) -> Meaning? {
    switch title {
    case "STATUS", "PHASE", "STATE": status(value)
    case "READY": ready(value)
    case "COMPLETIONS", "UP-TO-DATE": value.contains("/") ? ready(value) : nil
    case "RESTARTS": value.prefix { $0.isNumber } == "0" ? nil : .waiting
    case "TYPE": value == "Warning" ? .waiting : nil
    case "REASON": value.contains("Fail") || value.contains("BackOff") || value.contains("Unhealthy") ? .failing : nil
    case "ALLOWED DISRUPTIONS": value == "0" ? .waiting : .ready
    default: nil
    }
  }

  private static func ready(_ value: String) -> Meaning? {
    let parts = value.split(separator: "/")
    if parts.count == 2, Int(parts[0]) != nil { return parts[0] == parts[1] ? .ready : .waiting }
    return value == "True" ? .ready : value == "False" || value == "Unknown" ? .failing : nil
  }

  private static let good: Set<String> = [
    "Running", "Ready", "Bound", "Active", "Available", "Completed", "Complete", "Succeeded",
  ]
  private static let bad = [
    "Err", "BackOff", "Fail", "Evicted", "Lost", "OOMKilled", "NotReady", "Invalid", "Unknown", "Cannot", "Deadline",
  ]

  static func status(_ value: String) -> Meaning? {
    if value.isEmpty || value == "<none>" { return nil }
    if good.contains(value) { return .ready }
    return bad.contains(where: value.contains) ? .failing : .waiting
  }
}
