// Formats that take a template: jsonpath and custom columns, from the line or from a file.
import KubeObjects
import Testing

@testable import KubePrinters

/// Prints values in a format, one after another; files are made of nothing but text.
private func printed(
  _ output: String, _ values: [Value], template: String = "", missingKeys: Bool = true, noHeaders: Bool = false,
  files: [String: String] = [:]
) -> (text: String, failure: String?) {
  var request = FormatRequest(output: output) { path in
    files[path].map { .success(Array($0.utf8)) }
      ?? .failure(PrintError("open \(path): no such file or directory"))
  }
  request.template = template
  request.allowsMissingKeys = missingKeys
  request.hidesHeaders = noHeaders
  var text = ""
  do throws(PrintError) {
    var printer = try FormatCatalog.printer(
      for: request,
      allowed: [
        "custom-columns", "custom-columns-file", "json", "jsonpath", "jsonpath-as-json", "jsonpath-file", "name",
      ])
    for value in values { try printer.print(value, to: &text) }
    return (text, nil)
  } catch {
    return (text, error.message)
  }
}

private let pods: Value = [
  "apiVersion": "v1", "kind": "List",
  "items": [
    ["metadata": ["name": "a", "labels": ["x": "1", "y": "2"]], "spec": ["n": 1, "list": ["p", "q"]]],
    ["metadata": ["name": "bb"], "spec": ["n": 12, "on": true]],
  ],
]

@Suite struct JSONPathFormatTests {
  @Test(arguments: [
    ("jsonpath={.items[*].metadata.name}", "a bb"),
    ("jsonpath-as-json={.items[*].spec.n}", "[\n    1,\n    12\n]\n"),
    ("jsonpath={range .items[*]}{.metadata.name}{\"\\n\"}{end}", "a\nbb\n"),
  ])
  func templates(_ output: String, _ text: String) {
    #expect(printed(output, [pods]) == (text, nil))
  }

  @Test func theTemplateMayStandApart() {
    #expect(printed("jsonpath", [pods], template: "{.kind}") == ("List", nil))
    #expect(printed("jsonpath-file=x", [pods], files: ["x": "{.kind}!\n"]) == ("List!\n", nil))
  }

  @Test(arguments: [
    ("jsonpath", "template format specified but no template given"),
    ("jsonpath=", "template format specified but no template given"),
    ("jsonpath-file=none", "error reading --template none, open none: no such file or directory\n"),
    ("jsonpath={.a", "error parsing jsonpath {.a, unclosed action\n"),
    ("jsonpath={.kind.x}",
      "error executing jsonpath \"{.kind.x}\": Error executing template: x is not found. Printing more information for "
        + "debugging the template:\n\ttemplate was:\n\t\t{.kind.x}\n\tobject given to jsonpath engine was:\n"
        + "\t\tmap[string]interface {}{\"kind\":\"One\"}\n\n\n"),
  ])
  func mistakes(_ output: String, _ failure: String) {
    let (text, message) = printed(output, [["kind": "One"]], missingKeys: false)
    #expect(text.isEmpty)
    #expect(message == failure)
  }
}

@Suite struct CustomColumnsTests {
  @Test func columnsAreAligned() {
    let columns = "NAME:.metadata.name,N:spec.n,ON:{.spec.on},LIST:.spec.list[*],ALL:.spec.list"
    #expect(
      printed("custom-columns=\(columns)", [pods]) == (
        """
        NAME   N     ON       LIST     ALL
        a      1     <none>   p,q      [p q]
        bb     12    true     <none>   <none>

        """, nil
      ))
  }

  @Test func headersComeOnce() {
    let one: Value = ["kind": "Pod", "metadata": ["name": "a"]]
    #expect(printed("custom-columns=NAME:.metadata.name", [one, one]) == ("NAME\na\na\n", nil))
    #expect(printed("custom-columns=NAME:.metadata.name", [one], noHeaders: true) == ("a\n", nil))
    #expect(printed("custom-columns-file=f", [one], noHeaders: true, files: ["f": "A\tB\n.kind .x"]) == (
      "A     B\nPod   <none>\n", nil
    ))
  }

  @Test(arguments: [
    ("custom-columns", "custom-columns format specified but no custom columns given"),
    ("custom-columns=A", "unexpected custom-columns spec: A, expected <header>:<json-path-expr>"),
    ("custom-columns=A:.a,B", "unexpected custom-columns spec: B, expected <header>:<json-path-expr>"),
    ("custom-columns-file=none", "error reading template none, open none: no such file or directory\n"),
    ("custom-columns-file=empty",
      "invalid template, missing header line. Expected format is one line of space separated headers, "
        + "one line of space separated column specs."),
    ("custom-columns-file=one",
      "invalid template, missing spec line. Expected format is one line of space separated headers, "
        + "one line of space separated column specs."),
    ("custom-columns-file=odd", "number of headers (2) and field specifications (1) don't match"),
    ("nosuch=x",
      "unable to match a printer suitable for the output format \"nosuch=x\", allowed formats are: custom-columns,"
        + "custom-columns-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name"),
  ])
  func mistakes(_ output: String, _ failure: String) {
    let files = ["empty": "", "one": "A B\n", "odd": "A B\n.a\n"]
    #expect(printed(output, [["kind": "One"]], files: files) == ("", failure))
  }

  /// The header is printed before paths are looked into.
  @Test func aWrongPathFailsBelowTheHeader() {
    #expect(printed("custom-columns=A:.a[", [["a": 1]]) == ("A\n", "unterminated array"))
  }
}
