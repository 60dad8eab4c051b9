// The restricted level of the Pod Security Standards: what hardens a pod, and must be asked for.
import KubeObjects

extension PodSecurityCheck {
  static let restricted: [Rule] = [
    { $0.escalation() }, { $0.droppedCapabilities() }, { $0.volumeTypes() }, { $0.nonRoot() }, { $0.rootUser() },
    { $0.confinedSeccomp() },
  ]

  private func escalation() -> PodSecurityViolation? {
    let names = names { $0[.securityContext]["allowPrivilegeEscalation"] != false }
    if names.isEmpty { return nil }
    return PodSecurityViolation(
      reason: "allowPrivilegeEscalation != false",
      detail: "\(Self.containers(names)) must set securityContext.allowPrivilegeEscalation=false")
  }

  private func droppedCapabilities() -> PodSecurityViolation? {
    let names = names { !$0[.securityContext]["capabilities"]["drop"].elements.contains("ALL") }
    var details = names.isEmpty
      ? [] : ["\(Self.containers(names)) must set securityContext.capabilities.drop=[\"ALL\"]"]
    if let added = capabilities(beyond: ["NET_BIND_SERVICE"]) { details.append(added) }
    if details.isEmpty { return nil }
    return PodSecurityViolation(reason: "unrestricted capabilities", detail: details.joined(separator: "; "))
  }

  private static let allowedVolumes: [Key] = [
    .configMap, .csi, .downwardAPI, .emptyDir, .ephemeral, .image, .persistentVolumeClaim, .projected, .secret,
  ]

  private func volumeTypes() -> PodSecurityViolation? {
    let bad = spec[.volumes].elements.compactMap { volume -> (name: String, type: String)? in
      if Self.allowedVolumes.contains(where: { !volume[$0].isNull }) { return nil }
      return volume.fields.keys.first { $0 != .name }.map { (volume[.name].text, $0.text) }
    }
    if bad.isEmpty { return nil }
    let types = Self.sorted(bad.map(\.type))
    return PodSecurityViolation(
      reason: "restricted volume types",
      detail: "\(Self.plural("volume", "volumes", bad.count)) \(Self.quoted(bad.map(\.name))) "
        + "\(Self.plural("uses", "use", bad.count)) restricted volume "
        + "\(Self.plural("type", "types", types.count)) \(Self.quoted(types))")
  }

  private func nonRoot() -> PodSecurityViolation? {
    let key: Key = "runAsNonRoot"
    if let setters = setters(where: { $0[key] == false }) {
      return PodSecurityViolation(
        reason: "runAsNonRoot != true", detail: "\(setters) must not set securityContext.runAsNonRoot=false")
    }
    if context[key].isTrue { return nil }
    let names = names { $0[.securityContext][key].isNull }
    if names.isEmpty { return nil }
    return PodSecurityViolation(
      reason: "runAsNonRoot != true",
      detail: "pod or \(Self.containers(names)) must set securityContext.runAsNonRoot=true")
  }

  private func rootUser() -> PodSecurityViolation? {
    setters { $0["runAsUser"] == 0 }.map {
      PodSecurityViolation(reason: "runAsUser=0", detail: "\($0) must not set runAsUser=0")
    }
  }

  private func confinedSeccomp() -> PodSecurityViolation? {
    if let violation = unconfinedSeccomp() { return violation }
    if !context["seccompProfile"][.type].text.isEmpty { return nil }
    let names = names { $0[.securityContext]["seccompProfile"][.type].text.isEmpty }
    if names.isEmpty { return nil }
    return PodSecurityViolation(
      reason: "seccompProfile",
      detail: "pod or \(Self.containers(names)) must set securityContext.seccompProfile.type to "
        + "\"RuntimeDefault\" or \"Localhost\"")
  }
}
