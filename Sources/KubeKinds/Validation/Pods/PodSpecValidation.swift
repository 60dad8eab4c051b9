// What is wrong with the specification of a pod, in a pod or a template (`ValidatePodSpec`).
import KubeObjects

/// Validates one pod specification.
struct PodSpecValidation {
  /// What the specification belongs to: a pod is looked at more closely than a template.
  enum Holder {
    case pod(name: String)
    case template
  }

  let spec: Value
  let path: FieldPath
  let holder: Holder
  /// Volumes by name: those of the specification that are sound, and those that claims will bring.
  var volumes: [String: Value] = [:]
  var findings = Findings()

  init(_ spec: Value, at path: FieldPath, _ holder: Holder, claimNames: [String] = []) {
    self.spec = spec
    self.path = path
    self.holder = holder
    for name in claimNames { volumes[name] = [.persistentVolumeClaim: [.claimName: .string(name)]] }
  }

  var isPod: Bool { if case .pod = holder { true } else { false } }

  var gracePeriod: Int64? { spec[.terminationGracePeriodSeconds].int }

  var isHostUser: Bool { spec["hostUsers"].bool ?? true }

  /// Everything wrong, in the order in which the API server reports it.
  mutating func check() -> Findings {
    if gracePeriod == nil { findings.required(path.child("terminationGracePeriodSeconds")) }
    checkVolumes()
    checkClaims()
    checkContainers()
    checkInitContainers()
    checkEphemeralContainers()
    checkResources()
    checkHostPorts()
    checkPolicies()
    MetadataValidation.labels(spec[.nodeSelector], at: path.child("nodeSelector"), &findings)
    PodSecurityValidation.pod(spec, at: path, &findings)
    AffinityValidation.check(spec[.affinity], at: path.child("affinity"), &findings)
    checkNameResolution()
    checkGates()
    TopologySpreadValidation.check(
      spec[.topologySpreadConstraints].elements, at: path.child("topologySpreadConstraints"), &findings)
    WindowsValidation.hostProcesses(spec, at: path, &findings)
    checkHostUsers()
    checkHostnameOverride()
    checkFilesOfVariables()
    checkNames()
    TolerationValidation.check(spec[.tolerations].elements, at: path.child("tolerations"), &findings)
    checkHostAliases()
    checkPriority()
    if !spec["os"].isNull { SystemValidation.check(spec, at: path, &findings) }
    return findings
  }
}

// MARK: Claims of devices

extension PodSpecValidation {
  /// The names by which containers can ask for devices.
  var deviceClaims: [String] { spec["resourceClaims"].elements.map { $0[.name].text }.filter { !$0.isEmpty } }

  private mutating func checkClaims() {
    var names: [String] = []
    for (index, claim) in spec["resourceClaims"].elements.enumerated() {
      let path = path.child("resourceClaims").index(index)
      let name = claim[.name].text
      if names.contains(name) {
        findings.duplicate(path.child("name"), .string(name))
      } else {
        findings.require(name, at: path.child("name"), NameRules.dnsLabel)
        names.append(name)
      }
      let sources = ["resourceClaimName", "resourceClaimTemplateName"].filter { !claim[Key($0)].isNull }
      if sources.count != 1 {
        findings.invalid(
          path, shown: GoDump.compact(claim, as: "core/v1.PodResourceClaim"),
          sources.isEmpty
            ? "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`"
            : "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified")
      }
      for source in sources {
        findings.check(claim[Key(source)].text, at: path.child(source), NameRules.dnsSubdomain)
      }
    }
  }
}

// MARK: Single fields

extension PodSpecValidation {
  private mutating func checkPolicies() {
    findings.oneOf(
      ["Always", "OnFailure", "Never"], spec[.restartPolicy].text, at: path.child("restartPolicy"))
    findings.oneOf(
      ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"], spec["dnsPolicy"].text,
      at: path.child("dnsPolicy"))
  }

  /// With the host's network, containers have the ports of the host.
  private mutating func checkHostPorts() {
    guard spec[.hostNetwork].isTrue else { return }
    for (index, container) in spec[.containers].elements.enumerated() {
      for (number, port) in container[.ports].elements.enumerated() {
        let hostPort = port[.hostPort].number
        guard isPod || hostPort != 0, hostPort != port[.containerPort].number else { continue }
        findings.invalid(
          path.child("containers").index(index).child("ports").index(number).child("hostPort"), .int(hostPort),
          "must match `containerPort` when `hostNetwork` is true")
      }
    }
  }

  private mutating func checkNameResolution() {
    let config = spec["dnsConfig"]
    let path = path.child("dnsConfig")
    let servers = config["nameservers"].elements
    if spec["dnsPolicy"] == "None" {
      if config.isNull {
        return findings.required(path, "must provide `dnsConfig` when `dnsPolicy` is None")
      }
      if servers.isEmpty {
        return findings.required(
          path.child("nameservers"), "must provide at least one DNS nameserver when `dnsPolicy` is None")
      }
    }
    if servers.count > 3 {
      findings.invalid(path.child("nameservers"), .array(servers), "must not have more than 3 nameservers")
    }
    for (index, server) in servers.enumerated() {
      findings.check(server.text, at: path.child("nameservers").index(index), NameRules.address)
    }
    checkSearches(config["searches"].elements, at: path.child("searches"))
    for (index, option) in config["options"].elements.enumerated() where option[.name].text.isEmpty {
      findings.required(path.child("options").index(index), "must not be empty")
    }
  }

  private mutating func checkSearches(_ searches: [Value], at path: FieldPath) {
    if searches.count > 32 {
      findings.invalid(path, .array(searches), "must not have more than 32 search paths")
    }
    if searches.map(\.text).joined(separator: " ").utf8.count > 2048 {
      findings.invalid(
        path, .array(searches), "must not have more than 2048 characters (including spaces) in the search list")
    }
    for (index, search) in searches.enumerated() where search != "." {
      let text = search.text.hasSuffix(".") ? String(search.text.dropLast()) : search.text
      findings.check(text, at: path.index(index), NameRules.dnsSubdomainWithUnderscores)
    }
  }

  private mutating func checkGates() {
    for (index, gate) in spec["readinessGates"].elements.enumerated() {
      findings.check(
        gate["conditionType"].text, at: path.child("readinessGates").index(index).child("conditionType"),
        NameRules.qualifiedName)
    }
    var seen: [String] = []
    for (index, gate) in spec["schedulingGates"].elements.enumerated() {
      let path = path.child("schedulingGates").index(index)
      findings.check(gate[.name].text, at: path, NameRules.qualifiedName)
      if seen.contains(gate[.name].text) { findings.duplicate(path, gate[.name]) }
      seen.append(gate[.name].text)
    }
  }

  private mutating func checkHostUsers() {
    guard !isHostUser else { return }
    for (key, name) in [("hostNetwork", "hostNetwork"), ("hostPID", "HostPID"), ("hostIPC", "HostIPC")]
    where spec[Key(key)].isTrue {
      findings.forbidden(path.child(name), "when `pod.Spec.HostUsers` is false")
    }
  }

  /// A host name of any form, instead of the one made from `hostname` and `subdomain` (KEP-4762).
  private mutating func checkHostnameOverride() {
    guard let name = spec["hostnameOverride"].string else { return }
    let path = path.child("hostnameOverride")
    for key in ["setHostnameAsFQDN", "hostNetwork"] where spec[Key(key)].isTrue {
      findings.forbidden(path, "may not be specified when \(key) is true")
    }
    findings.check(name, at: path, NameRules.dnsSubdomain)
    if name.utf8.count > 64 { findings.add(.tooLong(path, maximum: 64)) }
  }

  /// Variables are read from files that a container of the pod wrote before (KEP-3721).
  private mutating func checkFilesOfVariables() {
    for list in [Key.initContainers, .containers, .ephemeralContainers] {
      for (index, container) in spec[list].elements.enumerated() {
        for (number, variable) in container[.env].elements.enumerated() {
          guard let name = variable[.valueFrom]["fileKeyRef"]["volumeName"].string, !name.isEmpty else { continue }
          let place = path.child(list.text).index(index).child("env").index(number).child("valueFrom")
            .child("fileKeyRef").child("volumeName")
          if let volume = spec[.volumes].elements.first(where: { $0[.name].text == name }) {
            if volume[.emptyDir].isNull {
              findings.invalid(place, .string(name), "referenced volume must be of type emptyDir")
            }
          } else {
            findings.add(.notFound(place, .string(name)))
          }
        }
      }
    }
  }

  private mutating func checkNames() {
    checkOptional(.serviceAccountName, NameRules.dnsSubdomain)
    checkOptional(.nodeName, NameRules.dnsSubdomain)
    if let seconds = spec[.activeDeadlineSeconds].int {
      findings.check(seconds, at: path.child("activeDeadlineSeconds")) { NameRules.range($0, 1...2_147_483_647) }
    }
    checkOptional(.hostname, NameRules.dnsLabel)
    checkOptional(.subdomain, NameRules.dnsLabel)
  }

  private mutating func checkOptional(_ key: Key, _ rule: (String) -> [String]) {
    guard let text = spec[key].string, !text.isEmpty else { return }
    findings.check(text, at: path.child(key.text), rule)
  }

  private mutating func checkHostAliases() {
    for (index, alias) in spec["hostAliases"].elements.enumerated() {
      let path = path.child("hostAliases").index(index)
      findings.check(alias["ip"].text, at: path.child("ip"), NameRules.address)
      for (number, name) in alias["hostnames"].elements.enumerated() {
        findings.check(name.text, at: path.child("hostnames").index(number), NameRules.dnsSubdomain)
      }
    }
  }

  private mutating func checkPriority() {
    checkOptional(.priorityClassName, NameRules.dnsSubdomain)
    checkOptional("runtimeClassName", NameRules.dnsSubdomain)
    if let policy = spec[.preemptionPolicy].string {
      findings.oneOf(["PreemptLowerPriority", "Never"], policy, at: path.child("preemptionPolicy"))
    }
    ResourceValidation.container([.limits: spec["overhead"]], at: path.child("overhead"), &findings)
  }
}
