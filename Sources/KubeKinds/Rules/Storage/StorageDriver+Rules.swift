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
      for key in ["attachRequired", "volumeLifecycleModes"] {
        findings.immutable(object[.spec][Key(key)], old[.spec][Key(key)], at: FieldPath("spec").child(key))
      }
    }
    return findings.errors
  }

  private func checkDriver(_ spec: Value, _ findings: inout Findings) {
    let path = FieldPath("spec")
    findings.oneOf(
      ["File", "None", "ReadWriteOnceWithFSType"], spec["fsGroupPolicy"].text, at: path.child("fsGroupPolicy"))
    var audiences: [String] = []
    for (index, request) in spec["tokenRequests"].elements.enumerated() {
      let path = path.child("tokenRequests").index(index)
      let audience = request["audience"].text
      if audiences.contains(audience) { findings.duplicate(path.child("audience"), .string(audience)) }
      audiences.append(audience)
      guard let seconds = request["expirationSeconds"].int else { continue }
      if seconds < 600 {
        findings.invalid(
          path.child("expirationSeconds"), .int(seconds), "may not specify a duration less than 10 minutes")
      }
    }
    for mode in spec["volumeLifecycleModes"].elements where !["Ephemeral", "Persistent"].contains(mode.text) {
      findings.notSupported(path.child("volumeLifecycleModes"), mode, ["Persistent", "Ephemeral"])
    }
  }

  private func checkAttachment(_ spec: Value, _ findings: inout Findings) {
    let path = FieldPath("spec")
    let attacher = spec["attacher"].text
    if attacher.isEmpty {
      findings.required(path.child("attacher"), attacher)
    } else {
      findings.check(attacher.lowercased(), at: path.child("attacher"), NameRules.qualifiedName)
    }
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
  }
}
