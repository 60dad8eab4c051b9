// The numbers that fields have in Kubernetes' protobuf messages, where they are not the field's place in its type.

enum ProtobufFacts {
  /// A type, and its fields with their numbers. `2.7` is field 7 of the message that is field 2: what Go embeds
  /// without a name is a message of its own. 0 stands for fields whose number is not known.
  static let text = """
    apps/v1.DaemonSetSpec revisionHistoryLimit=6
    apps/v1.DeploymentCondition lastUpdateTime=6 lastTransitionTime=7 reason=4 message=5
    apps/v1.DeploymentSpec progressDeadlineSeconds=9
    apps/v1.DeploymentStatus readyReplicas=7 availableReplicas=4 unavailableReplicas=5 terminatingReplicas=0
      conditions=6 collisionCount=8
    apps/v1.ReplicaSetSpec minReadySeconds=4 selector=2 template=3
    apps/v1.ReplicaSetStatus readyReplicas=4 availableReplicas=5 terminatingReplicas=0 observedGeneration=3
      conditions=6
    apps/v1.StatefulSetStatus collisionCount=9 conditions=10 availableReplicas=11
    autoscaling/v2.HPAScalingRules stabilizationWindowSeconds=3 selectPolicy=1 policies=2 tolerance=0
    autoscaling/v2.MetricSpec containerResource=7 external=5
    autoscaling/v2.MetricStatus containerResource=7 external=5
    batch/v1.CronJobSpec timeZone=8 startingDeadlineSeconds=2 concurrencyPolicy=3 suspend=4 jobTemplate=5
      successfulJobsHistoryLimit=6 failedJobsHistoryLimit=7
    batch/v1.CronJobStatus lastScheduleTime=4 lastSuccessfulTime=5
    batch/v1.JobSpec podFailurePolicy=11 successPolicy=16 backoffLimit=7 backoffLimitPerIndex=12 maxFailedIndexes=13
      selector=4 manualSelector=5 template=6 ttlSecondsAfterFinished=8 completionMode=9 suspend=10
      podReplacementPolicy=14 managedBy=15
    batch/v1.JobStatus terminating=11 completedIndexes=7 failedIndexes=10 uncountedTerminatedPods=8 ready=9
    core/v1.ClusterTrustBundleProjection optional=5 path=4
    core/v1.ConfigMap immutable=4 data=2 binaryData=3
    core/v1.ConfigMapEnvSource name=1.1
    core/v1.ConfigMapKeySelector name=1.1
    core/v1.ConfigMapProjection name=1.1 optional=4
    core/v1.ConfigMapVolumeSource name=1.1
    core/v1.Container envFrom=19 env=7 resources=8 resizePolicy=23 restartPolicy=24 restartPolicyRules=0
      volumeMounts=9 volumeDevices=21 livenessProbe=10 readinessProbe=11 startupProbe=22 lifecycle=12
      terminationMessagePath=13 imagePullPolicy=14 securityContext=15 stdin=16 stdinOnce=17 tty=18
    core/v1.ContainerStatus stopSignal=0
    core/v1.EndpointAddress hostname=3 nodeName=4 targetRef=2
    core/v1.EnvVarSource fileKeyRef=0
    core/v1.EphemeralContainer name=1.1 image=1.2 command=1.3 args=1.4 workingDir=1.5 ports=1.6 envFrom=1.19 env=1.7
      resources=1.8 resizePolicy=1.23 restartPolicy=1.24 restartPolicyRules=0 volumeMounts=1.9 volumeDevices=1.21
      livenessProbe=1.10 readinessProbe=1.11 startupProbe=1.22 lifecycle=1.12 terminationMessagePath=1.13
      terminationMessagePolicy=1.20 imagePullPolicy=1.14 securityContext=1.15 stdin=1.16 stdinOnce=1.17 tty=1.18
      targetContainerName=2
    core/v1.ISCSIPersistentVolumeSource chapAuthSession=11 initiatorName=12
    core/v1.ISCSIVolumeSource chapAuthSession=11 initiatorName=12
    core/v1.Lifecycle stopSignal=0
    core/v1.NamespaceCondition lastTransitionTime=4 reason=5 message=6
    core/v1.NodeConfigSource configMap=2
    core/v1.NodeSpec podCIDRs=7 externalID=2
    core/v1.NodeStatus declaredFeatures=0
    core/v1.NodeSystemInfo swap=0
    core/v1.PersistentVolumeClaimSpec selector=4 resources=2 volumeName=3
    core/v1.PersistentVolumeClaimStatus allocatedResourceStatuses=7 currentVolumeAttributesClassName=8
      modifyVolumeStatus=9
    core/v1.PersistentVolumeSpec gcePersistentDisk=2.1 awsElasticBlockStore=2.2 hostPath=2.3 glusterfs=2.4 nfs=2.5
      rbd=2.6 iscsi=2.7 cinder=2.8 cephfs=2.9 fc=2.10 flocker=2.11 flexVolume=2.12 azureFile=2.13 vsphereVolume=2.14
      quobyte=2.15 azureDisk=2.16 photonPersistentDisk=2.17 portworxVolume=2.18 scaleIO=2.19 local=2.20
      storageos=2.21 csi=2.22 accessModes=3 claimRef=4 persistentVolumeReclaimPolicy=5 storageClassName=6
      mountOptions=7 volumeMode=8 nodeAffinity=9 volumeAttributesClassName=10
    core/v1.PodCondition observedGeneration=0 status=2 lastProbeTime=3 lastTransitionTime=4 reason=5 message=6
    core/v1.PodResourceClaim resourceClaimName=3 resourceClaimTemplateName=4
    core/v1.PodSecurityContext windowsOptions=8 runAsUser=2 runAsGroup=6 runAsNonRoot=3 supplementalGroups=4
      supplementalGroupsPolicy=12 fsGroup=5 sysctls=7 fsGroupChangePolicy=9 seccompProfile=10 appArmorProfile=11
    core/v1.PodSpec initContainers=20 containers=2 ephemeralContainers=34 restartPolicy=3
      terminationGracePeriodSeconds=4 activeDeadlineSeconds=5 dnsPolicy=6 nodeSelector=7 serviceAccountName=8
      serviceAccount=9 automountServiceAccountToken=21 nodeName=10 hostNetwork=11 hostPID=12 hostIPC=13
      shareProcessNamespace=27 securityContext=14 imagePullSecrets=15 hostname=16 subdomain=17 affinity=18
      schedulerName=19 tolerations=22 hostAliases=23 priorityClassName=24 priority=25 dnsConfig=26 readinessGates=28
      runtimeClassName=29 enableServiceLinks=30 preemptionPolicy=31 overhead=32 topologySpreadConstraints=33
      hostnameOverride=0 schedulingGroup=0
    core/v1.PodStatus observedGeneration=0 phase=1 conditions=2 message=3 reason=4 nominatedNodeName=11 hostIP=5
      hostIPs=16 podIP=6 podIPs=12 startTime=7 initContainerStatuses=10 containerStatuses=8 qosClass=9
      ephemeralContainerStatuses=13 resize=14 resourceClaimStatuses=15 extendedResourceClaimStatus=0
      allocatedResources=0 resources=0 nodeAllocatableResourceClaimStatuses=0
    core/v1.Probe exec=1.1 httpGet=1.2 tcpSocket=1.3 grpc=1.4 initialDelaySeconds=2 timeoutSeconds=3 periodSeconds=4
      successThreshold=5 failureThreshold=6 terminationGracePeriodSeconds=7
    core/v1.ReplicationControllerSpec minReadySeconds=4 selector=2 template=3
    core/v1.ReplicationControllerStatus readyReplicas=4 availableReplicas=5 observedGeneration=3
    core/v1.ResourceHealth message=0
    core/v1.Secret immutable=5 data=2 type=3
    core/v1.SecretEnvSource name=1.1
    core/v1.SecretKeySelector name=1.1
    core/v1.SecretProjection name=1.1 optional=4
    core/v1.SecurityContext windowsOptions=10 runAsUser=4 runAsGroup=8 runAsNonRoot=5 readOnlyRootFilesystem=6
      allowPrivilegeEscalation=7 procMount=9
    core/v1.ServicePort appProtocol=6 port=3 targetPort=4 nodePort=5
    core/v1.ServiceSpec clusterIPs=18 type=4 externalIPs=5 ipFamilies=19 ipFamilyPolicy=17
      allocateLoadBalancerNodePorts=20 loadBalancerClass=21 internalTrafficPolicy=22 trafficDistribution=23
    core/v1.Volume hostPath=2.1 emptyDir=2.2 gcePersistentDisk=2.3 awsElasticBlockStore=2.4 gitRepo=2.5 secret=2.6
      nfs=2.7 iscsi=2.8 glusterfs=2.9 persistentVolumeClaim=2.10 rbd=2.11 flexVolume=2.12 cinder=2.13 cephfs=2.14
      flocker=2.15 downwardAPI=2.16 fc=2.17 azureFile=2.18 configMap=2.19 vsphereVolume=2.20 quobyte=2.21
      azureDisk=2.22 photonPersistentDisk=2.23 projected=2.26 portworxVolume=2.24 scaleIO=2.25 storageos=2.27
      csi=2.28 ephemeral=2.29 image=2.30
    core/v1.VolumeMount recursiveReadOnly=7 mountPath=3 subPath=4 mountPropagation=5 subPathExpr=6
    core/v1.VolumeMountStatus volumeStatus=0
    core/v1.VolumeProjection podCertificate=0
    discovery/v1.EndpointHints forNodes=0
    discovery/v1.EndpointSlice addressType=4 endpoints=2 ports=3
    meta/v1.APIResource singularName=6 namespaced=2 group=8 version=9 kind=3 verbs=4 shortNames=5 categories=7
    meta/v1.ListMeta shardInfo=0
    meta/v1.ManagedFieldsEntry fieldsType=6 fieldsV1=7 subresource=8
    meta/v1.ObjectMeta managedFields=17
    meta/v1.OwnerReference apiVersion=5 kind=1 controller=6 blockOwnerDeletion=7
    meta/v1.PatchOptions dryRun=1 force=2 fieldManager=3 fieldValidation=4
    meta/v1.StatusDetails uid=6 causes=4 retryAfterSeconds=5
    networking/v1.HTTPIngressPath pathType=3 backend=2
    networking/v1.IngressBackend service=4 resource=3
    networking/v1.IngressLoadBalancerIngress ports=4
    networking/v1.IngressRule http=2.1
    networking/v1.IngressSpec ingressClassName=4 defaultBackend=1 tls=2 rules=3
    storage/v1.CSIDriverSpec nodeAllocatableUpdatePeriodSeconds=0 serviceAccountTokenInSecrets=0
      preventPodSchedulingIfMissing=0
    storage/v1.VolumeError errorCode=0
    """
}
