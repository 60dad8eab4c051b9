// Custom objects whose definition became stricter after they were made, and numbers beyond their formats.
import KubeKinds
import KubeObjects
import KubeStore
import Testing

@Suite struct CustomRatchetingTests {
  /// A definition of `Gauge` with the properties of its specification.
  private static func definition(_ properties: String) -> String {
    """
    {apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: gauges.lab.example},
     spec: {group: lab.example, scope: Namespaced, names: {plural: gauges, singular: gauge, kind: Gauge},
      versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {
       spec: {type: object, properties: {\(properties)}}}}}}]}}
    """
  }

  private static func gauge(_ spec: String) -> String {
    "{apiVersion: lab.example/v1, kind: Gauge, metadata: {name: g}, spec: {\(spec)}}"
  }

  private static func serve(_ properties: String, on cluster: TestCluster) throws {
    var object = try YAMLReader.read(definition(properties))
    object["status"] = ["acceptedNames": object["spec"]["names"]]
    object["spec"]["names"]["listKind"] = "GaugeList"
    cluster.registry.serve(object)
  }

  private static let strict = """
    mode: {type: string, enum: [fast, slow]},
    level: {type: integer, maximum: 10, x-kubernetes-validations: [{rule: self % 2 == 0, message: must be even}]},
    marks: {type: array, x-kubernetes-list-type: set, items: {type: string}},
    parts: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [name], items: {type: object,
     required: [name], properties: {name: {type: string}, size: {type: integer, minimum: 1}}}}
    """

  private static func loose() throws -> TestCluster {
    let cluster = try TestCluster()
    try serve(
      "mode: {type: string}, level: {type: integer}, marks: {type: array, items: {type: string}}, "
        + "parts: {type: array, items: {type: object, properties: {name: {type: string}, size: {type: integer}}}}",
      on: cluster)
    try cluster.apply(gauge("mode: odd, level: 7, marks: [a, a], parts: [{name: x, size: 0}, {name: z, size: 2}]"))
    try serve(strict, on: cluster)
    return cluster
  }

  @Test(arguments: [
    ("{metadata: {labels: {a: b}}}", []),
    ("{spec: {level: 8}}", []),
    ("{spec: {mode: even}}", [#"spec.mode: Unsupported value: "even": supported values: "fast", "slow""#]),
    ("{spec: {level: 11}}", [
      "spec.level: Invalid value: 11: spec.level in body should be less than or equal to 10",
      "spec.level: Invalid value: 11: must be even",
    ]),
    ("{spec: {marks: [a, a, b, b]}}", []),
    ("{spec: {parts: [{name: x, size: 0}, {name: z, size: 3}]}}", []),
    ("{spec: {parts: [{name: x, size: 0}, {name: z, size: 0}]}}", [
      "spec.parts[1].size: Invalid value: 0: spec.parts[1].size in body should be greater than or equal to 1"
    ]),
  ] as [(String, [String])])
  func whatWasWrongBeforeMayStay(patch: String, findings: [String]) throws {
    #expect(try Self.loose().findingsOfPatch("Gauge", "g", patch) == findings)
  }

  @Test func rulesThatAreNotKeptAreWarnedOf() throws {
    let cluster = try Self.loose()
    let kind = try #require(cluster.registry.catalog.kind(apiVersion: "lab.example/v1", name: "Gauge"))
    let patch = Patch(.merge, try YAMLReader.read("{metadata: {labels: {a: b}}}"))
    let written = try cluster.registry.patch(kind, namespace: "default", name: "g", patch)
    #expect(written.warnings == ["spec.level: Invalid value: 7: must be even"])
  }

  @Test(arguments: [
    (
      "x: {type: integer, format: int32}", "x: 2147483648",
      "Checked value must be of type integer with format int32 in spec.x"
    ),
    ("x: {type: integer, format: int32}", "x: -2147483648", ""),
    (
      "x: {type: integer, format: int64}", "x: 1e19",
      "Checked value must be of type integer with format int64 in spec.x"
    ),
    (
      "x: {type: integer}", "x: 1e19",
      "Checked value must be of type integer (default format) in spec.x"
    ),
    ("x: {type: integer}", "x: 3.0", ""),
    ("x: {type: integer, format: int8}", "x: 1000", ""),
    (
      "x: {type: number, format: float}", "x: 3.5e+38",
      "Checked value must be of type number with format float in spec.x"
    ),
    ("x: {type: number, format: double}", "x: 3.5e+38", ""),
    ("x: {type: number, format: int32}", "x: 2147483648", ""),
    (
      "x: {type: integer, format: int32, maximum: 4294967295}", "x: 1",
      "Maximum boundary value must be of type integer with format int32 in spec.x"
    ),
    (
      "x: {type: integer, minimum: 0.5}", "x: 1",
      "Minimum boundary value must be of type integer (default format) in spec.x"
    ),
    ("x: {x-kubernetes-int-or-string: true, format: int32}", "x: 2147483648", ""),
  ])
  func numbersFitTheirFormats(property: String, spec: String, words: String) throws {
    let cluster = try TestCluster()
    try Self.serve(property, on: cluster)
    let expected = words.isEmpty ? [] : ["<nil>: Invalid value: \"\": \(words)"]
    #expect(try Refusal(Self.gauge(spec)).onCreation(cluster) == expected)
  }
}
