// The kinds that controllers, nodes and admission know by name.

extension KindID {
  private static func builtin(_ apiVersion: String, _ name: String) -> KindID {
    guard let kind = KindCatalog.kubernetes.kind(apiVersion: apiVersion, name: name) else {
      preconditionFailure("\(apiVersion) \(name) is no built-in kind")
    }
    return kind.id
  }

  private static func admission(_ name: String) -> KindID { builtin("admissionregistration.k8s.io/v1", name) }

  public static let componentStatus = builtin("v1", "ComponentStatus")
  public static let configMap = builtin("v1", "ConfigMap")
  public static let endpoints = builtin("v1", "Endpoints")
  public static let event = builtin("v1", "Event")
  public static let limitRange = builtin("v1", "LimitRange")
  public static let namespace = builtin("v1", "Namespace")
  public static let node = builtin("v1", "Node")
  public static let persistentVolume = builtin("v1", "PersistentVolume")
  public static let persistentVolumeClaim = builtin("v1", "PersistentVolumeClaim")
  public static let pod = builtin("v1", "Pod")
  public static let podTemplate = builtin("v1", "PodTemplate")
  public static let replicationController = builtin("v1", "ReplicationController")
  public static let resourceQuota = builtin("v1", "ResourceQuota")
  public static let secret = builtin("v1", "Secret")
  public static let service = builtin("v1", "Service")
  public static let serviceAccount = builtin("v1", "ServiceAccount")
  public static let controllerRevision = builtin("apps/v1", "ControllerRevision")
  public static let daemonSet = builtin("apps/v1", "DaemonSet")
  public static let deployment = builtin("apps/v1", "Deployment")
  public static let replicaSet = builtin("apps/v1", "ReplicaSet")
  public static let statefulSet = builtin("apps/v1", "StatefulSet")
  public static let horizontalPodAutoscaler = builtin("autoscaling/v2", "HorizontalPodAutoscaler")
  public static let cronJob = builtin("batch/v1", "CronJob")
  public static let job = builtin("batch/v1", "Job")
  public static let lease = builtin("coordination.k8s.io/v1", "Lease")
  public static let endpointSlice = builtin("discovery.k8s.io/v1", "EndpointSlice")
  public static let flowSchema = builtin("flowcontrol.apiserver.k8s.io/v1", "FlowSchema")
  public static let priorityLevelConfiguration = builtin(
    "flowcontrol.apiserver.k8s.io/v1", "PriorityLevelConfiguration")
  public static let apiService = builtin("apiregistration.k8s.io/v1", "APIService")
  public static let mutatingAdmissionPolicy = admission("MutatingAdmissionPolicy")
  public static let mutatingAdmissionPolicyBinding = admission("MutatingAdmissionPolicyBinding")
  public static let mutatingWebhookConfiguration = admission("MutatingWebhookConfiguration")
  public static let validatingAdmissionPolicy = admission("ValidatingAdmissionPolicy")
  public static let validatingAdmissionPolicyBinding = admission("ValidatingAdmissionPolicyBinding")
  public static let validatingWebhookConfiguration = admission("ValidatingWebhookConfiguration")
  public static let ingress = builtin("networking.k8s.io/v1", "Ingress")
  public static let ingressClass = builtin("networking.k8s.io/v1", "IngressClass")
  public static let networkPolicy = builtin("networking.k8s.io/v1", "NetworkPolicy")
  public static let ipAddress = builtin("networking.k8s.io/v1", "IPAddress")
  public static let serviceCIDR = builtin("networking.k8s.io/v1", "ServiceCIDR")
  public static let podDisruptionBudget = builtin("policy/v1", "PodDisruptionBudget")
  public static let clusterRole = builtin("rbac.authorization.k8s.io/v1", "ClusterRole")
  public static let clusterRoleBinding = builtin("rbac.authorization.k8s.io/v1", "ClusterRoleBinding")
  public static let role = builtin("rbac.authorization.k8s.io/v1", "Role")
  public static let roleBinding = builtin("rbac.authorization.k8s.io/v1", "RoleBinding")
  public static let priorityClass = builtin("scheduling.k8s.io/v1", "PriorityClass")
  public static let runtimeClass = builtin("node.k8s.io/v1", "RuntimeClass")
  public static let storageClass = builtin("storage.k8s.io/v1", "StorageClass")
  public static let csiDriver = builtin("storage.k8s.io/v1", "CSIDriver")
  public static let csiNode = builtin("storage.k8s.io/v1", "CSINode")
  public static let csiStorageCapacity = builtin("storage.k8s.io/v1", "CSIStorageCapacity")
  public static let volumeAttributesClass = builtin("storage.k8s.io/v1", "VolumeAttributesClass")
  public static let volumeAttachment = builtin("storage.k8s.io/v1", "VolumeAttachment")
  public static let customResourceDefinition = builtin("apiextensions.k8s.io/v1", "CustomResourceDefinition")
}
