// Parts of descriptions that most kinds begin with: labels, annotations, who controls an object.
import KubeKinds
import KubeObjects
import SimCore

extension DescribeText {
  /// Labels or a selector, a line each.
  mutating func labels(_ level: Int = 0, _ title: String, _ labels: Value) {
    list(level, title, labels.fields.map { "\($0.key.text)=\($0.value.text)" })
  }

  /// Annotations, a line each; long ones and those of several lines below their name. What apply last sent is left out.
  mutating func annotations(_ title: String, _ annotations: Value) {
    write(0, "\(title):\t")
    let shown = annotations.fields.filter { $0.key != .lastAppliedConfiguration }
    guard !shown.isEmpty else { return line("<none>") }
    for (index, annotation) in shown.enumerated() {
      if index > 0 { write(0, "\t") }
      self.annotation(annotation.key.text, annotation.value.text)
    }
  }

  private static let longest = 140

  private mutating func annotation(_ name: String, _ text: String) {
    let value = text.withoutFinalLineFeed
    guard value.utf8.count + name.utf8.count + 2 > Self.longest || value.hasSeveralLines else {
      return line("\(name): \(value)")
    }
    line("\(name):")
    for part in value.lineParts { line("\t  " + Self.shortened(part, to: Self.longest - 2)) }
  }

  /// The first bytes of a text, and dots.
  static func shortened(_ text: String, to length: Int) -> String {
    text.utf8.count > length ? String(decoding: text.utf8.prefix(length), as: UTF8.self) + "..." : text
  }

  /// Name, namespace, labels and annotations, as most descriptions begin.
  mutating func metadata(_ object: DescribedObject) {
    field("Name", object.name)
    field("Namespace", object.namespace)
    labels("Labels", object[.metadata][.labels])
    annotations("Annotations", object[.metadata][.annotations])
  }

  mutating func field(_ name: String, _ value: String) { field(0, name, value) }

  mutating func labels(_ title: String, _ value: Value) { labels(0, title, value) }

  /// Who controls the object, where anybody does.
  mutating func controller(_ object: DescribedObject) {
    guard let owner = object[.metadata][.ownerReferences].elements.first(where: { $0[.controller].isTrue })
    else { return }
    field("Controlled By", "\(owner[.kind].text)/\(owner[.name].text)")
  }

  /// Conditions as type, status and reason.
  mutating func conditions(_ conditions: Value) {
    guard !conditions.elements.isEmpty else { return }
    line("Conditions:")
    header(1, "Type", "Status", "Reason")
    for condition in conditions.elements {
      row(1, condition[.type].text + " ", condition[.status].text, condition[.reason].text)
    }
  }

  /// Conditions with the time of their last change and their message.
  mutating func timedConditions(_ conditions: Value) {
    guard !conditions.elements.isEmpty else { return }
    line("Conditions:")
    header(1, "Type", "Status", "LastTransitionTime", "Reason", "Message")
    for condition in conditions.elements {
      row(
        1, condition[.type].text, condition[.status].text, DescribeText.time(condition[.lastTransitionTime]),
        condition[.reason].text, condition[.message].text)
    }
  }

  /// A stored time as descriptions print it: `Sat, 21 Nov 2026 04:04:09 +0000`.
  static func time(_ timestamp: Value) -> String {
    guard let text = timestamp.string, let instant = Instant(rfc3339: text) else { return zeroTime }
    return instant.rfc1123
  }

  /// How Go prints a time that was never set.
  private static let zeroTime = "Mon, 01 Jan 0001 00:00:00 +0000"
}

extension Key {
  static let lastAppliedConfiguration: Key = "kubectl.kubernetes.io/last-applied-configuration"
}
