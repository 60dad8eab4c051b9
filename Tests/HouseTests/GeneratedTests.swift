// What is printed from the rows is in the tree as it is printed now, and nothing else is beside it.
import KubeShell
import StsctlTesting
import Testing

enum GeneratedChecks {
  /// Files of the folders that are not as they are printed now.
  static func complaints(_ generated: [GeneratedFile], _ tree: [TreeFile]) -> [String] {
    let stale = generated.filter { file in tree.first { $0.path == file.path }?.text != file.text }.map(\.path)
    let unknown = tree.map(\.path).filter { path in !generated.contains { $0.path == path } }
    return (stale + unknown).sorted()
  }
}

@Suite struct GeneratedTests {
  private static let tree = Tree.paths.filter { $0.hasPrefix("man/") || $0.hasPrefix("completions/") }
    .compactMap(Tree.file)

  @Test func generatedFilesAreAsPrinted() {
    let complaints = GeneratedChecks.complaints(GeneratedFiles.all, Self.tree)
    #expect(complaints.isEmpty, "run make generate: \(complaints.joined(separator: ", "))")
  }

  @Test func everyFieldOfAClusterConfigIsInItsManual() throws {
    let page = try #require(GeneratedFiles.all.first { $0.path == "man/stsctl-cluster.5" }).text
    let entries = Set(page.split(separator: "\n").filter { $0.hasPrefix(".B ") }.map { $0.dropFirst(3) })
    let readers = Tree.swift(in: "Sources/ClusterSim/Configuration")
    let names = Set(readers.flatMap { Self.fields($0.text) })
    #expect(names.count > 50)
    let missing = names.filter { !entries.contains($0[...]) }.sorted()
    #expect(missing.isEmpty, "in no manual: \(missing)")
  }

  /// The fields that a reader of a ClusterConfig asks for: `reader["time"]`.
  private static func fields(_ text: String) -> [String] {
    Pattern(#"reader\["([A-Za-z]+)"\]"#).groups(in: text).compactMap { $0[0] }
  }

  @Test func canary() {
    let files = [GeneratedFiles.all[0], GeneratedFiles.all[1]]
    let tree = [TreeFile(path: files[0].path, text: files[0].text + "x"), TreeFile(path: "man/other.1", text: "")]
    #expect(GeneratedChecks.complaints(files, tree) == [files[0].path, files[1].path, "man/other.1"].sorted())
  }
}
