// What is wrong with claims of volumes.
import KubeObjects

enum ClaimValidation {
  static let accessModes = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"]

  static func spec(_ spec: Value, at path: FieldPath, _ findings: inout Findings) {
    let modes = spec[.accessModes].elements
    if modes.isEmpty {
      findings.required(path.child("accessModes"), "at least 1 access mode is required")
    }
    if !spec[.selector].isNull { SelectorValidation.labels(spec[.selector], at: path.child("selector"), &findings) }
    self.modes(modes, at: path.child("accessModes"), &findings)
    size(spec[.resources], at: path.child("resources").key("storage"), &findings)
    className(spec, .storageClassName, at: path, &findings)
    if let mode = spec["volumeMode"].string {
      findings.among(["Block", "Filesystem"], mode, at: path.child("volumeMode"))
    }
    sources(spec, at: path, &findings)
    className(spec, "volumeAttributesClassName", at: path, &findings)
  }

  private static func className(_ spec: Value, _ key: Key, at path: FieldPath, _ findings: inout Findings) {
    let name = spec[key].text
    if !name.isEmpty { findings.check(name, at: path.child(key.text), NameRules.dnsSubdomain) }
  }

  private static func sources(_ spec: Value, at path: FieldPath, _ findings: inout Findings) {
    let (older, newer) = (spec["dataSource"], spec["dataSourceRef"])
    if !older.isNull { source(older, at: path.child("dataSource"), &findings) }
    if newer.isNull { return }
    source(newer, at: path.child("dataSourceRef"), &findings)
    let namespace = newer[.namespace].text
    if !namespace.isEmpty {
      findings.check(namespace, at: path.child("dataSourceRef").child("namespace"), NameRules.dnsLabel)
    }
    if older.isNull { return }
    let shown = GoText.quoted("\(path).dataSource")
    if !namespace.isEmpty {
      findings.invalid(path, shown: shown, "may not be specified when dataSourceRef.namespace is specified")
    } else if [Key.apiGroup, .kind, .name].contains(where: { older[$0].text != newer[$0].text }) {
      findings.invalid(path, shown: shown, "must match dataSourceRef")
    }
  }

  static func modes(_ modes: [Value], at path: FieldPath, _ findings: inout Findings) {
    for mode in modes where !accessModes.contains(mode.text) {
      findings.notSupported(path, mode, accessModes)
    }
    let others = modes.filter { accessModes.contains($0.text) && $0 != "ReadWriteOncePod" }
    if modes.contains("ReadWriteOncePod"), !others.isEmpty {
      findings.forbidden(path, "may not use ReadWriteOncePod with other access modes")
    }
  }

  private static func size(_ resources: Value, at path: FieldPath, _ findings: inout Findings) {
    let size = resources[.requests][.storage]
    if size.isNull { findings.required(path) } else { ResourceValidation.positive(size, at: path, &findings) }
  }

  private static func source(_ source: Value, at path: FieldPath, _ findings: inout Findings) {
    if source[.name].text.isEmpty { findings.required(path.child("name")) }
    if source[.kind].text.isEmpty { findings.required(path.child("kind")) }
    let group = source[.apiGroup].text
    if group.isEmpty {
      if source[.kind] != "PersistentVolumeClaim" {
        findings.invalid(
          path, source[.kind], "must be 'PersistentVolumeClaim' when referencing the default apiGroup")
      }
    } else {
      findings.check(group, at: path.child("apiGroup"), NameRules.dnsSubdomain)
    }
  }
}

// MARK: Changes

extension ClaimValidation {
  /// A claim may get its volume, and once it has it, ask for more (`ValidatePersistentVolumeClaimUpdate`).
  static func update(_ claim: Value, old: Value, _ findings: inout Findings) {
    let path = FieldPath("spec")
    var spec = claim[.spec]
    var before = old[.spec]
    let annotation = Key.betaStorageClass
    let (new, previous) = (claim[.metadata][.annotations][annotation], old[.metadata][.annotations][annotation])
    if new.text != previous.text,
      !(new.isNull && before[.storageClassName].isNull && spec[.storageClassName] == previous)
    {
      findings.invalid(
        FieldPath("metadata.annotations").child(annotation.text), .string(new.text), Findings.immutable)
    }
    if before[.volumeName].text.isEmpty { before.set(.volumeName, spec.fields[.volumeName]) }
    if before[.storageClassName].isNull, !spec[.storageClassName].isNull {
      before[.storageClassName] = spec[.storageClassName]
    }
    if claim[.status][.phase] == "Bound" {
      if !spec[.resources][.requests].isNull {
        spec[.resources][.requests].set(.storage, before[.resources][.requests].fields[.storage])
      }
      if !spec["volumeAttributesClassName"].isNull {
        spec.set("volumeAttributesClassName", before.fields["volumeAttributesClassName"])
      }
    }
    if spec != before {
      let difference = UnifiedDiff.hunks(
        from: GoDump.lines(before, as: "core/v1.PersistentVolumeClaimSpec"),
        to: GoDump.lines(spec, as: "core/v1.PersistentVolumeClaimSpec"))
      findings.forbidden(
        path, "spec is immutable after creation except resources.requests and "
          + "volumeAttributesClassName for bound claims\n" + difference)
    }
    shrinking(claim, old, &findings)
    findings.immutable(claim[.spec][.volumeMode], old[.spec][.volumeMode], at: FieldPath("volumeMode"))
    let (attributes, oldAttributes) = (
      claim[.spec]["volumeAttributesClassName"], old[.spec]["volumeAttributesClassName"]
    )
    if !oldAttributes.isNull, attributes.text.isEmpty, attributes != oldAttributes {
      findings.forbidden(
        path.child("volumeAttributesClassName"),
        "update from non-nil value to \(attributes.isNull ? "nil" : "an empty string") is forbidden")
    }
  }

  /// A claim can take back what it asked for, down to what it has.
  private static func shrinking(_ claim: Value, _ old: Value, _ findings: inout Findings) {
    func size(_ claim: Value) -> Quantity { Quantity(value: claim[.spec][.resources][.requests][.storage]) ?? .zero }
    let capacity = Quantity(value: old[.status][.capacity][.storage]) ?? .zero
    guard size(claim) < size(old), size(claim) <= capacity else { return }
    findings.forbidden(
      FieldPath("spec.resources.requests.storage"), "field can not be less than status.capacity")
  }
}
