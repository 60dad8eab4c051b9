// What the API server does with HorizontalPodAutoscalers.
import KubeObjects

struct HorizontalPodAutoscalerRules: KindRules {
  func applyDefaults(_ autoscaler: inout Value) {
    guard autoscaler[.apiVersion].text != "autoscaling/v1" else { return }
    autoscaler.amend(.spec) { spec in
      spec.setDefault(.metrics, Self.processorUse)
      spec.amend(.behavior) { behavior in
        behavior.setDefault(.scaleUp, [:])
        behavior.setDefault(.scaleDown, [:])
        behavior.amend(.scaleUp) { Self.default(&$0, Self.scaleUpPolicies, stabilization: 0) }
        behavior.amend(.scaleDown) { Self.default(&$0, Self.scaleDownPolicies, stabilization: nil) }
      }
    }
  }

  /// The metric of an autoscaler that names none: eighty percent of the requested processor time.
  private static let processorUse: Value = [
    [
      .type: "Resource",
      "resource": ["name": "cpu", "target": ["type": "Utilization", "averageUtilization": 80]],
    ]
  ]

  private static let scaleUpPolicies: Value = [
    [.type: "Pods", .value: 4, .periodSeconds: 15], [.type: "Percent", .value: 100, .periodSeconds: 15],
  ]

  private static let scaleDownPolicies: Value = [[.type: "Percent", .value: 100, .periodSeconds: 15]]

  private static func `default`(_ rules: inout Value, _ policies: Value, stabilization: Int64?) {
    rules.setDefault(.selectPolicy, "Max")
    rules.setDefault(.policies, policies)
    if let stabilization { rules.setDefault(.stabilizationWindowSeconds, .int(stabilization)) }
  }

  func validateStatusUpdate(_ object: Value, old: Value) -> [FieldError] {
    StatusValidation.check(object, old: old, .autoscaler)
  }

  func validate(_ autoscaler: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(autoscaler[.metadata], NameRules.dnsSubdomain, &findings)
    AutoscalerValidation.spec(autoscaler[.spec], mayBeZero: false, &findings)
    return findings.errors
  }

  func validateUpdate(_ autoscaler: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(autoscaler[.metadata], old: old[.metadata], &findings)
    AutoscalerValidation.spec(autoscaler[.spec], mayBeZero: old[.spec]["minReplicas"] == 0, &findings)
    return findings.errors
  }
}
