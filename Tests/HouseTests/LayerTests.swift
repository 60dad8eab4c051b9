// Arrows point down only: every import line is held against the table of Sources/ARCHITECTURE.md.
import Testing

@Suite struct LayerTests {
  /// What each target may import, beside the standard library.
  static let table: [String: Set<String>] = [
    "SimCore": ["HeapModule"],
    "KubeObjects": ["SimCore", "CLibYAML"],
    "KubeKinds": ["KubeObjects", "SimCore"],
    "KubeStore": ["KubeKinds", "KubeObjects", "SimCore", "DequeModule"],
    "KubePrinters": ["KubeKinds", "KubeObjects", "SimCore"],
    "ClusterAPI": ["KubeKinds", "KubeObjects", "SimCore"],
    "KubeControllers": ["KubeStore", "KubeKinds", "KubeObjects", "SimCore"],
    "KubeNodes": ["KubeStore", "KubeKinds", "KubeObjects", "SimCore"],
    "ClusterSim": ["ClusterAPI", "KubeControllers", "KubeNodes", "KubeStore", "KubeKinds", "KubeObjects", "SimCore"],
    "ClusterServer": ["ClusterAPI", "KubePrinters", "KubeKinds", "KubeObjects", "SimCore"],
    "ServerTransport": [
      "ClusterServer", "ClusterAPI", "KubePrinters", "KubeKinds", "KubeObjects", "SimCore", "NIOCore", "NIOPosix",
      "NIOHTTP1", "CTLSShim", "CZipShim",
    ],
    "Kustomize": ["KubeKinds", "KubeObjects", "SimCore"],
    "KubeCommands": ["Kustomize", "ClusterAPI", "KubePrinters", "KubeKinds", "KubeObjects", "SimCore"],
    "KubeShell": ["KubeCommands", "ClusterAPI", "KubePrinters", "KubeKinds", "KubeObjects", "SimCore"],
    "ClusterState": ["ClusterSim", "ClusterAPI", "KubeKinds", "KubeObjects", "SimCore", "CSQLite", "Glibc"],
    "stsctl": [
      "KubeShell", "ServerTransport", "ClusterState", "ClusterSim", "KubeCommands", "ClusterAPI", "KubeKinds",
      "KubeObjects", "SimCore", "CLibEdit",
      "CEditShim", "Glibc",
    ],
  ]

  private static let everywhere: Set<String> = ["Synchronization"]

  private static func complaints(_ file: TreeFile) -> [Complaint] {
    guard let target = file.target, let allowed = table[target] else {
      return [Complaint(file, "belongs to no target of the table")]
    }
    return file.lines.enumerated().compactMap { index, line in
      let words = line.split(separator: " ")
      guard let at = words.firstIndex(of: "import"),
        words.prefix(at).allSatisfy({ $0.hasPrefix("@") || $0 == "public" })
      else { return nil }
      let module = String(words.dropFirst(at + 1).first ?? "").prefix { $0 != "." }
      if allowed.contains(String(module)) || everywhere.contains(String(module)) { return nil }
      return Complaint(file, line: index + 1, "\(target) may not import \(module)")
    }
  }

  @Test func arrowsPointDown() {
    #expect(Tree.sources.count > 100)
    let complaints = Tree.sources.flatMap(Self.complaints)
    expectNone(complaints)
  }

  @Test func thePackageDeclaresTheTable() throws {
    let package = try #require(Tree.file("Package.swift")).text
    for target in Self.table.keys { #expect(package.contains("\"\(target)\""), "\(target) is no target") }
  }

  @Test(arguments: [
    ("Sources/KubePrinters/X.swift", "import KubeStore\n"), ("Sources/KubeControllers/X.swift", "import KubeNodes"),
    ("Sources/SimCore/X.swift", "@testable import KubeObjects"), ("Sources/KubeShell/X.swift", "import Glibc"),
    ("Sources/Nowhere/X.swift", ""),
  ])
  func canary(path: String, text: String) {
    #expect(Self.complaints(TreeFile(path: path, text: text)).count == 1)
  }
}
