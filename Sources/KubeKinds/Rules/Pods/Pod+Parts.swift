// Writes to the parts of pods that have paths of their own: containers to look into a pod with, and what its
// containers may use (pkg/registry/core/pod/strategy.go).
import KubeObjects

extension PodRules: PartRules {
  func prepareForUpdate(_ pod: inout Value, old: Value, part: Kind.Subresource) {
    var spec = old[.spec]
    switch part {
    case .ephemeralcontainers: spec.set(.ephemeralContainers, pod[.spec].fields[.ephemeralContainers])
    case .resize:
      // Where the containers are others, validation says so.
      guard PodResizeValidation.order(pod[.spec], spec).isEmpty else { return }
      for list in [Key.containers, .initContainers] { Self.takeResources(&spec, pod[.spec], list) }
    default: return
    }
    pod[.spec] = spec
    pod.set(.status, old.fields[.status])
    for key in [Key.labels, .annotations, .finalizers, .ownerReferences] {
      pod[.metadata].set(key, old[.metadata].fields[key])
    }
  }

  private static func takeResources(_ spec: inout Value, _ new: Value, _ list: Key) {
    for (index, container) in new[list].elements.enumerated() {
      for key in [Key.resources, "resizePolicy"] { spec[list][index: index].set(key, container.fields[key]) }
    }
  }

  func validateUpdate(_ pod: Value, old: Value, part: Kind.Subresource) -> [FieldError] {
    guard part == .ephemeralcontainers || part == .resize else { return validateUpdate(pod, old: old) }
    let isStatic = old[.metadata][.annotations].fields["kubernetes.io/config.mirror"] != nil
    if isStatic {
      let words = part == .resize ? "static pods cannot be resized" : "static pods do not support ephemeral containers"
      return [.forbidden(FieldPath(""), words)]
    }
    var findings = Findings()
    MetadataValidation.checkUpdate(pod[.metadata], old: old[.metadata], &findings)
    check(pod, &findings)
    if part == .resize {
      PodResizeValidation.check(pod, old: old, &findings)
    } else {
      Self.checkKept(pod[.spec][.ephemeralContainers].elements, old[.spec][.ephemeralContainers].elements, &findings)
    }
    return findings.errors
  }

  /// Containers to look into a pod with are there for good. A patch may move them.
  private static func checkKept(_ new: [Value], _ old: [Value], _ findings: inout Findings) {
    let path = FieldPath("spec.ephemeralContainers")
    for container in old {
      let name = container[.name]
      let start = "existing ephemeral containers \(GoText.quoted(name.text)) may not be "
      guard let other = new.last(where: { $0[.name] == name }) else {
        findings.forbidden(path, start + "removed\n")
        continue
      }
      if other == container { continue }
      let type = "core/v1.EphemeralContainer"
      let difference = UnifiedDiff.hunks(
        from: GoDump.lines(container, as: type), to: GoDump.lines(other, as: type))
      findings.forbidden(path, start + "changed\n" + difference)
    }
  }
}
