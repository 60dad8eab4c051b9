// What the API server does with the devices that a driver offers.
import KubeObjects

struct ResourceSliceRules: StatuslessRules {
  var tracksGeneration: Bool { true }

  func validate(_ slice: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(slice[.metadata], isNamespaced: false, NameRules.dnsSubdomain, &findings)
    check(slice[.spec], at: FieldPath("spec"), &findings)
    return findings.errors
  }

  func validateUpdate(_ slice: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(slice[.metadata], old: old[.metadata], &findings)
    let (spec, before, path) = (slice[.spec], old[.spec], FieldPath("spec"))
    check(spec, at: path, &findings)
    findings.immutable(spec["driver"], before["driver"], at: path.child("driver"))
    findings.immutable(spec["pool"][.name], before["pool"][.name], at: path.child("pool").child("name"))
    findings.immutable(spec[.nodeName], before[.nodeName], at: path.child("nodeName"))
    return findings.errors
  }

  private static let places: [Key] = ["nodeName", "nodeSelector", "allNodes", "perDeviceNodeSelection"]
  private static let isOne =
    "exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required"

  private func check(_ spec: Value, at path: FieldPath, _ findings: inout Findings) {
    DeviceValidation.driver(spec["driver"].text, at: path.child("driver"), &findings)
    let pool = spec["pool"]
    DeviceValidation.pool(pool[.name].text, at: path.child("pool").child("name"), &findings)
    if pool["resourceSliceCount"].number <= 0 {
      findings.invalid(
        path.child("pool").child("resourceSliceCount"), .int(pool["resourceSliceCount"].number),
        "must be greater than zero")
    }
    let given = Self.places.filter { !spec[$0].isNull }
    if given.isEmpty { findings.required(path, Self.isOne) }
    if given.count > 1 {
      let shown = "{\(given.map { "`\($0)`" }.joined(separator: ", "))}"
      findings.invalid(path, .string(shown), Self.isOne + ", but multiple fields are set")
    }
    var names: Set<String> = []
    for (index, device) in spec["devices"].elements.enumerated() {
      let path = path.child("devices").index(index).child("name")
      findings.require(device[.name].text, at: path, NameRules.dnsLabel)
      if !device[.name].isEmpty, !names.insert(device[.name].text).inserted { findings.duplicate(path, device[.name]) }
    }
  }
}
