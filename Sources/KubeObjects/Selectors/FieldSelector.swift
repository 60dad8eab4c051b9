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
