// The baseline level of the Pod Security Standards: nothing that gives known ways out of a container.
import KubeObjects

extension PodSecurityCheck {
  /// The rules of the level, in the order of the policy.
  static let baseline: [Rule] = [
    { $0.appArmor() }, { $0.addedCapabilities() }, { $0.hostNamespaces() }, { $0.hostPaths() }, { $0.hostPorts() },
    { $0.probeHosts() }, { $0.privileged() }, { $0.procMount() }, { $0.selinux() }, { $0.unconfinedSeccomp() },
    { $0.sysctls() }, { $0.hostProcess() },
  ]

  /// Those of them that the restricted level does not replace by stricter ones.
  static let kept: [Rule] = [
    { $0.appArmor() }, { $0.hostNamespaces() }, { $0.hostPorts() }, { $0.probeHosts() }, { $0.privileged() },
    { $0.procMount() }, { $0.selinux() }, { $0.sysctls() }, { $0.hostProcess() },
  ]

  private func appArmor() -> PodSecurityViolation? {
    let type: (Value) -> String = { $0["appArmorProfile"][.type].text }
    let isBad: (Value) -> Bool = { !["", "RuntimeDefault", "Localhost"].contains(type($0)) }
    guard let setters = setters(where: isBad) else { return nil }
    let values = Self.sorted(([context] + containers.map(\.[.securityContext])).filter(isBad).map(type))
    return PodSecurityViolation(
      reason: Self.plural("forbidden AppArmor profile", "forbidden AppArmor profiles", values.count),
      detail: "\(setters) must not set AppArmor profile type to \(Self.quoted(values))")
  }

  private static let defaultCapabilities = [
    "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP",
    "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
  ]

  func addedCapabilities() -> PodSecurityViolation? {
    capabilities(beyond: Self.defaultCapabilities).map {
      PodSecurityViolation(reason: "non-default capabilities", detail: $0)
    }
  }

  /// What is said of capabilities that are added beyond those allowed.
  func capabilities(beyond allowed: [String]) -> String? {
    func extra(_ container: Value) -> [String] {
      container[.securityContext]["capabilities"]["add"].elements.map(\.text).filter { !allowed.contains($0) }
    }
    let names = names { !extra($0).isEmpty }
    if names.isEmpty { return nil }
    let added = Self.sorted(containers.flatMap(extra))
    return "\(Self.containers(names)) must not include \(Self.quoted(added)) in securityContext.capabilities.add"
  }

  private func hostNamespaces() -> PodSecurityViolation? {
    let used = [Key.hostNetwork, "hostPID", "hostIPC"].filter { spec[$0].isTrue }.map { "\($0.text)=true" }
    if used.isEmpty { return nil }
    return PodSecurityViolation(reason: "host namespaces", detail: used.joined(separator: ", "))
  }

  private func hostPaths() -> PodSecurityViolation? {
    let names = spec[.volumes].elements.filter { !$0[.hostPath].isNull }.map(\.[.name].text)
    if names.isEmpty { return nil }
    return PodSecurityViolation(
      reason: "hostPath volumes", detail: "\(Self.plural("volume", "volumes", names.count)) \(Self.quoted(names))")
  }

  private func hostPorts() -> PodSecurityViolation? {
    func ports(_ container: Value) -> [Int64] {
      container[.ports].elements.map(\.[.hostPort].number).filter { $0 != 0 }
    }
    let names = names { !ports($0).isEmpty }
    if names.isEmpty { return nil }
    let used = Set(containers.flatMap(ports)).sorted()
    return PodSecurityViolation(
      reason: "hostPort",
      detail: "\(Self.containers(names)) \(Self.plural("uses", "use", names.count)) "
        + "\(Self.plural("hostPort", "hostPorts", used.count)) \(used.map(String.init).joined(separator: ", "))")
  }

  private func probeHosts() -> PodSecurityViolation? {
    func hosts(_ container: Value) -> [String] {
      let probes = [Key.livenessProbe, .readinessProbe, .startupProbe].map { container[$0] }
      let hooks = [Key.postStart, .preStop].map { container[.lifecycle][$0] }
      return (probes + hooks).flatMap { [$0[.httpGet]["host"].text, $0[.tcpSocket]["host"].text] }
        .filter { !$0.isEmpty }
    }
    let names = names { !hosts($0).isEmpty }
    if names.isEmpty { return nil }
    let used = Self.sorted(containers.flatMap(hosts))
    return PodSecurityViolation(
      reason: "probe or lifecycle host",
      detail: "\(Self.containers(names)) \(Self.plural("uses", "use", names.count)) probe or lifecycle "
        + "\(Self.plural("host", "hosts", used.count)) \(Self.quoted(used))")
  }

  private func privileged() -> PodSecurityViolation? {
    let names = names { $0[.securityContext]["privileged"].isTrue }
    if names.isEmpty { return nil }
    return PodSecurityViolation(
      reason: "privileged", detail: "\(Self.containers(names)) must not set securityContext.privileged=true")
  }

  private func procMount() -> PodSecurityViolation? {
    let isBad: (Value) -> Bool = { !["", "Default"].contains($0[.securityContext]["procMount"].text) }
    let names = names(where: isBad)
    if names.isEmpty { return nil }
    let values = Self.sorted(containers.filter(isBad).map(\.[.securityContext]["procMount"].text))
    return PodSecurityViolation(
      reason: "procMount",
      detail: "\(Self.containers(names)) must not set securityContext.procMount to \(Self.quoted(values))")
  }

  private static let selinuxTypes = ["", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"]

  private func selinux() -> PodSecurityViolation? {
    func isBad(_ context: Value) -> Bool {
      let options = context["seLinuxOptions"]
      return !Self.selinuxTypes.contains(options[.type].text) || !options["user"].text.isEmpty
        || !options["role"].text.isEmpty
    }
    guard let setters = setters(where: isBad) else { return nil }
    let options = ([context] + containers.map(\.[.securityContext])).map { $0["seLinuxOptions"] }
    let types = Self.sorted(options.map(\.[.type].text).filter { !Self.selinuxTypes.contains($0) })
    var data = types.isEmpty ? [] : ["\(Self.plural("type", "types", types.count)) \(Self.quoted(types))"]
    for key in ["user", "role"] where options.contains(where: { !$0[Key(key)].text.isEmpty }) {
      data.append("\(key) may not be set")
    }
    return PodSecurityViolation(
      reason: "seLinuxOptions",
      detail: "\(setters) set forbidden securityContext.seLinuxOptions: \(data.joined(separator: "; "))")
  }

  func unconfinedSeccomp() -> PodSecurityViolation? {
    let type: (Value) -> String = { $0["seccompProfile"][.type].text }
    let isBad: (Value) -> Bool = { !["", "RuntimeDefault", "Localhost"].contains(type($0)) }
    guard let setters = setters(where: isBad) else { return nil }
    let values = Self.sorted(([context] + containers.map(\.[.securityContext])).filter(isBad).map(type))
    return PodSecurityViolation(
      reason: "seccompProfile",
      detail: "\(setters) must not set securityContext.seccompProfile.type to \(Self.quoted(values))")
  }

  private static let safeSysctls = [
    "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.tcp_syncookies",
    "net.ipv4.ping_group_range", "net.ipv4.ip_unprivileged_port_start", "net.ipv4.ip_local_reserved_ports",
    "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl",
    "net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem",
  ]

  private func sysctls() -> PodSecurityViolation? {
    let names = context["sysctls"].elements.map(\.[.name].text).filter { !Self.safeSysctls.contains($0) }
    if names.isEmpty { return nil }
    return PodSecurityViolation(reason: "forbidden sysctls", detail: names.joined(separator: ", "))
  }

  private func hostProcess() -> PodSecurityViolation? {
    setters { $0["windowsOptions"]["hostProcess"].isTrue }.map {
      PodSecurityViolation(
        reason: "hostProcess", detail: "\($0) must not set securityContext.windowsOptions.hostProcess=true")
    }
  }
}
