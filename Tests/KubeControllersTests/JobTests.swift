// Jobs: how many pods run, what is counted, when a job ends.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore
import Testing

@testable import KubeControllers

@Suite struct CompletionIndexTests {
  @Test(arguments: ["", "0", "0-2", "0,2-4,7", "1,2", "0,1,3,4"])
  func textsComeBack(text: String) { #expect(CompletionIndexes(text).text == text) }

  @Test func onlyIndexesOfTheJobAreRead() {
    #expect(CompletionIndexes("0-1,3-9", below: 5).text == "0,1,3,4")
    #expect(CompletionIndexes("4-9", below: 3).count == 0)
  }

  @Test func insertingJoinsRuns() {
    var indexes = CompletionIndexes("0,2")
    indexes.insert(1)
    #expect(indexes.text == "0-2")
    #expect(indexes.count == 3)
  }
}

@Suite struct JobTests {
  private let bench: ControllerBench

  init() throws {
    bench = try ControllerBench { registry in
      [JobController(registry, pods: PodIndex()), GarbageCollector(registry), ObedientNodes(registry)]
    }
  }

  private func create(_ spec: Value, annotations: Value = [:]) throws {
    var spec = spec
    spec[.template] = [
      .metadata: [.annotations: annotations],
      .spec: [.restartPolicy: "Never", .containers: [[.name: "work", .image: "busybox:1"]]],
    ]
    try bench.create(.job, [.metadata: [.name: "task"], .spec: spec])
    bench.run(for: .seconds(1))
  }

  private func finish(_ name: String, _ phase: String) throws {
    try bench.change(.pod, name, subresource: .status) { $0[.status][.phase] = .string(phase) }
    bench.run(for: .seconds(1))
  }

  private var job: Value { bench.registry.store.object(ObjectKey(.job, "default", "task")) ?? .null }
  private var running: [String] {
    bench.registry.store.list(.pod).filter { $0[.status][.phase] == "Running" }.map { $0[.metadata][.name].text }
  }
  private var conditions: [String] {
    job[.status][.conditions].elements.map { "\($0[.type].text) \($0[.status].text) \($0[.reason].text)" }
  }

  private func pod(_ name: String) -> Value {
    bench.registry.store.object(ObjectKey(.pod, "default", name)) ?? .null
  }

  private func orphan(_ labels: Value, finalizers: Value = .null) throws {
    var pod: Value = [
      .metadata: [.name: "alone", .labels: labels],
      .spec: [.restartPolicy: "Never", .containers: [[.name: "work", .image: "busybox:1"]]],
    ]
    if !finalizers.isNull { pod[.metadata][.finalizers] = finalizers }
    try bench.create(.pod, pod)
    bench.run(for: .seconds(1))
  }

  private func createWithSelector() throws {
    try bench.create(
      .job,
      [
        .metadata: [.name: "task"],
        .spec: [
          .manualSelector: true, .selector: [.matchLabels: ["work": "much"]],
          .template: [
            .metadata: [.labels: ["work": "much"]],
            .spec: [.restartPolicy: "Never", .containers: [[.name: "work", .image: "busybox:1"]]],
          ],
        ],
      ])
    bench.run(for: .seconds(1))
  }

  @Test func anOrphanThatFitsIsAdoptedAndTracked() throws {
    try orphan(["work": "much"])
    try createWithSelector()
    #expect(bench.names(.pod) == ["alone"])
    #expect(pod("alone").controllerReference?[.uid] == job[.metadata][.uid])
    #expect(pod("alone")[.metadata][.finalizers] == [JobPod.finalizer])
    try finish("alone", "Succeeded")
    #expect(job[.status][.succeeded] == 1)
    #expect(pod("alone")[.metadata][.finalizers].isNull)
  }

  /// A pod that comes later is one too many, and the younger of both goes.
  @Test func anOrphanThatComesLaterIsAdopted() throws {
    try createWithSelector()
    try orphan(["work": "much"])
    #expect(running.count == 1)
  }

  @Test func aPodThatFitsNoMoreIsReleased() throws {
    try create([:])
    let name = try #require(running.first)
    try bench.change(.pod, name) { $0[.metadata][.labels] = ["work": "else"] }
    bench.run(for: .seconds(1))
    #expect(pod(name).controllerReference == nil)
    #expect(pod(name)[.metadata][.finalizers].isNull)
    #expect(running.count == 2)
    #expect(job[.status][.active] == 1)
  }

  @Test func trackingGoesFromAPodThatNoJobSelects() throws {
    try orphan(["work": "else"], finalizers: [JobPod.finalizer])
    #expect(pod("alone")[.metadata][.finalizers].isNull)
  }

  @Test func oneSuccessIsEnough() throws {
    try create([:])
    #expect(running.count == 1)
    #expect(job[.status][.active] == 1)
    #expect(job[.status][.ready] == 1)
    try finish(running[0], "Succeeded")
    #expect(conditions == ["SuccessCriteriaMet True CompletionsReached", "Complete True CompletionsReached"])
    #expect(job[.status][.succeeded] == 1)
    #expect(job[.status].fields[.active] == nil)
    #expect(bench.events.contains("Completed: Job completed"))
    #expect(bench.registry.store.list(.pod)[0][.metadata].fields[.finalizers] == nil)
  }

  @Test func parallelismAndCompletions() throws {
    try create([.parallelism: 2, .completions: 3])
    #expect(running.count == 2)
    try finish(running[0], "Succeeded")
    #expect(running.count == 2)
    try finish(running[0], "Succeeded")
    #expect(running.count == 1)
    try finish(running[0], "Succeeded")
    #expect(conditions.last == "Complete True CompletionsReached")
  }

  @Test func indexesAreDoneOnceEach() throws {
    try create([.parallelism: 2, .completions: 3, .completionMode: "Indexed"])
    #expect(running.allSatisfy { $0.hasPrefix("task-0-") || $0.hasPrefix("task-1-") })
    try finish(try #require(running.first { $0.hasPrefix("task-1-") }), "Succeeded")
    #expect(job[.status][.completedIndexes] == "1")
    #expect(running.contains { $0.hasPrefix("task-2-") })
    let pod = try #require(bench.pod(running[0]))
    #expect(pod[.spec][.containers].elements[0][.env].elements[0][.name] == "JOB_COMPLETION_INDEX")
  }

  @Test func tooManyFailuresEndTheJob() throws {
    try create([.backoffLimit: 1])
    try finish(running[0], "Failed")
    bench.run(for: .seconds(30))
    try finish(try #require(running.first), "Failed")
    #expect(conditions == ["FailureTarget True BackoffLimitExceeded", "Failed True BackoffLimitExceeded"])
    #expect(job[.status][.failed] == 2)
  }

  @Test func aJobThatTakesTooLongFails() throws {
    try create([.activeDeadlineSeconds: 5])
    bench.run(for: .seconds(10))
    #expect(conditions.last == "Failed True DeadlineExceeded")
    #expect(running.isEmpty)
  }

  @Test func aSuspendedJobRunsNothing() throws {
    try create([.suspend: true])
    #expect(bench.names(.pod).isEmpty)
    #expect(conditions == ["Suspended True JobSuspended"])
    #expect(bench.events == ["Suspended: Job suspended"])
    try bench.change(.job, "task") { $0[.spec][.suspend] = false }
    bench.run(for: .seconds(1))
    #expect(running.count == 1)
    #expect(conditions == ["Suspended False JobResumed"])
  }

  @Test func finishedJobsExpireWithTheirPods() throws {
    try create([.ttlSecondsAfterFinished: 30])
    try finish(running[0], "Succeeded")
    bench.run(for: .seconds(60))
    #expect(job == .null)
    #expect(bench.names(.pod).isEmpty)
  }

  @Test func deletingAJobLetsItsPodsGo() throws {
    try create([:])
    try bench.delete(.job, "task")
    bench.run(for: .seconds(2))
    #expect(bench.names(.pod).isEmpty)
  }

  @Test func podsThatAreTooManyAreNotFailures() throws {
    try create([.parallelism: 3, .completions: 6])
    try bench.change(.job, "task") { $0[.spec][.parallelism] = 1 }
    bench.run(for: .seconds(60))
    #expect(running.count == 1)
    #expect(job[.status][.active] == 1)
    #expect(job[.status].fields[.failed] == nil)
    try bench.change(.job, "task") { $0[.spec][.suspend] = true }
    bench.run(for: .seconds(60))
    #expect(running.isEmpty)
    #expect(job[.status].fields[.failed] == nil)
    #expect(bench.events.suffix(2).map { $0.prefix { $0 != ":" } } == ["SuccessfulDelete", "Suspended"])
  }

  @Test func aDeletedPodIsAFailureToWaitAfter() throws {
    try create([:])
    let name = running[0]
    try bench.delete(.pod, name)
    bench.run(for: .seconds(9))
    #expect(bench.names(.pod).isEmpty)
    #expect(job[.status][.failed] == 1)
    bench.run(for: .seconds(2))
    #expect(running.count == 1 && running[0] != name)
    #expect(job[.status][.active] == 1)
  }

  @Test func podsOfIndexesThatAreNoMoreAreStopped() throws {
    try create([.parallelism: 3, .completions: 3, .completionMode: "Indexed"])
    try finish(try #require(running.first { $0.hasPrefix("task-2-") }), "Succeeded")
    #expect(job[.status][.completedIndexes] == "2")
    try bench.change(.job, "task") { job in
      (job[.spec][.parallelism], job[.spec][.completions]) = (1, 1)
    }
    bench.run(for: .seconds(60))
    #expect(running.count == 1 && running[0].hasPrefix("task-0-"))
    #expect(job[.status].fields[.completedIndexes] == nil)
    #expect(job[.status].fields[.succeeded] == nil)
    #expect(job[.status].fields[.failed] == nil)
  }

  @Test func longNamesKeepTheirIndex() {
    let name = String(repeating: "n", count: 60)
    let pod = JobPods(owner: [.metadata: [.name: .string(name)]]).pod(JobIndex(index: 12))
    #expect(pod[.metadata][.generateName].text == String(repeating: "n", count: 54) + "-12-")
  }
}
