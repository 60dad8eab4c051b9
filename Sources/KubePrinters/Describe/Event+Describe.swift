// The events at the end of a description.
import KubeKinds
import KubeObjects
import SimCore

extension DescribeText {
  /// What happened to the object, oldest first.
  mutating func events(_ events: [Value], now: Instant) {
    guard !events.isEmpty else { return line("Events:\t<none>") }
    endColumns()
    line("Events:")
    row(1, "Type", "Reason", "Age", "From", "Message")
    row(1, "----", "------", "----", "----", "-------")
    for event in events.inOrderOfTime {
      row(
        1, event[.type].text, event[.reason].text, EventText.interval(event, now), EventText.source(event),
        EventText.message(event))
    }
  }
}

extension [Value] {
  /// By the time an event was last seen.
  fileprivate var inOrderOfTime: [Value] {
    let timed = map { event in
      (event, event[.lastTimestamp].string.flatMap { Instant(rfc3339: $0) }?.nanoseconds ?? .min)
    }
    return GoSort.sorted(timed) { $0.1 < $1.1 }.map(\.0)
  }
}

/// The words of one event, outside a table.
public enum EventText {
  /// `2m`, or `5s (x3 over 2m)` for what happened repeatedly.
  public static func interval(_ event: Value, _ now: Instant) -> String {
    let isMicro = !event[.eventTime].isNull
    let first = Age.since(isMicro ? event[.eventTime] : event[.firstTimestamp], now)
    let series = event[.series]
    if !series.isNull {
      return "\(Age.since(series[.lastObservedTime], now)) (x\(series[.count].number) over \(first))"
    }
    let count = event[.count].number
    return count > 1 ? "\(Age.since(event[.lastTimestamp], now)) (x\(count) over \(first))" : first
  }

  static func source(_ event: Value) -> String {
    let component = event[.source][.component].text
    return component.isEmpty ? event[.reportingComponent].text : component
  }

  /// The message, after the part of the object it is about: `spec.containers{web}: Container started`.
  static func message(_ event: Value) -> String {
    let message = event[.message].text.trimmedOfSpace
    let path = event[.involvedObject][.fieldPath].text
    return path.isEmpty ? message : "\(path): \(message)"
  }
}
