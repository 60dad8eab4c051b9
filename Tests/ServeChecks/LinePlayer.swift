// Runs lines twice: by a real kubectl on a served cluster, and by stsctl on a cluster like it.
import ClusterAPI
import ClusterSim
import Foundation
import KubeCommands
import KubeShell
import ServerTransport
import SimCore
import StsctlTesting

/// What a line came to: what it printed, and what was in the cluster when that had come to rest.
struct LineOutcome {
  var told: Told
  var contents: ClusterContents
}

/// One server and one folder for each of the two, used for many lines.
final class LinePlayer {
  private let files: [String: String]
  private let served: Served
  private let folder: URL
  private let start: Instant
  private var own: SimulatedCluster
  private let fresh: ClusterContents
  /// How many seconds of a served cluster pass in one: a grace period is over soon, and one second is still long.
  private static let speed = 20.0
  /// How old a served cluster may become: events last an hour, and the other cluster has no time that passes.
  private static let oldest = TimeSpan.minutes(20)

  init(_ files: [String: String]) throws {
    self.files = files
    let start = Instant(nanoseconds: Int64((Date().timeIntervalSince1970 - 3_600) * 1e9))
    self.start = start
    served = try Served(speed: Self.speed) { ReplaceableCluster(Self.cluster(start, files)) }
    folder = FileManager.default.temporaryDirectory.appending(path: "stsctl-own-\(getpid())-\(UUID().uuidString)")
    own = Self.cluster(start, files)
    fresh = ClusterContents(own)
    for place in [folder, served.kubectl.folder] { try layOut(place) }
  }

  func stop() {
    served.stop()
    try? FileManager.default.removeItem(at: folder)
  }

  /// A line as both ran it; clusters and files are then as they were.
  func play(_ line: String) throws -> (theirs: LineOutcome, ours: LineOutcome) {
    let theirs = try theirs(line)
    let ours = try ours(line)
    let age = try served.server.keeper.with { $0.now } - start
    if age > Self.oldest || !(theirs.contents == fresh && ours.contents == fresh) { try renew() }
    for place in [folder, served.kubectl.folder] { try layOut(place) }
    return (theirs, ours)
  }

  private func theirs(_ line: String) throws -> LineOutcome {
    let told = try served.kubectl.run(line, limit: 20)
    let contents = try served.server.keeper.with { cluster in
      _ = try cluster.settle(limit: .minutes(10))
      return ClusterContents(cluster)
    }
    return LineOutcome(told: masked(told, served.kubectl.folder), contents: contents)
  }

  private func ours(_ line: String) throws -> LineOutcome {
    let told = Self.run(line, own, FolderFiles(folder), FolderPrograms(folder), folder.path)
    _ = try own.settle(limit: .minutes(10))
    return LineOutcome(told: masked(told, folder), contents: ClusterContents(own))
  }

  private func masked(_ told: Told, _ folder: URL) -> Told {
    func masked(_ text: String) -> String { text.replacing(folder.path, with: "<folder>") }
    return Told(stdout: masked(told.stdout), stderr: masked(told.stderr), exit: told.exit)
  }

  private func renew() throws {
    own = Self.cluster(start, files)
    try served.server.keeper.with { [start, files] cluster in
      (cluster as? ReplaceableCluster)?.current = Self.cluster(start, files)
    }
  }

  // MARK: What lines find

  private static func cluster(_ start: Instant, _ files: [String: String]) -> SimulatedCluster {
    let cluster = SimulatedCluster(.standard, seed: 1, start: start, pacer: InstantPacer())
    _ = run(files["state.steps"] ?? "", cluster, MemoryFiles(files), nil, "/root", settles: true)
    return cluster
  }

  private static func run(
    _ script: String, _ cluster: SimulatedCluster, _ files: any FileAccess, _ programs: (any ProgramAccess)?,
    _ home: String, settles: Bool = false
  ) -> Told {
    let (output, errors) = (TextBuffer(), TextBuffer())
    let context = CommandContext(
      api: cluster, output: output, errors: errors, files: files, programs: programs, isStrict: true,
      environment: ["HOME": home, "PWD": home, "TZ": "UTC"])
    let session = Session(context, timing: Timing(settles: settles))
    let status = ScriptRunner(session, ScriptOptions(keepsGoing: settles)).run([ScriptText(name: "line", text: script + "\n")])
    let lines = errors.text.split(separator: "\n", omittingEmptySubsequences: false)
    let own = lines.filter { !$0.hasPrefix("stsctl: line:") }.joined(separator: "\n")
    return Told(stdout: output.text, stderr: own, exit: Int(status))
  }

  /// Writes the files that are not as they should be.
  private func layOut(_ place: URL) throws {
    for (name, text) in files {
      let file = place.appending(path: name)
      if FileManager.default.contents(atPath: file.path) == Data(text.utf8) { continue }
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
  }
}
