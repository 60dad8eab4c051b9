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

  /// What github.com/robfig/cron does where clocks are put, in New York.
  @Test(arguments: [
    ("30 2 11 Mar ?", "2012-03-11T00:00:00-05:00", "2013-03-11T02:30:00-04:00"),
    ("0 * * * ?", "2012-03-11T01:00:00-05:00", "2012-03-11T03:00:00-04:00"),
    ("0 1 * * ?", "2012-03-11T01:00:00-05:00", "2012-03-12T01:00:00-04:00"),
    ("0 2 * * ?", "2012-03-11T00:00:00-05:00", "2012-03-12T02:00:00-04:00"),
    ("30 2 04 Nov ?", "2012-11-04T00:00:00-04:00", "2012-11-04T02:30:00-05:00"),
    ("30 1 04 Nov ?", "2012-11-04T01:45:00-04:00", "2012-11-04T01:30:00-05:00"),
    ("0 * * * ?", "2012-11-04T01:00:00-04:00", "2012-11-04T01:00:00-05:00"),
    ("0 1 * * ?", "2012-11-04T01:00:00-04:00", "2012-11-04T01:00:00-05:00"),
    ("0 1 * * ?", "2012-11-04T01:00:00-05:00", "2012-11-05T01:00:00-05:00"),
    ("0 2 * * ?", "2012-11-04T00:00:00-04:00", "2012-11-04T02:00:00-05:00"),
    ("@daily", "2012-11-03T12:00:00-04:00", "2012-11-04T00:00:00-04:00"),
    ("@every 36h", "2012-11-03T12:00:00-04:00", "2012-11-04T23:00:00-05:00"),
  ])
  func nextWhereClocksArePut(schedule: String, start: String, time: String) throws {
    let zone = try #require(TimeZones.rule("America/New_York"))
    let start = try #require(Instant(rfc3339: start))
    #expect(try CronSchedule(schedule).next(after: start, in: zone)?.rfc3339(in: zone) == time)
  }

  /// Midnight is left out in Santiago, and half an hour is not the beginning of one in India.
  @Test(arguments: [
    ("America/Santiago", "0 0 * * *", "2027-09-04T12:00:00-04:00", "2027-09-06T00:00:00-03:00"),
    ("America/Santiago", "0 3 5 9 *", "2027-09-01T12:00:00-04:00", "2027-09-05T03:00:00-03:00"),
    ("Asia/Kolkata", "15 6 * * *", "2027-01-01T07:00:00+05:30", "2027-01-02T06:15:00+05:30"),
    ("Pacific/Kiritimati", "0 0 1 * *", "2027-01-05T00:00:00+14:00", "2027-02-01T00:00:00+14:00"),
  ])
  func nextInZones(zone: String, schedule: String, start: String, time: String) throws {
    let zone = try #require(TimeZones.rule(zone))
    let start = try #require(Instant(rfc3339: start))
    #expect(try CronSchedule(schedule).next(after: start, in: zone)?.rfc3339(in: zone) == time)
  }

  /// Every other day, or a Monday: a star with a step restricts the day like a number does.
  @Test func aStarWithAStepIsNone() throws {
    let friday = Instant(unixSeconds: 1_800_000_030)
    #expect(try CronSchedule("0 0 */2 * mon").next(after: friday)?.rfc3339 == "2027-01-17T00:00:00Z")
    #expect(try CronSchedule("0 0 */1 * mon").next(after: friday)?.rfc3339 == "2027-01-18T00:00:00Z")
  }

  @Test(arguments: [
    ("* * * *", "expected exactly 5 fields, found 4: [* * * *]"), ("x-1-3 * * * *", "failed to parse int from x: "
      + "strconv.Atoi: parsing \"x\": invalid syntax"), ("1-2-3 * * * *", "too many hyphens: 1-2-3"),
    ("1/2/3 * * * *", "too many slashes: 1/2/3"), ("*/0 * * * *", "step of range should be a positive number: */0"),
    ("* * 0 * *", "beginning of range (0) below minimum (1): 0"), ("@often", "unrecognized descriptor: @often"),
    ("@every 5", "failed to parse duration @every 5: time: missing unit in duration \"5\""),
    ("TZ=Mars/Base 0 * * * *", "provided bad location Mars/Base: unknown time zone Mars/Base"), ("", "empty spec string"),
  ])
  func refusals(schedule: String, words: String) {
    let error = #expect(throws: CronScheduleError.self) { try CronSchedule(schedule) }
    #expect(error?.message == words)
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

  /// 08:00 UTC is 09:00 in Berlin.
  @Test func schedulesGoByTheZone() throws {
    try create {
      $0[.spec][.timeZone] = "Europe/Berlin"
      $0[.spec][.schedule] = "30 9 * * *"
    }
    bench.run(for: .minutes(31))
    #expect(bench.names(.job) == ["tick-30000030"])
    let job = bench.registry.store.object(ObjectKey(.job, "default", "tick-30000030")) ?? .null
    #expect(job[.metadata][.annotations][.cronJobScheduledTimestamp] == "2027-01-15T09:30:00+01:00")
    #expect(status[.lastScheduleTime] == "2027-01-15T08:30:00Z")
  }

  @Test func whatSomebodyElseMadeIsNotedAndCounts() throws {
    try create()
    bench.run(for: .minutes(1))
    let cronJob = try #require(bench.registry.store.object(ObjectKey(.cronJob, "default", "tick")))
    var job: Value = [.metadata: [.name: "now", .ownerReferences: [OwnerReferences.controller(cronJob)]]]
    job[.spec] = cronJob[.spec][.jobTemplate][.spec]
    try bench.create(.job, job)
    bench.run(for: .seconds(5))
    let unexpected = "UnexpectedJob: Saw a job that the controller did not create or forgot: now"
    #expect(bench.events.contains { $0.hasPrefix(unexpected) })
    try finishAll()
    bench.run(for: .seconds(5))
    #expect(status[.lastSuccessfulTime].text.hasPrefix("2027-01-15T08:01:0"))
    #expect(!bench.events.contains { $0.hasPrefix("SawCompletedJob") })
  }

  /// What passed of the new schedule before it was set is not made up for.
  @Test func aNewScheduleWaitsForItsNextTime() throws {
    try create { $0[.spec][.schedule] = "@yearly" }
    bench.run(for: .minutes(12))
    try bench.change(.cronJob, "tick") { $0[.spec][.schedule] = "*/5 * * * *" }
    bench.run(for: .minutes(1))
    #expect(bench.names(.job).isEmpty)
    bench.run(for: .minutes(3))
    #expect(bench.names(.job) == ["tick-30000015"])
  }

  @Test func aScheduleThatNeverComesIsSaidToBeInvalid() throws {
    try create { $0[.spec][.schedule] = "0 0 31 2 *" }
    bench.run(for: .minutes(1))
    #expect(
      bench.events.contains(
        "InvalidSchedule: invalid schedule: 0 0 31 2 * : time difference between two schedules is less than 1 second"))
  }

  @Test(arguments: [(nil, 1), (120, 0)] as [(Int64?, Int)])
  func resumingMakesUpForTheLastTimeInTheDeadline(deadline: Int64?, jobs: Int) throws {
    try create {
      $0[.spec][.suspend] = true
      $0[.spec]["startingDeadlineSeconds"] = deadline.map { .int($0) } ?? .null
    }
    bench.run(for: .minutes(13))
    try bench.change(.cronJob, "tick") { $0[.spec][.suspend] = false }
    bench.run(for: .seconds(5))
    #expect(bench.names(.job).count == jobs)
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
