// Which control loops a cluster has, and what it holds before anybody asks for anything.
import KubeControllers
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

enum Wiring {
  /// The loops in the order they work within one instant.
  static func loops(
    _ registry: Registry, _ configuration: ClusterConfiguration, _ chance: inout Chance
  ) -> [any ControlLoop] {
    [
      NamespaceStockController(registry),
      StatefulSetController(registry),
      GarbageCollector(registry),
      NamespaceController(registry),
      EventExpiry(registry),
    ]
  }

  /// Creates the namespaces every cluster begins with, and the accounts their pods run as.
  static func bootstrap(_ registry: Registry, _ configuration: ClusterConfiguration) {
    for name in ["default", "kube-node-lease", "kube-public", "kube-system"] {
      let namespace: Value = ["metadata": ["name": .string(name)]]
      do throws(APIStatus) {
        try registry.create(registry.kind(.namespace), namespace: "", namespace)
        try registry.create(registry.kind(.serviceAccount), namespace: name, [.metadata: [.name: "default"]])
      } catch {
        preconditionFailure("the first objects are valid: \(error.message)")
      }
    }
  }
}
