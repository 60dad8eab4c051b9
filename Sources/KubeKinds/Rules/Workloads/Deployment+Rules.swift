// What the API server does with Deployments.
import KubeObjects

struct DeploymentRules: KindRules {
  var tracksGeneration: Bool { true }

  func applyDefaults(_ deployment: inout Value) {
    deployment.amend(.spec) { spec in
      spec.amend(.strategy) { strategy in
        guard strategy[.type].text == "RollingUpdate" else { return }
        strategy.setDefault(.rollingUpdate, [.maxSurge: "25%", .maxUnavailable: "25%"])
      }
      PodDefaults.applyTemplate(&spec)
    }
  }

  /// Annotations count too: a change of cause is a change.
  func changesGeneration(_ object: Value, old: Value) -> Bool {
    object[.spec] != old[.spec] || object[.metadata][.annotations] != old[.metadata][.annotations]
  }

  func validateStatusUpdate(_ object: Value, old: Value) -> [FieldError] {
    StatusValidation.check(object, old: old, .deployment)
  }

  func validate(_ deployment: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(deployment[.metadata], NameRules.dnsSubdomain, &findings)
    checkSpec(deployment[.spec], &findings)
    return findings.errors
  }

  func validateUpdate(_ deployment: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(deployment[.metadata], old: old[.metadata], &findings)
    checkSpec(deployment[.spec], &findings)
    findings.immutable(
      deployment[.spec][.selector], old[.spec][.selector], as: "meta/v1.LabelSelector",
      at: FieldPath("spec.selector"))
    return findings.errors
  }
}

// MARK: Validation

extension DeploymentRules {
  private func checkSpec(_ spec: Value, _ findings: inout Findings) {
    let path = FieldPath("spec")
    findings.nonNegative(spec[.replicas], at: path.child("replicas"))
    ReplicaSetRules.checkSelectorAndTemplate(spec, of: "deployment", at: path, &findings)
    checkStrategy(spec[.strategy], at: path.child("strategy"), &findings)
    findings.nonNegative(spec[.minReadySeconds], at: path.child("minReadySeconds"))
    findings.nonNegative(spec[.revisionHistoryLimit], at: path.child("revisionHistoryLimit"))
    let deadline = spec["progressDeadlineSeconds"]
    findings.nonNegative(deadline, at: path.child("progressDeadlineSeconds"))
    if let seconds = deadline.int, seconds <= spec[.minReadySeconds].number {
      findings.invalid(path.child("progressDeadlineSeconds"), deadline, "must be greater than minReadySeconds")
    }
  }

  private func checkStrategy(_ strategy: Value, at path: FieldPath, _ findings: inout Findings) {
    let update = strategy[.rollingUpdate]
    switch strategy[.type].text {
    case "Recreate":
      if !update.isNull {
        findings.forbidden(
          path.child("rollingUpdate"), "may not be specified when strategy `type` is 'Recreate'")
      }
    case "RollingUpdate": checkRollingUpdate(update, at: path.child("rollingUpdate"), &findings)
    default:
      let shown = GoDump.compact(strategy, as: "apps/v1.DeploymentStrategy")
      findings.add(
        FieldError(
          .notSupported, path, value: shown, detail: "supported values: \"Recreate\", \"RollingUpdate\""))
    }
  }

  private func checkRollingUpdate(_ update: Value, at path: FieldPath, _ findings: inout Findings) {
    let unavailable = update[.maxUnavailable]
    findings.countOrPercentage(unavailable, at: path.child("maxUnavailable"))
    findings.countOrPercentage(update[.maxSurge], at: path.child("maxSurge"))
    if Self.isZero(unavailable), Self.isZero(update[.maxSurge]) {
      findings.invalid(path.child("maxUnavailable"), unavailable, "may not be 0 when `maxSurge` is 0")
    }
    findings.atMostHundredPercent(unavailable, at: path.child("maxUnavailable"))
  }

  static func isZero(_ countOrPercentage: Value) -> Bool {
    if let text = countOrPercentage.string { return Int(text.hasSuffix("%") ? text.dropLast() : text[...]) ?? 0 == 0 }
    return countOrPercentage.number == 0
  }
}
