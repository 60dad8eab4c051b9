// Pods and containers: core/v1.
// The notation is explained in SchemaNotation.swift.

extension SchemaFacts {
  static let corePods = """
    group core/v1
    Container
      name                     string                  required
      image                    string                  omitempty
      command                  [string]                omitempty list=atomic
      args                     [string]                omitempty list=atomic
      workingDir               string                  omitempty
      ports                    [ContainerPort]         omitempty list=map:containerPort+protocol
        patch=merge:containerPort
      envFrom                  [EnvFromSource]         omitempty list=atomic
      env                      [EnvVar]                omitempty list=map:name patch=merge:name
      resources                ResourceRequirements    omitempty
      resizePolicy             [ContainerResizePolicy] omitempty list=atomic
      restartPolicy            string                  pointer omitempty
      restartPolicyRules       [ContainerRestartRule]  omitempty list=atomic
      volumeMounts             [VolumeMount]           omitempty list=map:mountPath
        patch=merge:mountPath
      volumeDevices            [VolumeDevice]          omitempty list=map:devicePath
        patch=merge:devicePath
      livenessProbe            Probe                   pointer omitempty
      readinessProbe           Probe                   pointer omitempty
      startupProbe             Probe                   pointer omitempty
      lifecycle                Lifecycle               pointer omitempty
      terminationMessagePath   string                  omitempty
      terminationMessagePolicy string                  omitempty enum=FallbackToLogsOnError|File
      imagePullPolicy          string                  omitempty enum=Always|IfNotPresent|Never
      securityContext          SecurityContext         pointer omitempty
      stdin                    bool                    omitempty
      stdinOnce                bool                    omitempty
      tty                      bool                    omitempty
    ContainerExtendedResourceRequest
      containerName string required
      resourceName  string required
      requestName   string required
    ContainerImage
      names     [string] list=atomic
      sizeBytes int64    omitempty
    ContainerPort
      name          string omitempty
      hostPort      int32  omitempty
      containerPort int32  required
      protocol      string omitempty default=TCP enum=SCTP|TCP|UDP
      hostIP        string omitempty
    ContainerResizePolicy
      resourceName  string required
      restartPolicy string required
    ContainerRestartRule
      action    string                          required omitempty
      exitCodes ContainerRestartRuleOnExitCodes pointer omitempty
    ContainerRestartRuleOnExitCodes
      operator string  required omitempty
      values   [int32] omitempty list=set
    ContainerState
      waiting    ContainerStateWaiting    pointer omitempty
      running    ContainerStateRunning    pointer omitempty
      terminated ContainerStateTerminated pointer omitempty
    ContainerStateRunning
      startedAt time omitempty
    ContainerStateTerminated
      exitCode    int32  required
      signal      int32  omitempty
      reason      string omitempty
      message     string omitempty
      startedAt   time   omitempty
      finishedAt  time   omitempty
      containerID string omitempty
    ContainerStateWaiting
      reason  string omitempty
      message string omitempty
    ContainerStatus
      name                     string               required
      state                    ContainerState       omitempty
      lastState                ContainerState       omitempty
      ready                    bool                 required
      restartCount             int32                required
      image                    string               required
      imageID                  string               required
      containerID              string               omitempty
      started                  bool                 pointer omitempty
      allocatedResources       {quantity}           omitempty
      resources                ResourceRequirements pointer omitempty
      volumeMounts             [VolumeMountStatus]  omitempty list=map:mountPath
        patch=merge:mountPath
      user                     ContainerUser        pointer omitempty
      allocatedResourcesStatus [ResourceStatus]     omitempty list=map:name patch=merge:name
      stopSignal               string               pointer omitempty enum=SIGABRT|SIGALRM|SIGBUS|
        SIGCHLD|SIGCLD|SIGCONT|SIGFPE|SIGHUP|SIGILL|SIGINT|SIGIO|SIGIOT|SIGKILL|SIGPIPE|SIGPOLL|
        SIGPROF|SIGPWR|SIGQUIT|SIGRTMAX|SIGRTMAX-1|SIGRTMAX-10|SIGRTMAX-11|SIGRTMAX-12|
        SIGRTMAX-13|SIGRTMAX-14|SIGRTMAX-2|SIGRTMAX-3|SIGRTMAX-4|SIGRTMAX-5|SIGRTMAX-6|SIGRTMAX-7|
        SIGRTMAX-8|SIGRTMAX-9|SIGRTMIN|SIGRTMIN+1|SIGRTMIN+10|SIGRTMIN+11|SIGRTMIN+12|SIGRTMIN+13|
        SIGRTMIN+14|SIGRTMIN+15|SIGRTMIN+2|SIGRTMIN+3|SIGRTMIN+4|SIGRTMIN+5|SIGRTMIN+6|SIGRTMIN+7|
        SIGRTMIN+8|SIGRTMIN+9|SIGSEGV|SIGSTKFLT|SIGSTOP|SIGSYS|SIGTERM|SIGTRAP|SIGTSTP|SIGTTIN|
        SIGTTOU|SIGURG|SIGUSR1|SIGUSR2|SIGVTALRM|SIGWINCH|SIGXCPU|SIGXFSZ
    ContainerUser
      linux LinuxContainerUser pointer omitempty
    EnvFromSource
      prefix       string             omitempty
      configMapRef ConfigMapEnvSource pointer omitempty
      secretRef    SecretEnvSource    pointer omitempty
    EnvVar
      name      string       required
      value     string       omitempty
      valueFrom EnvVarSource pointer omitempty
    EnvVarSource
      fieldRef         ObjectFieldSelector   pointer omitempty
      resourceFieldRef ResourceFieldSelector pointer omitempty
      configMapKeyRef  ConfigMapKeySelector  pointer omitempty
      secretKeyRef     SecretKeySelector     pointer omitempty
      fileKeyRef       FileKeySelector       pointer omitempty
    EphemeralContainer
      name                     string                  required
      image                    string                  omitempty
      command                  [string]                omitempty list=atomic
      args                     [string]                omitempty list=atomic
      workingDir               string                  omitempty
      ports                    [ContainerPort]         omitempty list=map:containerPort+protocol
        patch=merge:containerPort
      envFrom                  [EnvFromSource]         omitempty list=atomic
      env                      [EnvVar]                omitempty list=map:name patch=merge:name
      resources                ResourceRequirements    omitempty
      resizePolicy             [ContainerResizePolicy] omitempty list=atomic
      restartPolicy            string                  pointer omitempty
      restartPolicyRules       [ContainerRestartRule]  omitempty list=atomic
      volumeMounts             [VolumeMount]           omitempty list=map:mountPath
        patch=merge:mountPath
      volumeDevices            [VolumeDevice]          omitempty list=map:devicePath
        patch=merge:devicePath
      livenessProbe            Probe                   pointer omitempty
      readinessProbe           Probe                   pointer omitempty
      startupProbe             Probe                   pointer omitempty
      lifecycle                Lifecycle               pointer omitempty
      terminationMessagePath   string                  omitempty
      terminationMessagePolicy string                  omitempty enum=FallbackToLogsOnError|File
      imagePullPolicy          string                  omitempty enum=Always|IfNotPresent|Never
      securityContext          SecurityContext         pointer omitempty
      stdin                    bool                    omitempty
      stdinOnce                bool                    omitempty
      tty                      bool                    omitempty
      targetContainerName      string                  omitempty
    Pod
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      spec       PodSpec            omitempty
      status     PodStatus          omitempty
    PodAffinity
      requiredDuringSchedulingIgnoredDuringExecution [PodAffinityTerm]         omitempty list=atomic
      preferredDuringSchedulingIgnoredDuringExecution [WeightedPodAffinityTerm] omitempty
        list=atomic
    PodAffinityTerm
      labelSelector     meta/v1.LabelSelector pointer omitempty
      namespaces        [string]              omitempty list=atomic
      topologyKey       string                required
      namespaceSelector meta/v1.LabelSelector pointer omitempty
      matchLabelKeys    [string]              omitempty list=atomic
      mismatchLabelKeys [string]              omitempty list=atomic
    PodAntiAffinity
      requiredDuringSchedulingIgnoredDuringExecution [PodAffinityTerm]         omitempty list=atomic
      preferredDuringSchedulingIgnoredDuringExecution [WeightedPodAffinityTerm] omitempty
        list=atomic
    PodCondition
      type               string required
      observedGeneration int64  omitempty
      status             string required
      lastProbeTime      time   omitempty
      lastTransitionTime time   omitempty
      reason             string omitempty
      message            string omitempty
    PodDNSConfig
      nameservers [string]             omitempty list=atomic
      searches    [string]             omitempty list=atomic
      options     [PodDNSConfigOption] omitempty list=atomic
    PodDNSConfigOption
      name  string omitempty
      value string pointer omitempty
    PodExtendedResourceClaimStatus
      requestMappings   [ContainerExtendedResourceRequest] required list=atomic
      resourceClaimName string                             required
    PodIP
      ip string required
    PodOS
      name string required
    PodReadinessGate
      conditionType string required
    PodResourceClaim
      name                      string required
      resourceClaimName         string pointer omitempty
      resourceClaimTemplateName string pointer omitempty
    PodResourceClaimStatus
      name              string required
      resourceClaimName string pointer omitempty
    PodSchedulingGate
      name string required
    PodSchedulingGroup
      podGroupName string pointer omitempty
    PodSecurityContext
      seLinuxOptions           SELinuxOptions                pointer omitempty
      windowsOptions           WindowsSecurityContextOptions pointer omitempty
      runAsUser                int64                         pointer omitempty
      runAsGroup               int64                         pointer omitempty
      runAsNonRoot             bool                          pointer omitempty
      supplementalGroups       [int64]                       omitempty list=atomic
      supplementalGroupsPolicy string                        pointer omitempty enum=Merge|Strict
      fsGroup                  int64                         pointer omitempty
      sysctls                  [Sysctl]                      omitempty list=atomic
      fsGroupChangePolicy      string                        pointer omitempty enum=Always|
        OnRootMismatch
      seccompProfile           SeccompProfile                pointer omitempty
      appArmorProfile          AppArmorProfile               pointer omitempty
      seLinuxChangePolicy      string                        pointer omitempty
    PodSpec
      volumes                       [Volume]                   omitempty list=map:name
        patch=merge+retainKeys:name
      initContainers                [Container]                omitempty list=map:name
        patch=merge:name
      containers                    [Container]                required list=map:name
        patch=merge:name
      ephemeralContainers           [EphemeralContainer]       omitempty list=map:name
        patch=merge:name
      restartPolicy                 string                     omitempty enum=Always|Never|OnFailure
      terminationGracePeriodSeconds int64                      pointer omitempty
      activeDeadlineSeconds         int64                      pointer omitempty
      dnsPolicy                     string                     omitempty enum=ClusterFirst|
        ClusterFirstWithHostNet|Default|None
      nodeSelector                  {string}                   omitempty map=atomic
      serviceAccountName            string                     omitempty
      serviceAccount                string                     omitempty
      automountServiceAccountToken  bool                       pointer omitempty
      nodeName                      string                     omitempty
      hostNetwork                   bool                       omitempty
      hostPID                       bool                       omitempty
      hostIPC                       bool                       omitempty
      shareProcessNamespace         bool                       pointer omitempty
      securityContext               PodSecurityContext         pointer omitempty
      imagePullSecrets              [LocalObjectReference]     omitempty list=map:name
        patch=merge:name
      hostname                      string                     omitempty
      subdomain                     string                     omitempty
      affinity                      Affinity                   pointer omitempty
      schedulerName                 string                     omitempty
      tolerations                   [Toleration]               omitempty list=atomic
      hostAliases                   [HostAlias]                omitempty list=map:ip patch=merge:ip
      priorityClassName             string                     omitempty
      priority                      int32                      pointer omitempty
      dnsConfig                     PodDNSConfig               pointer omitempty
      readinessGates                [PodReadinessGate]         omitempty list=atomic
      runtimeClassName              string                     pointer omitempty
      enableServiceLinks            bool                       pointer omitempty
      preemptionPolicy              string                     pointer omitempty enum=Never|
        PreemptLowerPriority
      overhead                      {quantity}                 omitempty
      topologySpreadConstraints     [TopologySpreadConstraint] omitempty
        list=map:topologyKey+whenUnsatisfiable patch=merge:topologyKey
      setHostnameAsFQDN             bool                       pointer omitempty
      os                            PodOS                      pointer omitempty
      hostUsers                     bool                       pointer omitempty
      schedulingGates               [PodSchedulingGate]        omitempty list=map:name
        patch=merge:name
      resourceClaims                [PodResourceClaim]         omitempty list=map:name
        patch=merge+retainKeys:name
      resources                     ResourceRequirements       pointer omitempty
      hostnameOverride              string                     pointer omitempty
      schedulingGroup               PodSchedulingGroup         pointer omitempty
    PodStatus
      observedGeneration               int64                              omitempty
      phase                            string                             omitempty enum=Failed|
        Pending|Running|Succeeded|Unknown
      conditions                       [PodCondition]                     omitempty list=map:type
        patch=merge:type
      message                          string                             omitempty
      reason                           string                             omitempty
      nominatedNodeName                string                             omitempty
      hostIP                           string                             omitempty
      hostIPs                          [HostIP]                           omitempty list=atomic
        patch=merge:ip
      podIP                            string                             omitempty
      podIPs                           [PodIP]                            omitempty list=map:ip
        patch=merge:ip
      startTime                        time                               pointer omitempty
      initContainerStatuses            [ContainerStatus]                  omitempty list=atomic
      containerStatuses                [ContainerStatus]                  omitempty list=atomic
      qosClass                         string                             omitempty
        enum=BestEffort|Burstable|Guaranteed
      ephemeralContainerStatuses       [ContainerStatus]                  omitempty list=atomic
      resize                           string                             omitempty
      resourceClaimStatuses            [PodResourceClaimStatus]           omitempty list=map:name
        patch=merge+retainKeys:name
      extendedResourceClaimStatus      PodExtendedResourceClaimStatus     pointer omitempty
      allocatedResources               {quantity}                         omitempty
      resources                        ResourceRequirements               pointer omitempty
      nodeAllocatableResourceClaimStatuses [NodeAllocatableResourceClaimStatus] omitempty
        list=atomic
    PodTemplate
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      template   PodTemplateSpec    omitempty
    PodTemplateSpec
      metadata meta/v1.ObjectMeta omitempty
      spec     PodSpec            omitempty
    Probe
      exec                          ExecAction      pointer omitempty
      httpGet                       HTTPGetAction   pointer omitempty
      tcpSocket                     TCPSocketAction pointer omitempty
      grpc                          GRPCAction      pointer omitempty
      initialDelaySeconds           int32           omitempty
      timeoutSeconds                int32           omitempty
      periodSeconds                 int32           omitempty
      successThreshold              int32           omitempty
      failureThreshold              int32           omitempty
      terminationGracePeriodSeconds int64           pointer omitempty
    ResourceClaim
      name    string required
      request string omitempty
    ResourceFieldSelector
      containerName string   omitempty
      resource      string   required
      divisor       quantity omitempty
    ResourceHealth
      resourceID string required
      health     string omitempty
      message    string pointer omitempty
    ResourceRequirements
      limits   {quantity}      omitempty
      requests {quantity}      omitempty
      claims   [ResourceClaim] omitempty list=map:name
    ResourceStatus
      name      string           required
      resources [ResourceHealth] omitempty list=map:resourceID
    """
}
