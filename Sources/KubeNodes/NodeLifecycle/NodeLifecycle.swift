// What becomes of nodes that fall silent: conditions, taints, and the readiness of their pods.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// The node lifecycle controller.
public final class NodeLifecycle: ControlLoop {
  let registry: Registry
  private let behavior: NodeBehavior
  private let machines: Set<String>
  private let gracePeriod: TimeSpan
  private let recorder: EventRecorder
  private var queue = WorkQueue<String>()
  /// When each silent node was last heard of.
  private var silentSince: [String: Instant] = [:]
  /// When the next node of a zone may be tainted for eviction.
  private var nextEviction: [String: Instant] = [:]

  /// One node of a zone in this time (`--node-eviction-rate` 0.1).
  private static let evictionInterval = TimeSpan.seconds(10)
  /// The same in a large zone most of which is lost (`--secondary-node-eviction-rate` 0.01).
  private static let slowEvictionInterval = TimeSpan.seconds(100)
  private static let largeZone = 50

  public init(_ registry: Registry, machines: [String], behavior: NodeBehavior, gracePeriod: TimeSpan) {
    self.registry = registry
    self.behavior = behavior
    self.machines = Set(machines)
    self.gracePeriod = gracePeriod
    recorder = EventRecorder(registry, component: "node-controller")
  }

  public var name: String { "node-lifecycle-controller" }

  public var kinds: [KindID] { [.node] }

  public var nextInstant: Instant? { queue.nextInstant }

  public func observe(_ event: StoreEvent) {
    let name = event.key.name
    if event.change == .deleted {
      silentSince[name] = nil
    } else {
      queue.add(name)
    }
  }

  public func keep(_ archive: Archive) {
    queue.keep(archive)
    recorder.keep(archive)
    archive.keep(&silentSince)
    archive.keep(&nextEviction)
  }

  public func work() -> Bool {
    guard let name = queue.pop(now: registry.now) else { return false }
    guard let node = registry.store.object(key(name)) else { return true }
    listen(name, node)
    taint(name)
    return true
  }

  public func reasons(for key: ObjectKey) -> [Reason] {
    guard key.kind == .node, let node = registry.store.object(key) else { return [] }
    return NodeReasons(node, key, silentSince: silentSince[key.name], gracePeriod: gracePeriod).all()
  }

  func key(_ name: String) -> ObjectKey { ObjectKey(.node, "", name) }
}

// MARK: Silence

extension NodeLifecycle {
  /// Notes whether a node reports, and gives it up when it has been silent for too long.
  private func listen(_ name: String, _ node: Value) {
    if machines.contains(name), behavior.reports(node) {
      silentSince[name] = nil
      return
    }
    let last = silentSince[name] ?? lastHeard(name, node)
    silentSince[name] = last
    let end = last + gracePeriod
    guard end <= registry.now else { return queue.add(name, at: end) }
    let ready = node[.status][.conditions].first(where: .type, is: "Ready")
    if ready?[.status].text != "Unknown" { giveUp(name, node) }
  }

  /// The last heartbeat: the lease has it, or the node was never heard of after it was made.
  private func lastHeard(_ name: String, _ node: Value) -> Instant {
    let renewed = registry.store.object(Heartbeats.leaseKey(name))?[.spec][.renewTime].text ?? ""
    return Instant(rfc3339: renewed) ?? Instant(rfc3339: node[.metadata][.creationTimestamp].text) ?? registry.now
  }

  private func giveUp(_ name: String, _ node: Value) {
    let now = registry.now
    _ = try? registry.modify(key(name), subresource: .status) { node in
      node[.status][.conditions] = NodeConditions.unknown(node[.status][.conditions], node, now)
    }
    recorder.record(node, .normal, "NodeNotReady", "Node \(name) status is now: NodeNotReady")
    for pod in registry.store.pods(onNode: name) { markUnready(pod) }
  }

  /// Pods of a node that fell silent count as unready, though their containers may well be running.
  private func markUnready(_ key: ObjectKey) {
    let now = registry.now
    guard let pod = registry.store.object(key), PodCondition.isReady(pod) else { return }
    let ready = PodCondition.find(pod, "Ready")
    _ = try? registry.modify(key, subresource: .status) { pod in
      PodCondition.set(
        &pod, type: "Ready", status: "False", reason: ready?[.reason].string, message: ready?[.message].string,
        now: now)
    }
    recorder.record(pod, .warning, "NodeNotReady", "Node is not ready")
  }
}

// MARK: Taints

extension NodeLifecycle {
  private func taint(_ name: String) {
    guard let node = registry.store.object(key(name)) else { return }
    write(name, NodeTaints.updated(node, registry.now.rfc3339))
    taintForEviction(name)
  }

  private func write(_ name: String, _ taints: Value?) {
    guard let taints else { return }
    _ = try? registry.modify(key(name)) { node in
      node[.spec].set("taints", taints.isEmpty ? nil : taints)
    }
  }

  /// Taints a node so that its pods are evicted: one node of a zone after the other, and none where so much of a zone
  /// or all of the cluster is lost that the fault is more likely on this side.
  private func taintForEviction(_ name: String) {
    guard let node = registry.store.object(key(name)) else { return }
    let wanted = NodeTaints.eviction(node)
    let change = NodeTaints.withEviction(wanted, node, registry.now.rfc3339)
    guard change != nil else { return }
    guard wanted != nil, !hasEvictionTaint(node) else { return write(name, change) }
    guard let interval = evictionInterval(node) else {
      return queue.add(name, at: registry.now + Self.evictionInterval)
    }
    let zone = Self.zone(node)
    if let next = nextEviction[zone], next > registry.now { return queue.add(name, at: next) }
    nextEviction[zone] = registry.now + interval
    write(name, change)
  }

  private func hasEvictionTaint(_ node: Value) -> Bool {
    node[.spec][.taints].elements.contains {
      $0[.effect].text == "NoExecute" && [NodeTaints.notReady, NodeTaints.unreachable].contains($0[.key].text)
    }
  }

  /// How fast nodes of a zone may be given up; `nil` for not at all.
  private func evictionInterval(_ node: Value) -> TimeSpan? {
    let nodes = registry.store.list(.node)
    let zone = nodes.filter { Self.zone($0) == Self.zone(node) }
    let isReady = { (node: Value) in NodeTaints.eviction(node) == nil }
    guard nodes.contains(where: isReady) else { return nodes.count == 1 ? Self.evictionInterval : nil }
    let lost = zone.filter { !isReady($0) }.count
    guard lost > 2, lost < zone.count, lost * 100 >= zone.count * 55 else { return Self.evictionInterval }
    return zone.count > Self.largeZone ? Self.slowEvictionInterval : nil
  }

  private static func zone(_ node: Value) -> String {
    let labels = node[.metadata][.labels]
    return labels["topology.kubernetes.io/region"].text + "/" + labels["topology.kubernetes.io/zone"].text
  }
}
