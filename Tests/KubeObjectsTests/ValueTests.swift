// The value tree: reading through missing fields, changing in place, order by key.
import KubeObjects
import Testing

@Suite struct ValueTests {
  @Test func missingStepsReadAsNull() {
    let pod: Value = ["spec": ["nodeName": "n1", "containers": [["name": "a"], ["name": "b"]]]]
    #expect(pod["spec"]["nodeName"].string == "n1")
    #expect(pod["status"]["phase"].isNull)
    #expect(pod["spec"]["containers"].first(where: "name", is: "b") == ["name": "b"])
  }

  @Test func writingMakesObjectsAndKeepsOrder() {
    var value: Value = .null
    value["b"]["y"] = 1
    value["a"] = "x"
    value.set(path: ["b", "x"], true)
    #expect(JSONWriter.write(value) == #"{"a":"x","b":{"x":true,"y":1}}"#)
    value.remove(path: ["b", "x"])
    value.remove(path: ["nosuch", "x"])
    #expect(value == ["a": "x", "b": ["y": 1]])
  }

  @Test func copiesAreIndependent() {
    let first: Value = ["list": [1, 2], "map": ["k": "v"]]
    var second = first
    second["map"]["k"] = "w"
    second["list"][index: 0] = 9
    #expect(first == ["list": [1, 2], "map": ["k": "v"]])
    #expect(second == ["list": [9, 2], "map": ["k": "w"]])
  }

  @Test func keysSortByBytes() {
    let value: Value = ["é": 1, "z": 2, "Z": 3, "a.b": 4, "a": 5, "ab": 6]
    #expect(value.fields.keys.map(\.text) == ["Z", "a", "a.b", "ab", "z", "é"])
  }

  @Test func entriesAreSmall() { #expect(MemoryLayout<Object.Entry>.stride == 24) }
}
