// The columns of every kind, a line each.
import KubeKinds
import KubeObjects

public enum ColumnCatalog {
  private struct Name: Hashable {
    let group: String
    let kind: String

    init(_ group: String, _ kind: String) {
      self.group = group
      self.kind = kind
    }
  }

  /// The columns of a kind. Kinds without a line of their own show when they were created, custom ones their age.
  public static func columns(of kind: Kind) -> KindColumns {
    if let custom = kind.custom { return .custom(custom.columns) }
    if let columns = rows[Name(kind.group, kind.name)] { return columns }
    return KindCatalog.kubernetes.kind(group: kind.group, name: kind.name) == nil ? .age : .createdAt
  }

  private static let rows: [Name: KindColumns] = [
    Name("", "ComponentStatus"): .componentStatus,
    Name("", "ConfigMap"): .configMap,
    Name("", "Endpoints"): .endpoints,
    Name("", "Event"): .event,
    Name("", "Namespace"): .namespace,
    Name("", "Node"): .node,
    Name("", "PersistentVolume"): .persistentVolume,
    Name("", "PersistentVolumeClaim"): .persistentVolumeClaim,
    Name("", "Pod"): .pod,
    Name("", "PodTemplate"): .podTemplate,
    Name("", "ReplicationController"): .replicationController,
    Name("", "ResourceQuota"): .resourceQuota,
    Name("", "Secret"): .secret,
    Name("", "Service"): .service,
    Name("", "ServiceAccount"): .serviceAccount,
    Name("admissionregistration.k8s.io", "MutatingAdmissionPolicy"): .mutatingAdmissionPolicy,
    Name("admissionregistration.k8s.io", "MutatingAdmissionPolicyBinding"): .admissionPolicyBinding,
    Name("admissionregistration.k8s.io", "MutatingWebhookConfiguration"): .webhookConfiguration,
    Name("admissionregistration.k8s.io", "ValidatingAdmissionPolicy"): .validatingAdmissionPolicy,
    Name("admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding"): .admissionPolicyBinding,
    Name("admissionregistration.k8s.io", "ValidatingWebhookConfiguration"): .webhookConfiguration,
    Name("apiregistration.k8s.io", "APIService"): .apiService,
    Name("apps", "ControllerRevision"): .controllerRevision,
    Name("apps", "DaemonSet"): .daemonSet,
    Name("apps", "Deployment"): .deployment,
    Name("apps", "ReplicaSet"): .replicaSet,
    Name("apps", "StatefulSet"): .statefulSet,
    Name("autoscaling", "HorizontalPodAutoscaler"): .horizontalPodAutoscaler,
    Name("autoscaling", "Scale"): .scale,
    Name("batch", "CronJob"): .cronJob,
    Name("batch", "Job"): .job,
    Name("certificates.k8s.io", "CertificateSigningRequest"): .certificateSigningRequest,
    Name("coordination.k8s.io", "Lease"): .lease,
    Name("discovery.k8s.io", "EndpointSlice"): .endpointSlice,
    Name("events.k8s.io", "Event"): .event,
    Name("flowcontrol.apiserver.k8s.io", "FlowSchema"): .flowSchema,
    Name("flowcontrol.apiserver.k8s.io", "PriorityLevelConfiguration"): .priorityLevelConfiguration,
    Name("networking.k8s.io", "IPAddress"): .ipAddress,
    Name("networking.k8s.io", "Ingress"): .ingress,
    Name("networking.k8s.io", "IngressClass"): .ingressClass,
    Name("networking.k8s.io", "NetworkPolicy"): .networkPolicy,
    Name("networking.k8s.io", "ServiceCIDR"): .serviceCIDR,
    Name("node.k8s.io", "RuntimeClass"): .runtimeClass,
    Name("policy", "PodDisruptionBudget"): .podDisruptionBudget,
    Name("rbac.authorization.k8s.io", "ClusterRoleBinding"): .roleBinding,
    Name("rbac.authorization.k8s.io", "RoleBinding"): .roleBinding,
    Name("resource.k8s.io", "DeviceClass"): .age,
    Name("resource.k8s.io", "ResourceClaim"): .resourceClaim,
    Name("resource.k8s.io", "ResourceClaimTemplate"): .age,
    Name("resource.k8s.io", "ResourceSlice"): .resourceSlice,
    Name("scheduling.k8s.io", "PriorityClass"): .priorityClass,
    Name("storage.k8s.io", "CSIDriver"): .csiDriver,
    Name("storage.k8s.io", "CSINode"): .csiNode,
    Name("storage.k8s.io", "CSIStorageCapacity"): .csiStorageCapacity,
    Name("storage.k8s.io", "StorageClass"): .storageClass,
    Name("storage.k8s.io", "VolumeAttachment"): .volumeAttachment,
    Name("storage.k8s.io", "VolumeAttributesClass"): .volumeAttributesClass,
  ]
}

extension KindColumns {
  /// What the API server shows of kinds it has no table for.
  public static let createdAt = KindColumns([
    .name, Column("Created At", .date) { .text($0[.metadata][.creationTimestamp].text) },
  ])

  /// What is shown of custom resources that declare no columns.
  public static let age = KindColumns([.name, .age])
}
