// The part of the kubelets that speaks for their nodes: leases, and the node's status when it comes back.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// Reports that nodes are well.
///
/// Between two changes nothing is written: the times of heartbeats are worked out when somebody reads them
/// (`refreshed`). So an hour costs five thousand nodes nothing.
public final class NodeReporter: ControlLoop {
  private let registry: Registry
  private let behavior: NodeBehavior
  private let machines: Set<String>
  private let recorder: EventRecorder
  private var queue = WorkQueue<String>()
  /// Since when each node has reported without a break.
  private var reportingSince: [String: Instant] = [:]

  public init(_ registry: Registry, machines: [String], behavior: NodeBehavior) {
    self.registry = registry
    self.behavior = behavior
    self.machines = Set(machines)
    recorder = EventRecorder(registry, component: "kubelet")
  }

  public var name: String { "node-reporter" }

  public var kinds: [KindID] { [.node] }

  public var nextInstant: Instant? { queue.nextInstant }

  public func observe(_ event: StoreEvent) {
    guard machines.contains(event.key.name) else { return }
    if event.change == .deleted {
      reportingSince[event.key.name] = nil
    } else if behavior.reports(event.object) != (reportingSince[event.key.name] != nil) {
      queue.add(event.key.name)
    }
  }

  public func keep(_ archive: Archive) {
    queue.keep(archive)
    recorder.keep(archive)
    archive.keep(&reportingSince)
  }

  public func work() -> Bool {
    guard let name = queue.pop(now: registry.now) else { return false }
    guard let node = registry.store.object(ObjectKey(.node, "", name)) else { return true }
    switch (behavior.reports(node), reportingSince[name]) {
    case (true, nil): begin(name, node)
    case (false, .some(let since)): end(name, since)
    default: break
    }
    return true
  }

  /// A node reports for the first time, or again: its lease is renewed and its status is written.
  private func begin(_ name: String, _ node: Value) {
    let now = registry.now
    reportingSince[name] = now
    renew(node, at: now)
    let ready = node[.status][.conditions].first(where: .type, is: "Ready")
    guard ready?[.status].text != "True" else { return }
    _ = try? registry.modify(ObjectKey(.node, "", name), subresource: .status) { node in
      node[.status][.conditions] = NodeConditions.renewed(node[.status][.conditions], behavior.detail, now)
    }
    recorder.record(node, .normal, "NodeReady", "Node \(name) status is now: NodeReady", host: name)
  }

  /// A node falls silent: its last heartbeat is written down.
  private func end(_ name: String, _ since: Instant) {
    reportingSince[name] = nil
    guard let node = registry.store.object(ObjectKey(.node, "", name)) else { return }
    renew(node, at: Heartbeats.last(since: since, every: Heartbeats.leaseInterval, now: registry.now))
  }

  private func renew(_ node: Value, at instant: Instant) {
    let key = Heartbeats.leaseKey(node[.metadata][.name].text)
    do throws(APIStatus) {
      if registry.store.contains(key) {
        try registry.modify(key) { $0[.spec][.renewTime] = .string(instant.rfc3339Micro) }
      } else {
        let lease = Heartbeats.lease(of: node, renewed: instant)
        try registry.create(registry.kind(.lease), namespace: Heartbeats.leaseNamespace, lease)
      }
    } catch {
      // Without a namespace for leases there are none.
    }
  }
}

extension NodeReporter {
  public var refreshedKinds: [KindID] { behavior.detail == .full ? [.lease, .node] : [.lease] }

  /// A lease, or in full detail a node, with the times its kubelet has written by now.
  public func refreshed(_ object: Value, _ key: ObjectKey) -> Value {
    guard key.kind == .node || key.namespace == Heartbeats.leaseNamespace, let since = reportingSince[key.name] else {
      return object
    }
    var object = object
    if key.kind == .lease {
      let beat = Heartbeats.last(since: since, every: Heartbeats.leaseInterval, now: registry.now)
      object[.spec][.renewTime] = .string(beat.rfc3339Micro)
    } else {
      let beat = Heartbeats.last(since: since, every: Heartbeats.statusInterval, now: registry.now)
      object[.status][.conditions].modifyElements { $0[.lastHeartbeatTime] = .string(beat.rfc3339) }
    }
    return object
  }
}
