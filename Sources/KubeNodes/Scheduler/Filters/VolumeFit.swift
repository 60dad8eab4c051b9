// Claims and volumes in scheduling: which nodes a pod's volumes can be reached from, and which volumes it would get.
import KubeKinds
import KubeObjects
import KubeStore

/// What a pod's claims need, worked out once before its nodes are looked at.
struct VolumeFit {
  /// What happens to an unbound claim when the pod goes to a node.
  enum Choice: Equatable {
    /// An existing volume is set aside for it.
    case volume(String)
    /// The provisioner of its class makes one.
    case provision
  }

  private struct Late {
    var claim: Value
    var storageClass: Value
    var matching: VolumeMatching
    /// Volumes that are free in its class or set aside for it.
    var candidates: [Value]
  }

  private var bound: [(volume: Value, affinity: [NodeSelectorTerm]?)] = []
  private var late: [Late] = []
  private var missesVolume = false
  private let store: Store
  private let view: ClusterView
  private let pod: PodDemand
  /// What keeps the pod from every node.
  private(set) var problem: String?

  init(_ pod: PodDemand, store: Store, view: ClusterView) {
    self.store = store
    self.view = view
    self.pod = pod
    guard !pod.claims.isEmpty else { return }
    var hasUnbound = false
    for use in pod.claims {
      guard let claim = store.object(ObjectKey(.persistentVolumeClaim, pod.key.namespace, use.name)) else {
        problem =
          use.isEphemeral
          ? "waiting for ephemeral volume controller to create the persistentvolumeclaim \"\(use.name)\""
          : "persistentvolumeclaim \"\(use.name)\" not found"
        return
      }
      if let trouble = Self.trouble(claim) {
        problem = trouble
        return
      }
      if !sort(claim) { hasUnbound = true }
    }
    if hasUnbound { problem = "pod has unbound immediate PersistentVolumeClaims" }
  }

  private static func trouble(_ claim: Value) -> String? {
    let name = claim[.metadata][.name].text
    if claim[.status][.phase].text == "Lost" {
      return "persistentvolumeclaim \"\(name)\" bound to non-existent persistentvolume "
        + "\"\(claim[.spec][.volumeName].text)\""
    }
    if !claim[.metadata][.deletionTimestamp].isNull { return "persistentvolumeclaim \"\(name)\" is being deleted" }
    return nil
  }

  /// Puts a claim among the bound or the late ones; false for one that should have been bound already.
  private mutating func sort(_ claim: Value) -> Bool {
    if claim.isFullyBound {
      if let volume = store.object(ObjectKey(.persistentVolume, "", claim[.spec][.volumeName].text)) {
        bound.append((volume, Self.affinity(of: volume)))
      } else {
        missesVolume = true
      }
      return true
    }
    guard let storageClass = store.object(ObjectKey(.storageClass, "", claim.storageClass)),
      storageClass[.volumeBindingMode].text == "WaitForFirstConsumer", claim[.spec][.volumeName].text.isEmpty
    else { return false }
    let key = ObjectKey(.persistentVolumeClaim, pod.key.namespace, claim[.metadata][.name].text)
    late.append(
      Late(
        claim: claim, storageClass: storageClass, matching: VolumeMatching(claim),
        candidates: view.volumes.candidates(for: key, storageClass: claim.storageClass, store)))
    return true
  }

  static func affinity(of volume: Value) -> [NodeSelectorTerm]? {
    let required = volume[.spec][.nodeAffinity][.required]
    return required.object == nil ? nil : required[.nodeSelectorTerms].elements.map(NodeSelectorTerm.init)
  }

  // MARK: One node

  func rejection(_ node: NodeInfo) -> Rejection? {
    if missesVolume {
      return .final(
        .volumeBinding, "node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)")
    }
    for (_, affinity) in bound {
      if let affinity, !affinity.contains(where: { $0.matches(node.labels, name: node.name) }) {
        return .final(.volumeBinding, "node(s) didn't match PersistentVolume's node affinity")
      }
    }
    if !late.isEmpty, choices(on: node) == nil {
      return .final(.volumeBinding, "node(s) didn't find available persistent volumes to bind")
    }
    return nil
  }

  /// A claim that only one pod may use, and another uses.
  func restriction(_ node: NodeInfo) -> Rejection? {
    for use in pod.claims {
      let key = ObjectKey(.persistentVolumeClaim, pod.key.namespace, use.name)
      let modes = store.object(key)?[.spec][.accessModes].elements ?? []
      guard modes.contains("ReadWriteOncePod"), view.claimUsers.others(of: key, than: pod.key) else { continue }
      return .resolvable(
        .volumeRestrictions,
        "node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode")
    }
    return nil
  }

  /// What each late claim would get on a node; `nil` where one would get nothing.
  func choices(on node: NodeInfo) -> [(claim: ObjectKey, choice: Choice)]? {
    var chosen: [(claim: ObjectKey, choice: Choice)] = []
    var used: Set<String> = []
    for item in late {
      let metadata = item.claim[.metadata]
      let key = ObjectKey(.persistentVolumeClaim, metadata[.namespace].text, metadata[.name].text)
      if let volume = bestVolume(item, node, except: used) {
        used.insert(volume)
        chosen.append((key, .volume(volume)))
      } else if canProvision(item, node) {
        chosen.append((key, .provision))
      } else {
        return nil
      }
    }
    return chosen
  }

  /// The best volume for a claim that can be reached from a node.
  private func bestVolume(_ item: Late, _ node: NodeInfo, except used: Set<String>) -> String? {
    let reachable = item.candidates.filter { volume in
      guard !used.contains(volume[.metadata][.name].text) else { return false }
      return Self.affinity(of: volume)?.contains { $0.matches(node.labels, name: node.name) } ?? true
    }
    return item.matching.best(among: reachable, byModes: false)?[.metadata][.name].text
  }

  private func canProvision(_ item: Late, _ node: NodeInfo) -> Bool {
    let provisioner = item.storageClass[.provisioner].text
    guard !provisioner.isEmpty, provisioner != VolumeAnnotations.noProvisioner else { return false }
    let topologies = item.storageClass[.allowedTopologies].elements
    return topologies.isEmpty
      || topologies.contains { term in
        term["matchLabelExpressions"].elements.allSatisfy { expression in
          let value = node.labels[Key(expression[.key].text)]
          return expression[.values].elements.contains(value)
        }
      }
  }
}

/// Which pods use which claims.
struct ClaimUsers {
  private var pods: [ObjectKey: Set<ObjectKey>] = [:]

  mutating func add(_ pod: PodDemand) {
    for use in pod.claims {
      pods[ObjectKey(.persistentVolumeClaim, pod.key.namespace, use.name), default: []].insert(pod.key)
    }
  }

  mutating func remove(_ pod: PodDemand) {
    for use in pod.claims {
      let key = ObjectKey(.persistentVolumeClaim, pod.key.namespace, use.name)
      pods[key]?.remove(pod.key)
      if pods[key]?.isEmpty == true { pods[key] = nil }
    }
  }

  /// Whether pods other than this one use a claim.
  func others(of claim: ObjectKey, than pod: ObjectKey) -> Bool {
    guard let users = pods[claim] else { return false }
    return users.count > 1 || !users.contains(pod)
  }
}
