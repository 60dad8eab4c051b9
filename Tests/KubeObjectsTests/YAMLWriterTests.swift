// The layout of written YAML: indentation, order of keys, numbers, unusual keys.
import KubeObjects
import Testing

@Suite struct YAMLWriterTests {
  @Test(arguments: [
    ("null", "null\n"), (#"{"a":[],"b":{},"c":null}"#, "a: []\nb: {}\nc: null\n"),
    (#"{"a":[1,"x",true,[2,[]],{"b":1,"c":[3]}]}"#, "a:\n- 1\n- x\n- true\n- - 2\n  - []\n- b: 1\n  c:\n  - 3\n"),
    (#"{"a":{"b":{"c":"x\ny\n"}}}"#, "a:\n  b:\n    c: |\n      x\n      y\n"),
    (#"{"a":["x\ny"]}"#, "a:\n- |-\n  x\n  y\n"),
    (#"[{"a":1},[1]]"#, "- a: 1\n- - 1\n"),
    (#"{"k10":1,"k9":2,"k_":3,"kA":4,"a.b":5,"a-b":6,"ab":7}"#, "a-b: 6\na.b: 5\nab: 7\nk_: 3\nk9: 2\nk10: 1\nkA: 4\n"),
    (#"{"a":1e20,"b":1e-7,"c":1234567.5,"d":12345678901234567890,"e":1.5}"#,
      "a: 1e+20\nb: 1e-07\nc: 1.2345675e+06\nd: 12345678901234567000\ne: 1.5\n"),
    (#"{"":1,"yes":2,"1":3,"a b":4,"x\ny":{"b":[1]}}"#,
      "\"\": 1\n\"1\": 3\na b: 4\n? |-\n  x\n  y\n: b:\n  - 1\n\"yes\": 2\n"),
  ])
  func layout(json: String, yaml: String) throws {
    let value = try JSONReader.read(json)
    #expect(YAMLWriter.write(value) == yaml)
    #expect(try YAMLReader.read(yaml) == value)
  }

  @Test func longKeysStandAfterAQuestionMark() {
    func written(_ key: String) -> String {
      YAMLWriter.write(.object(Object([(Key(key), .array([.int(1)]))])))
    }
    let key = String(repeating: "k", count: 129)
    #expect(written(key) == "? \(key)\n: - 1\n")
    #expect(written(String(key.dropLast())) == "\(key.dropLast()):\n- 1\n")
  }
}
