// What is wrong with the annotations of pods and templates that mean something to Kubernetes
// (`ValidatePodSpecificAnnotations`).
import KubeObjects

enum PodAnnotationValidation {
  private static let mirror: Key = "kubernetes.io/config.mirror"
  private static let seccomp = "seccomp.security.alpha.kubernetes.io/pod"
  private static let seccompOfContainer = "container.seccomp.security.alpha.kubernetes.io/"
  private static let appArmor = AppArmorProfiles.annotation

  /// - Parameter path: of the annotations.
  static func check(_ annotations: Value, of spec: Value, at path: FieldPath, _ findings: inout Findings) {
    if annotations.fields.isEmpty { return }
    if !annotations[mirror].isNull, spec[.nodeName].text.isEmpty {
      findings.invalid(
        path.key(mirror.text), annotations[mirror], "must set spec.nodeName if mirror pod annotation is set")
    }
    if let cost = annotations[.podDeletionCost].string, !isNumber(cost) {
      findings.invalid(path.key(Key.podDeletionCost.text), .string(cost), "must be a 32bit integer")
    }
    for (key, value) in annotations.fields {
      let name = key.text
      if name == seccomp || name.hasPrefix(seccompOfContainer) {
        seccompProfile(value.text, at: path.child(name), &findings)
      } else if name.hasPrefix(appArmor) {
        appArmorProfile(value.text, of: String(name.dropFirst(appArmor.count)), spec, at: path.key(name), &findings)
      }
    }
  }

  /// A whole number of 32 bits, without a plus sign and leading zeros.
  private static func isNumber(_ text: String) -> Bool {
    guard let first = text.utf8.first, Int32(text) != nil else { return false }
    return text == "0" || first == UInt8(ascii: "-") || (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(first)
  }

  private static func seccompProfile(_ profile: String, at path: FieldPath, _ findings: inout Findings) {
    let local = "localhost/"
    if ["runtime/default", "docker/default", "unconfined"].contains(profile) { return }
    if profile.hasPrefix(local) {
      PathValidation.descending(String(profile.dropFirst(local.count)), at: path, &findings)
    } else {
      findings.invalid(path, .string(profile), "must be a valid seccomp profile")
    }
  }

  private static func appArmorProfile(
    _ profile: String, of container: String, _ spec: Value, at path: FieldPath, _ findings: inout Findings
  ) {
    let lists = [Key.initContainers, .containers, .ephemeralContainers]
    if !lists.contains(where: { spec[$0].elements.contains { $0[.name].text == container } }) {
      findings.invalid(path, .string(container), "container not found")
    }
    if ["", "runtime/default", "unconfined"].contains(profile) || profile.hasPrefix("localhost/") { return }
    findings.invalid(path, .string(profile), "invalid AppArmor profile name: \(GoText.quoted(profile))")
  }

  // MARK: Changes

  /// What kubelets read when a pod starts can't be changed later (`ValidatePodSpecificAnnotationUpdates`).
  static func update(_ new: Value, _ old: Value, at path: FieldPath, _ findings: inout Findings) {
    for (key, value) in old.fields where new[key] != value {
      forbid(key, "may not remove or update", at: path, &findings)
    }
    for (key, _) in new.fields where old[key].isNull { forbid(key, "may not add", at: path, &findings) }
  }

  private static func forbid(_ key: Key, _ deed: String, at path: FieldPath, _ findings: inout Findings) {
    if key.text.hasPrefix(appArmor) { findings.forbidden(path.key(key.text), "\(deed) AppArmor annotations") }
    if key == mirror { findings.forbidden(path.key(key.text), "\(deed) mirror pod annotation") }
  }
}
