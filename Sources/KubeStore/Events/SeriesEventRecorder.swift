// Writes events as components of the newer events API do (client-go's tools/events): the scheduler is one of them.
import KubeKinds
import KubeObjects
import SimCore

/// An event recorder that keeps series instead of counts. Events have an `eventTime` and an `action`, no source.
public final class SeriesEventRecorder {
  private let registry: Registry
  private let controller: String
  private let instance: String
  private var known = BoundedMemory<Likeness, Known>(limit: EventCorrelator.memory)

  /// How long an event stays the head of a series after it was last seen.
  private static let finish = TimeSpan.minutes(6)

  /// What makes two events one series: all but the note. The reference holds the object's version, so a series
  /// counts what is said of an object that did not change.
  private struct Likeness: Hashable, Codable {
    let subject: String
    let version: String
    let type: String
    let reason: String
    let action: String
  }

  private struct Known: Codable {
    var key: ObjectKey
    var last: Instant
    var isSeries: Bool
  }

  /// - Parameters:
  ///   - controller: as it signs: `default-scheduler`.
  ///   - host: where it runs, for `reportingInstance`.
  public init(_ registry: Registry, controller: String, host: String) {
    self.registry = registry
    self.controller = controller
    instance = "\(controller)-\(host)"
  }

  /// The series that go on, in a checkpoint.
  public func keep(_ archive: Archive) {
    known.keep(archive) { _, known in registry.now - known.last <= Self.finish }
  }

  /// Records an event about an object, and perhaps another one it has to do with.
  public func record(
    _ object: Value, related: Value? = nil, _ type: EventType, _ reason: String, action: String,
    note: @autoclosure @escaping @Sendable () -> String
  ) {
    let reference = ObjectReference.value(object)
    let likeness = Likeness(
      subject: ObjectReference.identity(reference), version: reference[.resourceVersion].text,
      type: type.rawValue, reason: reason, action: action)
    if let earlier = known[likeness], registry.now - earlier.last <= Self.finish {
      repeatSeries(likeness, earlier)
      return
    }
    let key = EventNames.free(reference[.name].text, ObjectReference.eventNamespace(reference), registry)
    known[likeness] = Known(key: key, last: registry.now, isSeries: false)
    create(key, reference, related.map { ObjectReference.value($0) }, likeness, note)
  }

  /// The second time makes a series; later ones are only remembered until the series ends.
  private func repeatSeries(_ likeness: Likeness, _ earlier: Known) {
    known[likeness] = Known(key: earlier.key, last: registry.now, isSeries: true)
    guard !earlier.isSeries else { return }
    let observed = registry.now.rfc3339Micro
    _ = try? registry.modifyStatus(earlier.key) { event in
      event[.series] = ["count": 2, "lastObservedTime": .string(observed)]
    }
  }

  private func create(
    _ key: ObjectKey, _ reference: Value, _ related: Value?, _ likeness: Likeness,
    _ note: @escaping @Sendable () -> String
  ) {
    let (controller, instance, now) = (controller, instance, registry.now)
    registry.write(key) { metadata in
      var event = Value.object(
        ascending: Object.Entry(.action, .string(likeness.action)), Object.Entry(.apiVersion, "v1"),
        Object.Entry(.eventTime, .string(now.rfc3339Micro)), Object.Entry(.firstTimestamp, .null),
        Object.Entry(.involvedObject, reference), Object.Entry(.kind, "Event"),
        Object.Entry(.lastTimestamp, .null), Object.Entry(.message, .string(note())),
        Object.Entry(.metadata, metadata), Object.Entry(.reason, .string(likeness.reason)),
        Object.Entry(.reportingComponent, .string(controller)),
        Object.Entry(.reportingInstance, .string(instance)), Object.Entry(.source, [:]),
        Object.Entry(.type, .string(likeness.type)))
      if let related { event[.related] = related }
      return event
    }
  }
}
