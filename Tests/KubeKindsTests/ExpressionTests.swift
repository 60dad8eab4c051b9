// Expressions of the Common Expression Language: what they come to, and what is wrong with them.
import KubeObjects
import Testing

@testable import KubeKinds

@Suite struct ExpressionTests {
  private static let object: Value = [
    "name": "web-0", "replicas": 3, "ratio": .double(0.5), "tags": ["a", "b"], "labels": ["app": "web"], "empty": [:],
  ]

  @Test(arguments: [
    ("self.replicas > 2 && self.name.startsWith('web')", "true"),
    ("self.replicas + 1 == 4 ? 'four' : 'other'", "\"four\""),
    ("has(self.missing) || !has(self.name)", "false"),
    ("self.tags.all(t, t in ['a', 'b'])", "true"),
    ("self.tags.exists(t, t == 'c')", "false"),
    ("self.tags.exists_one(t, t == 'a')", "true"),
    ("self.tags.map(t, t + '!')", "[\"a!\",\"b!\"]"),
    ("self.tags.filter(t, t != 'a').size()", "1"),
    ("size(self.labels) == 1 && 'app' in self.labels && self.labels['app'] == 'web'", "true"),
    ("self.labels.all(k, self.labels[k] != '')", "true"),
    ("self.name.matches('^web-[0-9]+$')", "true"),
    ("self.ratio * 2.0", "1"),
    ("-self.replicas % 2", "-1"),
    ("7 / 2 * 2", "6"),
    ("{'a': 1}['a']", "1"),
    ("self.name.split('-').join('.')", "\"web.0\""),
    ("self.name.substring(0, 3).upperAscii()", "\"WEB\""),
    ("[1, 3, 2].isSorted() || [1, 2].sum() == 3", "true"),
    ("[4, 2, 9].max() - [4, 2, 9].min()", "7"),
    ("string(self.replicas) + r'\\d'", "\"3\\\\d\""),
    ("int('12') == 12 && double(2) == 2.0", "true"),
    ("self.missing == 1 || true", "true"),
    ("type(self.name) == string", "true"),
    ("self.tags[1] // the last\n == 'b'", "true"),
  ])
  func value(_ text: String, _ expected: String) throws {
    let expression = try Expression.parse(text).get()
    let value = try ExpressionEvaluator(variables: ["self": Self.object]).evaluate(expression)
    #expect(JSONWriter.write(value) == expected)
  }

  @Test(arguments: [
    ("self.missing == 1", "no such key: missing"), ("self.name > 1", "no such overload"),
    ("self.replicas / 0 == 1", "division by zero"), ("self.tags[7] == 'a'", "index out of bounds: 7"),
    ("9223372036854775807 + 1 > 0", "integer overflow"),
  ])
  func failure(_ text: String, _ message: String) throws {
    let expression = try Expression.parse(text).get()
    #expect(throws: ExpressionError(message)) {
      _ = try ExpressionEvaluator(variables: ["self": Self.object]).evaluate(expression)
    }
  }

  @Test(arguments: [
    (
      "selff.a > 1",
      "ERROR: <input>:1:1: undeclared reference to 'selff' (in container '')\n | selff.a > 1\n | ^"
    ),
    (
      "self.a >",
      "ERROR: <input>:1:9: Syntax error: mismatched input '<EOF>'\n | self.a >\n | ........^"
    ),
    (
      "quantity(self.a).isLessThan(quantity('1'))",
      "ERROR: <input>:1:1: undeclared reference to 'quantity' (in container '')\n"
        + " | quantity(self.a).isLessThan(quantity('1'))\n | ^"
    ),
  ])
  func refusal(_ text: String, _ message: String) {
    #expect(throws: ExpressionError(message)) { _ = try Expression.parse(text).get() }
  }
}
