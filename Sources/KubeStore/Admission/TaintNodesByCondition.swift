// A new node takes no pods until it says that it is ready.
import KubeKinds
import KubeObjects

/// The plugin `TaintNodesByCondition`.
struct TaintNodesByCondition: AdmissionPlugin {
  private static let notReady: Value = [.key: "node.kubernetes.io/not-ready", .effect: "NoSchedule"]

  func mutate(_ node: inout Value, _ request: AdmissionRequest, _ registry: Registry) throws(APIStatus) {
    guard request.kind.id == .node, request.operation == .create else { return }
    let isTainted = node[.spec][.taints].elements.contains {
      $0[.key] == Self.notReady[.key] && $0[.effect] == Self.notReady[.effect]
    }
    if !isTainted { node[.spec][.taints].append(Self.notReady) }
  }
}
