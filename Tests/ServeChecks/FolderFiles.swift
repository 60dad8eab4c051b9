// The disk as commands in this process see it, beginning in a folder, and the programs they start there.
import Foundation
import KubeCommands

/// Files below a folder; absolute paths are what they are.
final class FolderFiles: FileAccess {
  private let folder: URL

  init(_ folder: URL) { self.folder = folder }

  private func place(_ path: String) -> String { path.hasPrefix("/") ? path : folder.path + "/" + path }

  private func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: place(path), isDirectory: &isFolder) && isFolder.boolValue
  }

  func read(_ path: String) throws(FileError) -> [UInt8] {
    if isFolder(path) { throw FileError(path: path, reason: "is a directory") }
    guard let data = FileManager.default.contents(atPath: place(path)) else {
      throw FileError(path: path, reason: "no such file or directory")
    }
    return Array(data)
  }

  func write(_ path: String, _ bytes: [UInt8]) throws(FileError) {
    guard FileManager.default.createFile(atPath: place(path), contents: Data(bytes)) else {
      throw FileError(path: path, reason: isFolder(path) ? "is a directory" : "no such file or directory")
    }
  }

  func entries(_ path: String) throws(FileError) -> [String]? {
    guard isFolder(path) else {
      if exists(path) { return nil }
      throw FileError(path: path, reason: "no such file or directory")
    }
    return (try? FileManager.default.contentsOfDirectory(atPath: place(path)))?.sorted()
  }

  func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: place(path)) }
}

/// Programs with a folder as their own.
final class FolderPrograms: ProgramAccess {
  private let folder: URL
  private var count = 0

  init(_ folder: URL) { self.folder = folder }

  func runOnTerminal(_ words: [String], environment: [String: String]) throws(ProgramError) -> Int32 {
    try run(words, environment: environment).status
  }

  func run(_ words: [String], environment: [String: String]) throws(ProgramError) -> ProgramOutcome {
    guard let program = Self.find(words[0]) else { throw .notFound }
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = Array(words.dropFirst())
    process.environment = environment.merging(["PATH": "/usr/local/bin:/usr/bin:/bin"]) { first, _ in first }
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    let (output, errors) = (folder.appending(path: ".program-out"), folder.appending(path: ".program-err"))
    for file in [output, errors] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
    do {
      process.standardOutput = try FileHandle(forWritingTo: output)
      process.standardError = try FileHandle(forWritingTo: errors)
      try process.run()
      process.waitUntilExit()
      return ProgramOutcome(
        status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
        errors: try String(contentsOf: errors, encoding: .utf8))
    } catch {
      throw .failed("\(error)")
    }
  }

  private static func find(_ name: String) -> String? {
    let places = name.contains("/") ? [name] : ["/usr/local/bin", "/usr/bin", "/bin"].map { "\($0)/\(name)" }
    return places.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  func temporaryFile(_ prefix: String, _ suffix: String, _ bytes: [UInt8]) throws(FileError) -> String {
    count += 1
    let path = folder.appending(path: "\(prefix)\(count)\(suffix)").path
    guard FileManager.default.createFile(atPath: path, contents: Data(bytes)) else {
      throw FileError(path: path, reason: "permission denied")
    }
    return path
  }

  func temporaryDirectory(_ prefix: String) throws(FileError) -> String {
    count += 1
    let path = folder.appending(path: "\(prefix)\(count)").path
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }
}
