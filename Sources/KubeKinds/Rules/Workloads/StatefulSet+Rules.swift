// What the API server does with StatefulSets.
import KubeObjects

struct StatefulSetRules: KindRules {
  var tracksGeneration: Bool { true }

  func prepareForCreate(_ set: inout Value) {
    set.remove(.status)
    Self.dropDisabledFields(&set)
  }

  func prepareForUpdate(_ set: inout Value, old: Value) {
    set.set(.status, old.fields[.status])
    Self.dropDisabledFields(&set)
  }

  func applyDefaults(_ set: inout Value) {
    set.amend(.spec) { spec in
      Self.defaultStrategy(&spec)
      PodDefaults.applyTemplate(&spec)
      spec.amendElements(.volumeClaimTemplates) { claim in
        claim.setDefault(.apiVersion, "v1")
        claim.setDefault(.kind, "PersistentVolumeClaim")
      }
    }
  }

  /// A strategy that names no type is a rolling update of all members. One that names the type keeps what it says:
  /// `rollout status` words a rollout by whether there is a partition.
  private static func defaultStrategy(_ spec: inout Value) {
    spec.amend(.updateStrategy) { strategy in
      guard strategy[.type].text.isEmpty else { return }
      strategy[.type] = "RollingUpdate"
      strategy.setDefault(.rollingUpdate, [.partition: 0])
    }
  }

  /// `maxUnavailable` is an alpha feature that is off: what is written there is lost.
  private static func dropDisabledFields(_ set: inout Value) {
    set.amend(.spec) { $0.amend(.updateStrategy) { $0.amend(.rollingUpdate) { $0.remove(.maxUnavailable) } } }
  }
}

// MARK: Validation

extension StatefulSetRules {
  private static let path = FieldPath("spec")

  func validate(_ set: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(set[.metadata], NameRules.dnsLabel, &findings)
    checkSpec(set[.spec], &findings)
    return findings.errors
  }

  func validateStatusUpdate(_ object: Value, old: Value) -> [FieldError] {
    StatusValidation.check(object, old: old, .statefulSet)
  }

  func validateUpdate(_ set: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(set[.metadata], old: old[.metadata], &findings)
    checkSpec(set[.spec], &findings)
    if Self.fixed(set[.spec]) != Self.fixed(old[.spec]) {
      findings.forbidden(
        Self.path, "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', "
          + "'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and "
          + "'minReadySeconds' are forbidden")
    }
    return findings.errors
  }

  /// What of a specification can't be changed.
  private static func fixed(_ spec: Value) -> Object {
    let changeable: [Key] = [
      .replicas, .ordinals, .template, .updateStrategy, .revisionHistoryLimit,
      .persistentVolumeClaimRetentionPolicy, .minReadySeconds,
    ]
    var fixed = spec.fields
    for key in changeable { fixed.remove(key) }
    return fixed
  }

  private func checkSpec(_ spec: Value, _ findings: inout Findings) {
    let path = Self.path
    let policy = spec[.podManagementPolicy].text
    if policy != "OrderedReady", policy != "Parallel" {
      findings.invalid(
        path.child("podManagementPolicy"), .string(policy), "must be 'OrderedReady' or 'Parallel'")
    }
    checkStrategy(spec[.updateStrategy], at: path.child("updateStrategy"), &findings)
    for key in [Key.whenDeleted, .whenScaled] {
      findings.oneOf(
        ["Retain", "Delete"], spec[.persistentVolumeClaimRetentionPolicy][key].text,
        at: path.child("persistentVolumeClaimRetentionPolicy").child(key.text))
    }
    findings.nonNegative(spec[.replicas], at: path.child("replicas"))
    findings.nonNegative(spec[.minReadySeconds], at: path.child("minReadySeconds"))
    findings.nonNegative(spec[.ordinals][.start], at: path.child("ordinals").child("start"))
    let service = spec[.serviceName].text
    if !service.isEmpty { findings.check(service, at: path.child("serviceName"), NameRules.dnsSubdomain) }
    PodTemplateValidation.selector(spec[.selector], at: path.child("selector"), of: "statefulset", &findings)
    checkTemplate(spec, &findings)
    PodTemplateValidation.longRunning(
      spec[.template][.spec], at: path.child("template").child("spec"), of: "StatefulSet", &findings)
    for (index, claim) in spec[.volumeClaimTemplates].elements.enumerated() {
      ClaimValidation.spec(claim[.spec], at: path.child("volumeClaimTemplates").index(index).child("spec"), &findings)
    }
  }

  private func checkTemplate(_ spec: Value, _ findings: inout Findings) {
    guard SelectorValidation.isUsable(spec[.selector]) else {
      return findings.invalid(
        Self.path.child("selector"), shown: SelectorValidation.shown(spec[.selector]), "")
    }
    let path = Self.path.child("template")
    PodTemplateValidation.match(spec[.selector], spec[.template], at: path, &findings)
    PodTemplateValidation.check(
      spec[.template], at: path,
      claimNames: spec[.volumeClaimTemplates].elements.map { $0[.metadata][.name].text }, &findings)
  }

  private func checkStrategy(_ strategy: Value, at path: FieldPath, _ findings: inout Findings) {
    let update = strategy[.rollingUpdate]
    switch strategy[.type].text {
    case "RollingUpdate":
      findings.nonNegative(update[.partition], at: path.child("rollingUpdate").child("partition"))
    case "OnDelete":
      if update.isNull { return }
      findings.invalid(
        path.child("rollingUpdate"),
        shown: GoDump.compact(update, as: "apps/v1.RollingUpdateStatefulSetStrategy"),
        "only allowed for updateStrategy 'RollingUpdate'")
    default:
      findings.invalid(
        path, shown: GoDump.compact(strategy, as: "apps/v1.StatefulSetUpdateStrategy"),
        "must be 'RollingUpdate' or 'OnDelete'")
    }
  }
}
