// Label selectors as objects hold them: `spec.selector` of workloads (`metav1.LabelSelector`) and plain maps.
import KubeObjects

extension LabelSelector {
  /// Reads `{matchLabels, matchExpressions}`. `nil` for a missing selector, which selects nothing; an empty one
  /// selects everything.
  public init?(spec: Value) {
    guard case .object = spec else { return nil }
    var requirements = Self.equalities(spec[.matchLabels])
    for expression in spec[.matchExpressions].elements {
      guard let meaning = Self.operators[expression[.operator].text] else { return nil }
      requirements.append(
        Requirement(
          key: Key(expression[.key].text), operator: meaning, values: expression[.values].elements.map(\.text)))
    }
    self.init(requirements)
  }

  /// Reads a plain map, as services have. `nil` for a missing or empty one, which selects nothing.
  public init?(map: Value) {
    let requirements = Self.equalities(map)
    if requirements.isEmpty { return nil }
    self.init(requirements)
  }

  private static func equalities(_ map: Value) -> [Requirement] {
    map.fields.map { Requirement(key: $0.key, operator: .equals, values: [$0.value.text]) }
  }

  private static let operators: [String: Operator] = [
    "In": .in, "NotIn": .notIn, "Exists": .exists, "DoesNotExist": .doesNotExist, "Gt": .greaterThan,
    "Lt": .lessThan,
  ]
}
