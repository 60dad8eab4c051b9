// Looks at autoscalers every fifteen seconds.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// The HorizontalPodAutoscaler controller of a cluster without metrics.
public final class AutoscalerController: ControlLoop {
  /// `--horizontal-pod-autoscaler-sync-period`: also how long a new autoscaler waits for its first look.
  static let period = TimeSpan.seconds(15)

  private let registry: Registry
  private let recorder: EventRecorder
  private var queue = WorkQueue<ObjectKey>()

  public init(_ registry: Registry) {
    self.registry = registry
    recorder = EventRecorder(registry, component: "horizontal-pod-autoscaler")
  }

  public var name: String { "horizontal-pod-autoscaler" }

  public var kinds: [KindID] { [.horizontalPodAutoscaler] }

  public var nextInstant: Instant? { queue.nextInstant }

  public func observe(_ event: StoreEvent) {
    if event.change == .added { queue.add(event.key, at: event.at + Self.period) }
  }

  public func keep(_ archive: Archive) {
    queue.keep(archive)
    recorder.keep(archive)
  }

  public func work() -> Bool {
    guard let key = queue.pop(now: registry.now) else { return false }
    guard let scaler = registry.store.object(key) else { return true }
    queue.add(key, at: registry.now + Self.period)
    let target = target(scaler[.spec][.scaleTargetRef], key.namespace)
    let plan = AutoscalerPlan.make(scaler, target: target.map(\.replicas), now: registry.now)
    apply(plan, key, scaler, (try? target.get())?.key)
    return true
  }

  /// The object an autoscaler is about, and how many replicas it wants.
  private func target(
    _ reference: Value, _ namespace: String
  ) -> Result<(key: ObjectKey, replicas: Int64), APIStatus> {
    let group = GroupVersion(reference[.apiVersion].text).group
    guard let kind = registry.catalog.kind(group: group, name: reference[.kind].text), kind.offers(.scale) else {
      let resource = GroupResource(group: group, resource: reference[.kind].text.lowercased() + "s")
      return .failure(.notFound(resource, reference[.name].text))
    }
    let key = ObjectKey(kind.id, namespace, reference[.name].text)
    guard let object = registry.store.object(key) else {
      return .failure(.notFound(kind.groupResource, key.name))
    }
    return .success((key, object[.spec][.replicas].int ?? 1))
  }

  private func apply(_ plan: AutoscalerPlan, _ key: ObjectKey, _ scaler: Value, _ target: ObjectKey?) {
    if let size = plan.size, let target {
      _ = try? registry.modify(target) { $0[.spec][.replicas] = .int(size) }
    }
    for event in plan.events {
      recorder.record(scaler, event.isWarning ? .warning : .normal, event.reason, event.message)
    }
    _ = try? registry.modify(key, subresource: .status) { $0[.status] = plan.status }
  }
}

// MARK: Why

extension AutoscalerController {
  public func reasons(for key: ObjectKey) -> [Reason] {
    guard key.kind == .horizontalPodAutoscaler, let scaler = registry.store.object(key) else { return [] }
    let words = PodReasons(key, shortName: "hpa")
    let conditions = scaler[.status][.conditions].elements
    guard !conditions.isEmpty else {
      let created = Instant(rfc3339: scaler[.metadata][.creationTimestamp].text) ?? registry.now
      return [
        words.reason(
          "NotLookedAt", "autoscalers are looked at every \(Self.period.goText), this one first at "
            + (created + Self.period).rfc3339)
      ]
    }
    let reference = scaler[.spec][.scaleTargetRef]
    let target = "\(reference[.kind].text.lowercased()) \(reference[.name].text)"
    let named = registry.catalog.kind(apiVersion: reference[.apiVersion].text, name: reference[.kind].text)
    let kind = named?.plural ?? "\(reference[.kind].text.lowercased())s"
    return conditions.filter { $0[.status].text != "True" && $0[.type].text != "ScalingLimited" }.map { condition in
      let remedy =
        condition[.reason].text == "FailedGetScale"
        ? Remedy(words.command("get \(kind)"), "shows what \(kind) there are")
        : Remedy(words.command("scale \(target) --replicas=N"), "sets the size by hand, within min and max")
      return words.reason(condition[.reason].text, condition[.message].text, [remedy])
    }
  }
}
