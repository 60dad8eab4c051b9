// The recordings: what a real Kubernetes v1.36.2 and its kubectl answered, scenario by scenario.
import Foundation
import KubeObjects

/// One recorded scenario: files, then steps.
public struct Scenario: Sendable {
  public var name: String
  public var files: [String: String]
  public var steps: [RecordedStep]

  /// Where the recordings are.
  public static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "ConformanceTests/Recorded")

  /// The names of all recordings, sorted.
  public static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }()

  public init(name: String, files: [String: String], steps: [RecordedStep]) {
    self.name = name
    self.files = files
    self.steps = steps
  }

  public init(named name: String) throws {
    let text = try String(contentsOf: Self.folder.appending(path: "\(name).yaml"), encoding: .utf8)
    let bytes = JSONWriter.bytes(try YAMLReader.read(text))
    self = try JSONDecoder().decode(Scenario.self, from: Data(bytes))
  }

  /// The scenario as a script, each step written as `--settle` wants it.
  public var script: String {
    steps.map { step in
      if let sleep = step.sleep { return "sleep \(sleep)\n" }
      return (step.settles ? "" : "@nosettle ") + step.run + "\n"
    }.joined()
  }
}

/// What one step answered.
public struct RecordedStep: Sendable {
  /// The command as typed; empty for a sleep.
  public var run = ""
  public var sleep: Double?
  public var stdout = ""
  public var stderr = ""
  public var exit = 0
  public var timeline: [String] = []
  public var claims: [String] = []
  /// Whether the order of the timeline across pods is promised.
  public var isOrdered = true
  public var settles = true
  /// Streams that a second recording answered differently.
  public var unstable: [String] = []

  public init() {}
}

extension Scenario: Decodable {
  private enum Field: String, CodingKey { case name, files, steps }

  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Field.self)
    name = try fields.decode(String.self, forKey: .name)
    files = try fields.decodeIfPresent([String: String].self, forKey: .files) ?? [:]
    steps = try fields.decode([RecordedStep].self, forKey: .steps)
  }
}

extension RecordedStep: Decodable {
  private enum Field: String, CodingKey {
    case run, sleep, stdout, stderr, exit, timeline, claims, ordered, settle, unstable
  }

  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Field.self)
    run = try fields.decodeIfPresent(String.self, forKey: .run) ?? ""
    sleep = try fields.decodeIfPresent(Double.self, forKey: .sleep)
    stdout = try fields.decodeIfPresent(String.self, forKey: .stdout) ?? ""
    stderr = try fields.decodeIfPresent(String.self, forKey: .stderr) ?? ""
    exit = try fields.decodeIfPresent(Int.self, forKey: .exit) ?? 0
    timeline = try fields.decodeIfPresent([String].self, forKey: .timeline) ?? []
    claims = try fields.decodeIfPresent([String].self, forKey: .claims) ?? []
    isOrdered = try fields.decodeIfPresent(Bool.self, forKey: .ordered) ?? true
    settles = try fields.decodeIfPresent(Bool.self, forKey: .settle) ?? true
    unstable = try fields.decodeIfPresent([String].self, forKey: .unstable) ?? []
  }
}
