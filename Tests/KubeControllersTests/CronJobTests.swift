// Schedules and the jobs they make.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore
import Testing

@testable import KubeControllers

@Suite struct CronScheduleTimesTests {
  /// From Friday, 2027-01-15 08:00:30.
  @Test(arguments: [
    ("* * * * *", "2027-01-15T08:01:00Z"), ("15 2 * * *", "2027-01-16T02:15:00Z"),
    ("0 0 1 * *", "2027-02-01T00:00:00Z"), ("*/20 9-17 * * mon", "2027-01-18T09:00:00Z"),
    ("0 0 29 2 *", "2028-02-29T00:00:00Z"), ("0 0 13 * fri", "2027-01-22T00:00:00Z"),
    ("@hourly", "2027-01-15T09:00:00Z"), ("@every 90s", "2027-01-15T08:02:00Z"),
  ])
  func next(schedule: String, time: String) throws {
    let start = Instant(unixSeconds: 1_800_000_030)
    #expect(try CronSchedule(schedule).next(after: start)?.rfc3339 == time)
  }

  @Test func impossibleDatesNeverCome() throws {
    #expect(try CronSchedule("0 0 30 2 *").next(after: Instant(unixSeconds: 1_800_000_000)) == nil)
  }
}

@Suite struct CronJobTests {
  private let bench: ControllerBench

  init() throws {
    bench = try ControllerBench { registry in
      [
        CronJobController(registry), JobController(registry, pods: PodIndex()), GarbageCollector(registry),
        ObedientNodes(registry),
      ]
    }
  }

  private func create(_ change: (inout Value) -> Void = { _ in }) throws {
    var object: Value = [
      .metadata: [.name: "tick"],
      .spec: [
        .schedule: "*/5 * * * *",
        .jobTemplate: [
          .spec: [
            .template: [.spec: [.restartPolicy: "Never", .containers: [[.name: "work", .image: "busybox:1"]]]]
          ]
        ],
      ],
    ]
    change(&object)
    try bench.create(.cronJob, object)
  }

  private func finishAll() throws {
    for name in bench.names(.pod) {
      try bench.change(.pod, name, subresource: .status) { $0[.status][.phase] = "Succeeded" }
    }
  }

  private var status: Value {
    bench.registry.store.object(ObjectKey(.cronJob, "default", "tick"))?[.status] ?? .null
  }

  @Test func jobsComeOnTime() throws {
    try create()
    bench.run(for: .minutes(4))
    #expect(bench.names(.job).isEmpty)
    bench.run(for: .minutes(2))
    #expect(bench.names(.job) == ["tick-30000005"])
    #expect(status[.active].elements.count == 1)
    #expect(status[.lastScheduleTime] == "2027-01-15T08:05:00Z")
    try finishAll()
    bench.run(for: .seconds(5))
    #expect(status.fields[.active] == nil)
    #expect(bench.events.contains("SawCompletedJob: Saw completed job: tick-30000005, condition: Complete"))
  }

  @Test(arguments: [("Allow", 3), ("Forbid", 1), ("Replace", 1)])
  func jobsOverlapAsThePolicySays(policy: String, jobs: Int) throws {
    try create { $0[.spec][.concurrencyPolicy] = .string(policy) }
    bench.run(for: .minutes(16))
    #expect(bench.names(.job).count == jobs)
  }

  @Test func historyIsLimited() throws {
    try create { $0[.spec][.successfulJobsHistoryLimit] = 2 }
    for _ in 0..<5 {
      bench.run(for: .minutes(5) + .seconds(1))
      try finishAll()
    }
    bench.run(for: .seconds(5))
    #expect(bench.names(.job).count == 2)
  }

  @Test func aSuspendedScheduleMakesNothing() throws {
    try create { $0[.spec][.suspend] = true }
    bench.run(for: .minutes(16))
    #expect(bench.names(.job).isEmpty)
  }
}

@Suite struct AutoscalerTests {
  private func plan(_ replicas: Int64, min: Int64 = 2, max: Int64 = 4) -> AutoscalerPlan {
    let cpu: Value = [
      .type: "Resource", "resource": [.name: "cpu", "target": [.type: "Utilization", "averageUtilization": 80]],
    ]
    return AutoscalerPlan.make(
      [.spec: ["minReplicas": .int(min), "maxReplicas": .int(max), .metrics: [cpu]]], target: .success(replicas),
      now: Instant(unixSeconds: 1_800_000_000))
  }

  @Test(arguments: [(1, 2), (3, nil), (6, 4), (0, nil)] as [(Int64, Int64?)])
  func limitsAreKept(replicas: Int64, size: Int64?) { #expect(plan(replicas).size == size) }

  @Test func whatIsMissingIsSaid() {
    let plan = plan(3)
    #expect(plan.events.map(\.reason) == ["FailedGetResourceMetric", "FailedComputeMetricsReplicas"])
    #expect(
      plan.events[1].message.hasPrefix(
        "invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: "
          + "failed to get cpu utilization: unable to get metrics for resource cpu: "))
    #expect(self.plan(0).status[.conditions].elements[1][.reason] == "ScalingDisabled")
  }

  @Test func anAutoscalerKeepsItsMinimumAfterFifteenSeconds() throws {
    let bench = try ControllerBench {
      [StatefulSetController($0), AutoscalerController($0), ObedientNodes($0)]
    }
    try bench.create(.statefulSet, ControllerBench.statefulSet("work", replicas: 1))
    try bench.create(
      .horizontalPodAutoscaler,
      [
        .metadata: [.name: "work"],
        .spec: [
          "minReplicas": 2, "maxReplicas": 4,
          "scaleTargetRef": [.apiVersion: "apps/v1", .kind: "StatefulSet", .name: "work"],
        ],
      ])
    bench.run(for: .seconds(14))
    #expect(bench.set("work")[.spec][.replicas] == 1)
    bench.run(for: .seconds(2))
    #expect(bench.set("work")[.spec][.replicas] == 2)
  }
}
