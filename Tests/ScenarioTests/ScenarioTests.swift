// Random scenarios: whatever befalls a set, what its controller does keeps the rules.
import SimCore
import Testing

/// Sets of every shape, with steps and faults drawn from seeds. A failure names its seed, and that plays it again.
@Suite struct ScenarioTests {
  /// Seeds that go into one test. Debug builds try some, a release run all ten thousand.
  private static let batch = 10
  #if DEBUG
    private static let batches = 0..<4
  #else
    private static let batches = 0..<1_000
  #endif

  @Test(arguments: batches)
  func keepsItsRules(batch: Int) throws {
    for seed in batch * Self.batch..<(batch + 1) * Self.batch {
      let scenario = Scenario(seed: UInt64(seed))
      let run = try ScenarioRun(scenario)
      try run.play()
      let story = "seed \(seed): \(scenario.shape) \(scenario.steps)"
      #expect(run.invariants.violations == [], "\(story)")
    }
  }

  @Test(arguments: batches)
  func playsTheSameAgain(batch: Int) throws {
    for seed in stride(from: batch * Self.batch, to: (batch + 1) * Self.batch, by: 10) {
      let digests = try (0..<2).map { _ in
        let run = try ScenarioRun(Scenario(seed: UInt64(seed)))
        try run.play()
        return run.digest
      }
      #expect(digests[0] == digests[1], "seed \(seed)")
    }
  }
}

/// Deployments of every shape, likewise.
@Suite struct DeploymentScenarioTests {
  private static let batch = 10
  #if DEBUG
    private static let batches = 0..<4
  #else
    private static let batches = 0..<500
  #endif

  @Test(arguments: batches)
  func keepsItsRules(batch: Int) throws {
    for seed in batch * Self.batch..<(batch + 1) * Self.batch {
      let scenario = DeploymentScenario(seed: UInt64(seed))
      let run = try DeploymentRun(scenario)
      try run.play()
      let story = "seed \(seed): \(scenario.shape) \(scenario.steps)"
      #expect(run.invariants.violations == [], "\(story)")
    }
  }
}
