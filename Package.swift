// swift-tools-version:6.0
// The targets of stsctl, one line each, lowest layer first. Arrows point down only: Sources/ARCHITECTURE.md
// draws them, and HouseTests/LayerTests.swift checks the import lines against the same table.
import Foundation
import PackageDescription

let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  // Debug builds and tests check that nothing is read while it is written; a release has been through them. What is
  // small is inlined across targets, which saves two instructions in a hundred and no time to build. Generic types are
  // made by code that knows their conformances, instead of looking for them by name when the program starts.
  .unsafeFlags(
    [
      "-enforce-exclusivity=unchecked", "-cross-module-optimization", "-Xfrontend",
      "-disable-concrete-type-metadata-mangled-name-accessors",
    ], .when(configuration: .release)),
]

/// A program is loaded before it does anything, and most runs are short. Relocations are packed (those of Swift's
/// metadata would be a megabyte) or, at a fixed address, not needed; no symbol is offered to libraries that might want
/// it; and where the system has the libraries as archives, they become part of the program: the files in
/// Sources/Linking stand before the shared ones and name the archives.
let linking: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs", "-Xlinker", "--no-export-dynamic",
      "-Xlinker", "--icf=safe", "-Xclang-linker", "-no-pie",
    ] + (hasArchives ? ["-L\(Context.packageDirectory)/Sources/Linking"] : []), .when(configuration: .release))
]

/// Debian's and Ubuntu's development packages bring archives, others only what is loaded at every start.
var hasArchives: Bool {
  ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu"].contains { folder in
    ["edit", "tinfo", "bsd", "md", "sqlite3", "yaml"].allSatisfy { name in
      FileManager.default.fileExists(atPath: "\(folder)/lib\(name).a")
    }
  }
}

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: house)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [String] = []) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, exclude: resources, swiftSettings: house)
}

let package = Package(
  name: "stsctl",
  products: [.executable(name: "stsctl", targets: ["stsctl"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
  ],
  targets: [
    library("SimCore", [.product(name: "HeapModule", package: "swift-collections")]),
    .systemLibrary(name: "CLibYAML", providers: [.apt(["libyaml-dev"])]),
    library("KubeObjects", ["SimCore", "CLibYAML"]),
    library("KubeKinds", ["KubeObjects", "SimCore"]),
    library("KubeStore", ["KubeKinds", "KubeObjects", "SimCore", .product(name: "DequeModule", package: "swift-collections")]),
    library("KubePrinters", ["KubeKinds", "KubeObjects", "SimCore"]),
    library("ClusterAPI", ["KubeKinds", "KubeObjects", "SimCore"]),
    library("KubeControllers", ["KubeStore", "KubeKinds", "KubeObjects", "SimCore"]),
    library("KubeNodes", ["KubeStore", "KubeKinds", "KubeObjects", "SimCore"]),
    library(
      "ClusterSim",
      ["ClusterAPI", "KubeControllers", "KubeNodes", "KubeStore", "KubeKinds", "KubeObjects", "SimCore"]),
    library("ClusterServer", ["ClusterAPI", "KubePrinters", "KubeKinds", "KubeObjects", "SimCore"]),
    library(
      "ServerTransport",
      [
        "ClusterServer", "ClusterAPI", "KubePrinters", "KubeKinds", "KubeObjects", "SimCore", "CTLSShim", "CZipShim",
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ]),
    library("Kustomize", ["KubeKinds", "KubeObjects", "SimCore"]),
    library("KubeCommands", ["Kustomize", "ClusterAPI", "KubePrinters", "KubeKinds", "KubeObjects", "SimCore"]),
    library("KubeShell", ["KubeCommands", "ClusterAPI", "KubePrinters", "KubeKinds", "KubeObjects", "SimCore"]),
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
    library("ClusterState", ["ClusterSim", "ClusterAPI", "KubeKinds", "KubeObjects", "SimCore", "CSQLite"]),
    .systemLibrary(name: "CLibEdit", providers: [.apt(["libedit-dev"])]),
    .target(name: "CEditShim", dependencies: ["CLibEdit"]),
    .target(name: "CTLSShim"),
    .target(name: "CZipShim"),
    .executableTarget(
      name: "stsctl",
      dependencies: ["ServerTransport", "ClusterState", "KubeShell", "ClusterSim", "KubeCommands", "ClusterAPI", "KubeKinds", "KubeObjects", "SimCore", "CLibEdit", "CEditShim"],
      swiftSettings: house, linkerSettings: linking),
    tests("KubePrintersTests", ["KubePrinters", "KubeKinds", "KubeObjects", "SimCore"], resources: ["Fixtures"]),
    tests("ClusterStateTests", ["StsctlTesting", "ClusterState", "KubeShell", "ClusterSim", "KubeCommands", "ClusterAPI", "KubeKinds", "KubeObjects", "SimCore", "CSQLite"]),
    tests("StateProcessTests", ["SimCore"]),
    tests("SimCoreTests", ["SimCore"]),
    tests("KubeObjectsTests", ["KubeObjects", "SimCore"]),
    tests(
      "KubeControllersTests", ["KubeControllers", "ClusterSim", "KubeStore", "KubeKinds", "KubeObjects", "SimCore"],
      resources: ["Fixtures"]),
    tests("KubeStoreTests", ["KubeStore", "KubeKinds", "KubeObjects", "SimCore"], resources: ["Fixtures"]),
    tests("KubeKindsTests", ["KubeKinds", "KubeObjects", "SimCore"]),
    tests("KubeNodesTests", ["KubeNodes", "KubeControllers", "ClusterSim", "ClusterAPI", "KubeStore", "KubeKinds", "KubeObjects", "SimCore"]),
    tests(
      "ClusterServerTests", ["ClusterServer", "ClusterSim", "ClusterAPI", "KubeKinds", "KubeObjects", "SimCore"]),
    tests(
      "ServerTransportTests",
      [
        "ServerTransport", "ClusterServer", "ClusterSim", "ClusterAPI", "KubeKinds", "KubeObjects", "SimCore",
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOEmbedded", package: "swift-nio"),
      ]),
    tests("KustomizeTests", ["Kustomize", "KubeKinds", "KubeObjects", "SimCore"]),
    tests("KubeCommandsTests", ["KubeCommands", "ClusterSim", "ClusterAPI", "KubeKinds", "KubeObjects", "SimCore"]),
    .target(
      name: "StsctlTesting",
      dependencies: [
        "KubeShell", "ClusterSim", "KubeCommands", "ClusterAPI", "KubeKinds", "KubeObjects", "SimCore",
      ],
      path: "Tests/StsctlTesting", swiftSettings: house),
    .executableTarget(
      name: "Benchmarks", dependencies: ["StsctlTesting", "KubeShell", "ClusterSim", "KubeCommands", "SimCore"],
      path: "Tests/Benchmarks", swiftSettings: house),
    .executableTarget(
      name: "ServeChecks",
      dependencies: [
        "StsctlTesting", "ServerTransport", "KubeShell", "ClusterSim", "KubeCommands", "ClusterAPI", "KubeKinds", "KubeObjects",
        "SimCore",
      ],
      path: "Tests/ServeChecks",
      exclude: ["KubectlDifferences.txt", "Lines", "served.py", "hostile.py", "waits.py", "clients.py", "ends.py", "load.py"],
      swiftSettings: house),
    tests(
      "ConformanceTests",
      ["StsctlTesting"], resources: ["Recorded", "Floors.txt", "cluster.yaml"]),
    tests(
      "HouseTests",
      ["StsctlTesting", "KubeShell", "KubeCommands", "KubePrinters", "ClusterAPI", "KubeKinds", "KubeObjects", "SimCore"]),
    tests("ScenarioTests", ["ClusterSim", "ClusterAPI", "KubeControllers", "KubeNodes", "KubeKinds", "KubeObjects", "SimCore"]),
    tests("KubeShellTests", ["StsctlTesting", "KubeShell", "ClusterSim", "KubeCommands", "ClusterAPI", "KubeKinds", "KubeObjects", "SimCore"]),
  ]
)
