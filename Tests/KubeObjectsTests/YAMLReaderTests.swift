// What YAML means: types of scalars, keys, merge keys, aliases, documents. Values are those of the real kubectl.
import KubeObjects
import Testing

@Suite struct YAMLReaderTests {
  @Test(arguments: [
    ("y", true), ("Yes", true), ("ON", true), ("true", true), ("n", false), ("No", false), ("off", false),
    ("FALSE", false), ("~", .null), ("null", .null), ("", .null), ("yEs", "yEs"), ("nul", "nul"),
    ("0x1F", 31), ("0o17", 15), ("017", 15), ("08", 8), ("0b101", 5), ("1_000", 1000), ("+12", 12), ("-5", -5),
    ("-0x10", -16), ("0x", "0x"), ("1__0", 10), ("-0", 0), ("9223372036854775807", 9_223_372_036_854_775_807),
    ("18446744073709551616", 18_446_744_073_709_551_616.0), ("1:30", "1:30"), ("1.5", 1.5), (".5", 0.5), ("1.", 1),
    ("1e3", 1000), ("1E-7", 1e-7), ("6.02e23", 6.02e23), ("1e500", "1e500"), ("1.2.3", "1.2.3"), (".", "."),
    ("2001-01-01", "2001-01-01"), ("2001-01-01T00:00:00Z", "2001-01-01T00:00:00Z"), ("=", "="), ("<<", "<<"),
    ("\"yes\"", "yes"), ("'1'", "1"), ("!!str 12", "12"), ("!!int \"12\"", 12), ("!!float 3", 3), ("!!bool 'y'", true),
    ("!mine 12", "12"), ("!!binary aGVsbG8=", "hello"), ("!!timestamp 2001-01-01", "2001-01-01"),
  ] as [(String, Value)])
  func scalars(text: String, value: Value) throws {
    #expect(try YAMLReader.read("a: \(text)\n") == ["a": value])
  }

  @Test(arguments: [
    ("{1: a, 2.5: b, true: c, 1e6: d, 0x10: e, off: f}",
      #"{"1":"a","16":"e","1e+06":"d","2.5":"b","false":"f","true":"c"}"#),
    ("a: 1\nb: 2\na: 3\n", #"{"a":3,"b":2}"#),
    ("k: &x {a: 1, b: 2}\nl: {a: 0, <<: *x, b: 3}\n", #"{"k":{"a":1,"b":2},"l":{"a":1,"b":3}}"#),
    ("k: &x {a: 1, b: 2}\nl: &y {b: 3, c: 4}\nm: {<<: [*x, *y]}\n",
      #"{"k":{"a":1,"b":2},"l":{"b":3,"c":4},"m":{"a":1,"b":2,"c":4}}"#),
    ("\"<<\": {a: b}\n", #"{"\u003c\u003c":{"a":"b"}}"#),
    ("a: &n name\n*n : x\n", #"{"a":"name","name":"x"}"#),
    ("a: |\n  x\n   y\n\nb: >\n  x\n  y\n\n  z\nc: |+\n  q\n\n", #"{"a":"x\n y\n","b":"x y\nz\n","c":"q\n\n"}"#),
    ("a: \"x\\u00e9\\n\\\n   y\"\n", #"{"a":"xé\ny"}"#), ("- - a\n  - b\n-\n", #"[["a","b"],null]"#),
    ("# nothing\n", "null"), ("a: 1\n---\nb: 2\n", #"{"a":1}"#),
  ])
  func collections(text: String, json: String) throws {
    #expect(JSONWriter.write(try YAMLReader.read(text)) == json)
  }

  @Test(arguments: [
    ("a: 1\n---\nb: 2\n", [#"{"a":1}"#, #"{"b":2}"#]), ("---\n# c\n---\n\n---\na: 1", [#"{"a":1}"#]), ("", []),
    ("--- # first\na: 1\r\n---\r\nb: 2\r\n", [#"{"a":1}"#, #"{"b":2}"#]),
    (#"{"a": 1} {"b": 2}"#, [#"{"a": 1}"#, #"{"b": 2}"#]), ("{\"a\": 1,}\n", [#"{"a":1}"#]),
    ("{'a': 'b'}\n", [#"{"a":"b"}"#]), ("{\"a\": 1}\n---\nb: 2\n", [#"{"a": 1}"#, #"{"b":2}"#]),
    ("[1]\n", ["[1]"]), ("just words\n", [#""just words""#]),
  ])
  func documents(text: String, json: [String]) throws {
    #expect(try ManifestReader.all(text).map(\.json) == json)
  }

  @Test(arguments: [
    ("{\"a\": 1", "unexpected EOF"), ("{\"a\" 1, [}", "json: offset 6: invalid character '1' after object key"),
    ("{\"a\":1}{\"b\":2} x: 1", "json: offset 16: invalid character 'x' looking for beginning of value"),
  ])
  func brokenJSON(text: String, message: String) {
    #expect(throws: ManifestError(message)) { try ManifestReader.all(text) }
  }

  @Test func whatComesBeforeAnErrorIsRead() throws {
    var reader = ManifestReader("a: 1\n---\nb: [\n---\nc: 3\n")
    #expect(try reader.next()?.value == ["a": 1])
    #expect(throws: ManifestError.self) { try reader.next() }
    #expect(try reader.next() == nil)
  }

  @Test(arguments: [
    ("a: 1\nb: 2", []), ("a: 1\na: 2", [#"line 2: key "a" already set in map"#]),
    (
      "a:\n  b: 1\n  b:\n    c: 1\n    c: 2\na: 2",
      [
        #"line 5: key "c" already set in map"#, #"line 4: key "b" already set in map"#,
        #"line 6: key "a" already set in map"#,
      ]
    ),
    ("x: &x {a: 1}\ny:\n  <<: *x\n  <<: *x\n  b: 1", []),
  ] as [(String, [String])])
  func keysThatStandTwice(text: String, complaints: [String]) throws {
    #expect(try YAMLReader.readStrictly(Array(text.utf8)).duplicates == complaints)
  }

  @Test(arguments: [
    [0xEF, 0xBB, 0xBF, 0x61, 0x3A, 0x20, 0x62], [0xFF, 0xFE, 0x61, 0, 0x3A, 0, 0x20, 0, 0x62, 0],
    [0xFE, 0xFF, 0, 0x61, 0, 0x3A, 0, 0x20, 0, 0x62],
  ] as [[UInt8]])
  func byteOrderMarks(bytes: [UInt8]) throws {
    var reader = ManifestReader(bytes: bytes)
    #expect(try reader.next()?.value == ["a": "b"])
  }
}
