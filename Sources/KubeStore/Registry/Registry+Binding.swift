// Binding a pod to a node: the one way in which a pod's node is set after its creation.
import KubeKinds
import KubeObjects
import SimCore

extension Registry {
  /// Puts a pod on a node, as a `Binding` posted to the pod does (`pkg/registry/core/pod/storage`).
  ///
  /// - Throws: `NotFound`, or `Conflict` for a pod that is being deleted or has a node already.
  @discardableResult
  public func bind(_ key: ObjectKey, toNode node: String) throws(APIStatus) -> Value {
    let kind = kind(key.kind)
    var pod = try get(kind, namespace: key.namespace, name: key.name)
    let bound = pod[.spec][.nodeName].text
    guard pod[.metadata][.deletionTimestamp].isNull else {
      throw .conflict(kind.groupResource, key.name, "pod \(key.name) is being deleted, cannot be assigned to a host")
    }
    guard bound.isEmpty else {
      throw .conflict(
        kind.groupResource, key.name, "pod \(key.name) is already assigned to node \(GoText.quoted(bound))")
    }
    pod[.spec][.nodeName] = .string(node)
    pod[.status].remove("nominatedNodeName")
    PodCondition.set(
      &pod, type: "PodScheduled", status: "True", reason: nil, message: nil, now: now)
    return store.put(key, pod)
  }
}
