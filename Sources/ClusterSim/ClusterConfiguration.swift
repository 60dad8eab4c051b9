// What a cluster is made of: the ClusterConfig file as values.
import KubeObjects
import SimCore

/// The description of a cluster (`kind: ClusterConfig`).
public struct ClusterConfiguration: Sendable {
  public var kubernetesVersion = "v1.36.2"
  public var settleQuiet = TimeSpan.seconds(1)

  public init() {}
}
