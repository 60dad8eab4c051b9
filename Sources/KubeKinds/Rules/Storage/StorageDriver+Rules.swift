// What the API server does with drivers of storage, and with attachments of their volumes
// (pkg/apis/storage/validation).
import KubeObjects

struct StorageDriverRules: KindRules {
  func prepareForCreate(_ object: inout Value) {
    if object[.kind] == "VolumeAttachment" { object[.status] = ["attached": false] }
  }

  func prepareForUpdate(_ object: inout Value, old: Value) {
    if object[.kind] == "VolumeAttachment" { object.set(.status, old.fields[.status]) }
  }

  func validate(_ object: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(object[.metadata], isNamespaced: false, NameRules.dnsSubdomain, &findings)
    switch object[.kind].text {
    case "CSIDriver": checkDriver(object[.spec], &findings)
    case "CSINode": checkNode(object[.spec], &findings)
    case "VolumeAttachment": checkAttachment(object[.spec], &findings)
    default: break
    }
    return findings.errors
  }

  func validateUpdate(_ object: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    findings.add(validate(object))
    if object[.kind] == "VolumeAttachment", object[.spec] != old[.spec] {
      findings.invalid(
        FieldPath("spec"), shown: GoDump.compact(object[.spec], as: "storage/v1.VolumeAttachmentSpec"),
        "field is immutable")
    }
    if object[.kind] == "CSIDriver" {
      for (key, name) in [("attachRequired", "attachedRequired"), ("volumeLifecycleModes", "volumeLifecycleModes")] {
        findings.immutable(object[.spec][Key(key)], old[.spec][Key(key)], at: FieldPath("spec").child(name))
      }
    }
    return findings.errors
  }

  private func checkDriver(_ spec: Value, _ findings: inout Findings) {
    let path = FieldPath("spec")
    findings.among(
      ["File", "None", "ReadWriteOnceWithFSType"], spec["fsGroupPolicy"].text, at: path.child("fsGroupPolicy"))
    checkTokens(spec["tokenRequests"].elements, at: path.child("tokenRequests"), &findings)
    for mode in spec["volumeLifecycleModes"].elements where !["Ephemeral", "Persistent"].contains(mode.text) {
      findings.notSupported(path.child("volumeLifecycleModes"), mode, ["Persistent", "Ephemeral"])
    }
    if let period = spec["nodeAllocatableUpdatePeriodSeconds"].int, period < 10 {
      findings.invalid(
        path.child("nodeAllocatableUpdatePeriodSeconds"), .int(period),
        "must be greater than or equal to 10 seconds")
    }
  }

  private func checkTokens(_ requests: [Value], at path: FieldPath, _ findings: inout Findings) {
    var audiences: Set<String> = []
    for (index, request) in requests.enumerated() {
      let path = path.index(index)
      let audience = request["audience"].text
      guard audiences.insert(audience).inserted else {
        findings.duplicate(path.child("audience"), .string(audience))
        continue
      }
      guard let seconds = request["expirationSeconds"].int else { continue }
      if seconds < 600 {
        findings.invalid(
          path.child("expirationSeconds"), .int(seconds), "may not specify a duration less than 10 minutes")
      }
      if seconds > 1 << 32 {
        findings.invalid(
          path.child("expirationSeconds"), .int(seconds), "may not specify a duration larger than 2^32 seconds")
      }
    }
  }

  private func checkNode(_ spec: Value, _ findings: inout Findings) {
    var names: Set<String> = []
    for (index, driver) in spec["drivers"].elements.enumerated() {
      let path = FieldPath("spec.drivers").index(index)
      let (name, node) = (driver[.name].text, driver["nodeID"].text)
      StorageSourceValidation.driverName(name, at: path.child("name"), &findings)
      if node.isEmpty { findings.required(path.child("nodeID")) }
      if node.utf8.count > 256 {
        findings.invalid(path.child("nodeID"), .string(node), "must be 256 characters or less")
      }
      findings.nonNegative(driver["allocatable"]["count"], at: path.child("allocatable").child("count"))
      if !names.insert(name).inserted { findings.duplicate(path.child("name"), .string(name)) }
      checkTopologyKeys(driver["topologyKeys"].elements.map(\.text), at: path, &findings)
    }
  }

  private func checkTopologyKeys(_ keys: [String], at path: FieldPath, _ findings: inout Findings) {
    var seen: Set<String> = []
    for key in keys {
      if key.isEmpty { findings.required(path) }
      if !seen.insert(key).inserted { findings.duplicate(path, .string(key)) }
      findings.check(key, at: path, NameRules.qualifiedName)
    }
  }

  private func checkAttachment(_ spec: Value, _ findings: inout Findings) {
    let path = FieldPath("spec")
    let attacher = spec["attacher"].text
    if attacher.isEmpty { findings.required(path.child("attacher")) }
    let source = spec["source"]
    let (name, inline) = (source["persistentVolumeName"], source["inlineVolumeSpec"])
    if name.isNull, inline.isNull {
      findings.required(
        path.child("source"), "must specify exactly one of inlineVolumeSpec and persistentVolumeName")
    } else if !name.isNull, !inline.isNull {
      findings.forbidden(
        path.child("source"), "must specify exactly one of inlineVolumeSpec and persistentVolumeName")
    } else if name.text.isEmpty, inline.isNull {
      findings.required(
        path.child("source").child("persistentVolumeName"), "must specify non empty persistentVolumeName")
    }
    findings.check(spec[.nodeName].text, at: path.child("nodeName"), NameRules.dnsSubdomain)
    StorageSourceValidation.driverName(attacher, at: path.child("attacher"), &findings)
    if let name = name.string {
      findings.check(name, at: path.child("source").child("persistentVolumeName"), NameRules.dnsSubdomain)
    }
  }
}
