// Keeps claims that pods use, volumes that claims have and classes that either names: their finalizer goes only when
// nobody needs them.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// The controllers `pvc-protection`, `pv-protection` and `vac-protection`.
public final class VolumeProtection: ControlLoop {
  private let registry: Registry
  private var queue = WorkQueue<ObjectKey>()
  /// Pods on nodes that use a claim.
  private var users: [ObjectKey: Set<String>] = [:]
  private var claimsOfPod: [ObjectKey: [ObjectKey]] = [:]
  /// Classes of attributes that were deleted and are still there.
  private var endingClasses: Set<ObjectKey> = []

  public init(_ registry: Registry) { self.registry = registry }

  public var name: String { "pvc-protection-controller" }

  public var kinds: [KindID] { [.persistentVolumeClaim, .persistentVolume, .volumeAttributesClass, .pod] }

  public var nextInstant: Instant? { queue.nextInstant }

  public func observe(_ event: StoreEvent) {
    if event.key.kind == .pod { return observePod(event) }
    let isEnding = event.change != .deleted && !event.object[.metadata][.deletionTimestamp].isNull
    if isEnding { queue.add(event.key) }
    if event.key.kind != .volumeAttributesClass {
      for key in endingClasses.sorted() { queue.add(key) }
    } else if isEnding {
      endingClasses.insert(event.key)
    } else {
      endingClasses.remove(event.key)
    }
  }

  public func keep(_ archive: Archive) { queue.keep(archive) }

  public func work() -> Bool {
    guard let key = queue.pop(now: registry.now) else { return false }
    release(key)
    return true
  }

  public func reasons(for key: ObjectKey) -> [Reason] {
    guard let object = registry.store.object(key), !object[.metadata][.deletionTimestamp].isNull else { return [] }
    if key.kind == .persistentVolumeClaim, let pods = users[key]?.sorted() { return [inUse(key, pods)] }
    if key.kind == .persistentVolume, object[.status][.phase].text == "Bound" { return [bound(key, object)] }
    if key.kind == .volumeAttributesClass, let user = userOfClass(key) { return [named(key, user)] }
    return []
  }
}

extension VolumeProtection {
  private func observePod(_ event: StoreEvent) {
    let isThere = event.change != .deleted && !event.object[.spec][.nodeName].text.isEmpty
    if !isThere {
      for claim in claimsOfPod.removeValue(forKey: event.key) ?? [] {
        users[claim]?.remove(event.key.name)
        if users[claim]?.isEmpty == true { users[claim] = nil }
        queue.add(claim)
      }
    } else if claimsOfPod[event.key] == nil {
      let claims = PodClaims.names(event.object).map {
        ObjectKey(.persistentVolumeClaim, event.key.namespace, $0)
      }
      if claims.isEmpty { return }
      claimsOfPod[event.key] = claims
      for claim in claims { users[claim, default: []].insert(event.key.name) }
    }
  }

  private func release(_ key: ObjectKey) {
    guard let object = registry.store.object(key), !object[.metadata][.deletionTimestamp].isNull else { return }
    let isNeeded: Bool
    let protection: String
    switch key.kind {
    case .persistentVolumeClaim: (isNeeded, protection) = (users[key] != nil, VolumeAnnotations.claimProtection)
    case .persistentVolume:
      (isNeeded, protection) = (object[.status][.phase].text == "Bound", VolumeAnnotations.volumeProtection)
    default: (isNeeded, protection) = (userOfClass(key) != nil, VolumeAnnotations.classProtection)
    }
    guard !isNeeded else { return }
    let finalizer = Value.string(protection)
    guard Finalizers.contains(finalizer, in: object) else { return }
    do throws(APIStatus) {
      try registry.modify(key) { Finalizers.remove(finalizer, from: &$0) }
    } catch {
      queue.addRateLimited(key, now: registry.now)
    }
  }

  /// A volume or a claim that names a class of attributes.
  private func userOfClass(_ key: ObjectKey) -> ObjectKey? {
    let name = Value.string(key.name)
    let volume = registry.store.list(.persistentVolume).first { $0[.spec]["volumeAttributesClassName"] == name }
    if let volume { return ObjectKey(.persistentVolume, "", volume[.metadata][.name].text) }
    let claim = registry.store.list(.persistentVolumeClaim).first {
      $0[.spec]["volumeAttributesClassName"] == name || $0[.status]["currentVolumeAttributesClassName"] == name
        || $0[.status]["modifyVolumeStatus"]["targetVolumeAttributesClassName"] == name
    }
    return claim.map {
      ObjectKey(.persistentVolumeClaim, $0[.metadata][.namespace].text, $0[.metadata][.name].text)
    }
  }

  private func named(_ key: ObjectKey, _ user: ObjectKey) -> Reason {
    Reason(
      subject: key, rule: "vac-protection",
      message: "The class was deleted, and stays as long as volumes or claims name it.", waitsFor: [user])
  }

  private func inUse(_ key: ObjectKey, _ pods: [String]) -> Reason {
    Reason(
      subject: key, rule: "pvc-protection",
      message: "The claim was deleted, and stays as long as pods use it: \(pods.joined(separator: ", ")).",
      waitsFor: pods.map { ObjectKey(.pod, key.namespace, $0) },
      remedies: [Remedy("kubectl delete pod \(pods[0]) -n \(key.namespace)", "ends a pod that uses the claim")])
  }

  private func bound(_ key: ObjectKey, _ volume: Value) -> Reason {
    let reference = volume[.spec][.claimRef]
    return Reason(
      subject: key, rule: "pv-protection",
      message: "The volume was deleted, and stays as long as claim "
        + "\(reference[.namespace].text)/\(reference[.name].text) has it.",
      waitsFor: [ObjectKey(.persistentVolumeClaim, reference[.namespace].text, reference[.name].text)])
  }
}

/// The claims of a pod.
enum PodClaims {
  /// The names of the claims that a pod's volumes use, those made for the pod included.
  static func names(_ pod: Value) -> [String] {
    pod[.spec][.volumes].elements.compactMap { volume in
      if let name = volume[.persistentVolumeClaim][.claimName].string { return name }
      return volume[.ephemeral].object == nil ? nil : "\(pod[.metadata][.name].text)-\(volume[.name].text)"
    }
  }
}
