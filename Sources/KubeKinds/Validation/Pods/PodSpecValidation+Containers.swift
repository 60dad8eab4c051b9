// What is wrong with the containers of a pod.
import KubeObjects

extension PodSpecValidation {
  mutating func checkContainers() {
    let containers = spec[.containers].elements
    let path = path.child("containers")
    if containers.isEmpty { return findings.required(path) }
    var names: [String] = []
    for (index, container) in containers.enumerated() {
      let path = path.index(index)
      checkCommon(container, at: path)
      let name = container[.name].text
      if names.contains(name) { findings.duplicate(path.child("name"), .string(name)) } else { names.append(name) }
      checkLifecycle(container, at: path)
      checkProbes(container, at: path)
      checkRestart(container, at: path)
    }
    checkHostPortConflicts(containers, at: { path.index($0) })
  }

  mutating func checkInitContainers() {
    var names = spec[.containers].elements.map { $0[.name].text }
    let listPath = path.child("initContainers")
    for (index, container) in spec[.initContainers].elements.enumerated() {
      let path = listPath.index(index)
      checkCommon(container, at: path)
      checkRestart(container, at: path)
      let name = container[.name].text
      if names.contains(name) {
        findings.duplicate(path.child("name"), .string(name))
      } else if !name.isEmpty {
        names.append(name)
      }
      checkHostPortConflicts([container], at: { listPath.index($0) })
      if container[.restartPolicy] == "Always" {
        checkLifecycle(container, at: path)
        checkProbes(container, at: path)
      } else {
        refuseSidecarFields(container, at: path)
      }
    }
  }

  private mutating func refuseSidecarFields(_ container: Value, at path: FieldPath) {
    for key in [Key.lifecycle, .livenessProbe, .readinessProbe, .startupProbe] where !container[key].isNull {
      findings.forbidden(
        path.child(key.text), "may not be set for init containers without restartPolicy=Always")
    }
  }

  mutating func checkEphemeralContainers() {
    let others = (spec[.containers].elements + spec[.initContainers].elements).map { $0[.name].text }
    var names = others
    for (index, container) in spec[.ephemeralContainers].elements.enumerated() {
      let path = path.child("ephemeralContainers").index(index)
      checkCommon(container, at: path)
      let name = container[.name].text
      if names.contains(name) { findings.duplicate(path.child("name"), .string(name)) } else { names.append(name) }
      let target = container["targetContainerName"].text
      if !target.isEmpty, !others.contains(target) {
        findings.add(.notFound(path.child("targetContainerName"), .string(target)))
      }
      for (number, mount) in container[.volumeMounts].elements.enumerated() {
        for key in ["subPath", "subPathExpr"] where !mount[Key(key)].text.isEmpty {
          findings.forbidden(
            path.child("volumeMounts").index(number).child(key), "cannot be set for an Ephemeral Container")
        }
      }
      for key in [Key.ports, .resources, .livenessProbe, .readinessProbe, .startupProbe, .lifecycle]
      where !container[key].isEmpty {
        findings.forbidden(path.child(key.text), "cannot be set for an Ephemeral Container")
      }
    }
  }

  /// What all containers have in common.
  private mutating func checkCommon(_ container: Value, at path: FieldPath) {
    findings.require(container[.name].text, at: path.child("name"), NameRules.dnsLabel)
    if container[.image].text.isEmpty { findings.required(path.child("image")) }
    findings.oneOf(
      ["File", "FallbackToLogsOnError"], container["terminationMessagePolicy"].text,
      at: path.child("terminationMessagePolicy"))
    checkPorts(container[.ports].elements, at: path.child("ports"))
    EnvironmentValidation.variables(container[.env].elements, at: path.child("env"), &findings)
    EnvironmentValidation.sources(container[.envFrom].elements, at: path.child("envFrom"), &findings)
    checkMounts(container, at: path.child("volumeMounts"))
    checkDevices(container, at: path.child("volumeDevices"))
    findings.oneOf(
      ["Always", "IfNotPresent", "Never"], container[.imagePullPolicy].text, at: path.child("imagePullPolicy"))
    ResourceValidation.container(
      container[.resources], claims: deviceClaims, at: path.child("resources"), &findings)
    checkResizePolicies(container["resizePolicy"].elements, at: path.child("resizePolicy"))
    PodSecurityValidation.container(
      container[.securityContext], at: path.child("securityContext"), isHostUser: isHostUser, &findings)
  }

  private mutating func checkPorts(_ ports: [Value], at path: FieldPath) {
    var names: [String] = []
    for (index, port) in ports.enumerated() {
      let path = path.index(index)
      let name = port[.name].text
      let complaints = name.isEmpty ? [] : NameRules.portName(name)
      for complaint in complaints { findings.invalid(path.child("name"), .string(name), complaint) }
      if complaints.isEmpty, !name.isEmpty {
        if names.contains(name) { findings.duplicate(path.child("name"), .string(name)) } else { names.append(name) }
      }
      let number = port[.containerPort].number
      if number == 0 {
        findings.required(path.child("containerPort"))
      } else {
        findings.check(number, at: path.child("containerPort"), NameRules.portNumber)
      }
      if let hostPort = port[.hostPort].int, hostPort != 0 {
        findings.check(hostPort, at: path.child("hostPort"), NameRules.portNumber)
      }
      findings.oneOf(["SCTP", "TCP", "UDP"], port[.protocol].text, at: path.child("protocol"))
    }
  }

  /// Two containers of a pod can't have one port of the host.
  private mutating func checkHostPortConflicts(_ containers: [Value], at path: (Int) -> FieldPath) {
    var taken: [String] = []
    for (index, container) in containers.enumerated() {
      for (number, port) in container[.ports].elements.enumerated() {
        guard let hostPort = port[.hostPort].int, hostPort != 0 else { continue }
        let text = "\(port[.protocol].text)/\(port[.hostIP].text)/\(hostPort)"
        if taken.contains(text) {
          findings.duplicate(
            path(index).child("ports").index(number).child("hostPort"), .string(text))
        }
        taken.append(text)
      }
    }
  }

  private mutating func checkResizePolicies(_ policies: [Value], at path: FieldPath) {
    var names: [String] = []
    for (index, policy) in policies.enumerated() {
      let name = policy["resourceName"].text
      let restart = policy[.restartPolicy].text
      if names.contains(name) { findings.duplicate(path.index(index), .string(name)) }
      names.append(name)
      findings.oneOf(["cpu", "memory"], name, at: path)
      findings.oneOf(["NotRequired", "RestartContainer"], restart, at: path)
      if spec[.restartPolicy] == "Never", restart != "NotRequired" {
        findings.invalid(path, .string(restart), "must be 'NotRequired' when `restartPolicy` is 'Never'")
      }
    }
  }
}
