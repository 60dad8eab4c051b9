// The real kubectl, run on a served cluster.
import Foundation
import KubeCommands
import KubeObjects

/// What a command answered.
struct Told: Equatable {
  var stdout: String
  var stderr: String
  var exit: Int
}

/// kubectl with a kubeconfig and a folder of its own.
struct Kubectl {
  let folder: URL
  private let environment: [String: String]

  /// Where kubectl is; `nil` on machines without.
  static let path = ["/usr/local/bin/kubectl", "/usr/bin/kubectl"].first { FileManager.default.isExecutableFile(atPath: $0) }

  init(_ config: OwnKubeConfig) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "stsctl-checks-\(getpid())-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appending(path: ".kubeconfig")
    try YAMLWriter.write(config.value).write(to: file, atomically: true, encoding: .utf8)
    environment = [
      "PATH": "/usr/local/bin:/usr/bin:/bin", "KUBECONFIG": file.path, "HOME": folder.path, "LC_ALL": "C.UTF-8",
      "TZ": "UTC",
    ]
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// Runs a line of a shell; what takes longer than the limit is ended.
  func run(_ line: String, limit: Double = 60) throws -> Told {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/timeout")
    process.arguments = ["\(limit)", "/bin/bash", "-c", line]
    process.currentDirectoryURL = folder
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    let files = ["out", "err"].map { folder.appending(path: ".\($0)") }
    for file in files { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    process.waitUntilExit()
    let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    return Told(stdout: texts[0], stderr: texts[1], exit: Int(process.terminationStatus))
  }
}
