// The program itself, as its users start it: several processes around one folder of saved clusters.
import Foundation
import Glibc

/// What a process printed and returned.
struct Ran: Equatable {
  var status: Int32
  var output: String
  var errors: String
}

/// A machine with a home of its own, which goes with the test.
final class Machine {
  let home = FileManager.default.temporaryDirectory.appending(path: "stsctl-\(UUID().uuidString)").path
  /// The program that was built together with the tests.
  static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: "stsctl").path

  init() { try? FileManager.default.createDirectory(atPath: home + "/place/below", withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(atPath: home) }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(filePath: home + "/place/" + name))
  }

  /// Starts the program in the folder `place`.
  func start(_ arguments: [String], input: String? = nil, environment: [String: String] = [:]) throws -> Started {
    try Started(self, arguments, input: input, environment: environment)
  }

  func run(_ arguments: String..., input: String? = nil, environment: [String: String] = [:]) throws -> Ran {
    try start(arguments, input: input, environment: environment).wait()
  }

  /// Runs a script.
  func script(_ text: String, _ options: [String] = [], name: String = "a.steps") throws -> Ran {
    try write(name, text)
    return try start(options + ["-f", name]).wait()
  }
}

/// A process that has been started.
final class Started {
  let process = Process()
  private let files: (output: URL, errors: URL)
  private let machine: Machine
  private let writer: FileHandle?

  init(_ machine: Machine, _ arguments: [String], input: String?, environment: [String: String]) throws {
    self.machine = machine
    let stem = machine.home + "/" + UUID().uuidString
    files = (URL(filePath: stem + ".out"), URL(filePath: stem + ".err"))
    for file in [files.output, files.errors] { try Data().write(to: file) }
    process.executableURL = URL(filePath: Machine.program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: machine.home + "/place")
    var variables = [
      "HOME": machine.home, "TMPDIR": machine.home, "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8",
      "SWIFT_BACKTRACE": "enable=no",
    ]
    variables.merge(environment) { $1 }
    process.environment = variables
    process.standardOutput = try FileHandle(forWritingTo: files.output)
    process.standardError = try FileHandle(forWritingTo: files.errors)
    let pipe = input == nil ? nil : Pipe()
    process.standardInput = pipe ?? FileHandle.nullDevice
    writer = pipe?.fileHandleForWriting
    try process.run()
    if let input, input != "-" {
      try writer?.write(contentsOf: Data(input.utf8))
      try writer?.close()
    }
  }

  func type(_ text: String) throws { try writer?.write(contentsOf: Data(text.utf8)) }

  var output: String { (try? String(contentsOf: files.output, encoding: .utf8)) ?? "" }
  var errors: String { (try? String(contentsOf: files.errors, encoding: .utf8)) ?? "" }

  /// Waits until the process has printed something; false after a minute.
  func waits(for text: String) -> Bool {
    for _ in 0..<3_000 {
      if output.contains(text) { return true }
      usleep(20_000)
    }
    return false
  }

  func wait() -> Ran {
    process.waitUntilExit()
    return Ran(status: process.terminationStatus, output: output, errors: errors)
  }

  func kill() {
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
