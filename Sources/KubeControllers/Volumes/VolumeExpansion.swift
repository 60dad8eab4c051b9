// Growing volumes: a claim that asks for more than it has gets it from its provisioner, if that grows volumes.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// The expansion controller of kube-controller-manager together with the drivers' resizers.
public final class VolumeExpansion: ControlLoop {
  private let registry: Registry
  private let recorder: EventRecorder
  private let table: ProvisionerTable
  private var resizers: [String: EventRecorder] = [:]
  private var queue = WorkQueue<ObjectKey>()
  private var begun: [ObjectKey: Instant] = [:]

  public init(_ registry: Registry, provisioners: [ProvisionerDescription]) {
    self.registry = registry
    table = ProvisionerTable(provisioners)
    recorder = EventRecorder(registry, component: "volume_expand")
  }

  public var name: String { "volume-expander" }

  public var kinds: [KindID] { [.persistentVolumeClaim] }

  public var nextInstant: Instant? { queue.nextInstant }

  public func observe(_ event: StoreEvent) {
    guard event.change != .deleted else {
      begun[event.key] = nil
      return
    }
    let requests = { (claim: Value?) in claim?[.spec][.resources][.requests] ?? .null }
    if requests(event.previous) != requests(event.object) || event.change == .added, wants(event.object) {
      queue.add(event.key)
    }
  }

  public func keep(_ archive: Archive) {
    queue.keep(archive)
    recorder.keep(archive)
    archive.keep(&begun)
    var names = resizers.keys.sorted()
    archive.keep(&names)
    for name in names { resizer(name).keep(archive) }
  }

  public func work() -> Bool {
    guard let key = queue.pop(now: registry.now) else { return false }
    if let claim = registry.store.object(key), wants(claim) { expand(key, claim) }
    return true
  }

  public func reasons(for key: ObjectKey) -> [Reason] {
    guard key.kind == .persistentVolumeClaim, let claim = registry.store.object(key), wants(claim) else { return [] }
    let name = provisioner(claim)
    let isGrowing = table.find(name)?.resizes ?? false
    let size = claim[.status][.capacity][.storage].text
    return [
      Reason(
        subject: key, rule: "ExternalExpanding",
        message: "The claim asks for \(claim[.spec][.resources][.requests][.storage].text) and has \(size): "
          + (isGrowing ? "provisioner \(name) is growing the volume." : "provisioner \(name) grows no volumes."))
    ]
  }

  /// Whether a bound claim asks for more than it has.
  private func wants(_ claim: Value) -> Bool {
    guard claim[.status][.phase].text == "Bound",
      let wanted = Quantity(value: claim[.spec][.resources][.requests][.storage]),
      let there = Quantity(value: claim[.status][.capacity][.storage])
    else { return false }
    return there < wanted && registry.store.object(volumeKey(claim)).map { capacity($0) < wanted } ?? false
  }

  private func capacity(_ volume: Value) -> Quantity { Quantity(value: volume[.spec][.capacity][.storage]) ?? .zero }

  private func volumeKey(_ claim: Value) -> ObjectKey {
    ObjectKey(.persistentVolume, "", claim[.spec][.volumeName].text)
  }

  private func provisioner(_ claim: Value) -> String {
    let storageClass = registry.store.object(ObjectKey(.storageClass, "", claim.storageClass))
    return MigratedProvisioners.name(storageClass?[.provisioner].text ?? "")
  }
}

extension VolumeExpansion {
  private func expand(_ key: ObjectKey, _ claim: Value) {
    let name = provisioner(claim)
    if begun[key] == nil {
      recorder.record(
        claim, .normal, "ExternalExpanding", "waiting for an external controller to expand this PVC")
    }
    guard let driver = table.find(name), driver.resizes else { return }
    guard isDone(key, claim, driver, name) else { return }
    let size = claim[.spec][.resources][.requests][.storage]
    _ = try? registry.modify(volumeKey(claim)) { $0[.spec][.capacity][.storage] = size }
    _ = try? registry.modify(key, subresource: .status) { claim in
      claim[.status][.capacity][.storage] = size
      claim[.status][.conditions].removeElements { $0[.type].text == "Resizing" }
      if claim[.status][.conditions].isEmpty { claim[.status].remove(.conditions) }
    }
    if driver.reports {
      resizer(name).record(claim, .normal, "VolumeResizeSuccessful", "Resize volume succeeded")
    }
  }

  private func isDone(_ key: ObjectKey, _ claim: Value, _ driver: ProvisionerDescription, _ name: String) -> Bool {
    if begun[key] == nil {
      begun[key] = registry.now + driver.time
      let volume = claim[.spec][.volumeName].text
      if driver.reports {
        resizer(name).record(claim, .normal, "Resizing", "External resizer is resizing volume \(volume)")
      }
      if driver.time > .zero { markResizing(key) }
    }
    guard let end = begun[key], end > registry.now else {
      begun[key] = nil
      return true
    }
    queue.add(key, at: end)
    return false
  }

  private func markResizing(_ key: ObjectKey) {
    let now = registry.now.rfc3339
    _ = try? registry.modify(key, subresource: .status) { claim in
      claim[.status][.conditions].append([
        .type: "Resizing", .status: "True", .lastProbeTime: .null, .lastTransitionTime: .string(now),
      ])
    }
  }

  private func resizer(_ name: String) -> EventRecorder {
    if let known = resizers[name] { return known }
    let fresh = EventRecorder(registry, component: "external-resizer \(name)")
    resizers[name] = fresh
    return fresh
  }
}
