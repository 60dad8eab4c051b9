// Writes Event objects: what controllers and kubelets say about the objects they look after.
import KubeKinds
import KubeObjects
import SimCore

/// The two types of events.
public enum EventType: String, Sendable {
  case normal = "Normal"
  case warning = "Warning"
}

/// The event recorder of one component, as client-go's `tools/record`: repeats raise a count, ten similar events
/// become one, and a flood about one object is dropped. Each control loop makes its own.
public final class EventRecorder {
  private let registry: Registry
  private let component: String
  private var correlator = EventCorrelator()

  /// - Parameter component: as it signs: `statefulset-controller`, `kubelet`.
  public init(_ registry: Registry, component: String) {
    self.registry = registry
    self.component = component
  }

  /// Records an event about an object.
  ///
  /// A namespace that is being deleted takes no more events; then nothing is written, as in Kubernetes.
  /// - Parameters:
  ///   - fieldPath: the part of the object meant: `spec.containers{nginx}`.
  ///   - host: the node that reports, for kubelets.
  public func record(
    _ object: Value, _ type: EventType, _ reason: String, _ message: String, fieldPath: String = "",
    host: String = ""
  ) {
    record(ObjectReference.value(object, fieldPath: fieldPath), type, reason, message, host: host)
  }

  /// Records an event about an object that is only referred to (`v1.ObjectReference`).
  public func record(
    reference: Value, _ type: EventType, _ reason: String, _ message: String, host: String = ""
  ) {
    record(reference, type, reason, message, host: host)
  }

  private func record(
    _ reference: Value, _ type: EventType, _ reason: String, _ message: String, host: String
  ) {
    let namespace = ObjectReference.eventNamespace(reference)
    let key = EventNames.free(reference[.name].text, namespace, registry)
    let seen = Occurrence(
      host: host, subject: ObjectReference.identity(reference), fieldPath: reference[.fieldPath].text,
      type: type.rawValue, reason: reason, message: message)
    switch correlator.correlate(seen, newName: key.name, now: registry.now) {
    case .dropped: break
    case .create(let message): create(key, reference, seen, message, count: 1, first: registry.now)
    case .repeated(let name, let count, let first, let message):
      let earlier = ObjectKey(.event, namespace, name)
      if registry.store.contains(earlier) {
        update(earlier, count, message)
      } else {
        create(earlier, reference, seen, message, count: count, first: first)
      }
    }
  }

  private func create(
    _ key: ObjectKey, _ reference: Value, _ seen: Occurrence, _ message: String, count: Int64, first: Instant
  ) {
    let began = first == registry.now ? registry.timestamp : .string(first.rfc3339)
    let (component, now) = (component, registry.timestamp)
    registry.write(key) { metadata in
      .object(
        ascending: Object.Entry(.apiVersion, "v1"), Object.Entry(.count, .int(count)), Object.Entry(.eventTime, .null),
        Object.Entry(.firstTimestamp, began), Object.Entry(.involvedObject, reference),
        Object.Entry(.kind, "Event"), Object.Entry(.lastTimestamp, now),
        Object.Entry(.message, .string(message)), Object.Entry(.metadata, metadata),
        Object.Entry(.reason, .string(seen.reason)), Object.Entry(.reportingComponent, .string(component)),
        Object.Entry(.reportingInstance, .string(seen.host)),
        Object.Entry(.source, Self.source(component, seen.host)),
        Object.Entry(.type, .string(seen.type)))
    }
  }

  private static func source(_ component: String, _ host: String) -> Value {
    var fields = [Object.Entry(.component, .string(component))]
    if !host.isEmpty { fields.append(Object.Entry(.host, .string(host))) }
    return .object(Object(ascending: fields))
  }

  /// What was said before, in a checkpoint.
  public func keep(_ archive: Archive) { correlator.keep(archive) }

  private func update(_ key: ObjectKey, _ count: Int64, _ message: String) {
    let now = registry.timestamp
    _ = try? registry.modifyStatus(key) { event in
      event[.count] = .int(count)
      event[.lastTimestamp] = now
      event[.message] = .string(message)
    }
  }
}

/// Names of events: the object's name and the time in nanoseconds. Where several events of one object fall on the
/// same instant of virtual time, the later ones are named after the next free nanosecond.
enum EventNames {
  static func free(_ name: String, _ namespace: String, _ registry: Registry) -> ObjectKey {
    var nanoseconds = UInt64(bitPattern: registry.now.nanoseconds)
    while true {
      let key = ObjectKey(.event, namespace, text(name, nanoseconds))
      if !registry.store.contains(key) { return key }
      nanoseconds += 1
    }
  }

  /// `web-0.18a3c5d2f1e4b6c7`, written at once: every event has such a name.
  private static func text(_ name: String, _ nanoseconds: UInt64) -> String {
    let digits = max(1, (64 - nanoseconds.leadingZeroBitCount + 3) / 4)
    let length = name.utf8.count
    return String(unsafeUninitializedCapacity: length + 1 + digits) { text in
      _ = text.initialize(fromContentsOf: name.utf8)
      text[length] = UInt8(ascii: ".")
      for place in 0..<digits { text[length + 1 + place] = nanoseconds.hexDigit(digits - 1 - place) }
      return text.count
    }
  }
}
