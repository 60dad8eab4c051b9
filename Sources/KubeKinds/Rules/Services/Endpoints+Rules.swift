// What the API server does with Endpoints and EndpointSlices.
import KubeObjects

struct EndpointsRules: KindRules {
  func prepareForCreate(_ endpoints: inout Value) {}

  func prepareForUpdate(_ endpoints: inout Value, old: Value) {}
}

struct EndpointSliceRules: KindRules {
  var tracksGeneration: Bool { true }

  func prepareForCreate(_ slice: inout Value) {}

  func prepareForUpdate(_ slice: inout Value, old: Value) {}

  func changesGeneration(_ slice: Value, old: Value) -> Bool {
    slice["endpoints"] != old["endpoints"] || slice[.ports] != old[.ports]
      || slice["addressType"] != old["addressType"] || slice[.metadata][.labels] != old[.metadata][.labels]
  }
}
