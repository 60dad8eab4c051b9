// Every script of examples/ runs, and prints the same bytes in two processes.
import Foundation
import Testing

/// A run of the program that users get.
struct ProgramRun: Equatable {
  var status: Int32
  var output: String

  /// The program, which is built beside the tests.
  static let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "stsctl")

  /// Runs the program at the top of the project, without anything of the user's own.
  init(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = Self.program
    process.arguments = arguments
    process.currentDirectoryURL = Tree.root
    process.environment = ["PATH": "/usr/bin:/bin"]
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    status = process.terminationStatus
  }
}

@Suite struct ExampleTests {
  static let scripts = Tree.paths.filter { $0.hasPrefix("examples/") && $0.hasSuffix(".steps") }

  @Test(arguments: scripts)
  func scriptsRunTheSameTwice(script: String) throws {
    let first = try ProgramRun(["--echo", "-f", script])
    #expect(first.status == 0, "\(first.output.suffix(2_000))")
    #expect(first.output.count > 200)
    let second = try ProgramRun(["--echo", "-f", script])
    #expect(first == second, "two runs differ")
  }

  /// Every manifest is used by a script, and every script asserts something.
  @Test func examplesAreComplete() throws {
    #expect(Self.scripts.count >= 13)
    let texts = Self.scripts.compactMap { Tree.file($0) }
    for text in texts { #expect(text.text.contains("\nexpect "), "\(text.path) asserts nothing") }
    for manifest in Tree.paths where manifest.hasPrefix("examples/") && manifest.hasSuffix(".yaml") {
      #expect(texts.contains { $0.text.contains(manifest) }, "\(manifest) is in no script")
    }
  }

  /// Another seed shows that the comparison sees a difference.
  @Test func canary() throws {
    let arguments = ["create", "configmap", "a", "-o", "yaml"]
    #expect(try ProgramRun(arguments) == ProgramRun(arguments))
    #expect(try ProgramRun(["--seed", "2"] + arguments) != ProgramRun(arguments))
    #expect(try ProgramRun(["nosuch"]).status == 1)
  }
}
