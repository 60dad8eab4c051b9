// The kubelets of all nodes of a cluster, as one control loop.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// Runs the pods that are bound to nodes.
///
/// One loop plays the kubelets of all machines: what they have in common is their rules, what they don't is keyed by
/// pod. A machine that has lost its connection to the control plane neither sees nor writes anything until it is back.
public final class Kubelet: ControlLoop {
  let registry: Registry
  let behavior: NodeBehavior
  private let recorder: EventRecorder
  private var queue = WorkQueue<ObjectKey>()
  var pods: [ObjectKey: TrackedPod] = [:]
  var machines: [String: Machine] = [:]
  private var addresses = AddressPool()
  private let memory = StatusMemory()
  /// Pods that wait for room to be given more.
  private var pendingResizes: Set<ObjectKey> = []
  /// Pods that were taken out of the API while their containers ran.
  private var orphans: [Orphan] = []

  /// A pod that some machine runs. A class, so that a look changes it in place.
  final class TrackedPod {
    var plan: PodPlan
    var runtime: PodRuntime
    /// The generation that the plan was made from.
    var generation: Int64
    /// The revision of this kubelet's own last write.
    var written: Int64 = 0
    /// When the pod will be looked at again anyway.
    var wakesAt: Instant?
    /// What the rules say of its containers, and of what they said it.
    fileprivate var behaviors: [ContainerBehavior] = []
    fileprivate var judged: (metadata: [Value], node: Value)?

    init(plan: PodPlan, runtime: PodRuntime, generation: Int64) {
      self.plan = plan
      self.runtime = runtime
      self.generation = generation
    }
  }

  /// A pod that is gone, and what ran for it.
  struct Orphan {
    var pod: Value
    var node: String
    var containers: [ContainerPlan]
  }

  /// A machine with a kubelet.
  struct Machine {
    var address = ""
    /// The node as rules see it.
    var node = Value.null
    var isConnected = true
    var images: Set<String> = []
  }

  /// - Parameter machines: the names of the nodes that have a kubelet. A node that was only created through the API
  ///   has none, and its pods never start.
  public init(_ registry: Registry, machines: [String], behavior: NodeBehavior) {
    self.registry = registry
    self.behavior = behavior
    recorder = EventRecorder(registry, component: "kubelet")
    self.machines = Dictionary(machines.map { ($0, Machine()) }, uniquingKeysWith: { first, _ in first })
  }

  public var name: String { "kubelet" }

  public var kinds: [KindID] {
    behavior.detail == .full ? [.pod, .node, .configMap, .secret, .volumeAttachment] : [.pod, .node]
  }

  public var nextInstant: Instant? { queue.isEmpty ? queue.nextInstant : registry.now }

  public func observe(_ event: StoreEvent) {
    switch event.key.kind {
    case .pod: observePod(event)
    case .node: observeNode(event)
    case .volumeAttachment: wakePods(attachingTo: event.object[.spec][.nodeName].text)
    default: wakePods(waitingIn: event.key.namespace)
    }
  }

  public func keep(_ archive: Archive) {
    queue.keep(archive)
    recorder.keep(archive)
    archive.keep(&addresses)
    var hosts = machines.mapValues { KeptMachine(isConnected: $0.isConnected, images: $0.images) }
    archive.keep(&hosts)
    for (name, host) in hosts {
      machines[name]?.isConnected = host.isConnected
      machines[name]?.images = host.images
    }
    var kept = pods.mapValues(KeptPod.init)
    archive.keep(&kept)
    if archive.isReading { restore(kept) }
  }

  public func work() -> Bool {
    if let orphan = orphans.popLast() {
      report(orphan)
      return true
    }
    guard let key = queue.pop(now: registry.now) else { return false }
    sync(key)
    return true
  }

  public func reasons(for key: ObjectKey) -> [Reason] { KubeletReasons(self).reasons(for: key) }
}

// MARK: Checkpoints

/// A machine without what is read off its node, which may be gone.
private struct KeptMachine: Codable {
  var isConnected: Bool
  var images: Set<String>
}

/// A pod on its machine without what is read off its object.
private struct KeptPod: Codable {
  var runtime: PodRuntime
  var generation: Int64
  var written: Int64
  var wakesAt: Instant?

  init(_ pod: Kubelet.TrackedPod) {
    (runtime, generation, written, wakesAt) = (pod.runtime, pod.generation, pod.written, pod.wakesAt)
  }
}

extension Kubelet {
  private func restore(_ kept: [ObjectKey: KeptPod]) {
    pods = [:]
    for (key, kept) in kept {
      guard let object = registry.store.object(key) else { continue }
      let plan = PodPlan(object, behavior.detail)
      let pod = TrackedPod(plan: plan, runtime: kept.runtime, generation: kept.generation)
      (pod.written, pod.wakesAt) = (kept.written, kept.wakesAt)
      noteResize(key, pod.runtime)
      pods[key] = pod
    }
  }
}

// MARK: What changed

extension Kubelet {
  private func observePod(_ event: StoreEvent) {
    if !pendingResizes.isEmpty { wakePods(pendingOn: event) }
    if event.change == .deleted {
      noteOrphan(event)
      return forget(event.key)
    }
    guard machines[event.object[.spec][.nodeName].text] != nil else { return }
    if pods[event.key]?.written == event.revision { return }
    queue.add(event.key)
  }

  /// The kubelet stops what runs for a pod that is gone, as soon as it hears of it.
  private func noteOrphan(_ event: StoreEvent) {
    guard let tracked = pods[event.key], tracked.runtime.stop == nil,
      machines[tracked.plan.nodeName]?.isConnected ?? false
    else { return }
    let running = zip(tracked.plan.containers, tracked.runtime.containers).filter { $1.running != nil }.map(\.0)
    guard !running.isEmpty else { return }
    orphans.append(Orphan(pod: event.object, node: tracked.plan.nodeName, containers: running))
  }

  private func report(_ orphan: Orphan) {
    for container in orphan.containers {
      recorder.record(
        orphan.pod, .normal, "Killing", "Stopping container \(container.name)", fieldPath: container.fieldPath,
        host: orphan.node)
    }
  }

  private func forget(_ key: ObjectKey) {
    pendingResizes.remove(key)
    guard let pod = pods.removeValue(forKey: key) else { return }
    if let address = pod.runtime.address, !pod.plan.usesHostNetwork { addresses.free(address) }
  }

  private func observeNode(_ event: StoreEvent) {
    guard var machine = machines[event.key.name] else { return }
    let node = event.change == .deleted ? .null : event.object
    let before = machine.node
    let wasConnected = machine.isConnected
    machine.address = NodeFacts.address(node)
    machine.isConnected = event.change != .deleted && behavior.reports(node)
    machine.node = node
    machines[event.key.name] = machine
    if machine.isConnected != wasConnected || before[.metadata][.labels] != node[.metadata][.labels]
      || before[.metadata][.annotations] != node[.metadata][.annotations]
    {
      for key in registry.store.pods(onNode: event.key.name) { queue.add(key) }
    }
  }

  /// A volume was attached to a node.
  private func wakePods(attachingTo node: String) {
    for key in registry.store.pods(onNode: node) where pods[key]?.runtime.unattached.isEmpty == false { queue.add(key) }
  }

  /// A pod that goes, or ends, or is given less, may make room for others of its node.
  private func wakePods(pendingOn event: StoreEvent) {
    let node = event.object[.spec][.nodeName].text
    let (before, after) = (event.previous ?? .null, event.object)
    let makesRoom = event.change == .deleted || before[.metadata][.generation] != after[.metadata][.generation]
      || before[.status][.phase] != after[.status][.phase]
    guard makesRoom else { return }
    for key in waitingResizes(on: node) where key != event.key { queue.add(key) }
  }

  /// The pods whose change waits for room, the first to be granted first: those of higher priority, those whose
  /// requests are guaranteed, those that have waited for longer (`sortPendingResizes`).
  private func waitingResizes(on node: String) -> [ObjectKey] {
    let waiting = pendingResizes.filter { pods[$0]?.plan.nodeName == node }.map { key in
      let pod = registry.store.object(key) ?? .null
      let isGuaranteed = pod[.status][.qosClass] == "Guaranteed"
      let since = pods[key]?.runtime.resize?.pending?.since ?? registry.now
      return (-pod[.spec][.priority].number, isGuaranteed ? 0 : 1, since, key)
    }
    return waiting.sorted { $0 < $1 }.map(\.3)
  }

  private func noteResize(_ key: ObjectKey, _ runtime: PodRuntime) {
    if runtime.resize?.pending?.problem.isInfeasible == false {
      pendingResizes.insert(key)
    } else if !pendingResizes.isEmpty {
      pendingResizes.remove(key)
    }
  }

  /// Something that pods may wait for appeared or changed in a namespace.
  private func wakePods(waitingIn namespace: String) {
    let waiting = pods.filter { $0.key.namespace == namespace && $0.value.runtime.isHeldByReferences }
    for key in waiting.keys.sorted() { queue.add(key) }
  }
}

// MARK: One look at one pod

extension Kubelet {
  private func sync(_ key: ObjectKey) {
    guard let pod = registry.store.object(key) else { return forget(key) }
    let nodeName = pod[.spec][.nodeName].text
    guard let machine = machines[nodeName], machine.isConnected else { return }
    guard let tracked = track(key, pod) else { return }
    let look = look(at: pod, tracked, machine)
    for image in look.pulledImages { machines[nodeName]?.images.insert(image) }
    noteResize(key, look.runtime)
    write(key, pod, look, tracked)
    if let next = look.next, tracked.wakesAt.map({ $0 <= registry.now || $0 > next }) ?? true {
      tracked.wakesAt = next
      queue.add(key, at: next)
    }
  }

  /// The pod as it was tracked, brought up to its present spec; `nil` for one that has ended for good.
  private func track(_ key: ObjectKey, _ pod: Value) -> TrackedPod? {
    let metadata = pod[.metadata]
    let generation = metadata[.generation].number
    if let known = pods[key], known.runtime.uid == metadata[.uid].text {
      if known.generation != generation {
        let plan = PodPlan(pod, behavior.detail)
        known.runtime.follow(plan, from: known.plan, pod[.status])
        known.plan = plan
        known.generation = generation
      }
      return known
    }
    forget(key)
    let phase = pod[.status][.phase].text
    if phase == "Succeeded" || phase == "Failed", metadata[.deletionTimestamp].isNull { return nil }
    let plan = PodPlan(pod, behavior.detail)
    let runtime = PodRuntime(restoring: pod, plan, now: registry.now)
    if let address = runtime.address { addresses.take(address) }
    let fresh = TrackedPod(plan: plan, runtime: runtime, generation: generation)
    pods[key] = fresh
    return fresh
  }

  private func look(at pod: Value, _ tracked: TrackedPod, _ machine: Machine) -> PodMachine {
    let behaviors = behaviors(of: pod, tracked, machine.node)
    tracked.runtime.hostAddress = machine.address
    var look = PodMachine(
      tracked.plan, tracked.runtime, behaviors: behaviors,
      surroundings: StoreSurroundings(store: registry.store, pod: pod, images: machine.images),
      settings: behavior, now: registry.now)
    look.advance(deletionDeadline: Instant(rfc3339: pod[.metadata][.deletionTimestamp].text))
    if look.needsAddress {
      look.runtime.address =
        tracked.plan.usesHostNetwork ? machine.address : addresses.next(NodeFacts.podRange(machine.node))
    }
    tracked.runtime = look.runtime
    return look
  }

  /// Rules look at names, labels, annotations and images: as long as these stay, so does the answer.
  private func behaviors(of pod: Value, _ tracked: TrackedPod, _ node: Value) -> [ContainerBehavior] {
    let metadata = [Key.generation, .labels, .annotations].map { pod[.metadata][$0] }
    if let judged = tracked.judged, judged.metadata == metadata, judged.node == node { return tracked.behaviors }
    tracked.judged = (metadata, node)
    tracked.behaviors = tracked.plan.containers.map {
      behavior.container($0.spec, $0.role, pod: pod, node: node)
    }
    return tracked.behaviors
  }

  /// Writes events and status, and confirms the end of a pod that was deleted.
  private func write(_ key: ObjectKey, _ pod: Value, _ look: PodMachine, _ tracked: TrackedPod) {
    var reference = (fieldPath: "", value: Value.null)
    for event in look.events {
      if reference.value.isNull || reference.fieldPath != event.fieldPath {
        reference = (event.fieldPath, ObjectReference.value(pod, fieldPath: event.fieldPath))
      }
      recorder.record(
        reference: reference.value, event.type, event.reason, event.message, host: look.plan.nodeName)
    }
    let hasEnded = look.runtime.stop != nil && !look.runtime.isRunningAnything
    if !hasEnded || behavior.detail == .full || look.runtime.stop?.cause != .deleted {
      writeStatus(key, look, tracked)
    }
    if hasEnded, look.runtime.stop?.cause == .deleted { confirmDeletion(key, look.plan.uid) }
  }

  private func writeStatus(_ key: ObjectKey, _ look: PodMachine, _ tracked: TrackedPod) {
    let writer = PodStatus(
      plan: look.plan, runtime: look.runtime, detail: behavior.detail, memory: memory, now: registry.now)
    do throws(APIStatus) {
      try registry.modifyStatus(key) { $0[.status] = writer.value(for: $0) }
      tracked.written = registry.store.revision
    } catch {
      // The pod is gone, or the API refuses: the kubelet looks again when something changes.
    }
  }

  private func confirmDeletion(_ key: ObjectKey, _ uid: String) {
    do throws(APIStatus) {
      let options = DeleteOptions(gracePeriodSeconds: 0, uid: uid)
      try registry.delete(registry.kind(.pod), namespace: key.namespace, name: key.name, options)
      pods[key]?.written = registry.store.revision
    } catch {
      // Somebody else was faster.
    }
  }
}

extension PodMachine {
  /// Whether the pod has come so far that it has an address, and has none yet.
  fileprivate var needsAddress: Bool {
    guard runtime.address == nil, runtime.hasSandbox, runtime.stop == nil else { return false }
    return isFull || runtime.containers.contains { $0.instances > 0 }
  }
}

extension PodRuntime {
  /// Whether a missing ConfigMap or Secret may be what the pod waits for.
  fileprivate var isHeldByReferences: Bool {
    mountProblem != nil
      || containers.contains { if case .misconfigured = $0.state { true } else { false } }
  }
}
