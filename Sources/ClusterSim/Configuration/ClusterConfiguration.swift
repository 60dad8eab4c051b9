// What a cluster is made of: the ClusterConfig file as values.
import KubeControllers
import KubeNodes
import KubeObjects
import SimCore

/// The description of a cluster (`kind: ClusterConfig`).
public struct ClusterConfiguration: Sendable {
  /// What kubeconfigs call the cluster and the context that leads to it.
  public var name = "stsctl"
  public var kubernetesVersion = "v1.36.2"
  public var nodes: [NodeDescription] = []
  /// How long a node may be silent before it is taken for lost.
  public var gracePeriod = TimeSpan.seconds(50)
  public var behavior = NodeBehavior()
  /// What makes volumes for classes that name it.
  public var provisioners: [ProvisionerDescription] = []
  /// StorageClass objects that the cluster begins with.
  public var storageClasses: [Value] = []
  /// How long the cluster has been up when it is first looked at.
  public var uptime = TimeSpan.zero
  /// Whether the control plane, the proxies and the name server run as pods in `kube-system`.
  public var runsSystemPods = false
  public var settleQuiet = TimeSpan.seconds(1)

  /// A cluster without nodes.
  public init() {}
}
