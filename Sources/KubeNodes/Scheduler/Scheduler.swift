// The scheduler: finds a node for every pod that has none.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// kube-scheduler with its default profile. Pods that no node takes are tried again when something changes that may
/// help them, and only then.
public final class Scheduler: ControlLoop {
  let registry: Registry
  let recorder: SeriesEventRecorder
  let view: ClusterView
  var queue = SchedulingQueue()
  private var kin = KinSelectors()
  /// Pods that have a node in mind and wait for their volumes to be there.
  private var reserved: [ObjectKey: Reservation] = [:]
  private var volumesToCheck: Set<ObjectKey> = []
  private var start = 0

  struct Reservation: Codable {
    var node: String
    var claims: [ObjectKey]
  }

  static let profile = "default-scheduler"

  public init(_ registry: Registry) {
    self.registry = registry
    recorder = SeriesEventRecorder(registry, controller: Self.profile, host: "control-plane")
    view = ClusterView(store: registry.store)
  }

  public var name: String { Self.profile }

  public var kinds: [KindID] {
    [.pod, .node, .persistentVolumeClaim, .persistentVolume, .storageClass, .service, .statefulSet, .replicaSet]
  }

  public func observe(_ event: StoreEvent) {
    switch event.key.kind {
    case .pod: observePod(event)
    case .node: observeNode(event)
    case .persistentVolumeClaim, .persistentVolume, .storageClass: observeVolumes(event)
    default: kin.observe(event)
    }
  }

  public func keep(_ archive: Archive) {
    recorder.keep(archive)
    archive.keep(&start)
    var waiting = queue.waiting
    archive.keep(&waiting)
    var reservations = reserved
    archive.keep(&reservations)
    if archive.isReading { restore(waiting, reservations) }
  }

  public func work() -> Bool {
    if let key = volumesToCheck.min() {
      volumesToCheck.remove(key)
      checkReservation(key)
      return true
    }
    guard let key = queue.pop() else { return false }
    attempt(key)
    return true
  }

  public func reasons(for key: ObjectKey) -> [Reason] { SchedulingReasons(self).reasons(for: key) }
}

// MARK: Checkpoints

extension Scheduler {
  /// Goes on with the pods that no node takes, and with those whose node waits for their volumes.
  private func restore(_ waiting: [ObjectKey: Set<SchedulerPlugin>], _ reservations: [ObjectKey: Reservation]) {
    queue = SchedulingQueue()
    volumesToCheck = []
    reserved = reservations
    for (key, plugins) in waiting.sorted(by: { $0.key < $1.key }) {
      if let pod = registry.store.object(key) { queue.wait(PodDemand(key, pod), for: plugins) }
    }
    for (key, reservation) in reservations.sorted(by: { $0.key < $1.key }) {
      if let pod = registry.store.object(key) { view.place(PodDemand(key, pod), on: reservation.node) }
    }
  }
}

// MARK: What changed

extension Scheduler {
  /// Whether a pod has a node in mind and waits for its volumes.
  func isReserved(_ key: ObjectKey) -> Bool { reserved[key] != nil }

  private func observePod(_ event: StoreEvent) {
    let key = event.key
    let pod = event.object
    let phase = pod[.status][.phase].text
    if event.change == .deleted || phase == "Succeeded" || phase == "Failed" { return release(key) }
    let node = pod[.spec][.nodeName].text
    if node.isEmpty { return observePending(event) }
    queue.remove(key)
    reserved[key] = nil
    if let known = view.placed[key], known.node == node, isSame(known.demand, pod, event.previous) { return }
    view.place(PodDemand(key, pod), on: node)
    wake([.interPodAffinity, .podTopologySpread])
  }

  /// Whether nothing changed that the view holds about a pod.
  private func isSame(_ known: PodDemand, _ pod: Value, _ previous: Value?) -> Bool {
    let metadata = pod[.metadata]
    guard known.uid == metadata[.uid].text, known.isTerminating == !metadata[.deletionTimestamp].isNull else {
      return false
    }
    guard let previous else { return true }
    return previous[.metadata][.generation] == metadata[.generation]
      && previous[.metadata][.labels] == metadata[.labels] && GrantedResources.arePendingAlike(pod, previous)
  }

  private func release(_ key: ObjectKey) {
    queue.remove(key)
    reserved[key] = nil
    guard view.placed[key] != nil else { return }
    view.unplace(key)
    wake([
      .nodePorts, .nodeResourcesFit, .interPodAffinity, .podTopologySpread, .volumeRestrictions, .nodeVolumeLimits,
    ])
  }

  private func observePending(_ event: StoreEvent) {
    let pod = event.object
    guard pod[.spec][.schedulerName].string ?? Self.profile == Self.profile else { return }
    guard pod[.metadata][.deletionTimestamp].isNull, pod[.spec][.schedulingGates].elements.isEmpty else {
      queue.remove(event.key)
      return
    }
    if let previous = event.previous, previous[.metadata][.uid] == pod[.metadata][.uid],
      previous[.metadata][.labels] == pod[.metadata][.labels],
      previous[.metadata][.generation] == pod[.metadata][.generation]
    {
      return
    }
    guard reserved[event.key] == nil else { return }
    queue.add(event.key, priority: pod[.spec][.priority].number)
  }

  private func observeNode(_ event: StoreEvent) {
    guard event.change != .deleted else { return view.removeNode(event.key.name) }
    if let previous = event.previous, previous[.spec] == event.object[.spec],
      previous[.metadata][.labels] == event.object[.metadata][.labels],
      previous[.status][.allocatable] == event.object[.status][.allocatable]
    {
      return
    }
    view.setNode(event.object)
    wake(Set(SchedulerPlugin.allCases))
  }

  private func observeVolumes(_ event: StoreEvent) {
    switch event.key.kind {
    case .persistentVolumeClaim:
      for (pod, reservation) in reserved where reservation.claims.contains(event.key) { volumesToCheck.insert(pod) }
      tryAgain(queue.waiting(on: event.key))
    case .persistentVolume:
      view.volumes.observe(event)
      if Self.mayHelp(event) { wake([.volumeBinding, .volumeZone]) }
    default:
      if event.previous?[.allowedTopologies] != event.object[.allowedTopologies] || event.change == .added {
        wake([.volumeBinding])
      }
    }
  }

  /// Whether a change of a volume may let a pod be placed: it is there, or its labels or its claim are others.
  private static func mayHelp(_ event: StoreEvent) -> Bool {
    guard event.change != .deleted, let previous = event.previous else { return event.change == .added }
    return previous[.spec][.claimRef] != event.object[.spec][.claimRef]
      || previous[.spec][.nodeAffinity] != event.object[.spec][.nodeAffinity]
      || previous[.metadata][.labels] != event.object[.metadata][.labels]
      || (previous[.status][.phase] != event.object[.status][.phase]
        && event.object[.status][.phase].text == "Available")
  }

  /// Tries the pods again that one of these plugins turned away.
  private func wake(_ plugins: Set<SchedulerPlugin>) {
    tryAgain(queue.turnedAway(by: plugins))
  }

  private func tryAgain(_ keys: [ObjectKey]) {
    for key in keys {
      queue.add(key, priority: registry.store.object(key)?[.spec][.priority].number ?? 0)
    }
  }
}

// MARK: One attempt

extension Scheduler {
  private func attempt(_ key: ObjectKey) {
    guard let pod = registry.store.object(key), pod[.spec][.nodeName].text.isEmpty else { return }
    let demand = PodDemand(key, pod)
    let cycle = cycle(demand, pod)
    let (outcome, rejections) = cycle.run(start: &start)
    switch outcome {
    case .node(let node): reserve(demand, pod, node, cycle.volumes.choices(on: node) ?? [])
    case .unschedulable(let error): refuse(cycle, pod, error, rejections)
    }
  }

  func cycle(_ demand: PodDemand, _ pod: Value) -> SchedulingCycle {
    SchedulingCycle(demand, view: view, store: registry.store, kin: kin.selector(for: pod, registry.store))
  }

  /// Takes a node: at once, or after the volumes that were chosen there are bound.
  private func reserve(
    _ demand: PodDemand, _ pod: Value, _ node: NodeInfo, _ choices: [(claim: ObjectKey, choice: VolumeFit.Choice)]
  ) {
    view.place(demand, on: node.name)
    guard !choices.isEmpty else { return bind(demand.key, pod, node.name) }
    reserved[demand.key] = Reservation(node: node.name, claims: choices.map(\.claim))
    for (claim, choice) in choices { choose(choice, for: claim, node.name) }
  }

  private func bind(_ key: ObjectKey, _ pod: Value, _ node: String) {
    do throws(APIStatus) {
      try registry.bind(key, toNode: node)
      recorder.record(
        pod, .normal, "Scheduled", action: "Binding",
        note: "Successfully assigned \(key.namespace)/\(key.name) to \(node)")
    } catch {
      view.unplace(key)
    }
  }

  private func refuse(_ cycle: SchedulingCycle, _ pod: Value, _ error: FitError, _ rejections: [NodeRejection]) {
    var error = error
    var nominated: String?
    if error.beforehand == nil, error.nodeCount > 0 {
      let preemption = Preemption(cycle, self).run(pod, rejections)
      nominated = preemption.node
      error.afterwards = preemption.node == nil ? "no new claims to deallocate, preemption: \(preemption.message)" : nil
    }
    queue.wait(cycle.pod, for: error.plugins.isEmpty ? Set(SchedulerPlugin.allCases) : error.plugins)
    let note = error.message
    recorder.record(pod, .warning, "FailedScheduling", action: "Scheduling", note: note)
    let now = registry.now
    _ = try? registry.modify(cycle.pod.key, subresource: .status) { pod in
      PodCondition.set(
        &pod, type: "PodScheduled", status: "False", reason: "Unschedulable", message: error.message, now: now)
      if let nominated { pod[.status][.nominatedNodeName] = .string(nominated) }
    }
  }
}

// MARK: Volumes that are bound late

extension Scheduler {
  /// Tells the volume controller what a claim is to get: a volume that is set aside, or the node to make one for.
  private func choose(_ choice: VolumeFit.Choice, for claim: ObjectKey, _ node: String) {
    switch choice {
    case .provision:
      _ = try? registry.modify(claim) {
        $0[.metadata][.annotations][VolumeAnnotations.selectedNode] = .string(node)
      }
    case .volume(let name):
      guard let object = registry.store.object(claim) else { return }
      _ = try? registry.modify(ObjectKey(.persistentVolume, "", name)) { volume in
        volume[.spec][.claimRef] = ObjectReference.value(object)
        volume[.metadata][.annotations][VolumeAnnotations.boundByController] = "yes"
      }
    }
  }

  /// Binds a pod whose volumes are all there; gives its node up when a claim went or lost its node.
  private func checkReservation(_ key: ObjectKey) {
    guard let reservation = reserved[key], let pod = registry.store.object(key) else { return }
    var areBound = true
    for claim in reservation.claims {
      guard let object = registry.store.object(claim), object[.metadata][.deletionTimestamp].isNull else {
        return giveUp(key, pod)
      }
      areBound = areBound && object.isFullyBound
    }
    guard areBound else { return }
    reserved[key] = nil
    bind(key, pod, reservation.node)
  }

  private func giveUp(_ key: ObjectKey, _ pod: Value) {
    reserved[key] = nil
    view.unplace(key)
    queue.add(key, priority: pod[.spec][.priority].number)
  }
}
