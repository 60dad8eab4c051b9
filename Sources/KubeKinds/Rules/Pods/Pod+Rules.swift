// What the API server does with pods.
import KubeObjects

struct PodRules: KindRules {
  var tracksGeneration: Bool { true }

  private static let annotationsPath = FieldPath("metadata.annotations")

  func prepareForCreate(_ pod: inout Value) {
    pod[.status] = [.phase: "Pending", .qosClass: .string(QualityOfService.of(pod[.spec]))]
    if !pod[.spec][.schedulingGates].elements.isEmpty { pod[.status][.conditions] = [Self.gated(pod)] }
    AppArmorProfiles.apply(&pod)
    Self.correctGracePeriod(&pod)
    OwnLabelSelectors.apply(&pod)
  }

  func prepareForUpdate(_ pod: inout Value, old: Value) {
    pod.set(.status, old.fields[.status])
    Self.correctGracePeriod(&pod)
  }

  /// What says from the beginning that a pod is not to be scheduled yet (`applySchedulingGatedCondition`).
  private static func gated(_ pod: Value) -> Value {
    [
      .type: "PodScheduled", .status: "False", .reason: "SchedulingGated", .lastProbeTime: .null,
      .lastTransitionTime: pod[.metadata][.creationTimestamp],
      .message: "Scheduling is blocked due to non-empty scheduling gates",
    ]
  }

  func applyDefaults(_ pod: inout Value) { PodDefaults.applyPod(&pod) }

  func validateStatusUpdate(_ pod: Value, old: Value) -> [FieldError] { StatusValidation.pod(pod, old: old) }

  func validate(_ pod: Value) -> [FieldError] {
    var findings = Findings()
    check(pod, &findings)
    if !pod[.spec][.ephemeralContainers].elements.isEmpty {
      findings.forbidden(FieldPath("spec.ephemeralContainers"), "cannot be set on create")
    }
    if !pod[.spec][.nodeName].text.isEmpty, !pod[.spec]["schedulingGates"].elements.isEmpty {
      findings.forbidden(FieldPath("spec.nodeName"), "cannot be set until all schedulingGates have been cleared")
    }
    SeccompProfiles.check(pod, at: FieldPath("spec"), &findings)
    AppArmorProfiles.check(pod, at: FieldPath("spec"), &findings)
    return findings.errors
  }

  func validate(_ pod: Value, like model: Value) -> [FieldError] {
    let hostname = pod[.spec][.hostname].text
    let isSound =
      (hostname.isEmpty || NameRules.dnsLabel(hostname).isEmpty)
      && MetadataValidation.isSound(pod[.metadata], like: model[.metadata], NameRules.dnsSubdomain)
      && PodLikeness.areAlike(pod[.spec], model[.spec])
    return isSound ? [] : validate(pod)
  }

  func validateUpdate(_ pod: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(pod[.metadata], old: old[.metadata], &findings)
    check(pod, &findings)
    PodAnnotationValidation.update(
      pod[.metadata][.annotations], old[.metadata][.annotations], at: Self.annotationsPath, &findings)
    PodUpdateValidation.check(pod, old: old, &findings)
    return findings.errors
  }

  /// Metadata and specification of a pod, new or changed.
  func check(_ pod: Value, _ findings: inout Findings) {
    let spec = pod[.spec]
    MetadataValidation.check(pod[.metadata], NameRules.dnsSubdomain, &findings)
    PodAnnotationValidation.check(
      pod[.metadata][.annotations], of: spec, at: Self.annotationsPath, &findings)
    var validation = PodSpecValidation(spec, at: FieldPath("spec"), .pod(name: pod[.metadata][.name].text))
    findings.add(validation.check())
    for list in [Key.containers, .initContainers] {
      for (index, container) in spec[list].elements.enumerated() {
        let image = container[.image].text
        guard image.first?.isWhitespace == true || image.last?.isWhitespace == true else { continue }
        findings.invalid(
          FieldPath("spec").child(list.text).index(index).child("image"), .string(image),
          "must not have leading or trailing whitespace")
      }
    }
  }

  /// Negative grace periods stand for one second.
  private static func correctGracePeriod(_ pod: inout Value) {
    guard let seconds = pod[.spec][.terminationGracePeriodSeconds].int, seconds < 0 else { return }
    pod[.spec][.terminationGracePeriodSeconds] = 1
  }
}
