// The recordings are played and compared: each scenario must answer as many steps as recorded as its floor says.
import Foundation
import StsctlTesting
import Testing

@Suite struct ConformanceTests {
  @Test(arguments: Scenario.names)
  func answersAsRecorded(name: String) throws {
    let scenario = try Scenario(named: name)
    let result = StepComparison.compare(scenario, try ScenarioPlayer.play(scenario))
    let floor = Floors.all[name] ?? 0
    #expect(result.same >= floor, "\(Self.report(name, result.same, floor, result.different))")
    if result.same > floor { print("\(name): \(result.same) of \(result.total) steps, floor \(floor): make floors raises it") }
    try Record.shared.note(name, result.same)
  }

  @Test func thereAreRecordings() {
    #expect(Scenario.names.count >= 106)
    #expect(Set(Floors.all.keys).isSubset(of: Scenario.names))
  }

  private static func report(
    _ name: String, _ same: Int, _ floor: Int, _ different: [(step: Int, run: String, differences: [Difference])]
  ) -> String {
    let steps = different.map { step, run, differences in
      let parts = differences.map { "    \($0.part) recorded:\n\($0.recorded)\n    \($0.part) played:\n\($0.played)" }
      return "  step \(step): \(run.prefix { $0 != "\n" })\n\(parts.joined(separator: "\n"))"
    }
    return "\(name): \(same) steps as recorded, below its floor \(floor)\n\(steps.joined(separator: "\n"))"
  }
}

/// What all scenarios reached, to raise floors with.
private final class Record: @unchecked Sendable {
  static let shared = Record()
  private let lock = NSLock()
  private var reached: [String: Int] = [:]

  /// Notes a result; with the last one the floors are raised when `STSCTL_RAISE_FLOORS` is set, and the run fails, so
  /// that a raised floor is looked at before it is kept.
  func note(_ name: String, _ same: Int) throws {
    lock.lock()
    defer { lock.unlock() }
    reached[name] = same
    guard reached.count == Scenario.names.count else { return }
    if let file = ProcessInfo.processInfo.environment["STSCTL_RESULTS"] {
      let lines = reached.map { "\($0.key) \($0.value)\n" }.sorted()
      try lines.joined().write(toFile: file, atomically: true, encoding: .utf8)
    }
    guard ProcessInfo.processInfo.environment["STSCTL_RAISE_FLOORS"] != nil else { return }
    try Floors.raise(to: reached)
    Issue.record("the floors were raised: look at the change and run the tests again")
  }
}
