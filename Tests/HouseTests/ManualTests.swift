// The man pages as their readers' programs see them.
import Foundation
import StsctlTesting
import Testing

@Suite struct ManualTests {
  private static let pages = Tree.paths.filter { $0.hasPrefix("man/") }.map(ProjectFiles.location)

  /// What a program says of files, on both of its streams.
  private static func complaints(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    let file = FileManager.default.temporaryDirectory.appending(path: "stsctl-\(UUID().uuidString)")
    try Data().write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let handle = try FileHandle(forWritingTo: file)
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.standardOutput = program.hasSuffix("mandoc") ? handle : FileHandle.nullDevice
    process.standardError = handle
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return try String(contentsOf: file, encoding: .utf8)
  }

  private static func isThere(_ program: String) -> Bool { FileManager.default.isExecutableFile(atPath: program) }

  @Test(.enabled(if: isThere("/usr/bin/mandoc"), "mandoc is not installed"))
  func mandocHasNothingToSay() throws {
    #expect(Self.pages.count > 40)
    #expect(try Self.complaints("/usr/bin/mandoc", ["-Tlint"] + Self.pages) == "")
  }

  @Test(.enabled(if: isThere("/usr/bin/groff"), "groff is not installed"))
  func groffHasNothingToSay() throws {
    #expect(try Self.complaints("/usr/bin/groff", ["-man", "-ww", "-Tutf8", "-K", "utf8", "-z"] + Self.pages) == "")
  }

  @Test(.enabled(if: isThere("/usr/bin/mandoc"), "mandoc is not installed"))
  func canary() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "stsctl-\(UUID().uuidString).1")
    try Data(".TH X\n.nosuch\n".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    #expect(try Self.complaints("/usr/bin/mandoc", ["-Tlint", file.path]) != "")
  }
}
