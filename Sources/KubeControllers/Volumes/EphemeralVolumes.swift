// Claims that pods bring along: a volume of a pod may hold a template, from which a claim of the pod's own is made.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// The controller for generic ephemeral volumes.
public final class EphemeralVolumes: ControlLoop {
  private let registry: Registry
  private let recorder: EventRecorder
  private var queue = WorkQueue<ObjectKey>()

  public init(_ registry: Registry) {
    self.registry = registry
    recorder = EventRecorder(registry, component: "ephemeral_volume")
  }

  public var name: String { "ephemeral-volume-controller" }

  public var kinds: [KindID] { [.pod] }

  public var nextInstant: Instant? { queue.nextInstant }

  public func observe(_ event: StoreEvent) {
    guard event.change == .added, event.object[.metadata][.deletionTimestamp].isNull,
      event.object[.spec][.volumes].elements.contains(where: { $0[.ephemeral].object != nil })
    else { return }
    queue.add(event.key)
  }

  public func keep(_ archive: Archive) {
    queue.keep(archive)
    recorder.keep(archive)
  }

  public func work() -> Bool {
    guard let key = queue.pop(now: registry.now) else { return false }
    guard let pod = registry.store.object(key), pod[.metadata][.deletionTimestamp].isNull else { return true }
    for volume in pod[.spec][.volumes].elements where volume[.ephemeral].object != nil { makeClaim(pod, volume, key) }
    return true
  }

  private func makeClaim(_ pod: Value, _ volume: Value, _ key: ObjectKey) {
    let name = "\(key.name)-\(volume[.name].text)"
    if let existing = registry.store.object(ObjectKey(.persistentVolumeClaim, key.namespace, name)) {
      guard existing.controllerUID != pod[.metadata][.uid].text else { return }
      let message =
        "PVC \(key.namespace)/\(name) was not created for pod \(key.namespace)/\(key.name) (pod is not owner)"
      recorder.record(pod, .warning, "EphemeralVolume", message)
      return
    }
    let template = volume[.ephemeral]["volumeClaimTemplate"]
    var claim: Value = [.metadata: template[.metadata].isNull ? [:] : template[.metadata], .spec: template[.spec]]
    claim[.metadata][.name] = .string(name)
    claim[.metadata][.ownerReferences] = [OwnerReferences.controller(pod)]
    do throws(APIStatus) {
      try registry.create(registry.kind(.persistentVolumeClaim), namespace: key.namespace, claim)
    } catch {
      recorder.record(
        pod, .warning, "EphemeralVolume",
        "ephemeral volume \(volume[.name].text): create PVC \(name): \(error.message)")
      queue.addRateLimited(key, now: registry.now)
    }
  }
}
