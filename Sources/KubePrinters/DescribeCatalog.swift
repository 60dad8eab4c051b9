// How each kind is described, a line each.
import KubeKinds

public enum DescribeCatalog {
  private struct Name: Hashable {
    let group: String
    let kind: String

    init(_ group: String, _ kind: String) {
      self.group = group
      self.kind = kind
    }
  }

  /// The describer of a kind; kinds without a line show all their fields.
  public static func describer(of kind: Kind) -> Describer { rows[Name(kind.group, kind.name)] ?? .generic }

  private static let rows: [Name: Describer] = [
    Name("", "ConfigMap"): .configMap,
    Name("", "Endpoints"): .endpoints,
    Name("", "LimitRange"): .limitRange,
    Name("", "Namespace"): .namespace,
    Name("", "Node"): .node,
    Name("", "PersistentVolume"): .persistentVolume,
    Name("", "PersistentVolumeClaim"): .persistentVolumeClaim,
    Name("", "Pod"): .pod,
    Name("", "ReplicationController"): .replicationController,
    Name("", "ResourceQuota"): .resourceQuota,
    Name("", "Secret"): .secret,
    Name("", "Service"): .service,
    Name("", "ServiceAccount"): .serviceAccount,
    Name("apps", "DaemonSet"): .daemonSet,
    Name("apps", "Deployment"): .deployment,
    Name("apps", "ReplicaSet"): .replicaSet,
    Name("apps", "StatefulSet"): .statefulSet,
    Name("autoscaling", "HorizontalPodAutoscaler"): .horizontalPodAutoscaler,
    Name("batch", "CronJob"): .cronJob,
    Name("batch", "Job"): .job,
    Name("certificates.k8s.io", "CertificateSigningRequest"): .certificateSigningRequest,
    Name("discovery.k8s.io", "EndpointSlice"): .endpointSlice,
    Name("networking.k8s.io", "IPAddress"): .ipAddress,
    Name("networking.k8s.io", "Ingress"): .ingress,
    Name("networking.k8s.io", "IngressClass"): .ingressClass,
    Name("networking.k8s.io", "NetworkPolicy"): .networkPolicy,
    Name("networking.k8s.io", "ServiceCIDR"): .serviceCIDR,
    Name("policy", "PodDisruptionBudget"): .podDisruptionBudget,
    Name("rbac.authorization.k8s.io", "ClusterRole"): .role,
    Name("rbac.authorization.k8s.io", "ClusterRoleBinding"): .roleBinding,
    Name("rbac.authorization.k8s.io", "Role"): .role,
    Name("rbac.authorization.k8s.io", "RoleBinding"): .roleBinding,
    Name("scheduling.k8s.io", "PriorityClass"): .priorityClass,
    Name("storage.k8s.io", "CSINode"): .csiNode,
    Name("storage.k8s.io", "StorageClass"): .storageClass,
    Name("storage.k8s.io", "VolumeAttributesClass"): .volumeAttributesClass,
  ]
}
