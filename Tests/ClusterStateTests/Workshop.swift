// A folder of saved clusters for a test, and sessions on them.
import ClusterSim
import ClusterState
import Foundation
import KubeCommands
import KubeShell
import SimCore
import StsctlTesting

/// A folder that goes with the test.
final class Workshop {
  let home = FileManager.default.temporaryDirectory.appending(path: "stsctl-\(UUID().uuidString)").path
  var folder: ClusterFolder { ClusterFolder(home: home) }
  static let start = Invocation.scriptEpoch

  deinit { try? FileManager.default.removeItem(atPath: home) }

  var path: String { folder.folder("x") + "/cluster.db" }

  /// The lock of the cluster `x`. A process that another test is starting has a copy of it for a moment.
  func lock() throws -> ClusterLock {
    for _ in 0..<200 {
      if let lock = try folder.lock("x") { return lock }
      usleep(10_000)
    }
    throw StateError.inUse("x")
  }

  /// Makes the cluster `x`.
  func make(seed: UInt64 = 7) throws {
    let lock = try lock()
    _ = try folder.create("x", ClusterBirth(seed: seed, start: Self.start), wall: 0, lock)
  }

  /// Opens the cluster `x` at a time outside, in seconds since it was made.
  func open(wall: Int64 = 0, _ rule: CheckpointRule = CheckpointRule()) throws -> SavedCluster {
    let lock = try lock()
    return try SavedCluster(
      try folder.open("x", lock), pacer: InstantPacer(), wallTime: { wall * 1_000_000_000 }, rule: rule)
  }

  /// Runs a script on a cluster and returns all it printed.
  static func run(
    _ script: String, on cluster: SavedCluster, files: [String: String] = [:],
    pace: TimeSpan = .milliseconds(100)
  ) -> String {
    let output = TextBuffer()
    let context = CommandContext(api: cluster, output: output, errors: output, files: MemoryFiles(files))
    let session = Session(context, timing: Timing(pace: pace))
    _ = ScriptRunner(session, ScriptOptions(keepsGoing: true)).run([ScriptText(name: "steps", text: script)])
    return output.text
  }
}
