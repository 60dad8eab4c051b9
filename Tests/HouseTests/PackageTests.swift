// A target declares what it imports. Building again and again hides what is missing, a first build does not: it may
// come to the import before it has built the module.
import Testing

@Suite struct PackageTests {
  /// What needs no declaration.
  private static let ofTheSystem: Set<String> = ["Testing", "Foundation", "Glibc", "Synchronization"]

  private static let beginnings = ["library(", "tests(", ".target(", ".executableTarget(", ".systemLibrary("]

  /// The names that stand in the declaration of each target.
  private static func declarations(_ package: String) -> [String: Set<String>] {
    var names: [String: Set<String>] = [:]
    var target: String?
    for line in package.split(separator: "\n") {
      let line = line.drop { $0 == " " }
      if beginnings.contains(where: line.hasPrefix) { target = nil }
      let quoted = line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
        .filter { $0.offset % 2 == 1 }.map { String($0.element) }
      if target == nil { target = quoted.first }
      if let target { names[target, default: []].formUnion(quoted) }
    }
    return names
  }

  private static func complaints(_ file: TreeFile, _ declared: [String: Set<String>]) -> [Complaint] {
    guard let target = file.target, let names = declared[target] else {
      return [Complaint(file, "belongs to no target of the package")]
    }
    return file.lines.enumerated().compactMap { index, line in
      let words = line.split(separator: " ")
      guard let at = words.firstIndex(of: "import"), words.prefix(at).allSatisfy({ $0.hasPrefix("@") }) else {
        return nil
      }
      let module = String(words.dropFirst(at + 1).first ?? "")
      if names.contains(module) || ofTheSystem.contains(module) { return nil }
      return Complaint(file, line: index + 1, "\(target) does not declare \(module)")
    }
  }

  @Test func testsDeclareWhatTheyImport() throws {
    let declared = Self.declarations(try #require(Tree.file("Package.swift")).text)
    #expect(Tree.tests.count > 50)
    let complaints = Tree.tests.flatMap { Self.complaints($0, declared) }
    expectNone(complaints)
  }

  @Test func canary() {
    let declared = Self.declarations("    tests(\n      \"ATests\", [\"A\"],\n    tests(\"BTests\", [\"B\", \"C\"]),\n")
    let right = TreeFile(path: "Tests/BTests/X.swift", text: "import Testing\n@testable import B\nimport C")
    #expect(Self.complaints(right, declared).isEmpty)
    #expect(Self.complaints(TreeFile(path: "Tests/ATests/X.swift", text: "import B"), declared).count == 1)
    #expect(Self.complaints(TreeFile(path: "Tests/CTests/X.swift", text: ""), declared).count == 1)
  }
}
