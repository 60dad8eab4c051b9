// What the API server does with Nodes.
import KubeObjects

struct NodeRules: KindRules {
  /// A node may be created with its status.
  func prepareForCreate(_ node: inout Value) {}

  func applyDefaults(_ node: inout Value) {
    node.amend(.status) { status in
      let capacity = status[.capacity]
      if !capacity.fields.isEmpty { status.setDefault(.allocatable, capacity) }
    }
  }
}
