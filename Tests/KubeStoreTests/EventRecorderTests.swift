// Event objects as they are stored.
import KubeKinds
import KubeObjects
import SimCore
import Testing

@testable import KubeStore

@Suite struct EventRecorderTests {
  private let registry: Registry

  init() throws {
    let clock = VirtualClock(now: Instant(unixSeconds: 1_800_000_000))
    registry = Registry(store: Store(clock: clock), mint: Mint(chance: Chance(seed: 1)))
    try registry.create(registry.kind(.namespace), namespace: "", [.metadata: [.name: "default"]])
  }

  private func configMap(_ name: String) throws -> Value {
    try registry.create(registry.kind(.configMap), namespace: "default", [.metadata: [.name: .string(name)]])
      .object
  }

  @Test func anEventIsWrittenAsClientGoWritesIt() throws {
    let recorder = EventRecorder(registry, component: "kubelet")
    let object = try configMap("one")
    recorder.record(
      object, .normal, "Started", "Container started", fieldPath: "spec.containers{app}", host: "node-1")
    let event = try #require(registry.store.list(.event).first)
    #expect(event[.metadata][.name].text == "one.\(String(registry.now.nanoseconds, radix: 16))")
    #expect(event[.metadata][.namespace] == "default")
    #expect(
      event[.involvedObject] == [
        "apiVersion": "v1", "fieldPath": "spec.containers{app}", "kind": "ConfigMap", "name": "one",
        "namespace": "default", "resourceVersion": object[.metadata][.resourceVersion],
        "uid": object[.metadata][.uid],
      ])
    #expect(event[.source] == ["component": "kubelet", "host": "node-1"])
    #expect(event[.reportingComponent] == "kubelet")
    #expect(event[.reportingInstance] == "node-1")
    #expect(event[.count] == 1)
    #expect(event[.firstTimestamp] == "2027-01-15T08:00:00Z")
    #expect(event.fields[.eventTime] == .null)
  }

  @Test func repeatsRaiseTheCountAndNamesStayApart() throws {
    let recorder = EventRecorder(registry, component: "c")
    let object = try configMap("one")
    recorder.record(object, .normal, "A", "first")
    recorder.record(object, .normal, "B", "second")
    registry.store.clock.advance(to: registry.now + .seconds(3))
    recorder.record(object, .normal, "A", "first")
    let events = registry.store.list(.event)
    #expect(events.count == 2)
    let first = try #require(events.first { $0[.reason] == "A" })
    #expect(first[.count] == 2)
    #expect(first[.lastTimestamp] == "2027-01-15T08:00:03Z")
    #expect(first[.firstTimestamp] == "2027-01-15T08:00:00Z")
  }

  @Test func aRepeatOfAnExpiredEventIsWrittenAnew() throws {
    let recorder = EventRecorder(registry, component: "c")
    let object = try configMap("one")
    recorder.record(object, .normal, "A", "first")
    let key = try #require(registry.store.keys(.event).first)
    registry.store.remove(key)
    recorder.record(object, .normal, "A", "first")
    #expect(registry.store.object(key)?[.count] == 2)
  }

  @Test func seriesEventsHaveAnActionAndNoCount() throws {
    let recorder = SeriesEventRecorder(registry, controller: "default-scheduler", host: "control-plane")
    let object = try configMap("one")
    for _ in 0..<3 {
      recorder.record(object, .warning, "FailedScheduling", action: "Scheduling", note: "0/3 nodes")
    }
    let events = registry.store.list(.event)
    let event = try #require(events.first)
    #expect(events.count == 1)
    #expect(event[.action] == "Scheduling")
    #expect(event[.reportingInstance] == "default-scheduler-control-plane")
    #expect(event[.eventTime] == "2027-01-15T08:00:00.000000Z")
    #expect(event[.series][.count] == 2)
    #expect(event.fields[.firstTimestamp] == .null)
  }

  @Test func eventsGoAnHourAfterTheirLastWrite() throws {
    let recorder = EventRecorder(registry, component: "c")
    let expiry = EventExpiry(registry)
    let object = try configMap("one")
    var position = registry.store.end
    func dispatch() {
      while let event = registry.store.event(at: position) {
        position += 1
        if event.key.kind == .event { expiry.observe(event) }
      }
    }
    recorder.record(object, .normal, "A", "first")
    registry.store.clock.advance(to: registry.now + .minutes(30))
    recorder.record(object, .normal, "A", "first")
    dispatch()
    registry.store.clock.advance(to: registry.now + .minutes(30))
    while expiry.work() {}
    #expect(registry.store.count(.event) == 1)
    #expect(expiry.nextInstant == registry.now + .minutes(30))
    registry.store.clock.advance(to: registry.now + .minutes(30))
    while expiry.work() {}
    #expect(registry.store.count(.event) == 0)
  }
}
