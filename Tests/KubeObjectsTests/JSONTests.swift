// JSON in and out: Go's words for errors, Go's forms for numbers and escapes.
import KubeObjects
import Testing

@Suite struct JSONTests {
  @Test(arguments: [
    #"{"a":1,"b":[true,false,null],"c":{"d":"e"}}"#, #""\u003c\u0026\u003e\n\t\"\\""#, "[]", "{}", "-12", "0.1",
    "1e+21", "1e-7", "100000000000000000000", #""\u2028""#, #""é😀""#,
  ])
  func roundTrips(text: String) throws { #expect(JSONWriter.write(try JSONReader.read(text)) == text) }

  @Test func keysAreSortedAndTheLastOfEqualKeysWins() throws {
    #expect(JSONWriter.write(try JSONReader.read(#"{"b":1,"a":2,"b":3}"#)) == #"{"a":2,"b":3}"#)
  }

  @Test(arguments: [
    ("{", "unexpected end of JSON input"),
    ("{'a':1}", #"invalid character '\'' looking for beginning of object key string"#),
    ("[1,]", "invalid character ']' looking for beginning of value"),
    ("[1 2]", "invalid character '2' after array element"),
    (#"{"a" 1}"#, "invalid character '1' after object key"),
    ("tru", "unexpected end of JSON input"), ("trux", "invalid character 'x' in literal true (expecting 'e')"),
    ("1 x", "invalid character 'x' after top-level value"), ("01", "invalid character '1' after top-level value"),
    ("1.x", "invalid character 'x' after decimal point in numeric literal"),
    (#""\q""#, "invalid character 'q' in string escape code"),
    (String(repeating: "[", count: 2_000), "exceeded max depth"),
  ])
  func refusesInGosWords(text: String, message: String) {
    #expect(throws: JSONError.self) { try JSONReader.read(text) }
    do { _ = try JSONReader.read(text) } catch { #expect(error.message == message) }
  }

  @Test func surrogatesJoin() throws {
    #expect(try JSONReader.read(#""\ud83d\ude00 \ud83d x""#) == "😀 \u{FFFD} x")
  }

  @Test func indentedAsKubectlPrints() throws {
    let text = JSONWriter.write(["b": [1, ["c": "d"]], "a": [:], "e": []], .indented)
    let expected = """
      {
          "a": {},
          "b": [
              1,
              {
                  "c": "d"
              }
          ],
          "e": []
      }
      """
    #expect(text == expected)
  }

  @Test(arguments: [
    (0, "0"), (1.5, "1.5"), (1e20, "100000000000000000000"), (1e21, "1e+21"), (-0.000001, "-0.000001"),
    (1.25e-9, "1.25e-9"), (123456.789, "123456.789"),
  ] as [(Double, String)])
  func numbersAsGo(value: Double, text: String) { #expect(GoNumber.json(value) == text) }

  @Test(arguments: [
    (#"{"a":1,"b":{"a":1}}"#, []), (#"{"a":1,"a":2}"#, ["a"]),
    (#"{"a":{"b":1,"c":[{"x":1},{"x":1, "y" : [], "x":{}}],"b":1},"a":{}}"#, ["a.c[1].x", "a.b", "a"]),
    (#"[{"x":1,"x":1}]"#, ["[0].x"]),
  ] as [(String, [String])])
  func fieldsThatStandTwice(text: String, duplicates: [String]) throws {
    #expect(try JSONReader.readStrictly(Array(text.utf8)).duplicates == duplicates)
  }
}
