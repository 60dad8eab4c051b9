// jsonpath: each row is what the real kubectl printed of the object below; refusals follow an exclamation mark.
import KubeObjects
import Testing

@Suite struct JSONPathTests {
  private static let object = """
    {"kind":"ConfigMap",
    "metadata":{"name":"x","labels":{"a":"1","b.c/d":"2"},"nul":null,"neg":-3,"f":1.5,"t":true,"e":[],"em":{}},
    "list":[{"n":"a","v":1,"l":[1,2]},{"n":"b","v":2},{"n":"c","v":3.5,"z":null}],"nums":[5,4,3,2,1],"str":"h\\"i<x>"}
    """

  @Test(arguments: [
    ("{.}", ""),
    ("{@.str}", "h\"i<x>"),
    ("{.nul}", ""),
    ("{.metadata.nul}", "null"),
    ("{.metadata.neg}", "-3"),
    ("{.metadata.f} {.metadata.t}", "1.5 true"),
    ("{.list[*].z}", "null"),
    ("{range .nosuch[*]}{.a[0]}{end}X", "X"),
    ("{range .list[*]}{.n}", "abc"),
    ("{end}", "!not in range, nothing to end"),
    ("{.list[?(@.v>1)].n}", "!incompatible types for comparison"),
    ("{.list[?(@.v==3.5)].n}", "!incompatible types for comparison"),
    ("{.list[?(@.n==\"b\")].v}", "2"),
    ("{.list[?(@.z)].n}", "c"),
    ("{.list[?(@.n!=\"b\")].n}", "a c"),
    ("{.nums[1:3]}", "4 3"),
    ("{.nums[-2:]}", "2 1"),
    ("{.nums[::2]}", "5 3 1"),
    ("{.nums[5]}", "!array index out of bounds: index 5, length 5"),
    ("{.nums[-6]}", "!array index out of bounds: index -1, length 5"),
    ("{.nums[3:1]}", "!starting index 3 is greater than ending index 1"),
    ("{.nums[0:9]}", "!array index out of bounds: index 8, length 5"),
    ("{.nums[0:4:0]}", "!step must be > 0"),
    ("{.nums[]}", "5"),
    ("{.nums[-]}", "!array index - is not a number"),
    ("{.nums[a]}", "!invalid array index a"),
    ("{.nums[1:1]}", ""),
    ("{.str.*}", "104 34 105 60 120 62"),
    ("{.metadata.labels}", "{\"a\":\"1\",\"b.c/d\":\"2\"}"),
    ("{.metadata.e}{.metadata.em}", "[]{}"),
    ("{.metadata.labels.b\\.c/d}", "2"),
    ("{.metadata.labels['b\\.c/d']}", "2"),
    ("{.metadata.labels['b.c/d']}", ""),
    ("{..n}", "a b c"),
    ("{.list[*].n,}", "!unrecognized character in action: U+002C ','"),
    ("{range .list[*]}{.n}{range .l[*]}-{@}{end}{\"\\n\"}{end}done", "a-1-2\nb\nc\ndone"),
    ("{\"a\\tb\"}", "a\tb"),
    ("{'a\"b'}", "a\"b"),
    ("{\"\\x41\\u00e9\"}", "Aé"),
    ("{\"\\q\"}", "!unquote string \"\\q\" error invalid syntax"),
    ("{foo}", "!unrecognized identifier foo"),
    ("{.list.n}", ""),
    ("{.str[0]}", "!string is not array or slice"),
    ("{.list[0].n}{.list", "!unclosed action"),
    ("{.a", "!unclosed action"),
    ("a}b", "a}b"),
    ("{{.a}}", "!unrecognized character in action: U+007B '{'"),
    ("{ .str }", "h\"i<x>"),
    ("{.list[?(@.n==\"b\"]}", "!unterminated filter"),
    ("{.list[?(@.n)", "!unclosed array expect ]"),
    ("{.a ~}", "!unrecognized character in action: U+007E '~'"),
    ("{true}{1}{1.5}{-3}", "true11.5-3"),
    ("{1.2.3}", "!cannot parse number 1.2.3"),
    ("{.list[0,1].n}", "a b"),
    ("{.list[0]['n','v']}", "a 1"),
    ("{.list[1]}", "{\"n\":\"b\",\"v\":2}"),
    ("{.nums}", "[5,4,3,2,1]"),
    ("{.list[0].l[?(@>1)]}", "2"),
    ("{.nums[?(@>3)]}", "5 4"),
    ("{.nums[?(@.x==3)]}", ""),
    ("{range .list[*]}{.v}{end}{end}", "!not in range, nothing to end"),
    ("{.metadata.labels[?(@.a)]}", "!map[a:1 b.c/d:2] is not array or slice and cannot be filtered"),
    ("{....n}", "!invalid multiple recursive descent"),
    ("{.list[-1].n}", "c"),
    ("{$.kind}{@.kind}", "ConfigMapConfigMap"),
    ("{.list[?(@.nosuch==1)].n}", ""),
    ("{.list[?(1==1)].n}", "a b c"),
    ("{.list[?(\"a\"==@.n)].n}", "a"),
    ("{.list[?(@.v=2)].n}", "!unrecognized filter operator ="),
    ("{.list[*].l[0]}", "1"),
    ("{range .list[*]}{range .l[*]}{@}{end}{end}", "12"),
    ("plain", "plain"),
    ("{.list[0", "!unterminated array")
  ])
  func printsAsKubectl(template: String, expected: String) throws {
    let object = try JSONReader.read(Self.object)
    do throws(JSONPathError) {
      #expect(try JSONPath(parsing: template).text(of: object) == expected)
    } catch {
      #expect("!" + error.message == expected)
    }
  }

  @Test(arguments: [
    ("metadata.name", "{.metadata.name}"), (".metadata.name", "{.metadata.name}"), ("{metadata.name}", "{.metadata.name}"),
    ("{.metadata.name}", "{.metadata.name}"), ("", ""), (".items[0].x", "{.items[0].x}"), ("..a", "{..a}"), (".", "{..}"),
  ])
  func relaxedPaths(text: String, template: String) throws {
    #expect(try JSONPath.template(relaxed: text) == template)
  }

  @Test(arguments: ["{.metadata", "metadata}", "{}", "{.a}{.b}"])
  func wrongRelaxedPaths(text: String) {
    #expect(throws: JSONPathError.self) { try JSONPath(relaxed: text) }
  }

  @Test func missingKeysMayBeErrors() throws {
    let path = try JSONPath(parsing: "{.metadata.nosuch}")
    #expect(try path.text(of: ["metadata": [:]]) == "")
    #expect(throws: JSONPathError("nosuch is not found")) {
      try path.text(of: ["metadata": [:]], allowsMissingKeys: false)
    }
  }

  @Test func resultsAsJSON() throws {
    let path = try JSONPath(parsing: "{.l[*]}{.nosuch}")
    #expect(try path.json(of: ["l": [1, "a"]]) == "[\n    1,\n    \"a\"\n]\n[]\n")
  }
}
