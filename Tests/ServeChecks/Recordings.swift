// The recordings, played by a real kubectl on a served cluster.
import ClusterSim
import Foundation
import ServerTransport
import SimCore
import StsctlTesting

enum Recordings {
  /// Plays recordings; returns whether all steps were as recorded.
  static func check(_ names: [String]) throws -> Bool {
    let known = try KnownDifferences.standard()
    var same = 0
    var total = 0
    for name in names {
      let scenario = try Scenario(named: name)
      let played = try play(scenario)
      let result = StepComparison.compare(scenario, played, in: known.common)
      let found = result.different.filter { !known.allows(name, step: $0.step) }
      same += result.total - found.count
      total += result.total
      print("\(found.isEmpty ? "ok " : "   ") \(name): \(result.total - found.count) of \(result.total)")
      for step in found { report(step.step, step.run, step.differences) }
      fflush(nil)
    }
    print("\(same) passed, \(total - same) failed")
    return same == total && total > 0
  }

  private static func report(_ step: Int, _ run: String, _ differences: [Difference]) {
    print("    step \(step): \(run.split(separator: "\n").first ?? "")")
    for difference in differences {
      print("      \(difference.part):")
      for line in changes(difference) { print("        \(line)") }
    }
  }

  private static func changes(_ difference: Difference) -> [String] {
    let (recorded, played) = (difference.recorded.split(separator: "\n"), difference.played.split(separator: "\n"))
    return played.difference(from: recorded).map { change in
      switch change {
      case .remove(let place, let line, _): "recorded \(place + 1): \(line)"
      case .insert(let place, let line, _): "answered \(place + 1): \(line)"
      }
    }
  }

  private static func play(_ scenario: Scenario) throws -> [PlayedStep] {
    let served = try Served(configuration: ScenarioPlayer.configuration(), speed: 1)
    defer { served.stop() }
    for (name, text) in scenario.files {
      let file = served.kubectl.folder.appending(path: name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    return try scenario.steps.map { step in
      var played = PlayedStep(step)
      if let sleep = step.sleep {
        Thread.sleep(forTimeInterval: sleep)
        return played
      }
      let told = try served.kubectl.run(step.run)
      (played.stdout, played.stderr, played.exit) = (told.stdout, told.stderr, told.exit)
      if step.settles, !step.timeline.isEmpty || !step.claims.isEmpty { try served.settle() }
      return played
    }
  }
}
