// What the API server does with DaemonSets.
import KubeObjects

struct DaemonSetRules: KindRules {
  static let templateGeneration: Key = "deprecated.daemonset.template.generation"

  var tracksGeneration: Bool { true }

  /// An annotation counts the changes of the template, as a field once did.
  func prepareForCreate(_ set: inout Value) {
    set.remove(.status)
    set[.metadata][.annotations][Self.templateGeneration] = "1"
  }

  func prepareForUpdate(_ set: inout Value, old: Value) {
    set.set(.status, old.fields[.status])
    let count = Int64(old[.metadata][.annotations][Self.templateGeneration].text) ?? 0
    let changed = set[.spec][.template] != old[.spec][.template]
    set[.metadata][.annotations][Self.templateGeneration] = .string(String(changed ? count + 1 : count))
  }

  func applyDefaults(_ set: inout Value) {
    set.amend(.spec) { spec in
      spec.amend(.updateStrategy) { strategy in
        guard strategy[.type].text == "RollingUpdate" else { return }
        strategy.setDefault(.rollingUpdate, [.maxSurge: 0, .maxUnavailable: 1])
      }
      PodDefaults.applyTemplate(&spec)
    }
  }

  func validateStatusUpdate(_ object: Value, old: Value) -> [FieldError] {
    StatusValidation.check(object, old: old, .daemonSet)
  }

  func validate(_ set: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(set[.metadata], NameRules.dnsSubdomain, &findings)
    checkSpec(set[.spec], &findings)
    return findings.errors
  }

  func validateUpdate(_ set: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(set[.metadata], old: old[.metadata], &findings)
    checkSpec(set[.spec], &findings)
    findings.immutable(
      set[.spec][.selector], old[.spec][.selector], as: "meta/v1.LabelSelector", at: FieldPath("spec.selector"))
    return findings.errors
  }
}

// MARK: Validation

extension DaemonSetRules {
  private func checkSpec(_ spec: Value, _ findings: inout Findings) {
    let path = FieldPath("spec")
    SelectorValidation.labels(spec[.selector], at: path.child("selector"), &findings)
    let template = path.child("template")
    if SelectorValidation.isUsable(spec[.selector]) {
      PodTemplateValidation.match(spec[.selector], spec[.template], at: template, &findings)
    }
    if !spec[.selector].isNull, SelectorValidation.isEmptySelector(spec[.selector]) {
      findings.invalid(
        path.child("selector"), shown: SelectorValidation.shown(spec[.selector]),
        "empty selector is invalid for daemonset")
    }
    PodTemplateValidation.check(spec[.template], at: template, &findings)
    PodTemplateValidation.longRunning(
      spec[.template][.spec], at: template.child("spec"), of: "DaemonSet", &findings)
    findings.nonNegative(spec[.minReadySeconds], at: path.child("minReadySeconds"))
    checkStrategy(spec[.updateStrategy], at: path.child("updateStrategy"), &findings)
    findings.nonNegative(spec[.revisionHistoryLimit], at: path.child("revisionHistoryLimit"))
  }

  private func checkStrategy(_ strategy: Value, at path: FieldPath, _ findings: inout Findings) {
    switch strategy[.type].text {
    case "OnDelete": return
    case "RollingUpdate": checkRollingUpdate(strategy[.rollingUpdate], at: path.child("rollingUpdate"), &findings)
    default:
      let shown = GoDump.compact(strategy, as: "apps/v1.DaemonSetUpdateStrategy")
      findings.add(
        FieldError(
          .notSupported, path, value: shown, detail: "supported values: \"RollingUpdate\", \"OnDelete\""))
    }
  }

  private func checkRollingUpdate(_ update: Value, at path: FieldPath, _ findings: inout Findings) {
    for key in [Key.maxUnavailable, .maxSurge] {
      findings.countOrPercentage(update[key], at: path.child(key.text))
    }
    for key in [Key.maxUnavailable, .maxSurge] {
      findings.atMostHundredPercent(update[key], at: path.child(key.text))
    }
    let unavailable = !DeploymentRules.isZero(update[.maxUnavailable])
    let surge = !DeploymentRules.isZero(update[.maxSurge])
    if unavailable, surge {
      findings.invalid(
        path.child("maxSurge"), update[.maxSurge], "may not be set when maxUnavailable is non-zero")
    } else if !unavailable, !surge {
      findings.required(path.child("maxUnavailable"), "cannot be 0 when maxSurge is 0")
    }
  }
}
