// What is wrong with persistent volumes (`ValidatePersistentVolumeSpec`).
import KubeObjects

enum PersistentVolumeValidation {
  static let path = FieldPath("spec")

  /// The sources in the order in which they are looked at.
  static let sources: [Key] = [
    .hostPath, "gcePersistentDisk", "awsElasticBlockStore", "glusterfs", "flocker", .nfs, "rbd", "quobyte",
    "cephfs", "iscsi", "cinder", "fc", "flexVolume", "azureFile", "vsphereVolume", "photonPersistentDisk",
    "portworxVolume", "azureDisk", "scaleIO", "local", "storageos", .csi,
  ]

  static func spec(_ spec: Value, _ findings: inout Findings) {
    let modes = spec[.accessModes].elements
    if modes.isEmpty { findings.required(path.child("accessModes")) }
    ClaimValidation.modes(modes, at: path.child("accessModes"), &findings)
    capacity(spec[.capacity], &findings)
    if let policy = spec[.persistentVolumeReclaimPolicy].string {
      findings.oneOf(
        ["Delete", "Recycle", "Retain"], policy, at: path.child("persistentVolumeReclaimPolicy"), mayBeEmpty: true)
    }
    affinity(spec[.nodeAffinity], &findings)
    source(spec, &findings)
    let name = spec[.storageClassName].text
    if !name.isEmpty { findings.check(name, at: path.child("storageClassName"), NameRules.dnsSubdomain) }
    if let mode = spec[.volumeMode].string {
      findings.among(["Block", "Filesystem"], mode, at: path.child("volumeMode"))
    }
    attributes(spec, &findings)
  }

  /// Only drivers know of classes of attributes.
  private static func attributes(_ spec: Value, _ findings: inout Findings) {
    guard let name = spec["volumeAttributesClassName"].string else { return }
    let path = path.child("volumeAttributesClassName")
    if name.isEmpty {
      findings.required(path, "an empty string is disallowed")
    } else {
      findings.check(name, at: path, NameRules.dnsSubdomain)
    }
    if spec[.csi].isNull {
      findings.required(Self.path.child("csi"), "has to be specified when using volumeAttributesClassName")
    }
  }

  private static func capacity(_ capacity: Value, _ findings: inout Findings) {
    let path = path.child("capacity")
    if capacity.fields.isEmpty { findings.required(path) }
    if capacity[.storage].isNull || capacity.fields.count > 1 {
      findings.notSupported(path, capacity, ["storage"])
    }
    for (name, amount) in capacity.fields {
      if let amount = Quantity(value: amount), amount < .zero {
        findings.invalid(path.key(name.text), .int(amount.wholes), "must be a valid resource quantity")
      }
      ResourceValidation.positive(amount, at: path.key(name.text), &findings)
    }
  }

  private static func affinity(_ affinity: Value, _ findings: inout Findings) {
    if affinity.isNull { return }
    let path = path.child("nodeAffinity").child("required")
    if affinity[.required].isNull {
      findings.required(path, "must specify required node constraints")
    } else {
      SelectorValidation.nodes(affinity[.required], at: path, &findings)
    }
  }

  private static func source(_ spec: Value, _ findings: inout Findings) {
    var count = 0
    for key in sources where !spec[key].isNull {
      count += 1
      if count > 1 {
        findings.forbidden(path.child(key.text), "may not specify more than 1 volume type")
      } else {
        source(spec[key], key, spec, &findings)
      }
    }
    if count == 0 { findings.required(path, "must specify a volume type") }
    if spec[.hostPath][.path] == "/", spec[.persistentVolumeReclaimPolicy] == "Recycle" {
      findings.forbidden(
        path.child("persistentVolumeReclaimPolicy"), "may not be 'recycle' for a hostPath mount of '/'")
    }
  }

  private static func source(
    _ source: Value, _ key: Key, _ spec: Value, _ findings: inout Findings
  ) {
    let path = path.child(key.text)
    for field in VolumeValidation.requiredFields[key] ?? [] where source[field].isEmpty {
      findings.required(path.child(field.text))
    }
    switch key {
    case .hostPath: VolumeValidation.checkHostPath(source, at: path, &findings)
    case .nfs: VolumeValidation.checkShare(source, at: path, &findings)
    case "local":
      if source[.path].text.isEmpty {
        findings.required(path.child("path"))
      } else {
        PathValidation.noBacksteps(source[.path].text, at: path.child("path"), &findings)
      }
      if spec[.nodeAffinity].isNull {
        findings.required(Self.path.child("nodeAffinity"), "Local volume requires node affinity")
      }
    default: StorageSourceValidation.check(source, key, at: path, &findings)
    }
    if key == .csi { driver(source, at: path, &findings) }
  }

  private static func driver(_ source: Value, at path: FieldPath, _ findings: inout Findings) {
    if source["volumeHandle"].text.isEmpty { findings.required(path.child("volumeHandle")) }
    for step in ["controllerPublish", "controllerExpand", "nodePublish", "nodeExpand"] {
      let secret = source[Key(step + "SecretRef")]
      if secret.isNull { continue }
      let path = path.child(step + "SecretRef")
      findings.require(secret[.name].text, at: path.child("name"), NameRules.dnsSubdomain)
      findings.require(secret[.namespace].text, at: path.child("namespace"), NameRules.dnsLabel)
    }
  }

  /// The source of a volume, its mode and its place stay.
  static func update(_ volume: Value, old: Value, _ findings: inout Findings) {
    var spec = volume[.spec]
    let before = old[.spec]
    let secret: Key = "controllerExpandSecretRef"
    if before[.csi][secret].isNull { spec.amend(.csi) { $0.remove(secret) } }
    if sources.contains(where: { spec[$0] != before[$0] }) {
      let difference = UnifiedDiff.hunks(
        from: GoDump.lines(before, as: "core/v1.PersistentVolumeSpec"),
        to: GoDump.lines(spec, as: "core/v1.PersistentVolumeSpec"))
      findings.forbidden(
        path.child("persistentvolumesource"),
        "spec.persistentvolumesource is immutable after creation\n" + difference)
    }
    findings.immutable(spec[.volumeMode], before[.volumeMode], at: FieldPath("volumeMode"))
    if !before[.nodeAffinity].isNull, spec[.nodeAffinity] != before[.nodeAffinity] {
      findings.invalid(
        FieldPath("nodeAffinity"), shown: GoDump.compact(spec[.nodeAffinity], as: "core/v1.VolumeNodeAffinity"),
        "field is immutable, except for updating from beta label to GA")
    }
    if !before["volumeAttributesClassName"].isNull, spec["volumeAttributesClassName"].isNull {
      findings.forbidden(path.child("volumeAttributesClassName"), "update from non-nil value to nil is forbidden")
    }
  }
}
