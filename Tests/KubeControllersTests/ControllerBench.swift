// A cluster small enough for controller tests: a registry, the loops under test, and nodes that just obey.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore
import Testing

@testable import KubeControllers

/// Runs control loops over a store, instant by instant.
final class ControllerBench {
  let registry: Registry
  let loops: [any ControlLoop]
  private var position: Int
  /// What happened to pods, as the recordings' `timeline` says it.
  private(set) var timeline: [String] = []

  init(_ make: (Registry) -> [any ControlLoop]) throws {
    let clock = VirtualClock(now: Instant(unixSeconds: 1_800_000_000))
    registry = Registry(store: Store(clock: clock), mint: Mint(chance: Chance(seed: 1)))
    loops = make(registry)
    position = 0
    try registry.create(registry.kind(.namespace), namespace: "", [.metadata: [.name: "default"]])
    try registry.create(registry.kind(.serviceAccount), namespace: "default", [.metadata: [.name: "default"]])
  }

  var now: Instant { registry.now }

  /// Does all work up to a span from now.
  func run(for span: TimeSpan = .seconds(60)) {
    let end = now + span
    drain()
    while let next = loops.compactMap(\.nextInstant).min(), next <= end {
      registry.store.clock.advance(to: next)
      drain()
    }
    registry.store.clock.advance(to: end)
  }

  func takeTimeline() -> [String] {
    defer { timeline = [] }
    return timeline
  }

  private func drain() {
    var worked = true
    dispatch()
    while worked {
      worked = false
      for loop in loops {
        while loop.work() {
          worked = true
          dispatch()
        }
      }
    }
  }

  private func dispatch() {
    while let event = registry.store.event(at: position) {
      position += 1
      record(event)
      for loop in loops where loop.watchesEveryKind || loop.kinds.contains(event.key.kind) {
        loop.observe(event)
      }
    }
  }

  private func record(_ event: StoreEvent) {
    guard event.key.kind == .pod else { return }
    func isReady(_ pod: Value?) -> Bool {
      pod?[.status][.conditions].first(where: .type, is: "Ready")?[.status] == "True"
    }
    let name = event.key.name
    switch event.change {
    case .added: timeline.append("created \(name)")
    case .deleted: timeline.append("deleted \(name)")
    case .modified:
      let wasEnding = event.previous?[.metadata][.deletionTimestamp].isNull == false
      if !wasEnding, !event.object[.metadata][.deletionTimestamp].isNull { timeline.append("terminating \(name)") }
      if !isReady(event.previous), isReady(event.object) { timeline.append("ready \(name)") }
    }
  }
}

// MARK: Shorthand for tests

extension ControllerBench {
  func pod(_ name: String) -> Value? { registry.store.object(ObjectKey(.pod, "default", name)) }

  func set(_ name: String) -> Value { registry.store.object(ObjectKey(.statefulSet, "default", name)) ?? .null }

  func names(_ kind: KindID) -> [String] { registry.store.keys(kind).map(\.name) }

  func create(_ kind: KindID, _ object: Value) throws {
    try registry.create(registry.kind(kind), namespace: "default", object)
  }

  func delete(_ kind: KindID, _ name: String, _ options: DeleteOptions = DeleteOptions()) throws {
    try registry.delete(registry.kind(kind), namespace: "default", name: name, options)
  }

  func change(
    _ kind: KindID, _ name: String, subresource: Kind.Subresource? = nil, _ change: (inout Value) -> Void
  ) throws {
    try registry.modify(ObjectKey(kind, "default", name), subresource: subresource, change)
  }

  /// The messages of events, with how often they came.
  var events: [String] {
    registry.store.list(.event).map { event in
      let count = event[.count].number
      return "\(event[.reason].text): \(event[.message].text)" + (count > 1 ? " x\(count)" : "")
    }
  }

  /// A set as defaulting leaves it.
  static func statefulSet(
    _ name: String, replicas: Int64 = 3, image: String = "nginx:1.24", claims: [String] = []
  ) -> Value {
    [
      .metadata: [.name: .string(name), .generation: 1],
      .spec: [
        .replicas: .int(replicas), .serviceName: .string(name), .podManagementPolicy: "OrderedReady",
        .revisionHistoryLimit: 10, .selector: [.matchLabels: ["app": .string(name)]],
        .updateStrategy: [.type: "RollingUpdate", .rollingUpdate: [.partition: 0]],
        .template: [
          .metadata: [.labels: ["app": .string(name)]],
          .spec: [.containers: [[.name: "main", .image: .string(image)]], .terminationGracePeriodSeconds: 30],
        ],
        .volumeClaimTemplates: .array(
          claims.map {
            [
              .metadata: [.name: .string($0)],
              .spec: [.accessModes: ["ReadWriteOnce"], .resources: [.requests: [.storage: "1Gi"]]],
            ]
          }),
      ],
    ]
  }
}

/// Nodes that start every pod after a quarter of a second and stop it as fast. An image whose name holds `missing`
/// never starts; the annotation `fail` makes a pod end at once.
final class ObedientNodes: ControlLoop {
  private let registry: Registry
  private var agenda = EventQueue<ObjectKey>()
  private static let pace = TimeSpan.milliseconds(250)

  private let bindsByAffinity: Bool

  /// - Parameter bindsByAffinity: whether pods go to the node their affinity names, as daemon pods do.
  init(_ registry: Registry, bindsByAffinity: Bool = false) {
    self.registry = registry
    self.bindsByAffinity = bindsByAffinity
  }

  var name: String { "nodes" }
  var kinds: [KindID] { [.pod] }
  var nextInstant: Instant? { agenda.nextInstant }

  func observe(_ event: StoreEvent) {
    let isNew = event.change == .added
    let ends = event.change == .modified && !event.object[.metadata][.deletionTimestamp].isNull
    if isNew { agenda.schedule(event.key, at: registry.now) }
    if isNew || ends { agenda.schedule(event.key, at: registry.now + Self.pace) }
  }

  /// Clusters of tests have no checkpoints.
  func keep(_ archive: Archive) {}

  func work() -> Bool {
    guard let due = agenda.popDue(at: registry.now) else { return false }
    guard let pod = registry.store.object(due.payload) else { return true }
    if !pod[.metadata][.deletionTimestamp].isNull {
      if pod[.metadata][.finalizers].elements.isEmpty {
        registry.store.remove(due.payload)
      } else {
        change(due.payload) {
          $0[.status] = [.phase: "Failed"]
          $0[.metadata][.deletionGracePeriodSeconds] = 0
        }
      }
    } else if pod[.spec][.nodeName].isNull {
      change(due.payload) {
        $0[.spec][.nodeName] = .string(self.bindsByAffinity ? DaemonPods.target(of: pod) : "node-1")
        $0[.status] = [.phase: "Pending"]
      }
    } else if pod[.metadata][.annotations]["fail"].string != nil {
      change(due.payload) { $0[.status][.phase] = "Failed" }
    } else if !pod[.spec][.containers].elements.contains(where: { $0[.image].text.contains("missing") }) {
      change(due.payload) { $0[.status] = self.running }
    }
    return true
  }

  private var running: Value {
    [
      .phase: "Running",
      .conditions: [
        [.type: "Ready", .status: "True", .lastTransitionTime: .string(registry.now.rfc3339)]
      ],
    ]
  }

  private func change(_ key: ObjectKey, _ change: (inout Value) -> Void) {
    guard var pod = registry.store.object(key) else { return }
    change(&pod)
    registry.store.put(key, pod)
  }
}
