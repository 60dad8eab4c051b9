// Plays a scenario in a fresh cluster, as `stsctl --strict --keep-going --settle --transcript` does.
import ClusterAPI
import ClusterSim
import Foundation
import KubeCommands
import KubeObjects
import KubeShell
import SimCore

/// What stsctl answered to one step.
public struct PlayedStep: Sendable {
  public var stdout: String
  public var stderr: String
  public var exit: Int
  public var timeline: [String]
  public var claims: [String]

  /// An answer like the recording.
  public init(_ step: RecordedStep) {
    (stdout, stderr, exit) = (step.stdout, step.stderr, step.exit)
    (timeline, claims) = (step.timeline, step.claims)
  }

  init(_ entry: Value) {
    stdout = entry["stdout"].text
    stderr = entry["stderr"].text
    exit = Int(entry["exitCode"].number)
    timeline = entry["timeline"].elements.map(\.text)
    claims = entry["claims"].elements.map(\.text)
  }
}

public enum ScenarioPlayer {
  /// Plays a scenario and returns what each of its steps answered.
  public static func play(_ scenario: Scenario) throws -> [PlayedStep] {
    let sink = TextBuffer()
    let cluster = SimulatedCluster(
      try configuration(), seed: 1, start: Invocation.scriptEpoch, pacer: InstantPacer(), logLimit: .max)
    let context = CommandContext(
      api: cluster, output: TextBuffer(), errors: TextBuffer(), files: MemoryFiles(scenario.files), isStrict: true,
      environment: ["HOME": "/root", "TZ": "UTC"])
    let session = Session(context, timing: Timing(settles: true))
    let runner = ScriptRunner(
      session, ScriptOptions(keepsGoing: true), transcript: try Transcript(to: sink, watching: cluster))
    _ = runner.run([ScriptText(name: "steps", text: scenario.script)])
    return try sink.text.split(separator: "\n").map { PlayedStep(try JSONReader.read($0)) }
  }

  /// The cluster that the recordings were made on.
  public static func configuration() throws -> ClusterConfiguration {
    let file = Scenario.folder.deletingLastPathComponent().appending(path: "cluster.yaml")
    return try ClusterConfiguration(yaml: Array(Data(contentsOf: file)))
  }
}
