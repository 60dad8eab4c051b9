// What Jobs say of failures and of enough successes: policies, and limits of each index.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore
import Testing

@testable import KubeControllers

@Suite struct JobPolicyTests {
  private let bench: ControllerBench

  init() throws {
    bench = try ControllerBench { registry in
      [JobController(registry, pods: PodIndex()), GarbageCollector(registry), ObedientNodes(registry)]
    }
  }

  private func create(_ spec: String) throws {
    var spec = try YAMLReader.read(spec)
    spec[.template] = [.spec: [.restartPolicy: "Never", .containers: [[.name: "work", .image: "busybox:1"]]]]
    try bench.create(.job, [.metadata: [.name: "task"], .spec: spec])
    bench.run(for: .seconds(1))
  }

  private func fail(_ prefix: String, code: Int64 = 1, condition: String? = nil) throws {
    let name = try #require(running.first { $0.hasPrefix(prefix) })
    let now = Value.string(bench.registry.now.rfc3339)
    try bench.change(.pod, name, subresource: .status) { pod in
      pod[.status][.phase] = "Failed"
      pod[.status][.containerStatuses] = [
        [.name: "work", .state: [.terminated: [.exitCode: .int(code), .finishedAt: now]]]
      ]
      if let condition { pod[.status][.conditions].append([.type: .string(condition), .status: "True"]) }
    }
    bench.run(for: .seconds(1))
  }

  private func succeed(_ prefix: String) throws {
    let name = try #require(running.first { $0.hasPrefix(prefix) })
    try bench.change(.pod, name, subresource: .status) { $0[.status][.phase] = "Succeeded" }
    bench.run(for: .seconds(1))
  }

  private var status: Value { (bench.registry.store.object(ObjectKey(.job, "default", "task")) ?? .null)[.status] }
  private var running: [String] {
    bench.registry.store.list(.pod).filter { $0[.status][.phase] == "Running" }.map { $0[.metadata][.name].text }
  }
  private var conditions: [String] { status[.conditions].elements.map { "\($0[.type].text) \($0[.reason].text)" } }
  private var message: String { status[.conditions].elements.last?[.message].text ?? "" }
  private func annotations(_ prefix: String) throws -> Value {
    let name = try #require(running.first { $0.hasPrefix(prefix) })
    return try #require(bench.pod(name))[.metadata][.annotations]
  }

  @Test func anExitCodeCanFailTheJob() throws {
    try create("""
      parallelism: 2
      completions: 4
      podFailurePolicy: {rules: [{action: Ignore, onPodConditions: [{type: DisruptionTarget, status: "True"}]},
        {action: FailJob, onExitCodes: {containerName: work, operator: In, values: [42]}}]}
      """)
    let name = try #require(running.first { $0.hasPrefix("task-") })
    try fail(name, code: 42)
    bench.run(for: .seconds(60))
    #expect(conditions == ["FailureTarget PodFailurePolicy", "Failed PodFailurePolicy"])
    #expect(
      message == "Container work for pod default/\(name) failed with exit code 42 matching FailJob rule at index 1")
    #expect(bench.events.contains("PodFailurePolicy: \(message)"))
    #expect(status[.failed] == 2)
    #expect(running.isEmpty)
  }

  @Test func ignoredFailuresDoNotCount() throws {
    try create("""
      backoffLimit: 0
      podFailurePolicy: {rules: [{action: Ignore, onPodConditions: [{type: DisruptionTarget, status: "True"}]},
        {action: Count, onExitCodes: {operator: NotIn, values: [7]}},
        {action: FailJob, onPodConditions: [{type: Odd, status: "True"}]}]}
      """)
    try fail("task-", condition: "DisruptionTarget")
    #expect(status.fields[.failed] == nil)
    #expect(running.isEmpty)
    bench.run(for: .seconds(10))
    try fail("task-", code: 7, condition: "Odd")
    #expect(conditions.last == "Failed PodFailurePolicy")
    #expect(message.hasSuffix(" has condition Odd matching FailJob rule at index 2"))
  }

  @Test func eachIndexHasItsLimit() throws {
    try create("{parallelism: 2, completions: 2, completionMode: Indexed, backoffLimitPerIndex: 1}")
    #expect(try annotations("task-0-")["batch.kubernetes.io/job-index-failure-count"] == "0")
    try fail("task-0-")
    // The pod keeps the count until another one has it.
    #expect(status.fields[.failed] == nil)
    #expect(!running.contains { $0.hasPrefix("task-0-") })
    bench.run(for: .seconds(10))
    #expect(status[.failed] == 1)
    #expect(try annotations("task-0-")["batch.kubernetes.io/job-index-failure-count"] == "1")
    try fail("task-0-")
    #expect(status[.failedIndexes] == "0")
    #expect(status[.failed] == 2)
    #expect(conditions.isEmpty)
    try succeed("task-1-")
    #expect(conditions == ["FailureTarget FailedIndexes", "Failed FailedIndexes"])
    #expect(message == "Job has failed indexes")
    #expect(status[.completedIndexes] == "1")
  }

  @Test func tooManyFailedIndexesFailTheJob() throws {
    try create("""
      {parallelism: 3, completions: 3, completionMode: Indexed, backoffLimitPerIndex: 0, maxFailedIndexes: 1}
      """)
    #expect(status[.failedIndexes] == "")
    try fail("task-0-")
    #expect(conditions.isEmpty)
    try fail("task-2-")
    bench.run(for: .seconds(60))
    #expect(conditions.last == "Failed MaxFailedIndexesExceeded")
    #expect(message == "Job has exceeded the specified maximal number of failed indexes")
    #expect(status[.failedIndexes] == "0,2")
    #expect(status[.terminating] == 0)
    #expect(status[.failed] == 3)
  }

  @Test func anExitCodeCanFailAnIndexAtOnce() throws {
    try create("""
      parallelism: 2
      completions: 2
      completionMode: Indexed
      backoffLimitPerIndex: 3
      podFailurePolicy: {rules: [{action: FailIndex, onExitCodes: {operator: In, values: [9]}},
        {action: Ignore, onExitCodes: {operator: In, values: [5]}}]}
      """)
    try fail("task-0-", code: 9)
    #expect(status[.failedIndexes] == "0")
    try fail("task-1-", code: 5)
    bench.run(for: .seconds(10))
    #expect(try annotations("task-1-")["batch.kubernetes.io/job-index-failure-count"] == "0")
    #expect(try annotations("task-1-")["batch.kubernetes.io/job-index-ignored-failure-count"] == "1")
    #expect(status[.failed] == 1)
  }

  @Test(arguments: [
    ("{succeededIndexes: '1-2'}", ["1", "2"]), ("{succeededIndexes: '0,2', succeededCount: 1}", ["2"]),
    ("{succeededCount: 2}", ["0", "2"]),
  ])
  func someSuccessesAreEnough(_ rule: String, _ indexes: [String]) throws {
    try create("""
      {parallelism: 3, completions: 3, completionMode: Indexed, successPolicy: {rules: [\(rule)]}}
      """)
    for index in indexes {
      #expect(conditions.isEmpty)
      try succeed("task-\(index)-")
    }
    bench.run(for: .seconds(60))
    #expect(conditions == ["SuccessCriteriaMet SuccessPolicy", "Complete SuccessPolicy"])
    #expect(message == "Matched rules at index 0")
    #expect(status[.succeeded] == .int(Int64(indexes.count)))
    #expect(running.isEmpty)
    #expect(status.fields[.failed] == nil)
    #expect(bench.events.contains("Completed: Job completed"))
  }

  @Test func replacementsWaitForPodsThatStillEnd() throws {
    try create("{podReplacementPolicy: Failed}")
    let name = running[0]
    try bench.delete(.pod, name)
    #expect(bench.names(.pod).count == 1)
    bench.run(for: .seconds(60))
    #expect(!bench.names(.pod).contains(name))
    #expect(running.count == 1)
  }
}
