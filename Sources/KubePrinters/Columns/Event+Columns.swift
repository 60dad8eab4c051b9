// Events: what happened to which object, and how often.
import KubeKinds
import KubeObjects

extension KindColumns {
  static let event = KindColumns(
    [
      Column("Last Seen") { .text($0.lastSeen) },
      Column("Type") { .text($0.event[.type].text) },
      Column("Reason") { .text($0.event[.reason].text) },
      Column("Object") { .text($0.target) },
      .wide("Subobject") { .text($0.object[.fieldPath].text) },
      .wide("Source") { .text($0.source) },
      Column("Message") { .text($0.message) },
      .wide("First Seen") { .text($0.firstSeen) },
      .wide("Count") { .number($0.count) },
      Column("Name", priority: 1, isName: true) { $0.event.name },
    ],
    row: EventRow.init)
}

/// An event of either group: `events.k8s.io` calls the same fields otherwise.
struct EventRow: Sendable {
  let event: PrintedObject

  init(_ event: PrintedObject) { self.event = event }

  /// What the event is about.
  var object: Value {
    let involved = event[.involvedObject]
    return involved.isNull ? event[.regarding] : involved
  }

  /// `pod/web-0`.
  var target: String {
    let kind = object[.kind].text.lowercased()
    return object[.name].isEmpty ? kind : "\(kind)/\(object[.name].text)"
  }

  var message: String {
    let message = event[.message]
    return (message.isNull ? event[.note] : message).text.trimmedOfSpace
  }

  private func old(_ key: Key, _ renamed: Key) -> Value {
    let value = event[key]
    return value.isNull ? event[renamed] : value
  }

  var firstSeen: String {
    let first = old(.firstTimestamp, "deprecatedFirstTimestamp")
    return Age.since(first.isNull ? event[.eventTime] : first, event.now)
  }

  var lastSeen: String {
    if !event[.series].isNull { return Age.since(event[.series][.lastObservedTime], event.now) }
    let last = old(.lastTimestamp, "deprecatedLastTimestamp")
    return last.isNull ? firstSeen : Age.since(last, event.now)
  }

  var count: Int64 {
    if !event[.series].isNull { return event[.series][.count].number }
    return max(1, old(.count, "deprecatedCount").number)
  }

  /// Who reported it, and from where: `kubelet, node-2`.
  var source: String {
    let source = old(.source, "deprecatedSource")
    let component = source[.component].isEmpty ? reporter : source[.component].text
    let host = source[.host].isEmpty ? event[.reportingInstance].text : source[.host].text
    return host.isEmpty ? component : "\(component), \(host)"
  }

  /// The controller that reported it, where no source says so.
  var reporter: String { old(.reportingComponent, "reportingController").text }
}

extension String {
  /// Without white space at either end, as Go's `strings.TrimSpace`.
  var trimmedOfSpace: String {
    guard let first = unicodeScalars.first, let last = unicodeScalars.last,
      first.properties.isWhitespace || last.properties.isWhitespace
    else { return self }
    let start = unicodeScalars.drop { $0.properties.isWhitespace }
    guard let end = start.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
    return String(start[...end])
  }
}
