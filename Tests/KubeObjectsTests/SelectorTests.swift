// Selectors of labels and fields: what they mean, how they are written, what is wrong with them.
import KubeObjects
import Testing

@Suite struct SelectorTests {
  private static let qualified =
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
    + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
    + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"

  @Test(arguments: [
    ("app=web", "app=web"), ("tier in (db, cache,db),app==rich", "app=rich,tier in (cache,db)"), ("!old, x", "!old,x"),
    ("app!=web,a notin (q)", "a notin (q),app!=web"), ("rank>3,rank<9", "rank>3,rank<9"), ("x in ()", "x in ()"),
    ("x in (,a)", "x in (,a)"), ("x in (a,,b)", "x in (,a,b)"), ("app=", "app="), ("app==,b", "app=,b"), ("", ""),
    ("  ", ""), ("x.io/y=in", "x.io/y=in"), ("in in (in,notin)", "in in (in,notin)"), ("notin", "notin"),
  ])
  func labelSelectors(text: String, canonical: String) throws {
    #expect(try LabelSelector(parsing: text).description == canonical)
  }

  @Test(arguments: [
    ("app in duo", "unable to parse requirement: found 'duo' expected: '('"),
    ("app in (api", "unable to parse requirement: found '', expected: ',' or ')'"),
    ("app in (=", "unable to parse requirement: found '=', expected: ',', ')' or identifier"),
    ("app in (a,=)", "unable to parse requirement: found '=', expected: ',', or identifier"),
    ("app=a=b", "found '=', expected: ',' or 'end of string'"),
    ("!!app", "unable to parse requirement: found '!', expected: identifier"),
    ("bad key", "unable to parse requirement: found 'key', expected: in, notin, =, ==, !=, gt, lt"),
    ("app!web", "unable to parse requirement: found '!', expected: in, notin, =, ==, !=, gt, lt"),
    ("=a", "found '=', expected: !, identifier, or 'end of string'"),
    ("a,", "found '', expected: identifier after ','"),
    ("a=(", "unable to parse requirement: found '(', expected: identifier"),
    ("-a=b", #"unable to parse requirement: <nil>: Invalid value: "-a": name part "# + qualified),
    ("/a", #"unable to parse requirement: <nil>: Invalid value: "/a": prefix part must be non-empty"#),
    ("rank>x", "unable to parse requirement: values[0]: Invalid value: \"x\": for 'Gt', 'Lt' operators, "
      + "the value must be an integer"),
  ])
  func wrongLabelSelectors(text: String, message: String) {
    #expect(throws: SelectorError(message)) { try LabelSelector(parsing: text) }
  }

  @Test func wrongValuesAreNamed() throws {
    let error = try #require(throws: SelectorError.self) { try LabelSelector(parsing: "a in (-x,ok,y-)") }
    #expect(error.message.hasPrefix(#"unable to parse requirement: [values[0][a]: Invalid value: "-x": a valid label"#))
    #expect(error.message.contains(#", values[2][a]: Invalid value: "y-": "#))
  }

  @Test(arguments: [
    ("app=web", true), ("app!=web", false), ("app in (db,web)", true), ("app notin (db)", true), ("app", true),
    ("!app", false), ("missing!=x", true), ("missing notin (x)", true), ("missing=", false), ("!missing", true),
    ("rank>4", true), ("rank<5", false), ("app>1", false), ("app=web,rank=5", true), ("app=web,rank=6", false),
  ])
  func matches(text: String, isMatch: Bool) throws {
    #expect(try LabelSelector(parsing: text).matches(["app": "web", "rank": "5"]) == isMatch)
  }

  @Test(arguments: [
    ("status.phase=Running", ["status.phase=Running"]), ("b==2,a!=1", ["a!=1", "b=2"]), ("a=", ["a="]), ("", []),
    (",a=1,", ["a=1"]), (#"a=x\,y\=z\\"#, [#"a=x,y=z\"#]),
  ])
  func fieldSelectors(text: String, requirements: [String]) throws {
    let selector = try FieldSelector(parsing: text)
    #expect(selector.requirements.map { "\($0.field)\($0.isNegated ? "!=" : "=")\($0.value)" } == requirements)
  }

  @Test(arguments: [
    ("status.phase", "invalid selector: 'status.phase'; can't understand 'status.phase'"),
    ("b=1,a", "invalid selector: 'b=1,a'; can't understand 'a'"),
    ("a=b=c", "invalid field selector: unescaped character in value: 61"),
    (#"a=\x"#, #"invalid field selector: invalid escape sequence: \x"#),
    (#"a=x\"#, #"invalid field selector: invalid escape sequence: \"#),
  ])
  func wrongFieldSelectors(text: String, message: String) {
    #expect(throws: SelectorError(message)) { try FieldSelector(parsing: text) }
  }
}
