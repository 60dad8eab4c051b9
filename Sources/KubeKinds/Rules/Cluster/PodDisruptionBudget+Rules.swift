// What the API server does with PodDisruptionBudgets.
import KubeObjects

struct PodDisruptionBudgetRules: KindRules {
  var tracksGeneration: Bool { true }

  func validateStatusUpdate(_ object: Value, old: Value) -> [FieldError] {
    StatusValidation.check(object, old: old, .budget)
  }

  func validate(_ budget: Value) -> [FieldError] {
    var findings = Findings()
    let spec = budget[.spec]
    let path = FieldPath("spec")
    if !spec["minAvailable"].isNull, !spec[.maxUnavailable].isNull {
      findings.invalid(
        path, shown: GoDump.compact(spec, as: "policy/v1.PodDisruptionBudgetSpec"),
        "minAvailable and maxUnavailable cannot be both set")
    }
    for key in ["minAvailable", "maxUnavailable"] where !spec[Key(key)].isNull {
      findings.countOrPercentage(spec[Key(key)], at: path.child(key))
      findings.atMostHundredPercent(spec[Key(key)], at: path.child(key))
    }
    SelectorValidation.labels(spec[.selector], at: path.child("selector"), &findings)
    if let policy = spec["unhealthyPodEvictionPolicy"].string {
      findings.among(
        ["AlwaysAllow", "IfHealthyBudget"], policy, at: path.child("unhealthyPodEvictionPolicy"))
    }
    MetadataValidation.check(budget[.metadata], NameRules.pathSegment, &findings)
    return findings.errors
  }
}
