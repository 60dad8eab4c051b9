// What may change in a pod: images, a deadline, more tolerations, fewer gates (`ValidatePodUpdate`).
import KubeObjects

enum PodUpdateValidation {
  static let path = FieldPath("spec")

  static func check(_ pod: Value, old: Value, _ findings: inout Findings) {
    let spec = pod[.spec]
    let oldSpec = old[.spec]
    for list in [Key.containers, .initContainers] {
      guard images(spec[list].elements, oldSpec[list].elements, at: path.child(list.text), &findings) else { return }
    }
    guard deadline(spec[.activeDeadlineSeconds], oldSpec[.activeDeadlineSeconds], &findings) else { return }
    tolerations(spec, oldSpec, &findings)
    gates(spec["schedulingGates"].elements, oldSpec["schedulingGates"].elements, &findings)
    if spec == oldSpec { return }
    var munged = withAllowedChangesUndone(spec, oldSpec)
    if !oldSpec["schedulingGates"].elements.isEmpty { GatedPodValidation.update(&munged, oldSpec, at: path, &findings) }
    if munged != oldSpec { findings.forbidden(path, words + difference(oldSpec, munged)) }
  }

  private static let words =
    "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,"
    + "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),"
    + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n"

  private static func difference(_ old: Value, _ new: Value) -> String {
    UnifiedDiff.hunks(
      from: GoDump.lines(old, as: "core/v1.PodSpec"), to: GoDump.lines(new, as: "core/v1.PodSpec"))
  }

  /// The images of a list of containers; false when the lists can't be compared.
  private static func images(
    _ new: [Value], _ old: [Value], at path: FieldPath, _ findings: inout Findings
  ) -> Bool {
    guard new.count == old.count else {
      findings.forbidden(path, "pod updates may not add or remove containers")
      return false
    }
    for (index, container) in new.enumerated() {
      let image = container[.image].text
      let path = path.index(index).child("image")
      if image.isEmpty { findings.required(path) }
      if image.first?.isWhitespace == true || image.last?.isWhitespace == true {
        findings.invalid(path, .string(image), "must not have leading or trailing whitespace")
      }
    }
    return true
  }

  /// A deadline can be set and brought forward; false when it was moved otherwise.
  private static func deadline(_ new: Value, _ old: Value, _ findings: inout Findings) -> Bool {
    let path = path.child("activeDeadlineSeconds")
    guard let seconds = new.int else {
      if !old.isNull {
        findings.invalid(path, shown: "null", "must not update from a positive integer to nil value")
      }
      return true
    }
    let complaints = NameRules.range(seconds, 0...2_147_483_647)
    for complaint in complaints { findings.invalid(path, new, complaint) }
    if !complaints.isEmpty { return false }
    if let before = old.int, before < seconds {
      findings.invalid(path, new, "must be less than or equal to previous value")
      return false
    }
    return true
  }

  /// Tolerations may be added, and the seconds of the others changed.
  private static func tolerations(_ spec: Value, _ oldSpec: Value, _ findings: inout Findings) {
    func withoutSeconds(_ toleration: Value) -> Value {
      var toleration = toleration
      toleration.remove(.tolerationSeconds)
      return toleration
    }
    let path = path.child("tolerations")
    let new = spec[.tolerations].elements.map(withoutSeconds)
    let missing = oldSpec[.tolerations].elements.contains { !new.contains(withoutSeconds($0)) }
    if missing {
      findings.forbidden(path, "existing toleration can not be modified except its tolerationSeconds")
    } else {
      TolerationValidation.check(spec[.tolerations].elements, at: path, &findings)
    }
  }

  private static func gates(_ new: [Value], _ old: [Value], _ findings: inout Findings) {
    for (index, gate) in new.enumerated() where !old.contains(where: { $0[.name] == gate[.name] }) {
      findings.forbidden(
        path.child("schedulingGates").index(index).child("name"),
        "only deletion is allowed, but found new scheduling gate '\(gate[.name].text)'")
    }
  }

  /// The new specification with everything that may change as it was before.
  private static func withAllowedChangesUndone(_ spec: Value, _ old: Value) -> Value {
    var munged = spec
    for list in [Key.containers, .initContainers] {
      for (index, container) in old[list].elements.enumerated() {
        munged[list][index: index].set(.image, container.fields[.image])
      }
    }
    for key in [Key.activeDeadlineSeconds, .tolerations, "schedulingGates"] { munged.set(key, old.fields[key]) }
    if let before = old[.terminationGracePeriodSeconds].int, before < 0,
      munged[.terminationGracePeriodSeconds] == 1
    {
      munged[.terminationGracePeriodSeconds] = .int(before)
    }
    return munged
  }
}
