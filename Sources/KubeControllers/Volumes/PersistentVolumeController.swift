// Ties claims and volumes to each other, and says what becomes of volumes whose claims are gone.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// Pods that use claims and have no node yet, by claim.
private struct WaitingPods {
  private var pods: [ObjectKey: Set<String>] = [:]
  private var claims: [ObjectKey: [ObjectKey]] = [:]

  mutating func observe(_ event: StoreEvent) {
    let isWaiting = event.change != .deleted && event.object[.spec][.nodeName].isNull
    if isWaiting {
      guard event.change == .added else { return }
      let keys = PodClaims.names(event.object).map { ObjectKey(.persistentVolumeClaim, event.key.namespace, $0) }
      guard !keys.isEmpty else { return }
      claims[event.key] = keys
      for key in keys { pods[key, default: []].insert(event.key.name) }
    } else if let keys = claims.removeValue(forKey: event.key) {
      for key in keys {
        pods[key]?.remove(event.key.name)
        if pods[key]?.isEmpty == true { pods[key] = nil }
      }
    }
  }

  func first(using claim: ObjectKey) -> String? { pods[claim]?.min() }
}

/// The persistent volume binder of kube-controller-manager.
public final class PersistentVolumeController: ControlLoop {
  let registry: Registry
  private let recorder: EventRecorder
  private let provisioners: ProvisionerTable
  private var queue = WorkQueue<ObjectKey>()
  private var volumes = VolumeIndex()
  /// Claims without a volume, by class; those without a class under the empty name.
  private var pending: [String: Set<ObjectKey>] = [:]
  private var pendingClass: [ObjectKey: String] = [:]
  private var waitingPods = WaitingPods()

  public init(_ registry: Registry, provisioners: [ProvisionerDescription]) {
    self.registry = registry
    self.provisioners = ProvisionerTable(provisioners)
    recorder = EventRecorder(registry, component: "persistentvolume-controller")
  }

  public var name: String { "persistentvolume-controller" }

  public var kinds: [KindID] { [.persistentVolumeClaim, .persistentVolume, .storageClass, .pod] }

  public var nextInstant: Instant? { queue.nextInstant }

  public func observe(_ event: StoreEvent) {
    switch event.key.kind {
    case .persistentVolumeClaim: observeClaim(event)
    case .persistentVolume: observeVolume(event)
    case .pod: waitingPods.observe(event)
    default: observeClass(event)
    }
  }

  public func keep(_ archive: Archive) {
    queue.keep(archive)
    recorder.keep(archive)
  }

  public func work() -> Bool {
    guard let key = queue.pop(now: registry.now) else { return false }
    if key.kind == .persistentVolume { syncVolume(key) } else { syncClaim(key) }
    return true
  }

  public func reasons(for key: ObjectKey) -> [Reason] {
    guard key.kind == .persistentVolumeClaim, let scene = scene(key) else { return [] }
    return scene.plan().reasons
  }
}

// MARK: What changed

extension PersistentVolumeController {
  private func observeClaim(_ event: StoreEvent) {
    queue.add(event.key)
    let volume = event.object[.spec][.volumeName].text
    if event.change == .deleted || !event.object.isFullyBound || event.previous?.isFullyBound != true {
      if !volume.isEmpty { queue.add(ObjectKey(.persistentVolume, "", volume)) }
    }
    let isPending = event.change != .deleted && !event.object.isFullyBound
    note(event.key, pendingIn: isPending ? event.object.storageClass : nil)
  }

  private func note(_ key: ObjectKey, pendingIn name: String?) {
    guard pendingClass[key] != name else { return }
    if let before = pendingClass[key] { pending[before]?.remove(key) }
    pendingClass[key] = name
    if let name { pending[name, default: []].insert(key) }
  }

  private func observeVolume(_ event: StoreEvent) {
    volumes.observe(event)
    queue.add(event.key)
    let volume = event.object
    let reference = volume[.spec][.claimRef]
    if reference.object != nil {
      queue.add(ObjectKey(.persistentVolumeClaim, reference[.namespace].text, reference[.name].text))
    } else if volume[.status][.phase].text == "Available" {
      lookAtPending(in: volume.storageClass)
    }
  }

  private func observeClass(_ event: StoreEvent) {
    lookAtPending(in: event.key.name)
    lookAtPending(in: "")
  }

  /// Looks at claims of a class again, the oldest first.
  private func lookAtPending(in name: String) {
    guard let keys = pending[name], !keys.isEmpty else { return }
    let aged = keys.map { ($0, registry.store.object($0)?[.metadata][.creationTimestamp].text ?? "") }
    for (key, _) in aged.sorted(by: { ($0.1, $0.0) < ($1.1, $1.0) }) { queue.add(key) }
  }
}

// MARK: Claims

extension PersistentVolumeController {
  private func scene(_ key: ObjectKey) -> ClaimScene? {
    guard let claim = registry.store.object(key) else { return nil }
    var scene = ClaimScene(key: key, claim: claim)
    let name = claim[.spec][.volumeName].text
    if !name.isEmpty {
      scene.namedVolume = registry.store.object(ObjectKey(.persistentVolume, "", name))
      return scene
    }
    let className = claim.storageClass
    scene.candidates = volumes.candidates(for: key, storageClass: className, registry.store)
    scene.storageClass = className.isEmpty ? nil : registry.store.object(ObjectKey(.storageClass, "", className))
    scene.waitingPod = waitingPods.first(using: key)
    scene.defaultClass = DefaultClasses.storageClass(registry.store)
    scene.isProvisionerKnown =
      provisioners.find(MigratedProvisioners.name(scene.storageClass?[.provisioner].text ?? "")) != nil
    return scene
  }

  private func syncClaim(_ key: ObjectKey) {
    guard let scene = scene(key), scene.claim[.metadata][.deletionTimestamp].isNull || scene.claim.isFullyBound
    else { return }
    for action in scene.plan().actions { apply(action, key) }
  }

  private func apply(_ action: ClaimPlan.Action, _ key: ObjectKey) {
    switch action {
    case .bind(let volume): bind(key, ObjectKey(.persistentVolume, "", volume))
    case .setPhase(let phase): change(key, .status) { $0[.status][.phase] = .string(phase) }
    case .assignClass(let name): change(key) { $0[.spec][.storageClassName] = .string(name) }
    case .provision(let provisioner):
      change(key) { claim in
        claim[.metadata][.annotations][VolumeAnnotations.storageProvisioner] = .string(provisioner)
        claim[.metadata][.annotations][VolumeAnnotations.betaStorageProvisioner] = .string(provisioner)
      }
    case .event(let type, let reason, let message):
      if let claim = registry.store.object(key) { recorder.record(claim, type, reason, message) }
    }
  }

  /// Ties a claim and a volume: first the volume to the claim, then the claim to the volume.
  private func bind(_ key: ObjectKey, _ volumeKey: ObjectKey) {
    guard let claim = registry.store.object(key) else { return }
    change(volumeKey) { volume in
      let wasFree = volume[.spec][.claimRef].object == nil
      guard volume[.spec][.claimRef][.uid] != claim[.metadata][.uid] else { return }
      volume[.spec][.claimRef] = ObjectReference.value(claim)
      if wasFree { volume[.metadata][.annotations][VolumeAnnotations.boundByController] = "yes" }
    }
    setPhase(volumeKey, "Bound")
    guard let volume = registry.store.object(volumeKey) else { return }
    change(key) { claim in
      if claim[.spec][.volumeName].text.isEmpty {
        claim[.spec][.volumeName] = .string(volumeKey.name)
        claim[.metadata][.annotations][VolumeAnnotations.boundByController] = "yes"
      }
      claim[.metadata][.annotations][VolumeAnnotations.bindCompleted] = "yes"
    }
    change(key, .status) { claim in
      let isNew = claim[.status][.phase].text != "Bound"
      claim[.status][.phase] = "Bound"
      claim[.status][.accessModes] = volume[.spec][.accessModes]
      if isNew || claim[.status][.capacity].isNull { claim[.status][.capacity] = volume[.spec][.capacity] }
    }
  }

  private func change(
    _ key: ObjectKey, _ subresource: Kind.Subresource? = nil, _ change: (inout Value) -> Void
  ) {
    do throws(APIStatus) {
      try registry.modify(key, subresource: subresource, change)
    } catch {
      queue.addRateLimited(key, now: registry.now)
    }
  }
}

// MARK: Volumes

extension PersistentVolumeController {
  private func syncVolume(_ key: ObjectKey) {
    guard let volume = registry.store.object(key) else { return }
    let reference = volume[.spec][.claimRef]
    let claimKey = ObjectKey(.persistentVolumeClaim, reference[.namespace].text, reference[.name].text)
    let maker = volume[.metadata][.annotations][VolumeAnnotations.provisionedBy].string
    let scene = VolumeScene(
      volume: volume, claim: reference.object == nil ? nil : registry.store.object(claimKey),
      hasDeleter: maker.map { provisioners.find($0) != nil } ?? false)
    for action in scene.plan() { apply(action, key, volume) }
  }

  private func apply(_ action: VolumeAction, _ key: ObjectKey, _ volume: Value) {
    switch action {
    case .setPhase(let phase): setPhase(key, phase)
    case .lookAtClaim(let claim): queue.add(claim)
    case .recycle: recycle(key, volume)
    case .release: free(key)
    case .fail(let reason, let message):
      recorder.record(volume, .warning, reason, message)
      setPhase(key, "Failed", reason: reason, message: message)
    }
  }

  private func setPhase(_ key: ObjectKey, _ phase: String, reason: String? = nil, message: String? = nil) {
    let now = registry.now
    change(key, .status) { volume in
      guard volume[.status][.phase].text != phase else { return }
      volume[.status][.phase] = .string(phase)
      volume[.status][.lastPhaseTransitionTime] = .string(now.rfc3339)
      volume[.status].set(.reason, Value(reason))
      volume[.status].set(.message, Value(message))
    }
  }

  /// Wipes a volume: a pod of the controller's would do it; here it takes no time.
  private func recycle(_ key: ObjectKey, _ volume: Value) {
    recorder.record(volume, .normal, "VolumeRecycled", "Volume recycled")
    free(key)
  }

  /// Takes a volume's claim off it: what the controller set aside itself goes whole, what the user named stays named.
  private func free(_ key: ObjectKey) {
    change(key) { volume in
      if volume[.metadata][.annotations][VolumeAnnotations.boundByController].isNull {
        volume[.spec][.claimRef].remove(.uid)
        volume[.spec][.claimRef].remove(.resourceVersion)
      } else {
        volume[.spec].remove(.claimRef)
        volume[.metadata][.annotations].remove(VolumeAnnotations.boundByController)
        if volume[.metadata][.annotations].isEmpty { volume[.metadata].remove(.annotations) }
      }
    }
  }
}
