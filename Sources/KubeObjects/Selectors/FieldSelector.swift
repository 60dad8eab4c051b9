// Field selectors: which objects are meant, by single fields (`status.phase=Running`).

/// A conjunction of comparisons of fields with texts.
public struct FieldSelector: Hashable, Sendable {
  public struct Requirement: Hashable, Sendable {
    /// The field's name as typed: `spec.nodeName`.
    public var field: String
    public var isNegated: Bool
    public var value: String

    public init(field: String, isNegated: Bool, value: String) {
      self.field = field
      self.isNegated = isNegated
      self.value = value
    }
  }

  public var requirements: [Requirement]

  public init(_ requirements: [Requirement] = []) { self.requirements = requirements }

  /// Whether an object meets all requirements; `text` gives a field's value, empty where it is missing.
  public func matches(_ text: (String) -> String) -> Bool {
    requirements.allSatisfy { (text($0.field) == $0.value) != $0.isNegated }
  }
}

// MARK: Text

extension FieldSelector {
  /// Reads `status.phase=Running,metadata.name!=web-0`. Commas, equals signs and backslashes in values are escaped by
  /// a backslash (k8s.io/apimachinery pkg/fields).
  /// - Throws: `SelectorError` in the words of the API server.
  public init(parsing text: some StringProtocol) throws(SelectorError) {
    var requirements: [Requirement] = []
    for term in Self.terms(text).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) where !term.isEmpty {
      guard let index = term.indices.first(where: { term[$0] == "=" || term[$0...].hasPrefix("!=") }) else {
        throw SelectorError("invalid selector: '\(text)'; can't understand '\(term)'")
      }
      let isNegated = term[index] == "!"
      let length = isNegated || term[index...].hasPrefix("==") ? 2 : 1
      let value = try Self.unescaped(term[index...].dropFirst(length))
      requirements.append(Requirement(field: String(term[..<index]), isNegated: isNegated, value: value))
    }
    self.init(requirements)
  }

  private static func terms(_ text: some StringProtocol) -> [String] {
    var terms = [""]
    var isEscaped = false
    for character in text {
      if character == ",", !isEscaped { terms.append("") } else { terms[terms.count - 1].append(character) }
      isEscaped = character == "\\" && !isEscaped
    }
    return terms
  }

  private static func unescaped(_ text: Substring) throws(SelectorError) -> String {
    var result = ""
    var isEscaped = false
    for scalar in text.unicodeScalars {
      let isSpecial = scalar == "\\" || scalar == "," || scalar == "="
      if isEscaped {
        guard isSpecial else { throw badEscape("\\\(scalar)") }
        result.unicodeScalars.append(scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else if isSpecial {
        throw SelectorError("invalid field selector: unescaped character in value: \(scalar.value)")
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    if isEscaped { throw badEscape("\\") }
    return result
  }

  private static func badEscape(_ text: String) -> SelectorError {
    SelectorError("invalid field selector: invalid escape sequence: \(text)")
  }
}
