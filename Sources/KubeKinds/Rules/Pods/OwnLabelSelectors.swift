// What the API server adds to the selectors of a new pod: the labels of its own that `matchLabelKeys` and
// `mismatchLabelKeys` name (pkg/registry/core/pod/strategy.go, `applyMatchLabelKeysAndMismatchLabelKeys`).
import KubeObjects

enum OwnLabelSelectors {
  static func apply(_ pod: inout Value) {
    let labels = pod[.metadata][.labels]
    let (affinity, constraints) = (pod[.spec][.affinity], pod[.spec][.topologySpreadConstraints])
    if labels.fields.isEmpty || (affinity.isNull && constraints.isNull) { return }
    pod.amend(.spec) { spec in
      spec.amendElements(.topologySpreadConstraints) { apply(labels, to: &$0) }
      spec.amend(.affinity) { affinity in
        for kind in ["podAffinity", "podAntiAffinity"] as [Key] {
          affinity.amend(kind) { terms in
            terms.amendElements("requiredDuringSchedulingIgnoredDuringExecution") { apply(labels, to: &$0) }
            terms.amendElements("preferredDuringSchedulingIgnoredDuringExecution") { term in
              term.amend("podAffinityTerm") { apply(labels, to: &$0) }
            }
          }
        }
      }
    }
  }

  private static func apply(_ labels: Value, to term: inout Value) {
    let additions =
      requirements("matchLabelKeys", "In", term, labels) + requirements("mismatchLabelKeys", "NotIn", term, labels)
    if additions.isEmpty || term["labelSelector"].isNull { return }
    term.amend("labelSelector") { selector in
      selector[.matchExpressions] = .array(selector[.matchExpressions].elements + additions)
    }
  }

  private static func requirements(_ list: Key, _ meaning: Value, _ term: Value, _ labels: Value) -> [Value] {
    term[list].elements.compactMap { key in
      guard let value = labels[Key(key.text)].string else { return nil }
      return [.key: key, .operator: meaning, .values: [.string(value)]]
    }
  }
}
