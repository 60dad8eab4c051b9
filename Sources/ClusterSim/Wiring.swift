// Which control loops a cluster has, and what it holds before anybody asks for anything.
import KubeControllers
import KubeKinds
import KubeNodes
import KubeObjects
import KubeStore
import SimCore

enum Wiring {
  /// The loops in the order they work within one instant.
  static func loops(
    _ registry: Registry, _ configuration: ClusterConfiguration, _ chance: inout Chance
  ) -> [any ControlLoop] {
    let machines = configuration.nodes.map(\.name)
    let behavior = configuration.behavior
    let pods = PodIndex()
    return [
      NamespaceStockController(registry),
      StatefulSetController(registry),
      DeploymentController(registry, pods: pods),
      ReplicaSetController(registry, pods: pods),
      ReplicaSetController(registry, pods: pods, .replicationController),
      DisruptionController(registry),
      EndpointsController(registry),
      GarbageCollector(registry),
      NamespaceController(registry),
      EphemeralVolumes(registry),
      PersistentVolumeController(registry, provisioners: configuration.provisioners),
      ExternalProvisioner(registry, provisioners: configuration.provisioners),
      VolumeProtection(registry),
      VolumeExpansion(registry, provisioners: configuration.provisioners),
      Scheduler(registry),
      NodeReporter(registry, machines: machines, behavior: behavior),
      NodeLifecycle(registry, machines: machines, behavior: behavior, gracePeriod: configuration.gracePeriod),
      TaintEviction(registry),
      Kubelet(registry, machines: machines, behavior: behavior),
      PodGarbageCollector(registry),
      EventExpiry(registry),
    ]
  }

  /// Creates what every cluster begins with: its namespaces with the accounts that pods run as, its nodes and its
  /// storage classes.
  static func bootstrap(_ registry: Registry, _ configuration: ClusterConfiguration) {
    for name in ["default", "kube-node-lease", "kube-public", "kube-system"] {
      create(.namespace, ["metadata": ["name": .string(name)]], registry)
      create(.serviceAccount, [.metadata: [.name: "default"]], registry, namespace: name)
    }
    for (index, node) in configuration.nodes.enumerated() {
      let object = node.object(
        index: index, version: configuration.kubernetesVersion, detail: configuration.behavior.detail,
        now: registry.now)
      create(.node, object, registry)
      settle(ObjectKey(.node, "", node.name), object, registry)
    }
    for storageClass in configuration.storageClasses { create(.storageClass, storageClass, registry) }
  }

  private static func create(_ kind: KindID, _ object: Value, _ registry: Registry, namespace: String = "") {
    do throws(APIStatus) {
      try registry.create(registry.kind(kind), namespace: namespace, object)
    } catch {
      preconditionFailure("the first objects are valid: \(error.message)")
    }
  }

  /// Nodes that a cluster begins with have been up for long: they have a status, and no longer the taint that new
  /// ones get.
  private static func settle(_ node: ObjectKey, _ object: Value, _ registry: Registry) {
    do throws(APIStatus) {
      try registry.modify(node, subresource: .status) { $0[.status] = object[.status] }
      try registry.modify(node) { $0[.spec].set("taints", object[.spec].fields["taints"]) }
    } catch {
      preconditionFailure("the first nodes are valid: \(error.message)")
    }
  }
}
