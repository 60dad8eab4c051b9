// How a pod that is held back by scheduling gates may be steered to fewer nodes (`validateNodeSelectorMutation`,
// `validateNodeAffinityMutation`).
import KubeObjects

enum GatedPodValidation {
  private static let required: Key = "requiredDuringSchedulingIgnoredDuringExecution"

  /// Checks what changed, and undoes it in `spec`: what is left is nobody's to change.
  static func update(_ spec: inout Value, _ old: Value, at path: FieldPath, _ findings: inout Findings) {
    if spec[.nodeSelector] != old[.nodeSelector] {
      selector(spec[.nodeSelector], old[.nodeSelector], at: path.child("nodeSelector"), &findings)
      spec.set(.nodeSelector, old.fields[.nodeSelector])
    }
    let (new, before) = (spec[.affinity][.nodeAffinity], old[.affinity][.nodeAffinity])
    if new == before { return }
    affinity(new, before, at: path.child("affinity").child("nodeAffinity"), &findings)
    if before.isNull {
      spec[.affinity].set(.nodeAffinity, nil)
      if old[.affinity].isNull, spec[.affinity].fields.isEmpty { spec.set(.affinity, nil) }
    } else {
      if spec[.affinity].isNull { spec[.affinity] = [:] }
      spec[.affinity][.nodeAffinity] = before
    }
  }

  private static func selector(_ new: Value, _ old: Value, at path: FieldPath, _ findings: inout Findings) {
    if old.fields.allSatisfy({ new[$0.key] == $0.value }) { return }
    findings.invalid(path, new, "only additions to spec.nodeSelector are allowed (no mutations or deletions)")
  }

  private static func affinity(_ new: Value, _ old: Value, at path: FieldPath, _ findings: inout Findings) {
    let before = old[required][.nodeSelectorTerms].elements
    let terms = new[required][.nodeSelectorTerms].elements
    let path = path.child(required.text).child("nodeSelectorTerms")
    if before.isEmpty { return }
    guard terms.count == before.count else {
      let shown = terms.map { GoDump.compact($0, as: "core/v1.NodeSelectorTerm") }.joined(separator: ",")
      return findings.invalid(
        path, shown: terms.isEmpty ? "null" : "[\(shown)]",
        "no additions/deletions to non-empty NodeSelectorTerms list are allowed")
    }
    for (index, term) in terms.enumerated() where !hasOnlyAdditions(term, before[index]) {
      findings.invalid(
        path.index(index), shown: GoDump.compact(term, as: "core/v1.NodeSelectorTerm"),
        "only additions are allowed (no mutations or deletions)")
    }
  }

  private static func hasOnlyAdditions(_ new: Value, _ old: Value) -> Bool {
    let lists: [Key] = [.matchExpressions, "matchFields"]
    if lists.allSatisfy({ old[$0].elements.isEmpty }) { return lists.allSatisfy { new[$0].elements.isEmpty } }
    return lists.allSatisfy { new[$0].elements.starts(with: old[$0].elements) }
  }
}
