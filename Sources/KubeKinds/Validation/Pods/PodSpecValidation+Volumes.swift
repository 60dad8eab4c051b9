// What is wrong with the volumes of a pod, and with how containers mount them.
import KubeObjects

extension PodSpecValidation {
  /// Checks all volumes, and notes those that are sound: only they can be mounted.
  mutating func checkVolumes() {
    let list = spec[.volumes].elements
    let path = path.child("volumes")
    let podName: String? = if case .pod(let name) = holder { name.isEmpty ? nil : name } else { nil }
    let ownClaims = list.filter { !$0[.ephemeral].isNull }.map { "\(podName ?? "")-\($0[.name].text)" }
    for (index, volume) in list.enumerated() {
      let path = path.index(index)
      let name = volume[.name].text
      var validation = VolumeValidation(volume, at: path, podName: podName)
      var own = validation.check()
      own.require(name, at: path.child("name"), NameRules.dnsLabel)
      if volumes[name] != nil, isNamedBefore(name, index, list) {
        own.duplicate(path.child("name"), .string(name))
      }
      if own.isEmpty { volumes[name] = volume }
      findings.add(own)
      let claim = volume[.persistentVolumeClaim][.claimName].text
      if podName != nil, !claim.isEmpty, ownClaims.contains(claim) {
        findings.invalid(
          path.child("persistentVolumeClaim").child("claimName"), .string(claim),
          "must not reference a PVC that gets created for an ephemeral volume")
      }
    }
  }

  /// A claim template may bear the name of a volume, which it then replaces; two volumes may not.
  private func isNamedBefore(_ name: String, _ index: Int, _ list: [Value]) -> Bool {
    list[..<index].contains { $0[.name].text == name }
  }

  mutating func checkMounts(_ container: Value, at path: FieldPath) {
    let devices = container[.volumeDevices].elements
    var paths: [String] = []
    for (index, mount) in container[.volumeMounts].elements.enumerated() {
      let item = path.index(index)
      let name = mount[.name].text
      let mountPath = mount[.mountPath].text
      if name.isEmpty { findings.required(item.child("name")) }
      if volumes[name] == nil { findings.add(.notFound(item.child("name"), .string(name))) }
      if mountPath.isEmpty { findings.required(item.child("mountPath")) }
      if paths.contains(mountPath) { findings.invalid(item.child("mountPath"), .string(mountPath), "must be unique") }
      paths.append(mountPath)
      if devices.contains(where: { $0[.name].text == name }) {
        findings.invalid(item.child("name"), .string(name), "must not already exist in volumeDevices")
      }
      if devices.contains(where: { $0["devicePath"].text == mountPath }) {
        findings.invalid(
          item.child("mountPath"), .string(mountPath), "must not already exist as a path in volumeDevices")
      }
      checkSubPaths(mount, at: path, item)
      checkPropagation(mount, container, at: path)
    }
  }

  private mutating func checkSubPaths(_ mount: Value, at list: FieldPath, _ item: FieldPath) {
    let subPath = mount["subPath"].text
    let expression = mount["subPathExpr"].text
    if !subPath.isEmpty { PathValidation.descending(subPath, at: list.child("subPath"), &findings) }
    if expression.isEmpty { return }
    if !subPath.isEmpty {
      findings.invalid(
        item.child("subPathExpr"), .string(expression), "subPathExpr and subPath are mutually exclusive")
    }
    PathValidation.descending(expression, at: list.child("subPathExpr"), &findings)
  }

  private mutating func checkPropagation(_ mount: Value, _ container: Value, at list: FieldPath) {
    if let propagation = mount["mountPropagation"].string {
      let path = list.child("mountPropagation")
      findings.among(["Bidirectional", "HostToContainer", "None"], propagation, at: path)
      if propagation == "Bidirectional", !container[.securityContext]["privileged"].isTrue {
        findings.forbidden(
          path, "Bidirectional mount propagation is available only to privileged containers")
      }
    }
    guard let recursive = mount["recursiveReadOnly"].string, recursive != "Disabled" else { return }
    let path = list.child("recursiveReadOnly")
    guard ["Enabled", "IfPossible"].contains(recursive) else {
      return findings.notSupported(path, .string(recursive), ["Disabled", "Enabled", "IfPossible"])
    }
    if !mount[.readOnly].isTrue { findings.forbidden(path, "may only be specified when readOnly is true") }
    if let propagation = mount["mountPropagation"].string, propagation != "None" {
      findings.forbidden(path, "may only be specified when mountPropagation is None or not specified")
    }
  }

  mutating func checkDevices(_ container: Value, at path: FieldPath) {
    let mounts = container[.volumeMounts].elements
    var names: [String] = []
    var paths: [String] = []
    for (index, device) in container[.volumeDevices].elements.enumerated() {
      let path = path.index(index)
      let name = device[.name].text
      let devicePath = device["devicePath"].text
      if name.isEmpty { findings.required(path.child("name")) }
      if names.contains(name) { findings.invalid(path.child("name"), .string(name), "must be unique") }
      checkSource(of: name, at: path)
      if devicePath.isEmpty { findings.required(path.child("devicePath")) }
      if paths.contains(devicePath) {
        findings.invalid(path.child("devicePath"), .string(devicePath), "must be unique")
      }
      if PathValidation.goesBack(devicePath) {
        findings.invalid(path.child("devicePath"), .string(devicePath), "can not contain backsteps ('..')")
      } else {
        paths.append(devicePath)
      }
      if mounts.contains(where: { $0[.name].text == name }) {
        findings.invalid(path.child("name"), .string(name), "must not already exist in volumeMounts")
      }
      if mounts.contains(where: { $0[.mountPath].text == devicePath }) {
        findings.invalid(
          path.child("devicePath"), .string(devicePath), "must not already exist as a path in volumeMounts")
      }
      if !name.isEmpty { names.append(name) }
    }
  }

  /// Block devices come from claims only.
  private mutating func checkSource(of name: String, at path: FieldPath) {
    guard let volume = volumes[name] else { return findings.add(.notFound(path.child("name"), .string(name))) }
    if volume[.persistentVolumeClaim].isNull, volume[.ephemeral].isNull {
      findings.invalid(
        path.child("name"), .string(name),
        "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode")
    }
  }
}
