// KYAML: everything in quotes but plain keys, strings of several lines folded, lists of objects close together.
import KubeObjects
import Testing

@testable import KubePrinters

@Suite struct KYAMLTests {
  private func print(_ value: Value) throws -> String {
    let request = FormatRequest(output: "kyaml") { _ in .failure(PrintError("no files")) }
    var printer = try FormatCatalog.printer(for: request, allowed: ["kyaml"])
    var text = ""
    try printer.print(value, to: &text)
    return text
  }

  @Test func objectsAndLists() throws {
    let object: Value = [
      "b": ["x", 1, true, .null], "a": [["k": "v"], ["k": [:]]], "empty": [], "nested": [["1"], []],
    ]
    #expect(
      try print(object) == """
        ---
        {
          a: [{
            k: "v",
          }, {
            k: {},
          }],
          b: [
            "x",
            1,
            true,
            null,
          ],
          empty: [],
          nested: [[
            "1",
          ], []],
        }

        """)
  }

  @Test(arguments: [
    ("two\nlines", "\"\\\n   two\\n\\\n   lines\\\n  \""),
    ("end\n", "\"\\\n   end\\n\\\n  \""),
    ("a\n  indented\n", "\"\\\n   a\\n\\\n  \\  indented\\n\\\n  \""),
    ("\n", "\"\\\n   \\n\\\n  \""),
    ("say \"hi\" \\ \t\u{1B}\u{7F}é\u{A0}", "\"say \\\"hi\\\" \\\\ \\t\\e\\x7fé\\_\""),
    ("", "\"\""),
  ])
  func strings(_ text: String, _ written: String) {
    #expect(KYAMLText.quoted(text, level: 1) == written)
  }

  @Test(
    arguments: [
      "app", "app.kubernetes.io/name", "a-b", "_x", "Ünï", "x1", "1x", "2026-13-01", "12.4.6",
    ].map { ($0, $0) }
      + ["yes", "No", "t", "null", "", "12", "0x1F", "1_000", "1e3", "-a", "a.", "a b", "a:b", "2026-1-31", "~"].map {
        ($0, "\"\($0)\"")
      } + [("two\nlines", "\"two\\nlines\"")])
  func keys(_ key: String, _ written: String) {
    #expect(KYAMLText.key(key) == written)
  }

  @Test func everyDocumentHasItsHead() throws {
    let request = FormatRequest(output: "kyaml") { _ in .failure(PrintError("no files")) }
    var printer = try FormatCatalog.printer(for: request, allowed: ["kyaml"])
    var text = ""
    try printer.print([:], to: &text)
    try printer.print(["a": 1], to: &text)
    #expect(text == "---\n{}\n---\n{\n  a: 1,\n}\n")
  }
}
