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

  /// Warnings of the keys of a node selector's term.
  static func term(_ term: Value, at path: FieldPath) -> [String] {
    term[.matchExpressions].elements.enumerated().compactMap { index, expression in
      let key = expression[.key].text
      return advice(key).map { "\(path.child("matchExpressions").index(index).child("key")): \(key) is \($0)" }
    }
  }
}
