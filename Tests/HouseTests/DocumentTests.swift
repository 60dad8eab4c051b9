// Documents name files that exist.
import StsctlTesting
import Testing

enum DocumentChecks {
  private static let quoted = Pattern(#"`([A-Za-z0-9_.+\-]+(?:/[A-Za-z0-9_.+\-]*)*)`"#)
  private static let placeholder = Pattern("(^|/)X([.+/A-Z]|$)")

  /// The paths that a document names in backquotes; names with an X for the reader's own are left out.
  static func paths(in document: TreeFile) -> [(line: Int, path: String)] {
    document.lines.enumerated().flatMap { index, line in
      quoted.groups(in: String(line)).compactMap { $0[0] }.filter(isPath).map { (index + 1, $0) }
    }
  }

  private static func isPath(_ text: String) -> Bool {
    let parts = text.split(separator: "/")
    if placeholder.isFound(in: text) { return false }
    let endings = [".swift", ".md", ".yaml", ".txt", ".steps", ".sh"]
    if endings.contains(where: text.hasSuffix) { return true }
    return text.hasSuffix("/") || (parts.count > 1 && ["Sources", "Tests", "examples", ".ci", "man"].contains(parts[0]))
  }

  static func missing(_ document: TreeFile, among paths: [String]) -> [Complaint] {
    Self.paths(in: document).filter { _, path in
      let name = path.hasSuffix("/") ? String(path.dropLast()) : path
      return !paths.contains { ("/" + $0 + "/").contains("/\(name)/") }
    }.map { Complaint(document, line: $0.line, "names \($0.path), which is not there") }
  }
}

@Suite struct DocumentTests {
  @Test func namedFilesExist() {
    #expect(Tree.documents.count >= 2)
    let complaints = Tree.documents.flatMap { DocumentChecks.missing($0, among: Tree.paths) }
    expectNone(complaints)
  }

  @Test func canary() {
    let document = TreeFile(
      path: "a.md",
      text: "`Sources/SimCore/Chance.swift` `Chance.swift` `examples/`\n`Gone.swift` `X+Rules.swift` `a/b`")
    let complaints = DocumentChecks.missing(document, among: ["Sources/SimCore/Chance.swift", "examples/web.yaml"])
    #expect(complaints.map(\.place) == ["a.md:2"])
  }
}
