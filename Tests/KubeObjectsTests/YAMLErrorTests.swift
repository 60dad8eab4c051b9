// Broken YAML is refused in the words, and with the line, of the real kubectl: each row is what it printed.
import KubeObjects
import Testing

@Suite struct YAMLErrorTests {
  @Test(arguments: [
    ("a: b\n\tc: d\n", "yaml: line 2: found a tab character that violates indentation"),
    ("metadata:\n\tname: x\n", "yaml: line 2: found character that cannot start any token"),
    ("a:\n  b: c\n d: e\n", "yaml: line 2: did not find expected key"),
    ("a: b: c\n", "yaml: mapping values are not allowed in this context"),
    ("a: \"open\nb: c\n", "yaml: line 3: found unexpected end of stream"),
    ("a: 'open\n", "yaml: line 2: found unexpected end of stream"),
    ("a: [1, 2\nb: c\n", "yaml: line 1: did not find expected ',' or ']'"),
    ("a: {b: c\nd: e\n", "yaml: line 1: did not find expected ',' or '}'"),
    ("a: ]\n", "yaml: did not find expected node content"),
    ("a: @x\n", "yaml: found character that cannot start any token"),
    ("a: `x`\n", "yaml: found character that cannot start any token"),
    ("a: %x\n", "yaml: found character that cannot start any token"),
    ("- a\nb: c\n", "yaml: line 1: did not find expected '-' indicator"),
    ("a: b\n- c\n", "yaml: line 1: did not find expected key"),
    ("a: *nosuch\n", "yaml: unknown anchor 'nosuch' referenced"),
    ("a: &x\nb: *y\n", "yaml: unknown anchor 'y' referenced"),
    ("a: |\n  x\n y\n", "yaml: line 2: did not find expected key"),
    ("a: \"\\q\"\n", "yaml: found unknown escape character"),
    ("a: \"\\xZZ\"\n", "yaml: did not find expected hexdecimal number"),
    ("a: !<x\n", "yaml: did not find the expected '>'"),
    ("a: !foo!bar x\n", "yaml: found undefined tag handle"),
    ("%YAML 3.0\n", "yaml: found incompatible YAML document"),
    ("%FOO\na: b\n", "yaml: found unknown directive name"),
    ("a:\n- b\n c: d\n", "yaml: line 3: mapping values are not allowed in this context"),
    ("a: b\n  c: d\n", "yaml: line 2: mapping values are not allowed in this context"),
    ("key\nother: x\n", "yaml: line 2: mapping values are not allowed in this context"),
    ("? [a, b]\n: c\n", "yaml: invalid map key: []interface {}{\"a\", \"b\"}"),
    ("<<: 1\n", "yaml: map merge requires map or sequence of maps as the value"),
    ("<<: [1]\n", "yaml: map merge requires map or sequence of maps as the value"),
    ("a: !!int x\n", "yaml: cannot decode !!str `x` as a !!int"),
    ("a: !!bool maybe\n", "yaml: cannot decode !!str `maybe` as a !!bool"),
    ("a: !!float z\n", "yaml: cannot decode !!str `z` as a !!float"),
    ("a: !!null z\n", "yaml: cannot decode !!str `z` as a !!null"),
    ("a: !!binary '*'\n", "yaml: !!binary value contains invalid base64 data"),
    ("a: .inf\n", "json: unsupported value: +Inf"),
    ("a: .nan\n", "json: unsupported value: NaN"),
    ("~: x\n", "unsupported map key of type: %!s(<nil>), key: <nil>, value: \"x\""),
    ("? ~\n: x\n", "unsupported map key of type: %!s(<nil>), key: <nil>, value: \"x\""),
    ("a: \u{1}\n", "yaml: control characters are not allowed"),
    ("a: |5x\n  y\n", "yaml: did not find expected comment or line break"),
    ("a: >+-\n  y\n", "yaml: did not find expected comment or line break"),
    ("a: 'x'y\n", "yaml: did not find expected key"),
    ("a: \"x\" y\n", "yaml: did not find expected key"),
    ("-\tb\n-\t\tc\n", "yaml: found character that cannot start any token"),
    ("a:\n  - b\n  -c\n", "yaml: line 4: could not find expected ':'"),
    ("a: b\nc\n", "yaml: line 3: could not find expected ':'"),
    ("--- x\n", "invalid Yaml document separator: x"),
    ("---x\n", "invalid Yaml document separator: x"),
    ("a: &a [*a]\n", "yaml: anchor 'a' value contains itself"),
    ("spec:\n  containers:\n  - name: a\n    image: b\n   - name: c\n", "yaml: line 4: did not find expected key"),
    ("spec:\n  containers:\n  - name: a\n   image: b\n", "yaml: line 3: did not find expected key"),
    ("a: [b?c]\n", "yaml: did not find expected ',' or ']'"),
    ("a: {b: http://x/?y=1}\n", "yaml: did not find expected ',' or '}'"),
    (
      "apiVersion: v1\nmetadata:\n  name: x\n  labels:\n    a: {{ .Values.x }}\n",
      "yaml: invalid map key: map[interface {}]interface {}{\".Values.x\":interface {}(nil)}"),
    ("a: {{x}}\n", "yaml: invalid map key: map[interface {}]interface {}{\"x\":interface {}(nil)}"),
    ("a: b #c\nd: #e\n f\ng: h: i\n", "yaml: line 4: mapping values are not allowed in this context"),
    (": x\n", "yaml: did not find expected key"),
    ("a: \"b\n c\n\n d\" e\n", "yaml: line 3: did not find expected key"),
    ("a: - b\n", "yaml: block sequence entries are not allowed in this context"),
    ("key: [a, b]: c\n", "yaml: mapping values are not allowed in this context"),
    ("a: [\n", "yaml: line 1: did not find expected node content"),
    ("a: {\n", "yaml: line 1: did not find expected node content"),
    ("[\n", "yaml: line 1: did not find expected node content"),
    ("'\n", "yaml: line 2: found unexpected end of stream"),
    ("a: !!str\nb: *c\n", "yaml: unknown anchor 'c' referenced"),
    ("a:\n  b: |\n   x\n  y\n z\n", "yaml: line 5: could not find expected ':'"),
    ("a: 0b2\nb: {c: d, e}\nf: g:\n", "yaml: line 3: mapping values are not allowed in this context"),
    ("18446744073709551615: x\n", "unsupported map key of type: uint64, key: 0xffffffffffffffff, value: \"x\""),
    ("a: &x y\n*x : z\n*q : z\n", "yaml: unknown anchor 'q' referenced"),
    ("a: [a, b: [c, d}\n", "yaml: did not find expected ',' or ']'")
  ] as [(String, String)])
  func refusesInKubectlsWords(text: String, message: String) {
    do {
      _ = try ManifestReader.all(text)
      Issue.record("was read: \(text)")
    } catch {
      let wrapped = "error converting YAML to JSON: \(message)"
      #expect(error.message == (message.hasPrefix("invalid Yaml") ? message : wrapped))
    }
  }

  @Test func billionLaughsAreRefusedAtOnce() {
    var text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
    for level in 1..<40 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",")
      text += "a\(level): &a\(level) [\(aliases)]\n"
    }
    #expect(throws: YAMLError("yaml: document contains excessive aliasing")) { try YAMLReader.read(text) }
  }

  @Test(arguments: ["[", "- ", "{a: ", "? "])
  func deepNestingIsRefused(opening: String) {
    #expect(throws: YAMLError.self) { try YAMLReader.read(String(repeating: opening, count: 200_000)) }
  }
}
