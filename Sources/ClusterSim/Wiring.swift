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
    _ registry: Registry, _ configuration: ClusterConfiguration
  ) -> [any ControlLoop] {
    let machines = configuration.nodes.map(\.name)
    let behavior = configuration.behavior
    let pods = PodIndex()
    let loops: [any ControlLoop] = [
      DefinitionController(registry),
      NamespaceStockController(registry),
      ResourceQuotaController(registry),
      StatefulSetController(registry),
      ReplicaSetController(registry, pods: pods),
      DeploymentController(registry, pods: pods),
      ReplicaSetController(registry, pods: pods, .replicationController),
      DaemonSetController(registry, pods: pods),
      JobController(registry, pods: pods),
      CronJobController(registry),
      AutoscalerController(registry),
      DisruptionController(registry),
      EndpointsController(registry),
      ServiceRangeController(registry),
      FlowSchemaController(registry),
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
    return behavior.detail == .full ? loops + [AttachDetach(registry, time: behavior.timings.attach)] : loops
  }
}
