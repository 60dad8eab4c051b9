// Makes volumes for claims, and deletes them when their claims are gone: the part that CSI drivers' sidecars play.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// The provisioners of a cluster.
public final class ExternalProvisioner: ControlLoop {
  private let registry: Registry
  private let table: ProvisionerTable
  private var recorders: [String: EventRecorder] = [:]
  private var queue = WorkQueue<ObjectKey>()
  /// When work on a claim or a volume that was begun is done.
  private var begun: [ObjectKey: Instant] = [:]

  public init(_ registry: Registry, provisioners: [ProvisionerDescription]) {
    self.registry = registry
    table = ProvisionerTable(provisioners)
  }

  public var name: String { "external-provisioner" }

  public var kinds: [KindID] { [.persistentVolumeClaim, .persistentVolume] }

  public var nextInstant: Instant? { queue.nextInstant }

  public func observe(_ event: StoreEvent) {
    let isRelevant = event.key.kind == .persistentVolume ? isReleased(event.object) : wantsVolume(event.object)
    if event.change == .deleted || !isRelevant { begun[event.key] = nil } else { queue.add(event.key) }
  }

  public func keep(_ archive: Archive) {
    queue.keep(archive)
    archive.keep(&begun)
    var names = recorders.keys.sorted()
    archive.keep(&names)
    for name in names { recorder(name).keep(archive) }
  }

  public func work() -> Bool {
    guard let key = queue.pop(now: registry.now) else { return false }
    if key.kind == .persistentVolume { delete(key) } else { provision(key) }
    return true
  }

  private func wantsVolume(_ claim: Value) -> Bool {
    claim[.spec][.volumeName].text.isEmpty && claim[.metadata][.deletionTimestamp].isNull
      && !claim[.metadata][.annotations][VolumeAnnotations.storageProvisioner].isNull
  }

  private func isReleased(_ volume: Value) -> Bool {
    volume[.status][.phase].text == "Released" && volume[.spec][.persistentVolumeReclaimPolicy].text == "Delete"
      && volume[.metadata][.deletionTimestamp].isNull
      && !volume[.metadata][.annotations][VolumeAnnotations.provisionedBy].isNull
  }
}

// MARK: Making

extension ExternalProvisioner {
  private func provision(_ key: ObjectKey) {
    guard let claim = registry.store.object(key), wantsVolume(claim),
      let storageClass = registry.store.object(ObjectKey(.storageClass, "", claim.storageClass))
    else { return }
    let name = claim[.metadata][.annotations][VolumeAnnotations.storageProvisioner].text
    guard let provisioner = table.find(name) else { return }
    let isLate = storageClass[.volumeBindingMode].text == "WaitForFirstConsumer"
    if isLate, claim[.metadata][.annotations][VolumeAnnotations.selectedNode].isNull { return }
    guard isDone(key, provisioner.time, begin: { report(provisioner, name, claim, key) }) else { return }
    let volume = ProvisionedVolume(claim: claim, storageClass: storageClass, provisioner: name).object()
    do throws(APIStatus) {
      try registry.create(registry.kind(.persistentVolume), namespace: "", volume)
      guard provisioner.reports else { return }
      let volumeName = volume[.metadata][.name].text
      recorder(name).record(
        claim, .normal, "ProvisioningSucceeded", "Successfully provisioned volume \(volumeName)")
    } catch {
      recorder(name).record(
        claim, .warning, "ProvisioningFailed",
        "failed to provision volume with StorageClass \(GoText.quoted(claim.storageClass)): \(error.message)")
    }
  }

  private func report(_ provisioner: ProvisionerDescription, _ name: String, _ claim: Value, _ key: ObjectKey) {
    guard provisioner.reports else { return }
    let message = "External provisioner is provisioning volume for claim \"\(key.namespace)/\(key.name)\""
    recorder(name).record(claim, .normal, "Provisioning", message)
  }

  /// Whether work that takes a while is done; begins it where it has not begun.
  private func isDone(_ key: ObjectKey, _ time: TimeSpan, begin: () -> Void) -> Bool {
    if begun[key] == nil {
      begin()
      begun[key] = registry.now + time
    }
    guard let end = begun[key], end > registry.now else {
      begun[key] = nil
      return true
    }
    queue.add(key, at: end)
    return false
  }

  /// Provisioners sign events with their name and the pod they run in.
  private func recorder(_ name: String) -> EventRecorder {
    if let known = recorders[name] { return known }
    let fresh = EventRecorder(registry, component: "\(name)_csi-provisioner-0")
    recorders[name] = fresh
    return fresh
  }
}

// MARK: Deleting

extension ExternalProvisioner {
  private func delete(_ key: ObjectKey) {
    guard let volume = registry.store.object(key), isReleased(volume),
      let provisioner = table.find(volume[.metadata][.annotations][VolumeAnnotations.provisionedBy].text)
    else { return }
    guard isDone(key, provisioner.time, begin: {}) else { return }
    do throws(APIStatus) {
      try registry.delete(registry.kind(.persistentVolume), namespace: "", name: key.name)
    } catch {
      queue.addRateLimited(key, now: registry.now)
    }
  }
}

/// A volume as a provisioner makes it for a claim.
struct ProvisionedVolume {
  let claim: Value
  let storageClass: Value
  let provisioner: String

  func object() -> Value {
    let name = "pvc-\(claim[.metadata][.uid].text)"
    var spec: Value = [
      .accessModes: claim[.spec][.accessModes],
      .capacity: [.storage: claim[.spec][.resources][.requests][.storage]],
      .claimRef: ObjectReference.value(claim),
      "csi": [
        "driver": .string(provisioner), "volumeHandle": .string(name),
        "volumeAttributes": ["storage.kubernetes.io/csiProvisionerIdentity": .string("\(provisioner)-1")],
      ],
      .persistentVolumeReclaimPolicy: storageClass[.reclaimPolicy].isNull ? "Delete" : storageClass[.reclaimPolicy],
      .storageClassName: .string(claim.storageClass),
      .volumeMode: claim[.spec][.volumeMode].isNull ? "Filesystem" : claim[.spec][.volumeMode],
    ]
    if !storageClass[.mountOptions].elements.isEmpty { spec[.mountOptions] = storageClass[.mountOptions] }
    return [
      .metadata: [
        .name: .string(name), .annotations: .object(Object([(VolumeAnnotations.provisionedBy, .string(provisioner))])),
      ],
      .spec: spec,
    ]
  }
}
