// Takes pods out of the API that nobody else will: those of nodes that are gone, and those that ended for good on
// nodes that were declared out of service.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// The pod garbage collector of kube-controller-manager.
public final class PodGarbageCollector: ControlLoop {
  private let registry: Registry
  private var queue = WorkQueue<ObjectKey>()
  /// A node that is gone may come back; its pods are given this long.
  private static let quarantine = TimeSpan.seconds(40)

  public init(_ registry: Registry) { self.registry = registry }

  public var name: String { "pod-garbage-collector" }

  public var kinds: [KindID] { [.node, .pod] }

  public var nextInstant: Instant? { queue.nextInstant }

  public func observe(_ event: StoreEvent) {
    if event.key.kind == .pod { return observePod(event) }
    if event.change == .deleted {
      for key in registry.store.pods(onNode: event.key.name) { queue.add(key, at: registry.now + Self.quarantine) }
    } else if isOutOfService(event.object) {
      for key in registry.store.pods(onNode: event.key.name) { queue.add(key) }
    }
  }

  public func keep(_ archive: Archive) { queue.keep(archive) }

  public func work() -> Bool {
    guard let key = queue.pop(now: registry.now) else { return false }
    if let pod = registry.store.object(key) { collect(key, pod) }
    return true
  }

  private func observePod(_ event: StoreEvent) {
    guard event.change != .deleted else { return }
    let node = event.object[.spec][.nodeName].text
    if node.isEmpty {
      if !event.object[.metadata][.deletionTimestamp].isNull { queue.add(event.key) }
      return
    }
    guard let found = registry.store.object(ObjectKey(.node, "", node)) else {
      if event.change == .added { queue.add(event.key, at: registry.now + Self.quarantine) }
      return
    }
    if !event.object[.metadata][.deletionTimestamp].isNull, isOutOfService(found) { queue.add(event.key) }
  }

  private func isOutOfService(_ node: Value) -> Bool {
    guard NodeTaints.eviction(node) != nil else { return false }
    return node[.spec][.taints].elements.contains { $0[.key].text == NodeTaints.outOfService }
  }

  private func collect(_ key: ObjectKey, _ pod: Value) {
    let node = pod[.spec][.nodeName].text
    let isDeleted = !pod[.metadata][.deletionTimestamp].isNull
    if node.isEmpty {
      if isDeleted { delete(key, pod, nil) }
    } else if let found = registry.store.object(ObjectKey(.node, "", node)) {
      if isDeleted, isOutOfService(found) { delete(key, pod, nil) }
    } else {
      delete(key, pod, "PodGC: node no longer exists")
    }
  }

  /// Deletes a pod without waiting for a kubelet. One that had not ended is said to have failed first.
  private func delete(_ key: ObjectKey, _ pod: Value, _ message: String?) {
    let now = registry.now
    let phase = pod[.status][.phase].text
    if phase != "Succeeded", phase != "Failed" {
      _ = try? registry.modify(key, subresource: .status) { pod in
        pod[.status][.phase] = "Failed"
        guard let message else { return }
        PodCondition.set(
          &pod, type: "DisruptionTarget", status: "True", reason: "DeletionByPodGC", message: message, now: now)
      }
    }
    _ = try? registry.delete(
      registry.kind(.pod), namespace: key.namespace, name: key.name, DeleteOptions(gracePeriodSeconds: 0))
  }
}
