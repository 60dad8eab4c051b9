// A workbench for commands: a simulated cluster, files in memory, and what a line prints.
import ClusterSim
import KubeObjects
import SimCore

@testable import KubeCommands

/// Files kept in memory. Directories are the prefixes of paths.
final class MemoryFiles: FileAccess {
  var contents: [String: String]

  init(_ contents: [String: String] = [:]) { self.contents = contents }

  private func clean(_ path: String) -> String {
    var path = path[...]
    while path.hasPrefix("./") { path = path.dropFirst(2) }
    while path.hasSuffix("/") { path = path.dropLast() }
    return String(path)
  }

  func read(_ path: String) throws(FileError) -> [UInt8] {
    guard let text = contents[clean(path)] else { throw FileError(path: path, reason: "no such file or directory") }
    return Array(text.utf8)
  }

  func write(_ path: String, _ bytes: [UInt8]) throws(FileError) {
    contents[clean(path)] = String(decoding: bytes, as: UTF8.self)
  }

  func entries(_ path: String) throws(FileError) -> [String]? {
    let prefix = path == "." ? "" : clean(path) + "/"
    let inside = contents.keys.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }
    if inside.isEmpty || contents[clean(path)] != nil { return nil }
    return Set(inside.map { String($0.prefix { $0 != "/" }) }).sorted()
  }

  func exists(_ path: String) -> Bool {
    contents[clean(path)] != nil || contents.keys.contains { $0.hasPrefix(clean(path) + "/") }
  }
}

/// What one line printed and returned.
struct Printed: Equatable {
  var output: String
  var errors: String
  var status: Int32

  init(_ output: String = "", errors: String = "", status: Int32 = 0) {
    self.output = output
    self.errors = errors
    self.status = status
  }
}

/// Programs that are played by closures: an editor that changes its file, a comparison that prints.
final class PlayedPrograms: ProgramAccess {
  /// Changes the text of a file, once for each start; without one left, the program is not there.
  var edits: [(String) -> String] = []
  var comparison: (([String]) -> ProgramOutcome)?
  /// What was shown in the editor.
  private(set) var shown: [String] = []
  private(set) var started: [[String]] = []
  private let files: MemoryFiles
  private var count = 0

  init(_ files: MemoryFiles) { self.files = files }

  func runOnTerminal(_ words: [String], environment: [String: String]) throws(ProgramError) -> Int32 {
    started.append(words)
    guard !edits.isEmpty, let path = words.last, let text = files.contents[path] else { throw .notFound }
    shown.append(text)
    files.contents[path] = edits.removeFirst()(text)
    return 0
  }

  func run(_ words: [String], environment: [String: String]) throws(ProgramError) -> ProgramOutcome {
    started.append(words)
    guard let comparison else { throw .notFound }
    return comparison(words)
  }

  func temporaryFile(_ prefix: String, _ suffix: String, _ bytes: [UInt8]) throws(FileError) -> String {
    count += 1
    files.contents["/tmp/\(prefix)\(count)\(suffix)"] = String(decoding: bytes, as: UTF8.self)
    return "/tmp/\(prefix)\(count)\(suffix)"
  }

  func temporaryDirectory(_ prefix: String) throws(FileError) -> String {
    count += 1
    return "/tmp/\(prefix)\(count)"
  }

  func remove(_ path: String) {
    for name in files.contents.keys where name == path || name.hasPrefix(path + "/") { files.contents[name] = nil }
  }
}

/// A cluster and a session on it.
final class Bench {
  let files: MemoryFiles
  let cluster: SimulatedCluster
  let context: CommandContext
  let programs: PlayedPrograms
  private let output = TextBuffer()
  private let errors = TextBuffer()

  init(
    _ files: [String: String] = [:], strict: Bool = true, configuration: ClusterConfiguration = ClusterConfiguration()
  ) {
    self.files = MemoryFiles(files)
    programs = PlayedPrograms(self.files)
    cluster = SimulatedCluster(
      configuration, seed: 1, start: Instant(unixSeconds: 1_800_000_000), pacer: InstantPacer())
    context = CommandContext(
      api: cluster, output: output, errors: errors, files: self.files, programs: programs,
      isStrict: strict)
  }

  /// Runs words. What is piped in is given beside them.
  @discardableResult
  func run(words: [String], input: String = "") -> Printed {
    context.input = Array(input.utf8)
    let status = CommandRunner.run(words, in: context)
    return Printed(output.take(), errors: errors.take(), status: status)
  }

  /// Runs a line whose words are separated by spaces.
  @discardableResult
  func run(_ line: String, input: String = "") -> Printed {
    run(words: line.split(separator: " ").map(String.init), input: input)
  }
}

/// A ConfigMap as a manifest.
func configMap(_ name: String, labels: String = "", data: String = "{}") -> String {
  "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \(name), labels: {\(labels)}}\ndata: \(data)\n"
}
