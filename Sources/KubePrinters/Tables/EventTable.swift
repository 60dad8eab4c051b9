// The table of `kubectl events`, which has columns of its own.
import KubeKinds
import KubeObjects
import SimCore

/// Collects events and gives them back as rows, the header before the first.
public struct EventTable {
  private var writer = TabWriter(.table)
  private let showsNamespace: Bool
  private var needsHeader: Bool

  public init(showsNamespace: Bool, hasHeader: Bool) {
    self.showsNamespace = showsNamespace
    needsHeader = hasHeader
  }

  public mutating func add(_ event: Value, now: Instant) {
    if needsHeader { addRow(["NAMESPACE", "LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE"]) }
    needsHeader = false
    let subject = event[.involvedObject]
    addRow([
      event[.metadata][.namespace].text, EventText.interval(event, now), TerminalText.escaped(event[.type].text),
      TerminalText.escaped(event[.reason].text), "\(subject[.kind].text)/\(subject[.name].text)",
      TerminalText.escaped(event[.message].text.trimmedOfSpace),
    ])
  }

  /// All rows since the last time.
  public mutating func take() -> String { writer.take() }

  private mutating func addRow(_ cells: [String]) {
    writer.write((showsNamespace ? cells[...] : cells.dropFirst()).joined(separator: "\t") + "\n")
  }
}

extension [Value] {
  /// Events by the time they were last seen, in the order in which `kubectl events` puts them.
  public var eventsByTime: [Value] {
    GoSort.sorted(map { ($0, $0.lastSeen) }) { $0.1 < $1.1 }.map(\.0)
  }
}

extension Value {
  /// When an event was last seen, in nanoseconds.
  fileprivate var lastSeen: Int64 {
    let times = [self[.series][.lastObservedTime], self[.lastTimestamp], self[.eventTime]]
    let time = times.first { !$0.isNull }
    return time?.string.flatMap { Instant(rfc3339: $0) }?.nanoseconds ?? .min
  }
}
