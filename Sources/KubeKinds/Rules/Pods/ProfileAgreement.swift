// Profiles of AppArmor and seccomp that are named twice, in annotations and in fields, have to be the same.
import KubeObjects

enum ProfileAgreement {
  private static let local = "localhost/"

  /// - Parameters:
  ///   - annotation: the profile's older name.
  ///   - defaults: the older names of what the runtime does by itself.
  static func check(
    _ annotation: String, _ profile: Value, _ subject: String, default defaults: [String], at path: FieldPath,
    _ findings: inout Findings
  ) {
    let isSameType: Bool
    switch profile[.type].text {
    case "Unconfined": isSameType = annotation == "unconfined"
    case "RuntimeDefault": isSameType = defaults.contains(annotation)
    case "Localhost":
      isSameType = annotation.hasPrefix(local)
      if isSameType, annotation.dropFirst(local.count) != profile["localhostProfile"].text {
        findings.forbidden(
          path.child("localhostProfile"), "\(subject) profile in annotation and field must match")
      }
    default: return
    }
    if !isSameType { findings.forbidden(path.child("type"), "\(subject) type in annotation and field must match") }
  }
}

/// The annotations of seccomp, which do nothing any more and must not contradict the fields all the same.
enum SeccompProfiles {
  static let pod = "seccomp.security.alpha.kubernetes.io/pod"
  static let container = "container.seccomp.security.alpha.kubernetes.io/"

  /// What annotations of a new pod, or of a template, say otherwise than its fields
  /// (`validateSeccompAnnotationsAndFields`).
  /// - Parameter path: that of the specification.
  static func check(_ pod: Value, at path: FieldPath, _ findings: inout Findings) {
    let annotations = pod[.metadata][.annotations]
    if annotations.fields.isEmpty { return }
    compare(annotations[Key(Self.pod)], pod[.spec], at: path, &findings)
    for list in [Key.initContainers, .containers, .ephemeralContainers] {
      for (index, one) in pod[.spec][list].elements.enumerated() {
        compare(
          annotations[Key(container + one[.name].text)], one, at: path.child(list.text).index(index), &findings)
      }
    }
  }

  private static func compare(_ annotation: Value, _ holder: Value, at path: FieldPath, _ findings: inout Findings) {
    guard let text = annotation.string else { return }
    ProfileAgreement.check(
      text, holder[.securityContext]["seccompProfile"], "seccomp", default: ["runtime/default", "docker/default"],
      at: path.child("securityContext").child("seccompProfile"), &findings)
  }
}
