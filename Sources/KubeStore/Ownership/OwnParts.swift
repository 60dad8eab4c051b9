// What the cluster's own parts own. Their writes come in great numbers and are not recorded: who owns what of them
// follows from the object, so it is worked out when somebody asks.
import KubeKinds
import KubeObjects

/// The fields of an object that controllers and nodes own, as far as no client has been recorded as their owner.
struct OwnParts {
  let kind: Kind
  let object: Value
  let ownership: Ownership
  let recorded: ManagedFields

  /// The recorded owners and the own parts.
  var all: ManagedFields { ManagedFields(recorded.entries + [creator, controller, status].compactMap { $0 }) }

  private func entry(_ name: String, subresource: String = "", time: String, _ fields: FieldSet) -> ManagedEntry? {
    let left = fields.subtracting(recorded.all)
    if left.isEmpty { return nil }
    let manager = FieldManager(
      name: name, operation: .update, subresource: subresource, apiVersion: kind.groupVersion.description)
    return ManagedEntry(manager, time: time, left)
  }

  private var creationTime: String { object[.metadata][.creationTimestamp].text }

  // MARK: Creation

  /// Whether controllers, nodes or the cluster's first start made the object: clients would have been recorded, unless
  /// they asked to be forgotten.
  private var isOwnCreation: Bool {
    if recorded.entries.contains(where: { $0.manager.subresource.isEmpty }) { return false }
    let metadata = object[.metadata]
    return !kind.isNamespaced || !metadata[.ownerReferences].elements.isEmpty
      || metadata[.namespace].text.hasPrefix("kube-") || Self.ownKinds.contains(kind.id)
      || metadata[.name] == "kube-root-ca.crt" || metadata[.name] == "kubernetes"
  }

  /// Kinds whose objects are rarely made by clients.
  private static let ownKinds: [KindID] = [
    .persistentVolumeClaim, .endpoints, .endpointSlice, .controllerRevision, .event, .serviceAccount,
  ]

  /// Who made the object, where no client did.
  private var creator: ManagedEntry? {
    guard isOwnCreation else { return nil }
    var sent = object
    sent.remove(.status)
    sent[.metadata].remove(.finalizers)
    if kind.id == .pod { Self.removeAdmitted(&sent) }
    return entry(creatorName, time: creationTime, ownership.created(sent))
  }

  private var creatorName: String {
    switch kind.id {
    case .node, .lease: "kubelet"
    case .namespace, .priorityClass: "kube-apiserver"
    case .pod where object[.metadata][.ownerReferences].elements.first?[.kind].text == "Node": "kubelet"
    default: "kube-controller-manager"
    }
  }

  /// Takes out of a pod what admission and the scheduler added: that has no owner.
  private static func removeAdmitted(_ pod: inout Value) {
    for key: Key in [.nodeName, "serviceAccount", "serviceAccountName", .priority, "preemptionPolicy"] {
      pod[.spec].remove(key)
    }
    if pod[.spec][.tolerations].elements.allSatisfy({ isUsualToleration($0) }) { pod[.spec].remove(.tolerations) }
    let token = "kube-api-access-"
    pod[.spec].amend(.volumes) { $0.removeElements { $0[.name].text.hasPrefix(token) } }
    for list: Key in [.containers, .initContainers] {
      pod[.spec].amendElements(list) { container in
        container.amend(.volumeMounts) { $0.removeElements { $0[.name].text.hasPrefix(token) } }
        if container[.volumeMounts].elements.isEmpty { container.remove(.volumeMounts) }
      }
    }
    if pod[.spec][.volumes].elements.isEmpty { pod[.spec].remove(.volumes) }
  }

  private static func isUsualToleration(_ toleration: Value) -> Bool {
    ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"].contains(toleration[.key].text)
  }

  // MARK: Later

  /// What controllers set of objects that clients made: to which volume a claim is bound, to which claim a volume.
  private var controller: ManagedEntry? {
    if isOwnCreation { return nil }
    var fields = FieldSet()
    for (name, _) in object[.metadata][.annotations].fields where Self.isOwnAnnotation(name) {
      fields.insert(["f:metadata", "f:annotations", Key("f:\(name)")])
    }
    switch kind.id {
    case .persistentVolumeClaim where !object[.spec][.volumeName].isNull: fields.insert(["f:spec", "f:volumeName"])
    case .persistentVolume:
      let claim = ownership.created([.spec: ["claimRef": object[.spec][.claimRef]]])
      if !object[.spec][.claimRef].isNull { fields = fields.union(claim) }
    default: break
    }
    return entry("kube-controller-manager", time: creationTime, fields)
  }

  private static func isOwnAnnotation(_ name: Key) -> Bool {
    let text = name.text
    return text.hasPrefix("pv.kubernetes.io/") || text.hasPrefix("volume.kubernetes.io/")
      || text.hasPrefix("volume.beta.kubernetes.io/")
  }

  // MARK: Status

  private var status: ManagedEntry? {
    let status = object[.status]
    var fields = FieldSet()
    if !status.fields.isEmpty {
      let live: Value = [.status: firstStatus]
      let write = OwnershipWrite(
        manager: FieldManager(name: "", operation: .update, apiVersion: "v1"), time: "", ignored: FieldSet())
      fields = ownership.updated(ManagedFields(), live: live, new: [.status: status], by: write).all
    }
    let revision: Key = "deployment.kubernetes.io/revision"
    if kind.id == .deployment, !object[.metadata][.annotations][revision].isNull {
      fields.insert(["f:metadata", "f:annotations", Key("f:\(revision)")])
      if object[.metadata][.annotations].fields.count == 1 { fields.insert(["f:metadata", "f:annotations"]) }
    }
    let name = kind.id == .pod || kind.id == .node ? "kubelet" : "kube-controller-manager"
    return entry(name, subresource: "status", time: Self.latestTime(in: status) ?? creationTime, fields)
  }

  /// The status before its owner wrote it: what the API server and the scheduler say of a new object.
  private var firstStatus: Value {
    let status = object[.status]
    switch kind.id {
    case .pod:
      var first: Value = [.phase: "Pending", "qosClass": status[.qosClass]]
      let scheduled = status[.conditions].elements.filter { $0[.type].text == "PodScheduled" }
      if !scheduled.isEmpty { first[.conditions] = .array(scheduled) }
      return first
    case .persistentVolumeClaim, .persistentVolume: return [.phase: "Pending"]
    case .namespace: return [.phase: "Active"]
    default: return ownership.emptyStatus
    }
  }

  /// The last moment that a status speaks of.
  private static func latestTime(in value: Value) -> String? {
    switch value {
    case .object(let fields):
      let own = [Key.lastTransitionTime, "lastUpdateTime", "startedAt", "finishedAt"].compactMap { fields[$0]?.string }
      return (own + fields.compactMap { latestTime(in: $0.value) }).max()
    case .array(let elements): return elements.compactMap { latestTime(in: $0) }.max()
    default: return nil
    }
  }
}
