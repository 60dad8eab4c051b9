// Attaches volumes to the nodes of the pods that use them, and detaches them when those are gone.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// The attach/detach controller of kube-controller-manager together with the drivers' attachers.
public final class AttachDetach: ControlLoop {
  private let registry: Registry
  private let recorder: EventRecorder
  private let time: TimeSpan
  private var queue = WorkQueue<Need>()
  /// Which pods need a volume on a node.
  private var needs: [Need: Set<ObjectKey>] = [:]
  private var needsOfPod: [ObjectKey: [Need]] = [:]
  /// The nodes that a volume is attached to, or is being.
  private var attachments: [String: Set<String>] = [:]
  /// When attaching or detaching that was begun is done.
  private var begun: [Need: Instant] = [:]
  /// When a volume of a node that does not answer may be taken from it.
  private var forced: [Need: Instant] = [:]
  /// Pods that were told that a volume is elsewhere, by the need they have.
  private var told: [Need: Set<ObjectKey>] = [:]

  /// A volume on a node.
  private struct Need: Hashable, Codable {
    var volume: String
    var node: String
  }

  /// How long a node may be silent before its volumes are taken from it (`maxWaitForUnmountDuration`).
  private static let patience = TimeSpan.minutes(6)

  /// - Parameter time: how long attaching and detaching takes.
  public init(_ registry: Registry, time: TimeSpan) {
    self.registry = registry
    self.time = time
    recorder = EventRecorder(registry, component: "attachdetach-controller")
  }

  public var name: String { "attachdetach-controller" }

  public var kinds: [KindID] { [.pod, .persistentVolumeClaim, .node, .volumeAttachment] }

  public var nextInstant: Instant? { queue.nextInstant }

  public func observe(_ event: StoreEvent) {
    switch event.key.kind {
    case .pod: observePod(event)
    case .persistentVolumeClaim: if event.object.isFullyBound { lookAtPods(using: event) }
    case .node: for need in forced.keys.filter({ $0.node == event.key.name }) { queue.add(need) }
    default: observeAttachment(event)
    }
  }

  public func keep(_ archive: Archive) {
    queue.keep(archive)
    recorder.keep(archive)
    archive.keep(&begun)
    archive.keep(&forced)
    archive.keep(&told)
  }

  public func work() -> Bool {
    guard let need = queue.pop(now: registry.now) else { return false }
    if needs[need]?.isEmpty ?? true { detach(need) } else { attach(need) }
    return true
  }

  public func reasons(for key: ObjectKey) -> [Reason] {
    guard key.kind == .pod else { return [] }
    return (needsOfPod[key] ?? []).compactMap { need in
      guard told[need]?.contains(key) ?? false, let other = holder(of: need) else { return nil }
      return Reason(
        subject: key, rule: "MultiAttach",
        message: "Volume \(need.volume) is still attached to node \(other), and only one node may have it.",
        waitsFor: [ObjectKey(.node, "", other)])
    }
  }
}

// MARK: What changed

extension AttachDetach {
  private func observePod(_ event: StoreEvent) {
    let phase = event.object[.status][.phase].text
    let isOver = event.change == .deleted || phase == "Succeeded" || phase == "Failed"
    if isOver {
      for need in needsOfPod.removeValue(forKey: event.key) ?? [] { drop(event.key, need) }
    } else if needsOfPod[event.key] == nil, !event.object[.spec][.nodeName].text.isEmpty {
      note(event.key, event.object)
    }
  }

  private func note(_ key: ObjectKey, _ pod: Value) {
    let claims = PodClaims.names(pod)
    guard !claims.isEmpty else { return }
    var found: [Need] = []
    for name in claims {
      guard let claim = registry.store.object(ObjectKey(.persistentVolumeClaim, key.namespace, name)),
        claim.isFullyBound, let volume = volume(claim[.spec][.volumeName].text), Attachment.isNeeded(volume)
      else { continue }
      found.append(Need(volume: claim[.spec][.volumeName].text, node: pod[.spec][.nodeName].text))
    }
    needsOfPod[key] = found
    for need in found {
      needs[need, default: []].insert(key)
      queue.add(need)
    }
  }

  private func lookAtPods(using event: StoreEvent) {
    for (key, known) in needsOfPod where known.isEmpty && key.namespace == event.key.namespace {
      needsOfPod[key] = nil
      if let pod = registry.store.object(key) { note(key, pod) }
    }
  }

  private func drop(_ pod: ObjectKey, _ need: Need) {
    needs[need]?.remove(pod)
    told[need]?.remove(pod)
    if needs[need]?.isEmpty ?? true {
      needs[need] = nil
      told[need] = nil
      queue.add(need)
    }
  }

  private func observeAttachment(_ event: StoreEvent) {
    let volume = event.object[.spec][.source]["persistentVolumeName"].text
    let node = event.object[.spec][.nodeName].text
    if event.change == .deleted {
      attachments[volume]?.remove(node)
      for need in needs.keys.filter({ $0.volume == volume }) { queue.add(need) }
    } else {
      attachments[volume, default: []].insert(node)
    }
  }

  private func volume(_ name: String) -> Value? { registry.store.object(ObjectKey(.persistentVolume, "", name)) }
}

// MARK: Attaching

extension AttachDetach {
  /// Another node that has a volume which only one may have.
  private func holder(of need: Need) -> String? {
    guard let volume = volume(need.volume), Attachment.isExclusive(volume) else { return nil }
    return attachments[need.volume]?.filter { $0 != need.node }.min()
  }

  private func attach(_ need: Need) {
    guard let volume = volume(need.volume) else { return }
    forced[need] = nil
    let key = Attachment.key(volume, need.node)
    if Attachment.isMade(registry.store.object(key)) { return }
    if let other = holder(of: need) { return refuse(need, other) }
    if !registry.store.contains(key) {
      let attachment: Value = [
        .metadata: [.name: .string(key.name)],
        .spec: [
          "attacher": volume[.spec][.csi]["driver"], .nodeName: .string(need.node),
          .source: ["persistentVolumeName": .string(need.volume)],
        ],
      ]
      _ = try? registry.create(registry.kind(.volumeAttachment), namespace: "", attachment)
    }
    guard isDone(need) else { return }
    _ = try? registry.modify(key, subresource: .status) { $0[.status]["attached"] = true }
    for pod in needs[need]?.sorted() ?? [] {
      guard let object = registry.store.object(pod) else { continue }
      recorder.record(
        object, .normal, "SuccessfulAttachVolume",
        "AttachVolume.Attach succeeded for volume \(GoText.quoted(need.volume)) ")
    }
  }

  /// A volume that another node has: its pods are told, once each.
  private func refuse(_ need: Need, _ other: String) {
    let users = (needs[Need(volume: need.volume, node: other)] ?? []).map(\.name).sorted()
    let detail =
      users.isEmpty
      ? "Volume is already exclusively attached to one node and can't be attached to another"
      : "Volume is already used by pod(s) \(users.joined(separator: ", "))"
    for pod in needs[need]?.sorted() ?? [] where told[need]?.contains(pod) != true {
      told[need, default: []].insert(pod)
      guard let object = registry.store.object(pod) else { continue }
      recorder.record(
        object, .warning, "FailedAttachVolume",
        "Multi-Attach error for volume \(GoText.quoted(need.volume)) \(detail)")
    }
  }

  private func isDone(_ need: Need) -> Bool {
    let end = begun[need] ?? registry.now + time
    guard end > registry.now else {
      begun[need] = nil
      return true
    }
    begun[need] = end
    queue.add(need, at: end)
    return false
  }
}

// MARK: Detaching

extension AttachDetach {
  private func detach(_ need: Need) {
    guard let volume = volume(need.volume) else { return }
    let key = Attachment.key(volume, need.node)
    guard registry.store.contains(key) else { return }
    guard mayDetach(need), isDone(need) else { return }
    forced[need] = nil
    _ = try? registry.delete(registry.kind(.volumeAttachment), namespace: "", name: key.name)
  }

  /// A node that reports has unmounted a volume by the time its pod is gone. From one that doesn't, the volume is
  /// taken after six minutes, or at once when the node was declared out of service.
  private func mayDetach(_ need: Need) -> Bool {
    guard let node = registry.store.object(ObjectKey(.node, "", need.node)) else { return true }
    let isReady = node[.status][.conditions].first(where: .type, is: "Ready")?[.status].text == "True"
    let isOut = node[.spec][.taints].elements.contains { $0[.key].text == "node.kubernetes.io/out-of-service" }
    if isReady || isOut { return true }
    let end = forced[need] ?? registry.now + Self.patience
    forced[need] = end
    guard end > registry.now else { return true }
    queue.add(need, at: end)
    return false
  }
}
