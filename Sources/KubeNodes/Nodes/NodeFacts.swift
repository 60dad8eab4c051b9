// What the scheduler and kubelets read off a Node object.
import KubeKinds
import KubeObjects

enum NodeFacts {
  /// The address at which the node is reached within the cluster.
  static func address(_ node: Value) -> String {
    node[.status][.addresses].first(where: .type, is: "InternalIP")?["address"].text ?? ""
  }

  /// The range its pods get their addresses from; one for the whole cluster where the node has none of its own.
  static func podRange(_ node: Value) -> String {
    node[.spec][.podCIDR].string ?? "10.244.0.0/16"
  }
}
