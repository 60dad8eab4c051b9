// Evicts pods from nodes with NoExecute taints, when their tolerations end.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// The taint eviction controller.
public final class TaintEviction: ControlLoop {
  private let registry: Registry
  private let recorder: EventRecorder
  private var queue = WorkQueue<ObjectKey>()
  private var taints: [String: [Taint]] = [:]
  /// Since when a pod's node has had taints, and when the pod goes.
  private var scheduled: [ObjectKey: Deadline] = [:]

  private struct Deadline: Codable {
    var since: Instant
    var end: Instant
  }

  public init(_ registry: Registry) {
    self.registry = registry
    recorder = EventRecorder(registry, component: "taint-eviction-controller")
  }

  public var name: String { "taint-eviction-controller" }

  public var kinds: [KindID] { [.node, .pod] }

  public var nextInstant: Instant? { queue.nextInstant }

  public func observe(_ event: StoreEvent) {
    if event.key.kind == .node { return observeNode(event) }
    if event.change == .deleted {
      scheduled[event.key] = nil
    } else if taints[event.object[.spec][.nodeName].text] != nil || scheduled[event.key] != nil {
      queue.add(event.key)
    }
  }

  public func keep(_ archive: Archive) {
    queue.keep(archive)
    recorder.keep(archive)
    archive.keep(&scheduled)
  }

  public func work() -> Bool {
    guard let key = queue.pop(now: registry.now) else { return false }
    if let pod = registry.store.object(key), pod[.metadata][.deletionTimestamp].isNull { look(key, pod) }
    return true
  }

  public func reasons(for key: ObjectKey) -> [Reason] {
    guard key.kind == .pod, let deadline = scheduled[key], let pod = registry.store.object(key) else { return [] }
    let node = pod[.spec][.nodeName].text
    return [
      Reason(
        subject: key, rule: "NoExecute",
        message:
          "Node \(node) has taints that the pod tolerates only until \(deadline.end.rfc3339); then it is evicted.",
        waitsFor: [ObjectKey(.node, "", node)])
    ]
  }

  private func observeNode(_ event: StoreEvent) {
    let name = event.key.name
    let now = event.change == .deleted ? [] : event.object[.spec][.taints].elements.map(Taint.init)
    let hard = now.filter { $0.effect == "NoExecute" }
    guard hard != taints[name] ?? [] else { return }
    taints[name] = hard.isEmpty ? nil : hard
    for key in registry.store.pods(onNode: name) { queue.add(key) }
  }
}

extension TaintEviction {
  private func look(_ key: ObjectKey, _ pod: Value) {
    let hard = taints[pod[.spec][.nodeName].text] ?? []
    guard let patience = patience(pod, hard) else { return cancel(key, pod) }
    let since = scheduled[key]?.since ?? registry.now
    let end = since + patience
    guard end <= registry.now else {
      scheduled[key] = Deadline(since: since, end: end)
      return queue.add(key, at: end)
    }
    scheduled[key] = nil
    evict(key, pod)
  }

  /// How long a pod stays with these taints; `nil` for as long as it likes.
  private func patience(_ pod: Value, _ hard: [Taint]) -> TimeSpan? {
    if hard.isEmpty { return nil }
    let tolerations = pod[.spec][.tolerations].elements.map(Toleration.init)
    var shortest: Int64?
    for taint in hard {
      let fitting = tolerations.filter { $0.tolerates(taint) }
      if fitting.isEmpty { return .zero }
      for seconds in fitting.compactMap(\.seconds) { shortest = min(shortest ?? seconds, max(seconds, 0)) }
    }
    return shortest.map { .seconds($0) }
  }

  private func cancel(_ key: ObjectKey, _ pod: Value) {
    guard scheduled.removeValue(forKey: key) != nil else { return }
    recorder.record(
      pod, .normal, "TaintManagerEviction", "Cancelling deletion of Pod \(key.namespace)/\(key.name)")
  }

  private func evict(_ key: ObjectKey, _ pod: Value) {
    recorder.record(
      pod, .normal, "TaintManagerEviction", "Marking for deletion Pod \(key.namespace)/\(key.name)")
    let now = registry.now
    _ = try? registry.modify(key, subresource: .status) { pod in
      PodCondition.set(
        &pod, type: "DisruptionTarget", status: "True", reason: "DeletionByTaintManager",
        message: "Taint manager: deleting due to NoExecute taint", now: now)
    }
    do throws(APIStatus) {
      try registry.delete(registry.kind(.pod), namespace: key.namespace, name: key.name)
    } catch {
      queue.addRateLimited(key, now: registry.now)
    }
  }
}
