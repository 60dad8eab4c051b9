// What is wrong with the security settings of pods and containers.
import KubeObjects

enum PodSecurityValidation {
  static func pod(_ spec: Value, at path: FieldPath, _ findings: inout Findings) {
    let context = spec[.securityContext]
    let own = path.child("securityContext")
    for key in ["fsGroup", "runAsUser", "runAsGroup"] {
      if let id = context[Key(key)].int { findings.check(id, at: own.child(key), NameRules.userID) }
    }
    for (index, group) in context["supplementalGroups"].elements.enumerated() {
      findings.check(group.number, at: own.child("supplementalGroups").index(index), NameRules.userID)
    }
    if spec["shareProcessNamespace"].isTrue, spec["hostPID"].isTrue {
      findings.invalid(
        own.child("shareProcessNamespace"), true, "ShareProcessNamespace and HostPID cannot both be enabled")
    }
    sysctls(context["sysctls"].elements, of: spec, at: own.child("sysctls"), &findings)
    if let policy = context["fsGroupChangePolicy"].string {
      findings.among(["Always", "OnRootMismatch"], policy, at: own.child("fsGroupChangePolicy"))
    }
    seccomp(context["seccompProfile"], at: own.child("seccompProfile"), &findings)
    WindowsValidation.options(context["windowsOptions"], at: own.child("windowsOptions"), &findings)
    appArmor(context["appArmorProfile"], at: own.child("appArmorProfile"), &findings)
    if let policy = context["supplementalGroupsPolicy"].string {
      findings.among(["Merge", "Strict"], policy, at: own.child("supplementalGroupsPolicy"))
    }
    if let policy = context["seLinuxChangePolicy"].string {
      findings.among(["MountOption", "Recursive"], policy, at: own.child("seLinuxChangePolicy"))
    }
  }

  static func container(
    _ context: Value, at path: FieldPath, isHostUser: Bool, _ findings: inout Findings
  ) {
    if context.isNull { return }
    for key in ["runAsUser", "runAsGroup"] {
      if let id = context[Key(key)].int { findings.check(id, at: path.child(key), NameRules.userID) }
    }
    if let mount = context["procMount"].string {
      findings.among(["Default", "Unmasked"], mount, at: path.child("procMount"))
      if isHostUser, mount == "Unmasked" {
        findings.invalid(
          path.child("procMount"), "Unmasked", "`hostUsers` must be false to use `Unmasked`")
      }
    }
    seccomp(context["seccompProfile"], at: path.child("seccompProfile"), &findings)
    escalation(context, at: path, &findings)
    WindowsValidation.options(context["windowsOptions"], at: path.child("windowsOptions"), &findings)
    appArmor(context["appArmorProfile"], at: path.child("appArmorProfile"), &findings)
  }

  /// Privileged containers can always raise their rights.
  private static func escalation(_ context: Value, at path: FieldPath, _ findings: inout Findings) {
    guard context["allowPrivilegeEscalation"] == false else { return }
    let shown = GoDump.compact(context, as: "core/v1.SecurityContext")
    if context["privileged"].isTrue {
      findings.invalid(
        path, shown: shown, "cannot set `allowPrivilegeEscalation` to false and `privileged` to true")
    }
    for capability in context["capabilities"]["add"].elements where capability == "CAP_SYS_ADMIN" {
      findings.invalid(
        path, shown: shown,
        "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN")
    }
  }

  private static let profileTypes = ["Localhost", "RuntimeDefault", "Unconfined"]

  private static func seccomp(_ profile: Value, at path: FieldPath, _ findings: inout Findings) {
    if profile.isNull { return }
    let type = profile[.type].text
    if type.isEmpty {
      findings.required(path.child("type"), "type is required when seccompProfile is set")
    } else if !profileTypes.contains(type) {
      findings.notSupported(path.child("type"), .string(type), profileTypes)
    }
    let file = profile["localhostProfile"]
    if type == "Localhost" {
      if file.isNull {
        findings.required(path.child("localhostProfile"), "must be set when seccomp type is Localhost")
      } else {
        PathValidation.descending(file.text, at: path.child("localhostProfile"), &findings)
      }
    } else if !file.isNull {
      findings.invalid(
        path.child("localhostProfile"), shown: GoDump.compact(profile, as: "core/v1.SeccompProfile"),
        "can only be set when seccomp type is Localhost")
    }
  }

  private static func appArmor(_ profile: Value, at path: FieldPath, _ findings: inout Findings) {
    if profile.isNull { return }
    let file = profile["localhostProfile"]
    let filePath = path.child("localhostProfile")
    switch profile[.type].text {
    case "Localhost":
      if file.text.isEmpty {
        findings.required(filePath, "must be set when AppArmor type is Localhost")
      } else if file.text.trimmingGoSpace != file.text {
        findings.invalid(filePath, file, "must not be padded with whitespace")
      }
      if file.text.utf8.count > 4_095 { findings.add(.tooLong(filePath, maximum: 4_095)) }
    case "RuntimeDefault", "Unconfined":
      if !file.isNull { findings.invalid(filePath, file, "can only be set when AppArmor type is Localhost") }
    case "": findings.required(path.child("type"), "type is required when appArmorProfile is set")
    default: findings.notSupported(path.child("type"), profile[.type], profileTypes)
    }
  }

  /// Settings of a namespace can't be changed by a pod that shares it with its node.
  private static func hostSysctl(_ name: String, _ spec: Value, at path: FieldPath, _ findings: inout Findings) {
    let ofMemory = ["kernel.shm", "kernel.msg", "fs.mqueue."].contains { name.hasPrefix($0) } || name == "kernel.sem"
    for (key, isMeant) in [(Key.hostNetwork, name.hasPrefix("net.")), ("hostIPC", ofMemory)]
    where isMeant && spec[key].isTrue {
      findings.invalid(path, .string(name), "may not be specified when '\(key.text)' is true")
    }
  }

  private static func sysctls(_ sysctls: [Value], of spec: Value, at path: FieldPath, _ findings: inout Findings) {
    var names: [String] = []
    for (index, sysctl) in sysctls.enumerated() {
      let path = path.index(index).child("name")
      let name = sysctl[.name].text
      if name.isEmpty {
        findings.required(path)
      } else if !isSysctl(name) {
        findings.invalid(
          path, .string(name), "must have at most 253 characters and match regex "
            + #"^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$"#)
      } else if names.contains(name) {
        findings.duplicate(path, .string(name))
      }
      hostSysctl(name.replacing("/", with: "."), spec, at: path, &findings)
      names.append(name)
    }
  }

  private static func isSysctl(_ name: String) -> Bool {
    name.utf8.count <= 253
      && name.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "." || $0 == "/" }).allSatisfy {
        NameRules.dnsLabel(String($0.replacing("_", with: "-"))).isEmpty
      }
  }
}
