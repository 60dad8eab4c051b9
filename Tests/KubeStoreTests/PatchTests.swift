// Patches through the registry: what is stored, and what the server answers to those it can't take.
import KubeKinds
import KubeObjects
import KubeStore
import Testing

@Suite struct PatchTests {
  private static func cluster() throws -> Registry {
    let cluster = try TestCluster()
    try cluster.create(
      ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "c"], "data": ["a": "1"]])
    return cluster.registry
  }

  @Test(arguments: [
    (Patch.Form.strategic, "x", 400, "json: cannot unmarshal string into Go value of type map[string]interface {}"),
    (.merge, ["x"],
      400, "error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}"),
    (.json, ["spec": [:]],
      400, "error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp"),
    (.json, [["op": "remove", "path": "/spec/nosuch"]],
      422, "the server rejected our request due to an error in our request"),
    (.strategic, ["$retainKeys": "x"], 400, "invalid patch format of retainKeys"),
    (.strategic, ["$patch": "destroy"], 500, "unknown patch type: destroy in map: map[$patch:destroy]"),
    (.strategic, ["data": "x"],
      422, #" "" is invalid: patch: Invalid value: "map[data:x]": cannot restore map from string"#),
    (.strategic, ["data": ["a": 1]],
      422, #" "" is invalid: patch: Invalid value: "map[data:map[a:1]]": unrecognized type: string"#),
  ] as [(Patch.Form, Value, Int, String)])
  func refuses(form: Patch.Form, body: Value, code: Int, message: String) throws {
    let registry = try Self.cluster()
    let kind = registry.kind(.configMap)
    let status = try #require(throws: APIStatus.self) {
      try registry.patch(kind, namespace: "default", name: "c", Patch(form, body))
    }
    #expect(status.code == code)
    #expect(status.message == message)
  }

  @Test(arguments: [
    (Patch.Form.strategic, #"{"data":{"a":null,"b":"2"}}"#), (.merge, #"{"data":{"a":null,"b":"2"}}"#),
    (.json, #"[{"op":"move","from":"/data/a","path":"/data/b"},{"op":"replace","path":"/data/b","value":"2"}]"#),
  ])
  func changes(form: Patch.Form, text: String) throws {
    let body = try JSONReader.read(text)
    let registry = try Self.cluster()
    let kind = registry.kind(.configMap)
    try registry.patch(kind, namespace: "default", name: "c", Patch(form, body))
    #expect(try registry.get(kind, namespace: "default", name: "c")["data"] == ["b": "2"])
  }

  /// Patches can't make an object another one: what they say of its kind, name and version has to be so.
  @Test(arguments: [
    (Patch.Form.merge, ["kind": "Node"], 422, "converting (v1.Node) to (core.ConfigMap): unknown conversion"),
    (.merge, ["kind": "Foo"],
      422, #"no kind "Foo" is registered for version "v1" in scheme "pkg/api/legacyscheme/scheme.go:30""#),
    (.json, [["op": "replace", "path": "/apiVersion", "value": "v2"]],
      422, #"no kind "ConfigMap" is registered for version "v2" in scheme "pkg/api/legacyscheme/scheme.go:30""#),
    (.merge, ["metadata": ["resourceVersion": "x"]], 500, #"strconv.ParseUint: parsing "x": invalid syntax"#),
    (.merge, ["metadata": ["name": "x"]], 400, "the name of the object (x) does not match the name on the URL (c)"),
    (.strategic, ["metadata": ["namespace": "x"]],
      400, "the namespace of the provided object does not match the namespace sent on the request"),
  ] as [(Patch.Form, Value, Int, String)])
  func refusesAnotherObject(form: Patch.Form, body: Value, code: Int, message: String) throws {
    let registry = try Self.cluster()
    let kind = registry.kind(.configMap)
    let status = try #require(throws: APIStatus.self) {
      try registry.patch(kind, namespace: "default", name: "c", Patch(form, body))
    }
    #expect(status.code == code)
    #expect(status.message.hasSuffix(message), "\(status.message)")
  }

  @Test func strategicPatchesChangeNoKind() throws {
    let registry = try Self.cluster()
    let kind = registry.kind(.configMap)
    try registry.patch(kind, namespace: "default", name: "c", Patch(.strategic, ["kind": "Foo", "data": ["a": "2"]]))
    #expect(try registry.get(kind, namespace: "default", name: "c")[.kind] == "ConfigMap")
  }
}
