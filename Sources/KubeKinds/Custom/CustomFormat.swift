// Formats and patterns of texts in custom objects (k8s.io/kube-openapi pkg/validation/strfmt).
import KubeObjects
import SimCore

enum CustomFormat {
  /// Whether a text has a format; formats that are not known are not looked at.
  static func accepts(_ text: String, _ format: String) -> Bool {
    switch format {
    case "date-time", "datetime": return Instant(rfc3339: text.uppercased()) != nil
    case "date": return text.utf8.count == 10 && Instant(rfc3339: text + "T00:00:00Z") != nil
    case "ipv4": return !text.contains(":") && IPAddress(text) != nil
    case "ipv6": return text.contains(":") && IPAddress(text) != nil
    case "cidr": return AddressRange(text) != nil
    case "byte": return if case .success = Base64.decoded(text.utf8) { true } else { false }
    case "k8s-short-name": return NameRules.dnsLabel(text).isEmpty
    case "k8s-long-name": return NameRules.dnsSubdomain(text).isEmpty
    default:
      guard let pattern = patterns[format] else { return true }
      return GoPattern.matches(text, pattern)
    }
  }

  private static let hex = "[0-9a-fA-F]"

  private static let patterns = [
    "uuid": "^\(hex){8}-?\(hex){4}-?\(hex){4}-?\(hex){4}-?\(hex){12}$",
    "email": #"^[^@\s]+@[^@\s]+$"#,
    "hostname": #"^[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?)*$"#,
    "uri": #"^([a-zA-Z][-a-zA-Z0-9+.]*:|/)\S*$"#,
    "mac": "^\(hex){2}([:-]\(hex){2}){5}$",
    "hexcolor": "^#?(\(hex){3}|\(hex){6})$",
    "bsonobjectid": "^\(hex){24}$",
    "duration": #"^-?([0-9]+(\.[0-9]+)?\s*(ns|us|µs|ms|s|m|h|d|w|second|minute|hour|day|week)s?\s*)+$"#,
  ]
}

/// Regular expressions of Go.
enum GoPattern {
  /// Whether a pattern matches somewhere in a text. A pattern that is none matches nothing.
  static func matches(_ text: String, _ pattern: String) -> Bool {
    guard let expression = try? Regex<AnyRegexOutput>(pattern) else { return false }
    return text.firstMatch(of: expression.matchingSemantics(.unicodeScalar)) != nil
  }

  /// The first part of a text that a pattern matches; empty where there is none.
  static func first(in text: String, _ pattern: String) -> String {
    guard let expression = try? Regex<AnyRegexOutput>(pattern),
      let match = text.firstMatch(of: expression.matchingSemantics(.unicodeScalar))
    else { return "" }
    return String(text[match.range])
  }

  static func isPattern(_ pattern: String) -> Bool { (try? Regex<AnyRegexOutput>(pattern)) != nil }
}
