// Defaults that depend on nothing but the field they are for, type by type (pkg/apis/*/v1/defaults.go). Defaults that
// look at other fields are rules of their kinds.
//
// A type stands alone on its line; its fields follow, indented by two: name, then the value as JSON.
import KubeObjects

enum DefaultFacts {
  /// The defaults, by type and field.
  static let values: [String: [String: Value]] = {
    var result: [String: [String: Value]] = [:]
    var type = ""
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
      guard line.first == UInt8(ascii: " ") else {
        type = String(Substring(line))
        continue
      }
      let words = line.dropFirst(2).split(separator: UInt8(ascii: " "), maxSplits: 1)
      result[type, default: [:]][String(Substring(words[0]))] = value(Substring(words[1]))
    }
    return result
  }()

  private static func value(_ text: Substring) -> Value {
    do throws(JSONError) {
      return try JSONReader.read(text)
    } catch {
      preconditionFailure("a default is JSON: \(text): \(error.message)")
    }
  }

  private static let text = """
    core/v1.PodSpec
      dnsPolicy "ClusterFirst"
      restartPolicy "Always"
      securityContext {}
      terminationGracePeriodSeconds 30
      schedulerName "default-scheduler"
    core/v1.Container
      terminationMessagePath "/dev/termination-log"
      terminationMessagePolicy "File"
    core/v1.EphemeralContainer
      terminationMessagePath "/dev/termination-log"
      terminationMessagePolicy "File"
    core/v1.ContainerPort
      protocol "TCP"
    core/v1.Probe
      timeoutSeconds 1
      periodSeconds 10
      successThreshold 1
      failureThreshold 3
    core/v1.HTTPGetAction
      path "/"
      scheme "HTTP"
    core/v1.GRPCAction
      service ""
    core/v1.ObjectFieldSelector
      apiVersion "v1"
    core/v1.SecretVolumeSource
      defaultMode 420
    core/v1.ConfigMapVolumeSource
      defaultMode 420
    core/v1.DownwardAPIVolumeSource
      defaultMode 420
    core/v1.ProjectedVolumeSource
      defaultMode 420
    core/v1.ServiceAccountTokenProjection
      expirationSeconds 3600
    core/v1.HostPathVolumeSource
      type ""
    core/v1.ISCSIVolumeSource
      iscsiInterface "default"
    core/v1.ISCSIPersistentVolumeSource
      iscsiInterface "default"
    core/v1.RBDVolumeSource
      pool "rbd"
      user "admin"
      keyring "/etc/ceph/keyring"
    core/v1.RBDPersistentVolumeSource
      pool "rbd"
      user "admin"
      keyring "/etc/ceph/keyring"
    core/v1.ScaleIOVolumeSource
      storageMode "ThinProvisioned"
      fsType "xfs"
    core/v1.ScaleIOPersistentVolumeSource
      storageMode "ThinProvisioned"
      fsType "xfs"
    core/v1.AzureDiskVolumeSource
      cachingMode "ReadWrite"
      fsType "ext4"
      kind "Shared"
      readOnly false
    core/v1.PersistentVolumeSpec
      persistentVolumeReclaimPolicy "Retain"
      volumeMode "Filesystem"
    core/v1.PersistentVolumeStatus
      phase "Pending"
    core/v1.PersistentVolumeClaimSpec
      volumeMode "Filesystem"
    core/v1.PersistentVolumeClaimStatus
      phase "Pending"
    core/v1.NamespaceStatus
      phase "Active"
    core/v1.Secret
      type "Opaque"
    core/v1.ServiceSpec
      sessionAffinity "None"
      type "ClusterIP"
    core/v1.ServicePort
      protocol "TCP"
    core/v1.EndpointPort
      protocol "TCP"
    core/v1.ReplicationControllerSpec
      replicas 1
    apps/v1.StatefulSetSpec
      persistentVolumeClaimRetentionPolicy {"whenDeleted":"Retain","whenScaled":"Retain"}
      podManagementPolicy "OrderedReady"
      replicas 1
      revisionHistoryLimit 10
    apps/v1.StatefulSetPersistentVolumeClaimRetentionPolicy
      whenDeleted "Retain"
      whenScaled "Retain"
    apps/v1.RollingUpdateStatefulSetStrategy
      partition 0
    apps/v1.DeploymentSpec
      replicas 1
      revisionHistoryLimit 10
      progressDeadlineSeconds 600
    apps/v1.DeploymentStrategy
      type "RollingUpdate"
    apps/v1.RollingUpdateDeployment
      maxSurge "25%"
      maxUnavailable "25%"
    apps/v1.ReplicaSetSpec
      replicas 1
    apps/v1.DaemonSetSpec
      revisionHistoryLimit 10
    apps/v1.DaemonSetUpdateStrategy
      type "RollingUpdate"
    apps/v1.RollingUpdateDaemonSet
      maxSurge 0
      maxUnavailable 1
    batch/v1.CronJobSpec
      concurrencyPolicy "Allow"
      failedJobsHistoryLimit 1
      successfulJobsHistoryLimit 3
      suspend false
    batch/v1.PodFailurePolicyOnPodConditionsPattern
      status "True"
    autoscaling/v1.HorizontalPodAutoscalerSpec
      minReplicas 1
    autoscaling/v2.HorizontalPodAutoscalerSpec
      minReplicas 1
    discovery/v1.EndpointPort
      name ""
      protocol "TCP"
    networking/v1.NetworkPolicyPort
      protocol "TCP"
    networking/v1.IngressClassParametersReference
      scope "Cluster"
    scheduling/v1.PriorityClass
      preemptionPolicy "PreemptLowerPriority"
    storage/v1.StorageClass
      reclaimPolicy "Delete"
      volumeBindingMode "Immediate"
    storage/v1.CSIDriverSpec
      attachRequired true
      podInfoOnMount false
      storageCapacity false
      fsGroupPolicy "ReadWriteOnceWithFSType"
      volumeLifecycleModes ["Persistent"]
      requiresRepublish false
      seLinuxMount false
    """
}
