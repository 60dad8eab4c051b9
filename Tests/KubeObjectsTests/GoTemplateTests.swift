// Go templates: each row is what the real kubectl printed of the object below; an error follows an exclamation mark.
import KubeObjects
import Testing

@Suite struct GoTemplateTests {
  private static let object = """
    {"apiVersion":"v1","kind":"ConfigMap",
    "metadata":{"name":"x","labels":{"a":"1","b.c/d":"2"},"nul":null,"neg":-3,"f":1.5,"t":true,"e":[],"em":{},
    "annotations":{"q":"r"}},
    "list":[{"n":"a","v":1,"l":[1,2]},{"n":"b","v":2},{"n":"c","v":3.5,"z":null}],"nums":[5,4,3,2,1],"str":"h\\"i<x>"}
    """

  @Test(arguments: [
    (
      "{{.}}",
      "map[apiVersion:v1 kind:ConfigMap list:[map[l:[1 2] n:a v:1] map[n:b v:2] map[n:c v:3.5 z:<nil>]] metad"
        + "ata:map[annotations:map[q:r] e:[] em:map[] f:1.5 labels:map[a:1 b.c/d:2] name:x neg:-3 nul:<nil> t:tru"
        + "e] nums:[5 4 3 2 1] str:h\"i<x>]"
    ),
    ("{{.nul}}|{{.metadata.nul}}|{{.metadata.nosuch}}", "<no value>|<no value>|<no value>"),
    (
      "{{.metadata.nul.x}}",
      "!template: output:1:11: executing \"output\" at <.metadata.nul.x>: nil pointer evaluating interface {}.x"
    ),
    ("{{.metadata.nosuch.x.y}}", "<no value>"),
    (
      "{{.str.x}}",
      "!template: output:1:6: executing \"output\" at <.str.x>: can't evaluate field x in type interface {}"
    ),
    (
      "{{range .nums}}{{.x}}{{end}}",
      "!template: output:1:17: executing \"output\" at <.x>: can't evaluate field x in type interface {}"
    ),
    (
      "{{$x := .str}}{{$x.y}}",
      "!template: output:1:18: executing \"output\" at <$x.y>: can't evaluate field y in type string"
    ),
    ("{{range $i,$e := .nums}}{{if eq $i 2}}{{break}}{{end}}{{$e}}{{end}}", "54"),
    ("{{range .nums}}{{if eq . 3}}{{continue}}{{end}}{{.}}{{end}}", "5421"),
    ("{{with .nosuch}}a{{else with .str}}b{{.}}{{end}}", "bh\"i<x>"),
    ("{{if .nosuch}}a{{else if .str}}b{{end}}", "b"),
    ("{{printf \"%T %T %T %T %T\" 1 1.5 .metadata.neg .nums \"a\"}}", "int float64 int64 []interface {} string"),
    ("{{printf \"%c %d %T\" 'a' 'a' 'a'}}", "a 97 int"),
    ("{{len .nums}} {{len .str}} {{len .metadata}}", "5 6 9"),
    (
      "{{len .nosuch}}",
      "!template: output:1:2: executing \"output\" at <len .nosuch>: error calling len: reflect: call of refl"
        + "ect.Value.Type on zero Value"
    ),
    ("{{index .nums 0}} {{index .metadata \"labels\" \"a\"}}", "5 1"),
    (
      "{{index .nums 5}}{{index .nums 9}}",
      "!template: output:1:2: executing \"output\" at <index .nums 5>: error calling index: reflect: slice in"
        + "dex out of range"
    ),
    ("{{index .metadata.labels \"zz\"}}|", "<no value>|"),
    ("{{slice .nums 1 3}} {{slice .str 1 2}}", "[4 3] \""),
    (
      "{{eq 1 1.0}}",
      "!template: output:1:2: executing \"output\" at <eq 1 1.0>: error calling eq: incompatible types for co"
        + "mparison"
    ),
    ("{{eq .metadata.neg -3}} {{eq .str \"a\" \"b\"}}", "true false"),
    ("{{lt \"a\" \"b\"}} {{lt 1 2}} {{ge 2 2}} {{gt .metadata.f 1.0}}", "true true true true"),
    ("{{eq .nosuch nil}} {{ne .nosuch \"a\"}}", "true true"),
    ("{{and 1 0 2}} {{or 0 \"\" \"x\"}} {{not 1}}", "0 x false"),
    ("{{print 1 2 \"a\" \"b\" 3}} {{println \"a\" 1}}", "1 2ab3 a 1\n"),
    (
      "{{html \"<a&\\\"b'>\"}} {{js \"it's <b> \\n é=&\"}} {{urlquery \"a b&c/é\"}}",
      "&lt;a&amp;&#34;b&#39;&gt; it\\'s \\u003Cb\\u003E \\u000A é\\u003D\\u0026 a+b%26c%2F%C3%A9"
    ),
    (
      "{{base64decode \"aGk=\"}} {{base64decode .str}}",
      "hi !template: output:1:26: executing \"output\" at <base64decode .str>: error calling base64decode: ba"
        + "se64 decode failed: illegal base64 data at input byte 1"
    ),
    ("{{exists .metadata \"labels\" \"a\"}} {{exists .metadata \"q\"}} {{exists . \"nums\" 7}}", "true false false"),
    ("{{.str | printf \"%s-%s\" \"x\"}}", "x-h\"i<x>"),
    ("{{template \"t\" .kind}}{{define \"t\"}}<{{.}}>{{end}}", "<ConfigMap>"),
    ("{{block \"z\" .}}B{{.kind}}{{end}}", "BConfigMap"),
    ("{{/* c */}}x{{- \"y\" -}}  z", "xyz"),
    ("{{.kind}} {{(index .list 0).n}} {{(index .list 0).l}}", "ConfigMap a [1 2]"),
    ("{{1}}{{1.5}}{{0x10}}{{1e3}}{{true}}", "11.5161000true"),
    ("{{$x := 1}}{{$x}}{{$x = 2}}{{$x}}", "12"),
    ("{{range $k, $v := .metadata.labels}}{{$k}}={{$v}} {{else}}none{{end}}", "a=1 b.c/d=2 "),
    ("{{range .nosuch}}a{{else}}none{{end}}", "none"),
    (
      "{{printf \"%v %v %d %s\" .nosuch nil .nums .list}}",
      "<nil> <nil> [5 4 3 2 1] [map[l:[%!s(int64=1) %!s(int64=2)] n:a v:%!s(int64=1)] map[n:b v:%!s(int64=2)]"
        + " map[n:c v:%!s(float64=3.5) z:<nil>]]"
    ),
    (
      "{{printf \"%d\" \"a\"}} {{printf \"%s\" 1}} {{printf \"%z\" 1}} {{printf \"%d\"}} {{printf \"a\" 1}}",
      "%!d(string=a) %!s(int=1) %!z(int=1) %!d(MISSING) a%!(EXTRA int=1)"
    ),
    ("{{with $z := .str}}{{$z}}{{end}}", "h\"i<x>"),
    ("{{ .kind | len | printf \"%05d\" }}", "00009"),
    ("{{if eq .kind \"ConfigMap\"}}y{{end}}", "y"),
    (
      "{{printf \"%q %x %X %08.3f %+d %t %e %g %5s|%-5s|\" \"a\" \"hi\" 255 3.14159 5 true 1234.5 1e21 \"x\" "
        + "\"y\"}}",
      "\"a\" 6869 FF 0003.142 +5 true 1.234500e+03 1e+21     x|y    |"
    ),
    (
      "{{printf \"%6.2f|%-8.3e|%+g|%g|%.3g|%10.4g|%f\" 3.14159 12345.678 1.5 100000.0 123456.789 0.00012345 2.0}}",
      "  3.14|1.235e+04|+1.5|100000|1.23e+05| 0.0001234|2.000000"
    ),
    (
      "{{printf \"%x %X %#x %o %b %c %U %q\" 255 255 255 8 5 65 65 65}} {{printf \"%5d|%-5d|%05d|%+d|% d\" 42"
        + " 42 42 42 42}}",
      "ff FF 0xff 10 101 A U+0041 'A'    42|42   |00042|+42| 42"
    ),
    (
      "{{printf \"%s|%10s|%-10s|%.2s|%q|%#q|%+q|%x|% x\" \"héllo\" \"ab\" \"ab\" \"abcdef\" \"a\\\"b\" \"ab\""
        + " \"é\" \"hi\" \"hi\"}}",
      "héllo|        ab|ab        |ab|\"a\\\"b\"|`ab`|\"\\u00e9\"|6869|68 69"
    ),
    (
      "{{printf \"%[2]d %[1]d %*d|%-*d|%.*f\" 1 2 5 42 6 42 2 3.14159}}",
      "2 1  5|6                                         |%!f(int=000000000000000000000000000000000000000002)"
    ),
    (
      "{{printf \"%v %+v %#v\" .list .list .list}}",
      "[map[l:[1 2] n:a v:1] map[n:b v:2] map[n:c v:3.5 z:<nil>]] [map[l:[1 2] n:a v:1] map[n:b v:2] map[n:c "
        + "v:3.5 z:<nil>]] []interface {}{map[string]interface {}{\"l\":[]interface {}{1, 2}, \"n\":\"a\", \"v\":"
        + "1}, map[string]interface {}{\"n\":\"b\", \"v\":2}, map[string]interface {}{\"n\":\"c\", \"v\":3.5, \"z"
        + "\":interface {}(nil)}}"
    ),
    (
      "{{printf \"%t %v %5t\" true false true}} {{printf \"%%\"}} {{printf \"%\"}} {{printf \"%!\"}}",
      "true false  true % %!(NOVERB) %!!(MISSING)"
    ),
    ("{{range $i, $c := .list}}{{if $i}}, {{end}}{{$c.n}}{{end}}", "a, b, c"),
    ("{{range .list}}{{.n}}:{{with .l}}{{range .}}{{.}};{{end}}{{else}}-{{end}} {{end}}", "a:1;2; b:- c:- "),
    (
      "{{define \"a\"}}{{template \"b\" .}}{{end}}{{define \"b\"}}[{{.n}}]{{end}}{{range .list}}{{template \""
        + "a\" .}}{{end}}",
      "[a][b][c]"
    ),
    ("{{- range .nums -}}\n  {{ . }}\n{{- end }}", "54321"),
    (
      "line one\n{{.str.bad}}",
      "line one\n!template: output:2:6: executing \"output\" at <.str.bad>: can't evaluate field bad in type "
        + "interface {}"
    ),
    ("{{with .metadata}}{{$.kind}}{{.name}}{{end}}", "ConfigMapx"),
    ("{{not .nosuch}} {{not (eq .kind \"x\")}} {{and .kind (not .nosuch)}}", "true true true"),
    ("{{(print \"a\" \"b\")}}{{(\"x\")}}{{((.kind))}}", "abxConfigMap"),
    (
      "{{call .str}}",
      "!template: output:1:2: executing \"output\" at <call .str>: error calling call: non-function .str of t"
        + "ype string"
    ),
    (
      "{{.str \"x\"}}",
      "!template: output:1:2: executing \"output\" at <.str>: str is not a method but has arguments"
    ),
    ("{{nil}}", "!template: output:1:2: executing \"output\" at <nil>: nil is not a command"),
    ("{{index \"abc\" 1}} {{len \"é\"}}", "98 2"),
    ("{{print .nosuch nil .metadata.nul}}", "<nil> <nil> <nil>"),
    ("{{\"quoted \\\"x\\\" \\u00e9 \\x41\"}}{{`raw \"x\"`}}", "quoted \"x\" é Araw \"x\""),
    (
      "{{template \"nosuch\"}}",
      "!template: output:1:11: executing \"output\" at <{{template \"nosuch\"}}>: template \"nosuch\" not defined"
    ),
    ("{{1 | print}} {{.nums | len}} {{\"a\" | eq \"a\"}}", "1 5 true"),
    (
      "{{range .str}}{{.}}{{end}}",
      "!template: output:1:8: executing \"output\" at <.str>: range can't iterate over h\"i<x>"
    ),
    ("{{foo}}", "!template: output:1: function \"foo\" not defined"),
    ("{{.a", "!template: output:1: unclosed action"),
    ("{{}}", "!template: output:1: missing value for command"),
    ("{{if}}", "!template: output:1: missing value for if"),
    ("{{end}}", "!template: output:1: unexpected {{end}}"),
    ("{{if .a}}", "!template: output:1: unexpected EOF"),
    ("{{else}}", "!template: output:1: unexpected {{else}}"),
    ("{{define \"x\"}}", "!template: output:1: unexpected EOF"),
    ("{{$y}}", "!template: output:1: undefined variable \"$y\""),
    ("{{$y = 1}}", "!template: output:1:7: executing \"output\" at <1>: undefined variable: $y"),
    ("{{ /* c */ }}", "!template: output:1: unexpected \"/\" in command"),
    ("{{99999999999999999999}}", "!template: output:1: integer overflow: \"99999999999999999999\""),
    ("{{'ab'}}", "!template: output:1: malformed character constant: 'ab'"),
    ("{{\"a\\qb\"}}", "!template: output:1: invalid syntax"),
    ("{{.a.b-c}}", "!template: output:1: bad character U+002D '-'"),
    ("{{.kind.}}", "!template: output:1: unexpected <.> in operand"),
    ("{{..}}", "!template: output:1: unexpected <.> in operand"),
    ("{{break}}", "!template: output:1: {{break}} outside {{range}}"),
    ("{{ \"x\" }", "!template: output:1: unexpected \"}\" in operand"),
    ("a}}b", "a}}b"),
    ("{{.x}} {{", "!template: output:1: unclosed action"),
    (
      "{{eq}}",
      "!template: output:1:2: executing \"output\" at <eq>: wrong number of args for eq: want at least 1 got 0"
    ),
    (
      "{{eq 1}}",
      "!template: output:1:2: executing \"output\" at <eq 1>: error calling eq: missing argument for comparison"
    ),
    (
      "{{lt true false}}",
      "!template: output:1:2: executing \"output\" at <lt true false>: error calling lt: invalid type for com"
        + "parison"
    ),
    (
      "{{eq .nums .nums}}",
      "!template: output:1:2: executing \"output\" at <eq .nums .nums>: error calling eq: non-comparable type"
        + " [%!s(int64=5) %!s(int64=4) %!s(int64=3) %!s(int64=2) %!s(int64=1)]: []interface {}"
    ),
    ("{{len 3}}", "!template: output:1:2: executing \"output\" at <len 3>: error calling len: len of type int"),
    (
      "{{index .nosuch 1}}",
      "!template: output:1:2: executing \"output\" at <index .nosuch 1>: error calling index: index of untyped nil"
    ),
    (
      "{{index .nums \"a\"}}",
      "!template: output:1:2: executing \"output\" at <index .nums \"a\">: error calling index: cannot index "
        + "slice/array with type string"
    ),
    (
      "{{slice .str 9 1}}",
      "!template: output:1:2: executing \"output\" at <slice .str 9 1>: error calling slice: index out of range: 9"
    ),
    ("{{\"a\" | \"b\"}}", "!template: output:1: non executable command in pipeline stage 2"),
    ("{{(.kind}}", "!template: output:1: unclosed left paren"),
    ("{{.kind)}}", "!template: output:1: unexpected right paren"),
    ("{{range $a, $b, $c := .nums}}{{end}}", "!template: output:1: too many declarations in range"),
    ("{{with $x, $y := 1}}{{end}}", "!template: output:1: too many declarations in with"),
    ("{{if 1}}a{{else}}b{{else}}c{{end}}", "!template: output:1: expected end; found {{else}}"),
    ("{{`a}}", "!template: output:1: unterminated raw quoted string"),
    ("{{\"a}}", "!template: output:1: unterminated quoted string"),
    ("{{1x}}", "!template: output:1: bad number syntax: \"1x\""),
    ("{{@}}", "!template: output:1: unexpected \"@\" in command"),
    ("{{é}}", "!template: output:1: function \"é\" not defined"),
    ("{{template}}", "!template: output:1: unexpected \"}}\" in template clause"),
    ("{{define x}}{{end}}", "!template: output:1: unexpected \"x\" in define clause"),
    ("{{.a b .c | nil}}", "!template: output:1: function \"b\" not defined"),
    ("{{if .a\n}}x{{end}}", ""),
    ("x\n{{.a\n", "!template: output:3: unclosed action started at output:2"),
    (
      "{{define \"a\"}}1{{end}}{{define \"a\"}}2{{end}}",
      "!template: output:1: template: multiple definition of template \"a\""
    ),
    (
      "{{len 1 2}}",
      "!template: output:1:2: executing \"output\" at <len>: wrong number of args for len: want 1 got 2"
    ),
    (
      "{{printf}}",
      "!template: output:1:2: executing \"output\" at <printf>: wrong number of args for printf: want at leas"
        + "t 1 got 0"
    ),
    ("{{printf 1}}", "!template: output:1:9: executing \"output\" at <1>: expected string; found 1"),
    ("{{base64decode 1}}", "!template: output:1:15: executing \"output\" at <1>: expected string; found 1"),
    (
      "{{base64decode .nosuch}}",
      "!template: output:1:15: executing \"output\" at <.nosuch>: invalid value; expected string"
    ),
    (
      "{{base64decode .metadata.neg}}",
      "!template: output:1:24: executing \"output\" at <.metadata.neg>: wrong type for value; expected string"
        + "; got int64"
    ),
    ("{{1.kind}}", "!template: output:1: bad number syntax: \"1.k\""),
    (
      "{{.kind | .str}}",
      "!template: output:1:10: executing \"output\" at <.str>: str is not a method but has arguments"
    ),
    ("{{not}}", "!template: output:1:2: executing \"output\" at <not>: wrong number of args for not: want 1 got 0"),
    (
      "{{and}}",
      "!template: output:1:2: executing \"output\" at <and>: wrong number of args for and: want at least 1 got 0"
    ),
    ("{{index .list 0 \"n\"}}", "a"),
    ("{{html .nosuch}}", "&lt;no value&gt;"),
    ("{{exists .nosuch \"a\"}}", "false"),
    ("{{(index .list 0).zz.y}}|", "<no value>|"),
    (
      "{{len .metadata.nul}}",
      "!template: output:1:2: executing \"output\" at <len .metadata.nul>: error calling len: len of nil pointer"
    ),
    (
      "{{with .list}}{{.n}}{{end}}",
      "!template: output:1:16: executing \"output\" at <.n>: can't evaluate field n in type []interface {}"
    ),
    ("{{range .metadata}}{{.}} {{end}}", "map[q:r] [] map[] 1.5 map[a:1 b.c/d:2] x -3 <no value> true "),
    ("{{continue}}", "!template: output:1: {{continue}} outside {{range}}"),
    ("{{block \"q\" .}}{{.nosuch}}{{end}}", "<no value>"),
    ("{{- /* a */ -}} x {{- /* b */ -}}", "x"),
    ("{{3 -}} y", "3y"),
    ("{{- 3}}", "3"),
    ("{{-3}}", "-3"),
    ("{{ - 3}}", "!template: output:1: illegal number syntax: \"-\""),
    ("{{print nil}}", "<nil>"),
    ("{{eq nil nil}}", "true")
  ] as [(String, String)])
  func printsAsKubectl(template: String, expected: String) throws {
    let object = try JSONReader.read(Self.object)
    do throws(GoTemplateError) {
      let (text, error) = try GoTemplate(parsing: template).fill(with: object)
      #expect(text + (error.map { "!" + $0.message } ?? "") == expected)
    } catch {
      #expect("!" + error.message == expected)
    }
  }

  @Test func missingKeysMayBeErrors() throws {
    let template = try GoTemplate(parsing: "a {{.b.c}}")
    let (text, error) = template.fill(with: ["b": [:]], allowsMissingKeys: false)
    #expect(text == "a ")
    #expect(
      error?.message == #"template: output:1:6: executing "output" at <.b.c>: map has no entry for key "c""#)
  }

  @Test func rangesGoOverNumbers() throws {
    #expect(try GoTemplate(parsing: "{{range 3}}{{.}}{{end}}").fill(with: [:]).text == "012")
  }

  @Test(arguments: [
    String(repeating: "(", count: 100_000), String(repeating: "{{if 1}}", count: 100_000),
    #"{{define "x"}}{{template "x"}}{{end}}{{template "x"}}"#,
  ])
  func nestingHasALimit(template: String) throws {
    do throws(GoTemplateError) {
      let (_, error) = try GoTemplate(parsing: template.hasPrefix("(") ? "{{" + template : template).fill(with: [:])
      #expect(error?.message.contains("exceeded maximum template depth") == true)
    } catch {
      #expect(error.message.contains("max expression depth exceeded"))
    }
  }
}
