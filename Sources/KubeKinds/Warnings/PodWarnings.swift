// What the author of a pod, or of a template of pods, is warned of (pkg/api/pod/warnings.go).
import KubeObjects

/// Gathers the warnings of one pod specification.
struct PodWarnings {
  private let spec: Value
  private let annotations: Value
  private let metadata: FieldPath
  private let path: FieldPath
  private let isTemplate: Bool
  private var warnings: [String] = []

  /// Warnings of a pod.
  static func pod(_ pod: Value) -> [String] {
    var warnings = PodWarnings(pod, at: FieldPath(), isTemplate: false)
    return warnings.gather()
  }

  /// Warnings of the template at a path.
  static func template(_ template: Value, at path: FieldPath) -> [String] {
    var warnings = PodWarnings(template, at: path, isTemplate: true)
    return warnings.gather()
  }

  private init(_ holder: Value, at path: FieldPath, isTemplate: Bool) {
    spec = holder[.spec]
    annotations = holder[.metadata][.annotations]
    metadata = path.child("metadata")
    self.path = path.child("spec")
    self.isTemplate = isTemplate
  }

  private mutating func gather() -> [String] {
    warnOfNodeLabels()
    warnOfAnnotations()
    warnOfVolumes()
    warnings += OverlappingPaths.warnings(spec[.volumes].elements)
    warnOfRepeatedNames()
    warnOfFractions(of: spec[.overhead], at: path.child("overhead"))
    warnOfContainers()
    warnOfPorts()
    warnOfPortNames()
    if let seconds = spec[.terminationGracePeriodSeconds].int, seconds < 0 {
      warn(
        path.child("terminationGracePeriodSeconds"),
        "must be >= 0; negative values are invalid and will be treated as 1")
    }
    warnOfAffinity()
    warnOfAddresses()
    return warnings
  }

  private mutating func warn(_ path: FieldPath, _ text: String) { warnings.append("\(path): \(text)") }

  /// Every container with its path: those that start first, the main ones, and those that were attached.
  private func eachContainer(_ body: (Value, FieldPath) -> Void) {
    for list in [Key.initContainers, .containers, .ephemeralContainers] {
      for (index, container) in spec[list].elements.enumerated() { body(container, path.child(list.text).index(index)) }
    }
  }
}

// MARK: Scheduling

extension PodWarnings {
  private static let required = "requiredDuringSchedulingIgnoredDuringExecution"
  private static let preferred = "preferredDuringSchedulingIgnoredDuringExecution"
  private static let selectsNothing = "a null labelSelector results in matching no pod"

  private mutating func warnOfNodeLabels() {
    for (label, _) in spec[.nodeSelector].fields {
      if let advice = NodeLabelWarnings.advice(label.text) {
        warn(path.child("nodeSelector").key(label.text), advice)
      }
    }
    let affinity = spec[.affinity][.nodeAffinity]
    let place = path.child("affinity").child("nodeAffinity")
    for (index, term) in affinity[Key(Self.required)][.nodeSelectorTerms].elements.enumerated() {
      warnings += NodeLabelWarnings.term(
        term, at: place.child(Self.required).child("nodeSelectorTerms").index(index))
    }
    for (index, term) in affinity[Key(Self.preferred)].elements.enumerated() {
      warnings += NodeLabelWarnings.term(
        term["preference"], checksValues: true,
        at: place.child(Self.preferred).index(index).child("preference"))
    }
    for (index, constraint) in spec[.topologySpreadConstraints].elements.enumerated() {
      let place = path.child("topologySpreadConstraints").index(index)
      let key = constraint["topologyKey"].text
      if let advice = NodeLabelWarnings.advice(key) { warn(place.child("topologyKey"), "\(key) is \(advice)") }
      if constraint["labelSelector"].isNull { warn(place.child("labelSelector"), Self.selectsNothing) }
    }
  }

  private mutating func warnOfAffinity() {
    for kind in ["podAffinity", "podAntiAffinity"] {
      let affinity = spec[.affinity][Key(kind)]
      let place = path.child("affinity").child(kind)
      for (index, term) in affinity[Key(Self.required)].elements.enumerated() where term["labelSelector"].isNull {
        warn(place.child(Self.required).index(index).child("labelSelector"), Self.selectsNothing)
      }
      for (index, term) in affinity[Key(Self.preferred)].elements.enumerated()
      where term["podAffinityTerm"]["labelSelector"].isNull {
        warn(
          place.child(Self.preferred).index(index).child("podAffinityTerm").child("labelSelector"),
          Self.selectsNothing)
      }
    }
  }
}

// MARK: Annotations and volumes

extension PodWarnings {
  private static let deadAnnotations = [
    (
      "scheduler.alpha.kubernetes.io/critical-pod",
      #"non-functional in v1.16+; use the "priorityClassName" field instead"#
    ),
    ("security.alpha.kubernetes.io/sysctls", #"non-functional in v1.11+; use the "sysctls" field instead"#),
    ("security.alpha.kubernetes.io/unsafe-sysctls", #"non-functional in v1.11+; use the "sysctls" field instead"#),
  ]

  private static let useSeccompField = #"non-functional in v1.27+; use the "seccompProfile" field instead"#

  private mutating func warnOfAnnotations() {
    for (key, advice) in Self.deadAnnotations { warnOfAnnotation(key, advice) }
  }

  private mutating func warnOfAnnotation(_ key: String, _ advice: String) {
    if !annotations[Key(key)].isNull { warn(metadata.child("annotations").key(key), advice) }
  }

  private static let deadVolumes: [(Key, String)] = [
    ("photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+"),
    ("gitRepo", "deprecated in v1.11, and disabled by default in v1.33+"),
    ("scaleIO", "deprecated in v1.16, non-functional in v1.22+"),
    ("flocker", "deprecated in v1.22, non-functional in v1.25+"),
    ("storageos", "deprecated in v1.22, non-functional in v1.25+"),
    ("quobyte", "deprecated in v1.22, non-functional in v1.25+"),
    ("glusterfs", "deprecated in v1.25, non-functional in v1.26+"),
    ("cephfs", "deprecated in v1.28, non-functional in v1.31+"),
    ("rbd", "deprecated in v1.28, non-functional in v1.31+"),
  ]

  private mutating func warnOfVolumes() {
    for (index, volume) in spec[.volumes].elements.enumerated() {
      let place = path.child("volumes").index(index)
      for (source, advice) in Self.deadVolumes where !volume[source].isNull {
        warn(place.child(source == "storageos" ? "storageOS" : source.text), advice)
      }
      let claim = volume[.ephemeral]["volumeClaimTemplate"]
      if !claim.isNull {
        warnings += ClaimWarnings.spec(
          claim[.spec], at: place.child("ephemeral").child("volumeClaimTemplate").child("spec"))
      }
    }
  }

  private mutating func warnOfAddresses() {
    for (index, server) in spec["dnsConfig"]["nameservers"].elements.enumerated() {
      warnings += AddressWarnings.address(
        server.text, at: path.child("dnsConfig").child("nameservers").index(index))
    }
    for (index, alias) in spec["hostAliases"].elements.enumerated() {
      warnings += AddressWarnings.address(alias[.ip].text, at: path.child("hostAliases").index(index).child("ip"))
    }
  }

  private mutating func warnOfRepeatedNames() {
    let aliases = spec["hostAliases"].elements.map { $0[.ip].text }
    for (index, ip) in aliases.enumerated() where aliases[..<index].contains(ip) {
      warn(path.child("hostAliases").index(index).child("ip"), "duplicate ip \(GoText.quoted(ip))")
    }
    let secrets = spec[.imagePullSecrets].elements.map { $0[.name].text }
    let place = path.child("imagePullSecrets")
    for (index, name) in secrets.enumerated() where secrets[..<index].contains(name) {
      warn(place.index(index).child("name"), "duplicate name \(GoText.quoted(name))")
    }
    for (index, name) in secrets.enumerated() where name.isEmpty {
      warn(place.index(index).child("name"), #"invalid empty name """#)
    }
  }
}

// MARK: Containers

extension PodWarnings {
  private mutating func warnOfContainers() {
    let hasSeccomp = !spec[.securityContext]["seccompProfile"].isNull
    if !hasSeccomp { warnOfAnnotation(SeccompProfiles.pod, Self.useSeccompField) }
    var containers: [(Value, FieldPath)] = []
    eachContainer { containers.append(($0, $1)) }
    for (container, place) in containers {
      warnOfProfiles(container)
      for list in [Key.limits, .requests] {
        warnOfFractions(of: container[.resources][list], at: place.child("resources").child(list.text))
      }
      warnOfHiddenVariables(container[.env].elements, at: place.child("env"))
    }
  }

  private mutating func warnOfProfiles(_ container: Value) {
    let name = container[.name].text
    if container[.securityContext]["seccompProfile"].isNull {
      warnOfAnnotation(SeccompProfiles.container + name, Self.useSeccompField)
    }
    let hasProfile =
      !spec[.securityContext]["appArmorProfile"].isNull || !container[.securityContext]["appArmorProfile"].isNull
    if isTemplate, !hasProfile {
      warnOfAnnotation(AppArmorProfiles.annotation + name, AppArmorProfiles.advice)
    }
  }

  /// Parts of bytes make no sense.
  private mutating func warnOfFractions(of amounts: Value, at path: FieldPath) {
    for name in [Key.memory, "ephemeral-storage"] {
      guard let text = ClaimWarnings.fraction(amounts[name]) else { continue }
      warn(path.key(name.text), text)
    }
  }

  /// A variable that is defined again without reference to its first value.
  private mutating func warnOfHiddenVariables(_ variables: [Value], at path: FieldPath) {
    var seen: Set<String> = []
    for (index, variable) in variables.enumerated() {
      let name = variable[.name].text
      if seen.insert(name).inserted { continue }
      let reference = "$(\(name))"
      let value = variable[.value].text
      guard !variable[.valueFrom].isNull || value == reference || !value.contains(reference) else { continue }
      warn(
        path.index(index),
        "hides previous definition of \(GoText.quoted(name)), which may be dropped when using apply")
    }
  }

  private struct PortUse {
    var path: FieldPath
    var hostPort: Int64
    var hostIP: String
  }

  private var ports: [(Value, FieldPath)] {
    var ports: [(Value, FieldPath)] = []
    eachContainer { container, place in
      for (index, port) in container[.ports].elements.enumerated() {
        ports.append((port, place.child("ports").index(index)))
      }
    }
    return ports
  }

  /// Of two ports of one name in different containers, only the first is found by it.
  private mutating func warnOfPortNames() {
    var seen: [String: FieldPath] = [:]
    for (port, place) in ports where !port[.name].text.isEmpty {
      let name = port[.name].text
      if let first = seen[name] {
        warn(
          place,
          "duplicate port name \(GoText.quoted(name)) with \(first), services and probes that select ports by name "
            + "will use \(first)")
      } else {
        seen[name] = place
      }
    }
  }

  private mutating func warnOfPorts() {
    var uses: [String: [PortUse]] = [:]
    for (port, place) in ports {
      let use = PortUse(path: place, hostPort: port[.hostPort].number, hostIP: port[.hostIP].text)
      if !use.hostIP.isEmpty, use.hostPort == 0 {
        warn(place, "hostIP set without hostPort: \(Self.dump(port))")
      }
      let key = "\(port[.containerPort].number)/\(port[.protocol].text)"
      for other in uses[key] ?? [] {
        if let word = Self.conflict(use, other) { warn(place, "\(word) port definition with \(other.path)") }
      }
      uses[key, default: []].append(use)
    }
  }

  private static func conflict(_ use: PortUse, _ other: PortUse) -> String? {
    if use.hostIP == other.hostIP, use.hostPort == other.hostPort { return "duplicate" }
    if use.hostPort == 0 || other.hostPort == 0 { return "overlapping" }
    if use.hostPort == other.hostPort, use.hostIP.isEmpty != other.hostIP.isEmpty { return "dangerously ambiguous" }
    return nil
  }

  /// A port as Go prints the struct.
  private static func dump(_ port: Value) -> String {
    "{Name:\(port[.name].text) HostPort:\(port[.hostPort].number) ContainerPort:\(port[.containerPort].number) "
      + "Protocol:\(port[.protocol].text) HostIP:\(port[.hostIP].text)}"
  }
}
