// What the API server does with Endpoints and EndpointSlices.
import KubeObjects

struct EndpointsRules: KindRules {
  func prepareForCreate(_ endpoints: inout Value) {}

  func prepareForUpdate(_ endpoints: inout Value, old: Value) {}

  func validate(_ endpoints: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(endpoints[.metadata], NameRules.dnsSubdomain, &findings)
    EndpointValidation.subsets(endpoints["subsets"].elements, at: FieldPath("subsets"), &findings)
    return findings.errors
  }
}

struct EndpointSliceRules: KindRules {
  var tracksGeneration: Bool { true }

  func prepareForCreate(_ slice: inout Value) {}

  func prepareForUpdate(_ slice: inout Value, old: Value) {}

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
