// Takes out of an answer what no two runs share: ages, times, uids, addresses, versions, random suffixes, padding.
import Foundation

public enum Normaliser {
  public static func normalise(_ text: String) -> String {
    var text = TableAges.masked(text.replacingOccurrences(of: "\r\n", with: "\n"))
    for (pattern, template) in replacements { text = pattern.replace(in: text, with: template) }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let line = String(line)
      let ruled = rule.isFound(in: line) ? dashes.replace(in: line, with: "--") : line
      return padding.replace(in: ruled.trimmedEnd, with: "  ")
    }
    return sortingEvents(lines).joined(separator: "\n").trimmingCharacters(in: CharacterSet(charactersIn: "\n"))
  }

  private static let rule = Pattern(#"^[\s-]+\z"#)
  private static let dashes = Pattern("-{2,}")
  private static let padding = Pattern(#"(?<=\S) {2,}"#)
  private static let age = TableAges.age
  private static let random = TableAges.random

  /// Patterns and what stands for their matches, in the order they are applied.
  private static let replacements: [(Pattern, String)] = [
    (Pattern(#"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"#), "<uid>"),
    (Pattern(#"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z"#), "<time>"),
    (Pattern(#"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}"#), "<time>"),
    (Pattern(#"(resourceVersion"?: ?|Resource Version: +)"?\d+"?"#), "$1<rv>"),
    (Pattern(#"\S*/(LIVE|MERGED)-\d+/(\S+)(\t\d{4}-\d\d-\d\d [\d:.]+ [+-]\d{4})?"#), "<$1>/$2"),
    (Pattern(#"(Expected resource version to be \d+, was )\d+"#), "$1<rv>"),
    (Pattern(#"\(lasts "# + age + #"\)"#), "(lasts <age>)"),
    (Pattern("(?<=  )" + age + "$", isMultiline: true), "<age>"),
    (Pattern(#"https?://127\.0\.0\.1:\d+"#), "<server>"),
    (Pattern(#"(\(\d+%\) +)"# + age + "$", isMultiline: true), "$1<age>"),
    (Pattern("containerd://[0-9a-f]{64}"), "<container-id>"),
    (Pattern("sha256:[0-9a-f]{64}"), "<digest>"),
    (Pattern("kube-api-access-" + random + "{5}"), "kube-api-access-<rand>"),
    (Pattern(#"\b10\.244\.\d+\.\d+\b"#), "<pod-ip>"),
    (Pattern(#"\b10\.96\.(?!0\.1\b)\d+\.\d+\b"#), "<cluster-ip>"),
    (Pattern(#":3[0-2]\d{3}(?=/(TCP|UDP))"#), ":<node-port>"),
    (Pattern(#"(nodePort"?: ?|NodePort:.*?)3[0-2]\d{3}\b"#), "$1<node-port>"),
    (Pattern("-" + random + #"{5}(?=[\s",/)\]}:'.]|$)"#), "-<rand>"),
    (Pattern(#"\.[0-9a-f]{14,20}\b"#), ".<event>"),
  ]

  private static let eventTable = Pattern(#"^\s*(----  ------|LAST SEEN  TYPE|NAMESPACE  LAST SEEN)"#)
  private static let eventRow = Pattern(#"^\s*(Normal|Warning|<age>|\S+  <age>)"#)

  /// Events of the same age come in no fixed order.
  private static func sortingEvents(_ lines: [String]) -> [String] {
    var sorted: [String] = []
    var block: [String]?
    for line in lines {
      if eventTable.isFound(in: line) {
        sorted += byScalars(block ?? []) + [line]
        block = []
      } else if block != nil, eventRow.isFound(in: line) {
        block?.append(line)
      } else {
        sorted += byScalars(block ?? []) + [line]
        block = nil
      }
    }
    return sorted + byScalars(block ?? [])
  }

  private static func byScalars(_ lines: [String]) -> [String] {
    lines.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
  }
}
