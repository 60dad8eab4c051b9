// What a claim asks for: devices, conditions on all of them, settings for their drivers.
import KubeObjects

enum DeviceRequests {
  static func applyDefaults(_ spec: inout Value) {
    spec.amend("devices") { devices in
      devices.amendElements("requests") { request in
        request.amend("exactly", count)
        request.amendElements("firstAvailable", count)
      }
    }
  }

  private static func count(_ request: inout Value) {
    if request["allocationMode"].isEmpty { request["allocationMode"] = "ExactCount" }
    if request["allocationMode"] == "ExactCount", request["count"].number == 0 { request["count"] = 1 }
  }

  static func check(_ devices: Value, at path: FieldPath, _ findings: inout Findings) {
    var names: Set<String> = []
    for (index, request) in devices["requests"].elements.enumerated() {
      let path = path.child("requests").index(index)
      let name = request[.name].text
      findings.require(name, at: path.child("name"), NameRules.dnsLabel)
      if !name.isEmpty, !names.insert(name).inserted { findings.duplicate(path.child("name"), request[.name]) }
      for part in request["firstAvailable"].elements { names.insert("\(name)/\(part[.name].text)") }
      check(request: request, at: path, &findings)
    }
    for (index, constraint) in devices["constraints"].elements.enumerated() {
      let path = path.child("constraints").index(index)
      check(names: constraint, in: names, at: path, &findings)
      if constraint["matchAttribute"].isNull, constraint["distinctAttribute"].isNull {
        findings.required(path.child("matchAttribute"))
      }
    }
    for (index, configuration) in devices["config"].elements.enumerated() {
      let path = path.child("config").index(index)
      check(names: configuration, in: names, at: path, &findings)
      DeviceValidation.configuration(configuration, at: path, &findings)
    }
  }

  private static let isOne = "exactly one of `exactly` or `firstAvailable` is required"

  private static func check(request: Value, at path: FieldPath, _ findings: inout Findings) {
    let (exact, others) = (request["exactly"], request["firstAvailable"].elements)
    if exact.isNull, others.isEmpty { findings.required(path, isOne) }
    if !exact.isNull, !others.isEmpty { findings.invalid(path, .null, isOne + ", but multiple fields are set") }
    if !exact.isNull { check(devices: exact, at: path.child("exactly"), &findings) }
    for (index, other) in others.enumerated() {
      let path = path.child("firstAvailable").index(index)
      findings.require(other[.name].text, at: path.child("name"), NameRules.dnsLabel)
      check(devices: other, at: path, &findings)
    }
  }

  private static func check(devices: Value, at path: FieldPath, _ findings: inout Findings) {
    findings.require(devices["deviceClassName"].text, at: path.child("deviceClassName"), NameRules.dnsSubdomain)
    DeviceValidation.selectors(devices["selectors"].elements, at: path.child("selectors"), &findings)
    let (mode, number) = (devices["allocationMode"].text, devices["count"].number)
    switch mode {
    case "ExactCount" where number <= 0:
      findings.invalid(path.child("count"), .int(number), "must be greater than zero")
    case "All" where number != 0:
      findings.invalid(path.child("count"), .int(number), "must not be specified when allocationMode is 'All'")
    case "ExactCount", "All": break
    default: findings.notSupported(path.child("allocationMode"), .string(mode), ["All", "ExactCount"])
    }
  }

  private static func check(
    names part: Value, in known: Set<String>, at path: FieldPath, _ findings: inout Findings
  ) {
    for (index, name) in part["requests"].elements.enumerated() where !known.contains(name.text) {
      findings.invalid(
        path.child("requests").index(index), name,
        "must be the name of a request in the claim or the name of a request and a subrequest separated by '/'")
    }
  }
}
