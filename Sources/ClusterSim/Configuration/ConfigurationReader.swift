// Reads a tree of values with an eye on its form: what is missing, of the wrong type or unknown is noted with its path.
import KubeObjects
import SimCore

/// Everything wrong with a ClusterConfig, each finding with the path of the field.
public struct ConfigurationError: Error, Equatable, Sendable, CustomStringConvertible {
  public var findings: [String]

  public init(_ findings: [String]) { self.findings = findings }

  /// One finding as it is, several as a list.
  public var description: String {
    findings.count == 1 ? findings[0] : findings.map { "\n* \($0)" }.joined()
  }
}

/// A place in the tree that is being read. Places of one tree share the list of findings.
struct ConfigurationReader {
  final class Findings {
    var texts: [String] = []
  }

  let value: Value
  let path: FieldPath
  let findings: Findings

  init(_ value: Value, path: FieldPath = FieldPath(), findings: Findings = Findings()) {
    self.value = value
    self.path = path
    self.findings = findings
  }

  func note(_ error: FieldError) { findings.texts.append(error.message) }

  func wrongType(_ expected: String) {
    findings.texts.append("\(path.text.isEmpty ? "document" : path.text): must be \(expected)")
  }

  subscript(name: String) -> ConfigurationReader {
    ConfigurationReader(value[Key(name)], path: path.child(name), findings: findings)
  }

  var isMissing: Bool { value.isNull }

  /// The items of a list; none where it is left out.
  var items: [ConfigurationReader] {
    guard !isMissing else { return [] }
    guard let array = value.array else {
      wrongType("a list")
      return []
    }
    return array.enumerated().map { ConfigurationReader($1, path: path.index($0), findings: findings) }
  }

  /// The fields of a map, in the order of their names; none where it is left out.
  var entries: [(key: String, value: ConfigurationReader)] {
    guard !isMissing else { return [] }
    guard let object = value.object else {
      wrongType("a map")
      return []
    }
    return object.map {
      ($0.key.text, ConfigurationReader($0.value, path: path.key($0.key.text), findings: findings))
    }
  }

  /// Notes fields that mean nothing here.
  func allow(_ names: [String]) {
    guard !isMissing else { return }
    guard let object = value.object else { return wrongType("a map") }
    for (key, _) in object where !names.contains(key.text) {
      findings.texts.append("unknown field \(GoText.quoted(path.child(key.text).text))")
    }
  }

  // MARK: Scalars

  var text: String? {
    guard !isMissing else { return nil }
    guard let text = value.string else {
      wrongType("a string")
      return nil
    }
    return text
  }

  /// A text that must be there and not empty.
  var requiredText: String {
    if let text, !text.isEmpty { return text }
    if isMissing || value.string == "" { note(.required(path)) }
    return ""
  }

  var flag: Bool? {
    guard !isMissing else { return nil }
    if value.bool == nil { wrongType("true or false") }
    return value.bool
  }

  var whole: Int64? {
    guard !isMissing else { return nil }
    if value.int == nil { wrongType("a whole number") }
    return value.int
  }

  /// A length of time: Go's notation (`1m30s`), or a number of seconds.
  var span: TimeSpan? {
    guard !isMissing else { return nil }
    let span: TimeSpan?
    switch value {
    case .int(let seconds): span = .seconds(seconds)
    case .double(let seconds): span = TimeSpan(seconds: seconds)
    case .string(let text): span = TimeSpan(goText: text)
    default: span = nil
    }
    if let span, span >= .zero { return span }
    note(.invalid(path, value, "must be a length of time such as 250ms, 4s or 1m30s"))
    return nil
  }

  /// One of a few words.
  func choice<Choice: RawRepresentable & CaseIterable>(_: Choice.Type) -> Choice? where Choice.RawValue == String {
    guard let text else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    note(.notSupported(path, value, Choice.allCases.map(\.rawValue)))
    return nil
  }

  /// A map of texts, as labels are. Numbers and truth values are taken as they are written.
  var texts: [(String, String)] {
    entries.compactMap { key, entry in
      switch entry.value {
      case .string(let text): return (key, text)
      case .int, .bool, .double: return (key, JSONWriter.write(entry.value))
      default:
        entry.wrongType("a string")
        return nil
      }
    }
  }
}
