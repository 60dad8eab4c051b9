// Classes of devices, claims for them and slices of them: what is wrong with them, and what can't change.
import KubeKinds
import KubeObjects
import KubeStore
import Testing

@Suite struct DeviceKindTests {
  private static func object(_ kind: String, _ spec: String) -> String {
    "{apiVersion: resource.k8s.io/v1, kind: \(kind), metadata: {name: a}, spec: {\(spec)}}"
  }

  private static func claim(_ devices: String) -> String { object("ResourceClaim", "devices: {\(devices)}") }

  private static let requests = "spec.devices.requests"

  @Test(arguments: [
    Refusal(object("DeviceClass", "selectors: [{cel: {expression: 'true'}}]")),
    Refusal(
      object("DeviceClass", "selectors: [{}, {cel: {expression: ''}}], config: [{}, {opaque: {driver: D_}}]"),
      "spec.selectors[0].cel: Required value", "spec.selectors[1].cel.expression: Required value",
      "spec.config[0].opaque: Required value",
      "spec.config[1].opaque.driver: Invalid value: \"d_\": a lowercase RFC 1123 subdomain must consist of lower case "
        + "alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. "
        + "'example.com', regex used for validation is "
        + #"'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"#,
      "spec.config[1].opaque.parameters: Required value"),
    Refusal(claim("requests: [{name: a, exactly: {deviceClassName: c}}], constraints: [{matchAttribute: x/y}]")),
    Refusal(claim("requests: [{name: a, firstAvailable: [{name: b, deviceClassName: c}]}], config: []")),
    Refusal(
      claim(
        "requests: [{name: a}, {name: a, exactly: {allocationMode: All, count: 3}}, {name: b, exactly: "
          + "{deviceClassName: c, allocationMode: Some}}], constraints: [{requests: [z]}]"),
      "\(requests)[0]: Required value: exactly one of `exactly` or `firstAvailable` is required",
      "\(requests)[1].name: Duplicate value: \"a\"", "\(requests)[1].exactly.deviceClassName: Required value",
      "\(requests)[1].exactly.count: Invalid value: 3: must not be specified when allocationMode is 'All'",
      "\(requests)[2].exactly.allocationMode: Unsupported value: \"Some\": supported values: \"All\", \"ExactCount\"",
      "spec.devices.constraints[0].requests[0]: Invalid value: \"z\": must be the name of a request in the claim or the "
        + "name of a request and a subrequest separated by '/'",
      "spec.devices.constraints[0].matchAttribute: Required value"),
    Refusal(
      object("ResourceSlice", "driver: d.io, nodeName: node, pool: {name: node, resourceSliceCount: 1}, devices: [{name: d}]")),
    Refusal(
      object("ResourceSlice", "driver: d.io, pool: {name: node, resourceSliceCount: 0}, devices: [{name: d}, {name: d}]"),
      "spec.pool.resourceSliceCount: Invalid value: 0: must be greater than zero",
      "spec: Required value: exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required",
      "spec.devices[1].name: Duplicate value: \"d\""),
  ])
  func devices(_ refusal: Refusal) throws {
    #expect(try refusal.onCreation(TestCluster()) == refusal.findings)
  }

  @Test func claimsKeepWhatTheyWant() throws {
    let cluster = try TestCluster()
    var claim = try cluster.create(
      YAMLReader.read(Self.claim("requests: [{name: a, exactly: {deviceClassName: c}}]")))
    #expect(claim["spec"]["devices"]["requests"][index: 0]["exactly"]["count"] == 1)
    claim["spec"] = [:]
    #expect(
      Refusal.findings { () throws(APIStatus) in try cluster.update(claim) } == [
        "spec: Invalid value: {\"Devices\":{\"Requests\":null,\"Constraints\":null,\"Config\":null}}: field is immutable"
      ])
  }
}
