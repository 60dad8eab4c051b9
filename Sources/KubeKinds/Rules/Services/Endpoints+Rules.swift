// What the API server does with Endpoints and EndpointSlices.
import KubeObjects

struct EndpointsRules: StatuslessRules {
  func validate(_ endpoints: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(endpoints[.metadata], NameRules.dnsSubdomain, &findings)
    EndpointValidation.subsets(endpoints["subsets"].elements, at: FieldPath("subsets"), &findings)
    return findings.errors
  }
}

struct EndpointSliceRules: StatuslessRules {
  var tracksGeneration: Bool { true }

  func changesGeneration(_ slice: Value, old: Value) -> Bool {
    slice["endpoints"] != old["endpoints"] || slice[.ports] != old[.ports]
      || slice["addressType"] != old["addressType"] || slice[.metadata][.labels] != old[.metadata][.labels]
  }

  func validate(_ slice: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(slice[.metadata], NameRules.dnsSubdomain, &findings)
    EndpointValidation.slice(slice, &findings)
    return findings.errors
  }

  func validateUpdate(_ slice: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(slice[.metadata], old: old[.metadata], &findings)
    EndpointValidation.slice(slice, &findings)
    findings.immutable(slice["addressType"], old["addressType"], at: FieldPath("addressType"))
    return findings.errors
  }
}
