// What is wrong with the pod template of a workload, and with its selector.
import KubeObjects

enum PodTemplateValidation {
  /// A template (`ValidatePodTemplateSpec`). Claims that the workload makes for its pods can be mounted, too.
  static func check(
    _ template: Value, at path: FieldPath, claimNames: [String] = [], _ findings: inout Findings
  ) {
    let metadata = template[.metadata]
    MetadataValidation.labels(metadata[.labels], at: path.child("labels"), &findings)
    MetadataValidation.annotations(metadata[.annotations], at: path.child("annotations"), &findings)
    PodAnnotationValidation.check(
      metadata[.annotations], of: template[.spec], at: path.child("annotations"), &findings)
    var spec = PodSpecValidation(template[.spec], at: path.child("spec"), .template, claimNames: claimNames)
    findings.add(spec.check())
    SeccompProfiles.check(template, at: path.child("spec"), &findings)
    AppArmorProfiles.check(template, at: path.child("spec"), &findings)
    if !template[.spec][.ephemeralContainers].elements.isEmpty {
      findings.forbidden(
        path.child("spec").child("ephemeralContainers"), "ephemeral containers not allowed in pod template")
    }
  }

  /// That a selector is there, is sound and says something.
  static func selector(
    _ selector: Value, at path: FieldPath, of workload: String, _ findings: inout Findings
  ) {
    if selector.isNull { return findings.required(path) }
    SelectorValidation.labels(selector, at: path, &findings)
    if SelectorValidation.isEmptySelector(selector) {
      findings.invalid(
        path, shown: SelectorValidation.shown(selector), "empty selector is invalid for \(workload)")
    }
  }

  /// That a selector means the pods of the template. A missing selector means none.
  static func match(
    _ selector: Value, _ template: Value, at path: FieldPath, _ findings: inout Findings
  ) {
    let labels = template[.metadata][.labels]
    let matches = LabelSelector(spec: selector)?.matches(labels) ?? false
    if matches { return }
    findings.invalid(
      path.child("metadata").child("labels"), labels, "`selector` does not match template `labels`")
  }

  /// Pods of long running workloads are always started again and have no end.
  static func longRunning(
    _ spec: Value, at path: FieldPath, of workload: String, _ findings: inout Findings
  ) {
    if spec[.restartPolicy] != "Always" {
      findings.notSupported(path.child("restartPolicy"), spec[.restartPolicy], ["Always"])
    }
    if !spec[.activeDeadlineSeconds].isNull {
      findings.forbidden(
        path.child("activeDeadlineSeconds"), "activeDeadlineSeconds in \(workload) is not Supported")
    }
  }
}
