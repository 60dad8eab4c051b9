// A pod tells by its labels in which zone and region it runs, so that what runs in it can find out.
import KubeKinds
import KubeObjects

/// The plugin `PodTopologyLabels`, on by default since Kubernetes 1.35. Pods that are bound get the labels when they
/// are (`Registry.bind`); here are those that name their node from the start.
struct PodTopologyLabels: AdmissionPlugin {
  static let labels: [Key] = ["topology.kubernetes.io/region", "topology.kubernetes.io/zone"]

  func mutate(_ pod: inout Value, _ request: AdmissionRequest, _ registry: Registry) throws(APIStatus) {
    guard request.kind.id == .pod, request.subresource == nil, request.operation == .create,
      let node = pod[.spec][.nodeName].string, !node.isEmpty
    else { return }
    for (label, value) in registry.topologyLabels(ofNode: node) { pod[.metadata][.labels][label] = value }
  }
}

extension Registry {
  /// What a node's labels say of where it stands: nothing for a node that is not there.
  func topologyLabels(ofNode name: String) -> Object {
    var found = Object()
    guard let node = store.object(ObjectKey(.node, "", name)) else { return found }
    let labels = node[.metadata][.labels]
    for label in PodTopologyLabels.labels where !labels[label].isNull { found[label] = labels[label] }
    return found
  }
}
