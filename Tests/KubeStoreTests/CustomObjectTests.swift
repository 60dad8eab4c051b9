// Custom objects: what their definition makes of them, and what it refuses.
import KubeKinds
import KubeObjects
import KubeStore
import Testing

@Suite struct CustomObjectTests {
  static let definition = """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: boats.sea.example}
    spec:
      group: sea.example
      scope: Namespaced
      names: {plural: boats, singular: boat, kind: Boat, shortNames: [bt]}
      versions:
      - name: v1
        served: true
        storage: true
        subresources:
          status: {}
          scale: {specReplicasPath: .spec.crew, statusReplicasPath: .status.crew, labelSelectorPath: .status.selector}
        schema:
          openAPIV3Schema:
            type: object
            properties:
              spec:
                type: object
                required: [owner]
                x-kubernetes-validations:
                - rule: "!has(self.crew) || self.crew <= self.seats"
                - {rule: self.owner == oldSelf.owner, message: the owner stays, fieldPath: .owner,
                   reason: FieldValueForbidden}
                properties:
                  owner: {type: string, minLength: 2, maxLength: 8}
                  crew: {type: integer, minimum: 0}
                  seats: {type: integer, default: 4, exclusiveMaximum: true, maximum: 100}
                  kind: {type: string, enum: [sail, motor]}
                  length: {type: number, multipleOf: 0.5}
                  built: {type: string, format: date-time}
                  port: {x-kubernetes-int-or-string: true}
                  note: {type: string, nullable: true}
                  ports: {type: array, maxItems: 2, x-kubernetes-list-type: set, items: {type: string}}
                  parts:
                    type: array
                    x-kubernetes-list-type: map
                    x-kubernetes-list-map-keys: [name]
                    items:
                      type: object
                      required: [name]
                      properties: {name: {type: string}, size: {type: integer, default: 1}}
                  extra: {type: object, x-kubernetes-preserve-unknown-fields: true}
                  labels: {type: object, additionalProperties: {type: string}}
              status:
                type: object
                properties: {crew: {type: integer}, selector: {type: string}}
      - name: v1beta1
        served: true
        storage: false
        deprecated: true
        schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
    """

  private func cluster() throws -> TestCluster {
    let cluster = try TestCluster()
    var definition = try cluster.create(try YAMLReader.read(Self.definition))
    definition["status"]["acceptedNames"] = definition["spec"]["names"]
    cluster.registry.serve(definition)
    return cluster
  }

  private static func boat(_ spec: String) -> String {
    "{apiVersion: sea.example/v1, kind: Boat, metadata: {name: b}, spec: {\(spec)}}"
  }

  @Test func definitionsGetDefaults() throws {
    let definition = try TestCluster().create(try YAMLReader.read(Self.definition))
    #expect(definition["spec"]["names"]["listKind"] == "BoatList")
    #expect(definition["spec"]["conversion"] == ["strategy": "None"])
    #expect(definition["status"]["storedVersions"] == ["v1"])
  }

  @Test func objectsGetDefaultsAndLoseWhatIsUnknown() throws {
    let text = Self.boat("owner: ann, wheels: 4, parts: [{name: mast, colour: red}], extra: {any: 1}, labels: {a: b}")
    let boat = try cluster().create(try YAMLReader.read(text))
    #expect(
      JSONWriter.write(boat["spec"])
        == #"{"extra":{"any":1},"labels":{"a":"b"},"owner":"ann","parts":[{"name":"mast","size":1}],"seats":4}"#)
    #expect(boat["metadata"]["generation"] == 1)
  }

  @Test func unknownFieldsAreSorted() throws {
    let cluster = try cluster()
    let object = try YAMLReader.read(Self.boat("owner: ann, wheels: 4, parts: [{name: m, colour: red}]"))
    #expect(
      throws: APIStatus.badRequest(
        "Boat in version \"v1\" cannot be handled as a Boat: strict decoding error: "
          + "unknown field \"spec.parts[0].colour\", unknown field \"spec.wheels\"")
    ) { try cluster.create(object, WriteOptions(fieldValidation: .strict)) }
  }

  private static let unchecked =
    "<nil>: Invalid value: \"null\": some validation rules were not checked because the object was invalid; "
    + "correct the existing errors to complete validation"

  @Test(arguments: [
    Refusal(boat("crew: 1"), "spec.owner: Required value", unchecked),
    Refusal(
      boat("owner: [1]"),
      "spec.owner: Invalid value: \"array\": spec.owner in body must be of type string: \"array\"", unchecked),
    Refusal(boat("owner: a"), "spec.owner: Invalid value: \"a\": spec.owner in body should be at least 2 chars long"),
    Refusal(
      boat("owner: far too long"), "spec.owner: Too long: may not be more than 8 bytes", unchecked),
    Refusal(
      boat("owner: ann, kind: row, length: 1.2, seats: 100, crew: -1"),
      "spec.crew: Invalid value: -1: spec.crew in body should be greater than or equal to 0",
      "spec.kind: Unsupported value: \"row\": supported values: \"sail\", \"motor\"",
      "spec.length: Invalid value: 1.2: spec.length in body should be a multiple of 0.5",
      "spec.seats: Invalid value: 100: spec.seats in body should be less than 100",
      ".spec.crew: Invalid value: -1: should be a non-negative integer"),
    Refusal(
      boat("owner: ann, built: yesterday, port: true"),
      "spec.built: Invalid value: \"yesterday\": spec.built in body must be of type date-time: \"yesterday\"",
      "spec.port: Invalid value: \"boolean\": spec.port in body must be of type integer,string: \"boolean\"",
      unchecked),
    Refusal(boat("owner: ann, ports: [a, a]"), "spec.ports[1]: Duplicate value: \"a\""),
    Refusal(boat("owner: ann, ports: [a, b, c]"), "spec.ports: Too many: 3: must have at most 2 items", unchecked),
    Refusal(
      boat("owner: ann, parts: [{name: x}, {name: x}]"), "spec.parts[1]: Duplicate value: {\"name\":\"x\"}"),
    Refusal(
      boat("owner: ann, crew: 5"),
      "spec: Invalid value: failed rule: !has(self.crew) || self.crew <= self.seats"),
    Refusal(boat("owner: ann, note: null, port: http, crew: 4")),
  ])
  func refusals(_ refusal: Refusal) throws {
    #expect(try refusal.onCreation(cluster()) == refusal.findings)
  }

  @Test func rulesOfChangesSeeWhatWas() throws {
    let cluster = try cluster()
    try cluster.create(try YAMLReader.read(Self.boat("owner: ann")))
    #expect(try cluster.findingsOfPatch("Boat", "b", "{spec: {owner: bob}}") == ["spec.owner: Forbidden: the owner stays"])
    #expect(try cluster.findingsOfPatch("Boat", "b", "{spec: {crew: 2}}") == [])
  }

  @Test func statusIsWrittenApart() throws {
    let cluster = try cluster()
    try cluster.create(try YAMLReader.read(Self.boat("owner: ann")))
    #expect(try cluster.findingsOfPatch("Boat", "b", "{status: {crew: 3}}") == [])
    let kind = try #require(cluster.registry.catalog.kind(apiVersion: "sea.example/v1", name: "Boat"))
    let before = try cluster.registry.get(kind, namespace: "default", name: "b")
    #expect(before["status"].isNull)
    #expect(try cluster.findingsOfPatch("Boat", "b", "{status: {crew: 3}, spec: {crew: 1}}", subresource: .status) == [])
    let after = try cluster.registry.get(kind, namespace: "default", name: "b")
    #expect(after["status"] == ["crew": 3])
    #expect(after["spec"]["crew"].isNull)
    #expect(after["metadata"]["generation"] == 1)
  }

  @Test func statusHasItsSchema() throws {
    let cluster = try cluster()
    try cluster.apply(Self.boat("owner: Ada"))
    #expect(
      try cluster.findingsOfPatch("Boat", "b", "{status: {crew: many}}", subresource: .status) == [
        #"status.crew: Invalid value: "string": status.crew in body must be of type integer: "string""#,
        #"<nil>: Invalid value: "null": some validation rules were not checked because the object was invalid; "#
          + "correct the existing errors to complete validation",
      ])
  }

  @Test func scaleGoesThroughItsPaths() throws {
    let cluster = try cluster()
    try cluster.create(try YAMLReader.read(Self.boat("owner: ann, crew: 2")))
    let kind = try #require(cluster.registry.catalog.kind(apiVersion: "sea.example/v1", name: "Boat"))
    #expect(try cluster.findingsOfPatch("Boat", "b", "{spec: {replicas: 3}}", subresource: .scale) == [])
    let scale = try cluster.registry.get(kind, namespace: "default", name: "b", subresource: .scale)
    #expect(scale["spec"] == ["replicas": 3])
    #expect(try cluster.registry.get(kind, namespace: "default", name: "b")["spec"]["crew"] == 3)
  }

  @Test func versionsDifferByName() throws {
    let cluster = try cluster()
    try cluster.create(try YAMLReader.read(Self.boat("owner: ann")))
    let kind = try #require(cluster.registry.catalog.kind(apiVersion: "sea.example/v1beta1", name: "Boat"))
    #expect(try cluster.registry.get(kind, namespace: "default", name: "b")["apiVersion"] == "sea.example/v1beta1")
    #expect(kind.deprecation == "sea.example/v1beta1 Boat is deprecated")
    #expect(cluster.registry.catalog.kind(kind.id)?.groupVersion.version == "v1")
  }
}
