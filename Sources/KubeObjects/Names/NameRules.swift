// Rules of names, keys and labels, with what Kubernetes says when they are broken (k8s.io/apimachinery
// pkg/util/validation). A rule returns its complaints; none means the text is fine.

public enum NameRules {
  static let label = TextRule(
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end "
      + "with an alphanumeric character",
    pattern: "[a-z0-9]([-a-z0-9]*[a-z0-9])?", examples: ["my-name", "123-abc"])
  static let subdomain = TextRule(
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start "
      + "and end with an alphanumeric character",
    pattern: #"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*"#, examples: ["example.com"])
  static let wildcard = TextRule(
    "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of "
      + "lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
    pattern: #"\*\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*"#, examples: ["*.example.com"])
  static let underscoredSubdomain = TextRule(
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-', '_', or '.', and must "
      + "start and end with an alphanumeric character",
    pattern: #"[a-z0-9_]([-_a-z0-9]*[a-z0-9_])?(\.[a-z0-9_]([-_a-z0-9]*[a-z0-9_])?)*"#, examples: ["example.com"])
  static let service = TextRule(
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic "
      + "character, and end with an alphanumeric character",
    pattern: "[a-z]([-a-z0-9]*[a-z0-9])?", examples: ["my-name", "abc-123"])
  static let qualifiedName = TextRule(
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
    pattern: "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]", examples: ["MyName", "my.name", "123-abc"])
  static let labelValue = TextRule(
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start "
      + "and end with an alphanumeric character",
    pattern: "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?", examples: ["MyValue", "my_value", "12345"])
  static let configKey = TextRule(
    "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
    pattern: "[-._a-zA-Z0-9]+", examples: ["key.name", "KEY_NAME", "key-name"])
  static let environmentName = TextRule(
    "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must "
      + "not start with a digit",
    pattern: "[-._a-zA-Z][-._a-zA-Z0-9]*", examples: ["my.env-name", "MY_ENV.NAME", "MyEnvName1"])
  static let header = TextRule(
    "a valid HTTP header must consist of alphanumeric characters or '-'", pattern: "[-A-Za-z0-9]+",
    examples: ["X-Header-Name"])
  static let percent = TextRule(
    "a valid percent string must be a numeric string followed by an ending '%'", pattern: "[0-9]+%",
    examples: ["1%", "93%"])
}

/// A rule of form, as Kubernetes words it: a sentence, examples and the regular expression.
struct TextRule: Sendable {
  let message: String

  init(_ sentence: String, pattern: String, examples: [String]) {
    let list = examples.map { "'\($0)', " }.joined(separator: " or ")
    message = "\(sentence) (e.g. \(list)regex used for validation is '\(pattern)')"
  }
}

// MARK: Names of objects

extension NameRules {
  /// Names of namespaces, containers, volumes, StatefulSets: `IsDNS1123Label`.
  public static func dnsLabel(_ text: String) -> [String] {
    var complaints = tooLong(text, 63)
    guard !isLabel(text) else { return complaints }
    complaints.append(isSubdomain(text) ? "must not contain dots" : label.message)
    return complaints
  }

  /// Names of most objects: `IsDNS1123Subdomain`.
  public static func dnsSubdomain(_ text: String) -> [String] {
    tooLong(text, 253) + (isSubdomain(text) ? [] : [subdomain.message])
  }

  /// Hosts of Ingresses that stand for all of a domain: `IsWildcardDNS1123Subdomain`.
  public static func wildcardSubdomain(_ text: String) -> [String] {
    var complaints = tooLong(text, 253)
    if !text.hasPrefix("*.") || !isSubdomain(String(text.dropFirst(2))) { complaints.append(wildcard.message) }
    return complaints
  }

  /// Search domains, which may hold underscores: `IsDNS1123SubdomainWithUnderscore`.
  public static func dnsSubdomainWithUnderscores(_ text: String) -> [String] {
    let isFine = text.utf8.split(separator: 46, omittingEmptySubsequences: false).allSatisfy { part in
      isFramed(Substring(part).utf8, ends: { Ascii.isLowerOrDigit($0) || $0 == 95 }) {
        Ascii.isLowerOrDigit($0) || $0 == 45 || $0 == 95
      }
    }
    return tooLong(text, 253) + (isFine ? [] : [underscoredSubdomain.message])
  }

  /// A label that begins with a letter: `IsDNS1035Label`.
  public static func dns1035Label(_ text: String) -> [String] {
    let startsWithLetter = text.utf8.first.map { (97...122).contains($0) } ?? false
    return tooLong(text, 63) + (isLabel(text) && startsWithLetter ? [] : [service.message])
  }

  /// What may stand in a path: roles and bindings have such names.
  public static func pathSegment(_ text: String) -> [String] {
    if text == "." || text == ".." { return ["may not be '\(text)'"] }
    return ["/", "%"].filter { text.contains($0) }.map { "may not contain '\($0)'" }
  }

  private static func tooLong(_ text: String, _ maximum: Int) -> [String] {
    text.utf8.count > maximum ? ["must be no more than \(maximum) characters"] : []
  }

  static func isLabel(_ text: String) -> Bool {
    isFramed(text.utf8, ends: Ascii.isLowerOrDigit) { Ascii.isLowerOrDigit($0) || $0 == 45 }
  }

  static func isSubdomain(_ text: String) -> Bool { isSubdomain(text.utf8) }

  /// Labels with dots between them, in one pass: nearly every name is looked at so.
  private static func isSubdomain(_ text: some Sequence<UInt8>) -> Bool {
    let dash = UInt8(ascii: "-")
    var isAtStart = true
    var last = dash
    for byte in text {
      if byte == UInt8(ascii: ".") {
        if isAtStart || last == dash { return false }
        isAtStart = true
      } else if Ascii.isLowerOrDigit(byte) || (byte == dash && !isAtStart) {
        isAtStart = false
      } else {
        return false
      }
      last = byte
    }
    return !isAtStart && last != dash
  }

  /// Whether a text is not empty, begins and ends with one kind of sign, and has another between.
  private static func isFramed(
    _ text: some BidirectionalCollection<UInt8>, ends: (UInt8) -> Bool, between: (UInt8) -> Bool
  ) -> Bool {
    guard let first = text.first, let last = text.last, ends(first), ends(last) else { return false }
    return text.allSatisfy(between)
  }
}

// MARK: Labels, annotations, keys

extension NameRules {
  /// Keys of labels and annotations, with an optional prefix: `IsQualifiedName`.
  public static func qualifiedName(_ text: String) -> [String] {
    if isSoundQualifiedName(text) { return [] }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2 else {
      return [
        "a qualified name " + qualifiedName.message
          + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"
      ]
    }
    var complaints: [String] = []
    if parts.count == 2 {
      complaints += (parts[0].isEmpty ? ["must be non-empty"] : dnsSubdomain(parts[0])).map { "prefix part " + $0 }
    }
    let name = parts[parts.count - 1]
    if name.isEmpty { complaints.append("name part must be non-empty") }
    if name.utf8.count > 63 { complaints.append("name part must be no more than 63 bytes") }
    if !isQualified(name) { complaints.append("name part " + qualifiedName.message) }
    return complaints
  }

  /// Values of labels: `IsValidLabelValue`.
  public static func labelValue(_ text: String) -> [String] {
    if text.isEmpty { return [] }
    let isFine = isQualified(text)
    if isFine, text.utf8.count <= 63 { return [] }
    return (text.utf8.count > 63 ? ["must be no more than 63 bytes"] : []) + (isFine ? [] : [labelValue.message])
  }

  /// Whether there is nothing to complain of, found without taking the text apart.
  private static func isSoundQualifiedName(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else { return bytes.count <= 63 && isQualified(bytes) }
      let (prefix, name) = (bytes[..<slash], bytes[(slash + 1)...])
      return prefix.count <= 253 && isSubdomain(prefix) && name.count <= 63 && isQualified(name)
    }
  }

  private static func isQualified(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { isQualified($0) }
  }

  private static func isQualified(_ text: some BidirectionalCollection<UInt8>) -> Bool {
    isFramed(text, ends: Ascii.isLetterOrDigit) { Ascii.isLetterOrDigit($0) || (45...46).contains($0) || $0 == 95 }
  }

  /// Keys of ConfigMaps and Secrets: `IsConfigMapKey`.
  public static func configMapKey(_ text: String) -> [String] {
    var complaints = tooLong(text, 253)
    let isFine = text.utf8.allSatisfy { Ascii.isLetterOrDigit($0) || (45...46).contains($0) || $0 == 95 }
    if text.isEmpty || !isFine { complaints.append(configKey.message) }
    return complaints + leavingDirectory(text)
  }

  private static func leavingDirectory(_ text: String) -> [String] {
    switch text {
    case ".": ["must not be '.'"]
    case "..": ["must not be '..'"]
    default: text.hasPrefix("..") ? ["must not start with '..'"] : []
    }
  }
}

// MARK: Containers

extension NameRules {
  /// Names of environment variables as the API server takes them: `IsRelaxedEnvVarName`.
  public static func environmentVariable(_ text: String) -> [String] {
    if text.isEmpty { return ["environment variable name must be non-empty"] }
    let isFine = text.utf8.allSatisfy { (32...126).contains($0) && $0 != UInt8(ascii: "=") }
    return isFine
      ? [] : ["a valid environment variable name must consist only of printable ASCII characters other than '='"]
  }

  /// Names of environment variables as kubectl takes them: `IsEnvVarName`.
  public static func strictEnvironmentVariable(_ text: String) -> [String] {
    let isFine = text.utf8.allSatisfy { Ascii.isLetterOrDigit($0) || (45...46).contains($0) || $0 == 95 }
    let startsWithDigit = text.utf8.first.map { (48...57).contains($0) } ?? true
    return (isFine && !startsWithDigit ? [] : [environmentName.message]) + leavingDirectory(text)
  }

  /// Names of ports: `IsValidPortName`.
  public static func portName(_ text: String) -> [String] {
    var complaints: [String] = tooLong(text, 15)
    if text.isEmpty || !text.utf8.allSatisfy({ Ascii.isLowerOrDigit($0) || $0 == 45 }) {
      complaints.append("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)")
    }
    if !text.utf8.contains(where: { (97...122).contains($0) }) {
      complaints.append("must contain at least one letter (a-z)")
    }
    if text.contains("--") { complaints.append("must not contain consecutive hyphens") }
    if text.hasPrefix("-") || text.hasSuffix("-") {
      complaints.append("must not begin or end with a hyphen")
    }
    return complaints
  }

  public static func portNumber(_ number: Int64) -> [String] { range(number, 1...65_535) }

  /// Ids of users and groups.
  public static func userID(_ number: Int64) -> [String] { range(number, 0...2_147_483_647) }

  public static func range(_ number: Int64, _ range: ClosedRange<Int64>) -> [String] {
    range.contains(number) ? [] : ["must be between \(range.lowerBound) and \(range.upperBound), inclusive"]
  }

  public static func headerName(_ text: String) -> [String] {
    !text.isEmpty && text.utf8.allSatisfy { Ascii.isLetterOrDigit($0) || $0 == 45 } ? [] : [header.message]
  }

  public static func percentage(_ text: String) -> [String] {
    let digits = text.utf8.dropLast()
    let isFine = text.hasSuffix("%") && !digits.isEmpty && digits.allSatisfy { (48...57).contains($0) }
    return isFine ? [] : [percent.message]
  }
}

enum Ascii {
  static func isLowerOrDigit(_ byte: UInt8) -> Bool { (97...122).contains(byte) || (48...57).contains(byte) }

  static func isLetterOrDigit(_ byte: UInt8) -> Bool { isLowerOrDigit(byte) || (65...90).contains(byte) }
}
