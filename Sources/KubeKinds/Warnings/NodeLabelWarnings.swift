// Labels of nodes that go by other names now (pkg/api/node/util.go).
import KubeObjects

enum NodeLabelWarnings {
  private static let successors: [String: (since: String, name: String)] = [
    "beta.kubernetes.io/arch": ("v1.14", "kubernetes.io/arch"),
    "beta.kubernetes.io/os": ("v1.14", "kubernetes.io/os"),
    "failure-domain.beta.kubernetes.io/region": ("v1.17", "topology.kubernetes.io/region"),
    "failure-domain.beta.kubernetes.io/zone": ("v1.17", "topology.kubernetes.io/zone"),
    "beta.kubernetes.io/instance-type": ("v1.17", "node.kubernetes.io/instance-type"),
  ]

  /// What to say of a label; `nil` for one that is in use.
  static func advice(_ label: String) -> String? {
    successors[label].map { "deprecated since \($0.since); use \"\($0.name)\" instead" }
  }

  /// Warnings of a node selector's term: of its keys, and of values that no node can have where those are only wishes
  /// and therefore not refused.
  static func term(_ term: Value, checksValues: Bool = false, at path: FieldPath) -> [String] {
    var warnings: [String] = []
    for (index, expression) in term[.matchExpressions].elements.enumerated() {
      let place = path.child("matchExpressions").index(index)
      let key = expression[.key].text
      if let advice = advice(key) { warnings.append("\(place.child("key")): \(key) is \(advice)") }
      for (number, value) in expression[.values].elements.enumerated() where checksValues {
        warnings += NameRules.labelValue(value.text).map {
          "\(place.child("values").index(number)): \(value.text) is invalid, \($0)"
        }
      }
    }
    return warnings
  }
}
