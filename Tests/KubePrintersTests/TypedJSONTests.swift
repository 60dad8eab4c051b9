// JSON as an API server sends it.
import KubeKinds
import KubeObjects
import KubePrinters
import Testing

@Suite struct TypedJSONTests {
  private static func text(_ value: Value, _ type: String?) -> String {
    var json = TypedJSON()
    json.write(value, type: type)
    return String(decoding: json.bytes, as: UTF8.self)
  }

  private static let service: Value = [
    "apiVersion": "v1", "kind": "Service", "metadata": ["name": "a", "labels": ["z": "1", "b": "<2>"], "uid": "u"],
    "spec": ["clusterIP": "None", "ports": [["name": "http", "port": 80]], "zzz": 1, "selector": [:]],
  ]

  @Test func fieldsComeInTheOrderOfTheirTypes() {
    #expect(
      Self.text(Self.service, "core/v1.Service")
        == #"{"kind":"Service","apiVersion":"v1","metadata":{"name":"a","uid":"u","labels":{"b":"<2>","z":"1"}},"#
        + #""spec":{"ports":[{"name":"http","port":80}],"selector":{},"clusterIP":"None","zzz":1}}"#)
  }

  @Test func listsOfObjectsDoToo() {
    var item = Self.service
    item.remove(.kind)
    item.remove(.apiVersion)
    let list: Value = [
      "kind": "ServiceList", "apiVersion": "v1", "metadata": ["resourceVersion": "5"], "items": [item],
    ]
    #expect(
      Self.text(list, "core/v1.Service").hasPrefix(
        #"{"kind":"ServiceList","apiVersion":"v1","metadata":{"resourceVersion":"5"},"items":[{"metadata":{"name":"#))
  }

  @Test func whatHasNoTypeBeginsAsAllObjectsDo() {
    let custom: Value = [
      "apiVersion": "x/v1", "kind": "Crate", "metadata": ["uid": "u", "name": "a"], "a": [.null, true, 1.5],
    ]
    #expect(
      Self.text(custom, nil)
        == #"{"kind":"Crate","apiVersion":"x/v1","metadata":{"name":"a","uid":"u"},"a":[null,true,1.5]}"#)
  }
}
