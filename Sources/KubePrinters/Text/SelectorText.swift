// Labels and selectors as one line of text.
import KubeKinds
import KubeObjects

enum SelectorText {
  /// `labels.FormatLabels`: `app=web,tier=db`, or `<none>`. The pairs are sorted, not the keys: a dot comes before the
  /// sign between them.
  static func labels(_ labels: Value) -> String {
    let entries = labels.fields
    if entries.isEmpty { return "<none>" }
    return entries.map { "\($0.key.text)=\($0.value.text)" }.sorted(by: bytesPrecede).joined(separator: ",")
  }

  /// A label selector as the API server writes it (`app=web,role in (a,b),!old`); empty for an empty one.
  static func selector(_ selector: Value) -> String {
    let equalities = selector[.matchLabels].fields.map { ($0.key.text, "\($0.key.text)=\($0.value.text)") }
    let expressions = selector[.matchExpressions].elements.map { ($0[.key].text, expression($0)) }
    let sorted = (equalities + expressions).enumerated().sorted { a, b in
      a.element.0 == b.element.0 ? a.offset < b.offset : bytesPrecede(a.element.0, b.element.0)
    }
    return sorted.map(\.element.1).joined(separator: ",")
  }

  /// `metav1.FormatLabelSelector`: as above, `<none>` for a selector that is empty or missing.
  static func selectorOrNone(_ value: Value) -> String {
    let text = selector(value)
    return text.isEmpty ? "<none>" : text
  }

  private static func expression(_ expression: Value) -> String {
    let key = expression[.key].text
    let values = expression[.values].elements.map(\.text).sorted(by: bytesPrecede).joined(separator: ",")
    switch expression[.operator].text {
    case "In": return "\(key) in (\(values))"
    case "NotIn": return "\(key) notin (\(values))"
    case "DoesNotExist": return "!\(key)"
    default: return key
    }
  }

  /// Go's order of strings: by bytes.
  static func bytesPrecede(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }
}
