// JSON patches: the six operations, pointers, and the words of refusals, as the real kubectl has them.
import KubeObjects
import Testing

@Suite struct JSONPatchTests {
  private static let document: Value = [
    "a": 1, "list": ["x", "y", "z"], "map": ["k/1": "v", "t~": "w"], "text": "t", "nothing": .null,
  ]

  @Test(arguments: [
    (#"[{"op":"add","path":"/b","value":2}]"#, #"{"a":1,"b":2,"#),
    (#"[{"op":"add","path":"/list/-","value":"q"}]"#, #""list":["x","y","z","q"]"#),
    (#"[{"op":"add","path":"/list/1","value":"q"}]"#, #""list":["x","q","y","z"]"#),
    (#"[{"op":"add","path":"/list/-1","value":"q"}]"#, #""list":["x","y","z","q"]"#),
    (#"[{"op":"remove","path":"/list/-1"}]"#, #""list":["x","y"]"#),
    (#"[{"op":"remove","path":"/map/k~11"}]"#, #""map":{"t~":"w"}"#),
    (#"[{"op":"replace","path":"/map/t~0","value":[]}]"#, #""map":{"k/1":"v","t~":[]}"#),
    (#"[{"op":"replace","path":"/map/new","value":1}]"#, #""map":{"k/1":"v","new":1,"t~":"w"}"#),
    (#"[{"op":"move","from":"/a","path":"/map/a"}]"#, #""map":{"a":1,"k/1":"v","t~":"w"}"#),
    (#"[{"op":"copy","from":"/list/0","path":"/list/2"}]"#, #""list":["x","y","x","z"]"#),
    (#"[{"op":"copy","from":"/nosuch","path":"/map/c"}]"#, #""map":{"c":null,"k/1":"v","t~":"w"}"#),
    (#"[{"op":"test","path":"/list","value":["x","y","z"]},{"op":"add","path":"/b"}]"#, #""b":null"#),
    (#"[{"op":"test","path":"/nosuch","value":null},{"op":"add","path":"/b","value":1}]"#, #""b":1"#),
    (#"[{"op":"replace","path":"","value":{"n":1}}]"#, #"{"n":1}"#),
  ])
  func applies(patch: String, part: String) throws {
    let result = try JSONPatch(JSONReader.read(patch)).apply(to: Self.document)
    #expect(JSONWriter.write(result).contains(part))
  }

  @Test(arguments: [
    (#"{"op":"add","path":"/x/y","value":1}"#,
      #"add operation does not apply: doc is missing path: "/x/y": missing value"#),
    (#"{"op":"add","path":"","value":1}"#, #"add operation does not apply: doc is missing path: "": missing value"#),
    (#"{"op":"add","path":"/text/y","value":1}"#,
      #"add operation does not apply: doc is missing path: "/text/y": missing value"#),
    (#"{"op":"add","path":"/list/9","value":1}"#,
      "error in add for path: '/list/9': Unable to access invalid index: 9: invalid index referenced"),
    (#"{"op":"add","path":"/list/x","value":1}"#,
      "error in add for path: '/list/x': value was not a proper array index: 'x': "
        + #"strconv.Atoi: parsing "x": invalid syntax"#),
    (#"{"op":"remove","path":"/nosuch"}"#,
      "error in remove for path: '/nosuch': Unable to remove nonexistent key: nosuch: missing value"),
    (#"{"op":"remove","path":"/list/-4"}"#,
      "error in remove for path: '/list/-4': Unable to access invalid index: -4: invalid index referenced"),
    (#"{"op":"replace","path":"/list/7","value":1}"#,
      "replace operation does not apply: doc is missing key: /list/7: missing value"),
    (#"{"op":"move","from":"/nosuch","path":"/b"}"#,
      "error in move for path: 'nosuch': Unable to remove nonexistent key: nosuch: missing value"),
    (#"{"op":"move","path":"/b"}"#,
      "move operation failed to decode from: operation, missing from field: missing value"),
    (#"{"op":"copy","from":"/x/y","path":"/b"}"#,
      "copy operation does not apply: doc is missing from path: /x/y: missing value"),
    (#"{"op":"test","path":"/a","value":2}"#, "testing value /a failed: test failed"),
    (#"{"op":"add","value":1}"#, "add operation failed to decode path: missing value"),
    (#"{"op":"frob","path":"/a"}"#, "Unexpected kind: frob"), (#"{"path":"/a"}"#, "Unexpected kind: unknown"),
  ])
  func refuses(operation: String, message: String) throws {
    let patch = try JSONPatch(JSONReader.read("[\(operation)]"))
    #expect(throws: PatchError(message)) { try patch.apply(to: Self.document) }
  }

  @Test(arguments: [
    (["spec": [:]], "json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp"),
    ("x", "json: cannot unmarshal string into Go value of type []handlers.jsonPatchOp"),
    ([1], "json: cannot unmarshal number into Go value of type handlers.jsonPatchOp"),
    ([["op": 1]], "json: cannot unmarshal number into Go struct field jsonPatchOp.op of type string"),
  ] as [(Value, String)])
  func noPatch(body: Value, message: String) {
    #expect(throws: PatchError(message)) { try JSONPatch(body) }
  }

  @Test(arguments: [
    (["a": 1, "b": ["c": 1, "d": 2]], ["b": ["c": .null, "e": .null], "f": ["g": .null]], ["a": 1, "b": ["d": 2], "f": [:]]),
    (["l": [1, 2]], ["l": [["x": .null, "y": 1]]], ["l": [["y": 1]]]), (["a": 1], "text", "text"),
    ("text", ["a": .null, "b": 1], ["b": 1]),
  ] as [(Value, Value, Value)])
  func mergePatches(value: Value, patch: Value, result: Value) {
    #expect(MergePatch.apply(patch, to: value) == result)
  }

  @Test func mergePatchesOfTwoAndThreeVersions() {
    let old: Value = ["a": 1, "b": ["c": 1, "d": 2], "l": [1]]
    let new: Value = ["a": 1, "b": ["c": 3], "l": [1, 2], "n": [:]]
    #expect(MergePatch.difference(from: old, to: new) == ["b": ["c": 3, "d": .null], "l": [1, 2], "n": [:]])
    let live: Value = ["a": 1, "b": ["c": 1, "d": 2, "added": 1], "l": [1], "by": "others"]
    let patch = MergePatch.threeWay(original: old, modified: new, current: live)
    #expect(patch == ["b": ["c": 3, "d": .null], "l": [1, 2], "n": [:]])
    #expect(
      MergePatch.apply(patch, to: live)
        == ["a": 1, "b": ["c": 3, "added": 1], "l": [1, 2], "by": "others", "n": [:]])
  }
}
