// The STATUS column: every way a pod can be doing, as a table of cases.
import KubeKinds
import KubeObjects
import KubePrinters
import SimCore
import Testing

/// A pod in a few words, and what its row says.
struct PodCase: Sendable, CustomTestStringConvertible {
  let name: String
  var phase = "Running"
  var reason: String?
  var conditions: [(String, String, String?)] = []
  var initContainers: [Container] = []
  var containers: [Container]
  var isDeleted = false
  let row: [String]

  struct Container: Sendable {
    var name: String
    /// The `state` object, as JSON.
    var state: String
    var ready = false
    var isSidecar = false
    var started = false
    var restarts: Int64 = 0
    var lastEnd: String?
  }

  var testDescription: String { name }

  var value: Value {
    get throws {
      var pod: Value = [
        .metadata: [.name: "p", .creationTimestamp: "2026-11-21T04:00:00Z"],
        .spec: [.containers: .array(containers.map { [.name: .string($0.name)] })],
        .status: [.phase: .string(phase)],
      ]
      if isDeleted { pod[.metadata][.deletionTimestamp] = "2026-11-21T04:00:30Z" }
      if let reason { pod[.status][.reason] = .string(reason) }
      if !initContainers.isEmpty {
        pod[.spec][.initContainers] = .array(
          initContainers.map { $0.isSidecar ? [.name: .string($0.name), .restartPolicy: "Always"] : [.name: .string($0.name)] })
        pod[.status][.initContainerStatuses] = .array(try initContainers.map { try $0.status })
      }
      pod[.status][.containerStatuses] = .array(try containers.map { try $0.status })
      pod[.status][.conditions] = .array(
        conditions.map { [.type: .string($0.0), .status: .string($0.1), .reason: Value($0.2) ?? .null] })
      return pod
    }
  }
}

extension PodCase.Container {
  var status: Value {
    get throws {
      var status: Value = [
        .name: .string(name), .ready: .bool(ready), .started: .bool(started), .restartCount: .int(restarts),
        .state: try JSONReader.read(state),
      ]
      if let lastEnd { status["lastState"] = ["terminated": ["finishedAt": .string(lastEnd)]] }
      return status
    }
  }

  static func running(_ name: String, ready: Bool = true, restarts: Int64 = 0, lastEnd: String? = nil) -> Self {
    Self(name: name, state: #"{"running":{}}"#, ready: ready, started: true, restarts: restarts, lastEnd: lastEnd)
  }
  static func waiting(_ name: String, _ reason: String, restarts: Int64 = 0, lastEnd: String? = nil) -> Self {
    Self(name: name, state: #"{"waiting":{"reason":"\#(reason)"}}"#, restarts: restarts, lastEnd: lastEnd)
  }
  static func ended(_ name: String, _ fields: String) -> Self {
    Self(name: name, state: #"{"terminated":{\#(fields)}}"#)
  }
  static func sidecar(_ name: String, ready: Bool) -> Self {
    Self(name: name, state: #"{"running":{}}"#, ready: ready, isSidecar: true, started: true)
  }
}

@Suite struct PodSummaryTests {
  private static let initialized = [("Initialized", "True", nil as String?)]

  static let cases: [PodCase] = [
    PodCase(name: "running", containers: [.running("a"), .running("b", ready: false)], row: ["1/2", "Running", "0"]),
    PodCase(name: "pending", phase: "Pending", containers: [], row: ["0/0", "Pending", "0"]),
    PodCase(
      name: "gated", phase: "Pending", conditions: [("PodScheduled", "False", "SchedulingGated")], containers: [],
      row: ["0/0", "SchedulingGated", "0"]),
    PodCase(
      name: "evicted", phase: "Failed", reason: "Evicted", containers: [], row: ["0/0", "Evicted", "0"]),
    PodCase(
      name: "creating", phase: "Pending", containers: [.waiting("a", "ContainerCreating")],
      row: ["0/1", "ContainerCreating", "0"]),
    PodCase(
      name: "crash loop",
      containers: [.waiting("a", "CrashLoopBackOff", restarts: 3, lastEnd: "2026-11-21T04:00:55Z"), .running("b")],
      row: ["1/2", "CrashLoopBackOff", "3 (5s ago)"]),
    PodCase(
      name: "the first container's trouble wins",
      containers: [.waiting("a", "ErrImagePull"), .waiting("b", "CrashLoopBackOff")],
      row: ["0/2", "ErrImagePull", "0"]),
    PodCase(
      name: "restarts of all containers, the latest end",
      containers: [
        .running("a", restarts: 1, lastEnd: "2026-11-21T04:00:10Z"),
        .running("b", restarts: 2, lastEnd: "2026-11-21T04:00:50Z"),
      ],
      row: ["2/2", "Running", "3 (10s ago)"]),
    PodCase(
      name: "restarts without a known end", containers: [.running("a", restarts: 2)], row: ["1/1", "Running", "2"]),
    PodCase(
      name: "completed", phase: "Succeeded", containers: [.ended("a", #""exitCode":0,"reason":"Completed""#)],
      row: ["0/1", "Completed", "0"]),
    PodCase(
      name: "one of two completed, ready", conditions: [("Ready", "True", nil)],
      containers: [.ended("a", #""exitCode":0,"reason":"Completed""#), .running("b")],
      row: ["1/2", "Running", "0"]),
    PodCase(
      name: "one of two completed, not ready",
      containers: [.ended("a", #""exitCode":0,"reason":"Completed""#), .running("b")],
      row: ["1/2", "NotReady", "0"]),
    PodCase(
      name: "error", phase: "Failed", containers: [.ended("a", #""exitCode":1,"reason":"Error""#)],
      row: ["0/1", "Error", "0"]),
    PodCase(
      name: "exit status", phase: "Failed", containers: [.ended("a", #""exitCode":137"#)],
      row: ["0/1", "ExitCode:137", "0"]),
    PodCase(
      name: "signal", phase: "Failed", containers: [.ended("a", #""exitCode":137,"signal":9"#)],
      row: ["0/1", "Signal:9", "0"]),
    PodCase(
      name: "first init container", phase: "Pending",
      initContainers: [.running("i", ready: false), .waiting("j", "PodInitializing")],
      containers: [.waiting("a", "PodInitializing")], row: ["0/1", "Init:0/2", "0"]),
    PodCase(
      name: "second init container", phase: "Pending",
      initContainers: [.ended("i", #""exitCode":0"#), .waiting("j", "PodInitializing", restarts: 1)],
      containers: [.waiting("a", "PodInitializing")], row: ["0/1", "Init:1/2", "1"]),
    PodCase(
      name: "all init containers done", phase: "Pending", initContainers: [.ended("i", #""exitCode":0"#)],
      containers: [.waiting("a", "PodInitializing")], row: ["0/1", "PodInitializing", "0"]),
    PodCase(
      name: "init container fails", phase: "Pending",
      initContainers: [.ended("i", #""exitCode":1,"reason":"Error""#)], containers: [], row: ["0/0", "Init:Error", "0"]),
    PodCase(
      name: "init container ends without a reason", phase: "Pending",
      initContainers: [.ended("i", #""exitCode":3"#)], containers: [], row: ["0/0", "Init:ExitCode:3", "0"]),
    PodCase(
      name: "init container killed", phase: "Pending",
      initContainers: [.ended("i", #""exitCode":137,"signal":9"#)], containers: [], row: ["0/0", "Init:Signal:9", "0"]),
    PodCase(
      name: "init container backs off", phase: "Pending",
      initContainers: [.waiting("i", "CrashLoopBackOff", restarts: 2, lastEnd: "2026-11-21T04:00:00Z")],
      containers: [.waiting("a", "PodInitializing")], row: ["0/1", "Init:CrashLoopBackOff", "2 (60s ago)"]),
    PodCase(
      name: "restarts of init containers do not count once initialized", conditions: initialized,
      initContainers: [.waiting("i", "CrashLoopBackOff", restarts: 2)], containers: [.running("a")],
      row: ["1/1", "Init:CrashLoopBackOff", "0"]),
    PodCase(
      name: "sidecar counts", initContainers: [.sidecar("s", ready: true)], containers: [.running("a")],
      row: ["2/2", "Running", "0"]),
    PodCase(
      name: "sidecar not ready", initContainers: [.sidecar("s", ready: false)], containers: [.running("a")],
      row: ["1/2", "Running", "0"]),
    PodCase(
      name: "terminating", containers: [.running("a")], isDeleted: true, row: ["1/1", "Terminating", "0"]),
    PodCase(
      name: "a finished pod does not terminate", phase: "Succeeded",
      containers: [.ended("a", #""exitCode":0,"reason":"Completed""#)], isDeleted: true,
      row: ["0/1", "Completed", "0"]),
    PodCase(
      name: "on a lost node", reason: "NodeLost", containers: [.running("a")], isDeleted: true,
      row: ["1/1", "Unknown", "0"]),
  ]

  @Test(arguments: cases)
  func rows(pod: PodCase) throws {
    let now = try #require(Instant(rfc3339: "2026-11-21T04:01:00Z"))
    let cells = KindColumns.pod.cells(of: try pod.value, now: now, wide: false)
    #expect(cells.map(\.printed) == ["p"] + pod.row + ["60s"])
  }
}
