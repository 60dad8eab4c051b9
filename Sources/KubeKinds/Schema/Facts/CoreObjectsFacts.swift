// The other objects of core/v1: services, nodes, quotas, events and so on.
// The notation is explained in SchemaNotation.swift.

extension SchemaFacts {
  static let coreObjects = """
    group core/v1
    AttachedVolume
      name       string required
      devicePath string required
    Binding
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      target     ObjectReference    required
    ClientIPConfig
      timeoutSeconds int32 pointer omitempty
    ComponentCondition
      type    string required
      status  string required
      message string omitempty
      error   string omitempty
    ComponentStatus
      kind       string               omitempty
      apiVersion string               omitempty
      metadata   meta/v1.ObjectMeta   omitempty
      conditions [ComponentCondition] omitempty list=map:type patch=merge:type
    ConfigMap
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      immutable  bool               pointer omitempty
      data       {string}           omitempty
      binaryData {bytes}            omitempty
    ConfigMapNodeConfigSource
      namespace        string required
      name             string required
      uid              string omitempty
      resourceVersion  string omitempty
      kubeletConfigKey string required
    DaemonEndpoint
      Port int32 required
    EndpointAddress
      ip        string          required
      hostname  string          omitempty
      nodeName  string          pointer omitempty
      targetRef ObjectReference pointer omitempty
    EndpointPort
      name        string omitempty
      port        int32  required
      protocol    string omitempty enum=SCTP|TCP|UDP
      appProtocol string pointer omitempty
    EndpointSubset
      addresses         [EndpointAddress] omitempty list=atomic
      notReadyAddresses [EndpointAddress] omitempty list=atomic
      ports             [EndpointPort]    omitempty list=atomic
    Endpoints
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      subsets    [EndpointSubset]   omitempty list=atomic
    Event
      kind               string             omitempty
      apiVersion         string             omitempty
      metadata           meta/v1.ObjectMeta required
      involvedObject     ObjectReference    required
      reason             string             omitempty
      message            string             omitempty
      source             EventSource        omitempty
      firstTimestamp     time               omitempty
      lastTimestamp      time               omitempty
      count              int32              omitempty
      type               string             omitempty
      eventTime          microTime          omitempty
      series             EventSeries        pointer omitempty
      action             string             omitempty
      related            ObjectReference    pointer omitempty
      reportingComponent string
      reportingInstance  string
    EventSeries
      count            int32     omitempty
      lastObservedTime microTime omitempty
    EventSource
      component string omitempty
      host      string omitempty
    LimitRange
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      spec       LimitRangeSpec     omitempty
    LimitRangeItem
      type                 string     required
      max                  {quantity} omitempty
      min                  {quantity} omitempty
      default              {quantity} omitempty
      defaultRequest       {quantity} omitempty
      maxLimitRequestRatio {quantity} omitempty
    LimitRangeSpec
      limits [LimitRangeItem] required list=atomic
    LoadBalancerIngress
      ip       string       omitempty
      hostname string       omitempty
      ipMode   string       pointer omitempty
      ports    [PortStatus] omitempty list=atomic
    LoadBalancerStatus
      ingress [LoadBalancerIngress] omitempty list=atomic
    LocalObjectReference
      name string omitempty
    Namespace
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      spec       NamespaceSpec      omitempty
      status     NamespaceStatus    omitempty
    NamespaceCondition
      type               string required
      status             string required
      lastTransitionTime time   omitempty
      reason             string omitempty
      message            string omitempty
    NamespaceSpec
      finalizers [string] omitempty list=atomic
    NamespaceStatus
      phase      string               omitempty enum=Active|Terminating
      conditions [NamespaceCondition] omitempty list=map:type patch=merge:type
    Node
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      spec       NodeSpec           omitempty
      status     NodeStatus         omitempty
    NodeAddress
      type    string required
      address string required
    NodeAllocatableResourceClaimStatus
      resourceClaimName string     required
      containers        [string]   omitempty list=set
      resources         {quantity} required
    NodeCondition
      type               string required
      status             string required
      lastHeartbeatTime  time   omitempty
      lastTransitionTime time   omitempty
      reason             string omitempty
      message            string omitempty
    NodeConfigSource
      configMap ConfigMapNodeConfigSource pointer omitempty
    NodeConfigStatus
      assigned      NodeConfigSource pointer omitempty
      active        NodeConfigSource pointer omitempty
      lastKnownGood NodeConfigSource pointer omitempty
      error         string           omitempty
    NodeDaemonEndpoints
      kubeletEndpoint DaemonEndpoint omitempty
    NodeFeatures
      supplementalGroupsPolicy bool pointer omitempty
    NodeRuntimeHandler
      name     string
      features NodeRuntimeHandlerFeatures pointer omitempty
    NodeRuntimeHandlerFeatures
      recursiveReadOnlyMounts bool pointer omitempty
      userNamespaces          bool pointer omitempty
    NodeSpec
      podCIDR       string           omitempty
      podCIDRs      [string]         omitempty list=set patch=merge
      providerID    string           omitempty
      unschedulable bool             omitempty
      taints        [Taint]          omitempty list=atomic
      configSource  NodeConfigSource pointer omitempty
      externalID    string           omitempty
    NodeStatus
      capacity         {quantity}           omitempty
      allocatable      {quantity}           omitempty
      phase            string               omitempty enum=Pending|Running|Terminated
      conditions       [NodeCondition]      omitempty list=map:type patch=merge:type
      addresses        [NodeAddress]        omitempty list=map:type patch=merge:type
      daemonEndpoints  NodeDaemonEndpoints  omitempty
      nodeInfo         NodeSystemInfo       omitempty
      images           [ContainerImage]     omitempty list=atomic
      volumesInUse     [string]             omitempty list=atomic
      volumesAttached  [AttachedVolume]     omitempty list=atomic
      config           NodeConfigStatus     pointer omitempty
      runtimeHandlers  [NodeRuntimeHandler] omitempty list=atomic
      features         NodeFeatures         pointer omitempty
      declaredFeatures [string]             omitempty list=atomic
    NodeSwapStatus
      capacity int64 pointer omitempty
    NodeSystemInfo
      machineID               string         required
      systemUUID              string         required
      bootID                  string         required
      kernelVersion           string         required
      osImage                 string         required
      containerRuntimeVersion string         required
      kubeletVersion          string         required
      kubeProxyVersion        string         required
      operatingSystem         string         required
      architecture            string         required
      swap                    NodeSwapStatus pointer omitempty
    ObjectReference
      kind            string omitempty
      namespace       string omitempty
      name            string omitempty
      uid             string omitempty
      apiVersion      string omitempty
      resourceVersion string omitempty
      fieldPath       string omitempty
    PortStatus
      port     int32  required
      protocol string required enum=SCTP|TCP|UDP
      error    string pointer omitempty
    ReplicationController
      kind       string                      omitempty
      apiVersion string                      omitempty
      metadata   meta/v1.ObjectMeta          omitempty
      spec       ReplicationControllerSpec   omitempty
      status     ReplicationControllerStatus omitempty
    ReplicationControllerCondition
      type               string required
      status             string required
      lastTransitionTime time   omitempty
      reason             string omitempty
      message            string omitempty
    ReplicationControllerSpec
      replicas        int32           pointer omitempty default=1
      minReadySeconds int32           omitempty
      selector        {string}        omitempty map=atomic
      template        PodTemplateSpec pointer omitempty
    ReplicationControllerStatus
      replicas             int32                            required
      fullyLabeledReplicas int32                            omitempty
      readyReplicas        int32                            omitempty
      availableReplicas    int32                            omitempty
      observedGeneration   int64                            omitempty
      conditions           [ReplicationControllerCondition] omitempty list=map:type patch=merge:type
    ResourceQuota
      kind       string              omitempty
      apiVersion string              omitempty
      metadata   meta/v1.ObjectMeta  omitempty
      spec       ResourceQuotaSpec   omitempty
      status     ResourceQuotaStatus omitempty
    ResourceQuotaSpec
      hard          {quantity}    omitempty
      scopes        [string]      omitempty list=atomic
      scopeSelector ScopeSelector pointer omitempty
    ResourceQuotaStatus
      hard {quantity} omitempty
      used {quantity} omitempty
    ScopeSelector
      matchExpressions [ScopedResourceSelectorRequirement] omitempty list=atomic
    ScopedResourceSelectorRequirement
      scopeName string   required enum=BestEffort|CrossNamespacePodAffinity|NotBestEffort|
        NotTerminating|PriorityClass|Terminating|VolumeAttributesClass
      operator  string   required enum=DoesNotExist|Exists|In|NotIn
      values    [string] omitempty list=atomic
    Secret
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      immutable  bool               pointer omitempty
      data       {bytes}            omitempty
      stringData {string}           omitempty
      type       string             omitempty
    Service
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      spec       ServiceSpec        omitempty
      status     ServiceStatus      omitempty
    ServiceAccount
      kind                         string                 omitempty
      apiVersion                   string                 omitempty
      metadata                     meta/v1.ObjectMeta     omitempty
      secrets                      [ObjectReference]      omitempty list=map:name patch=merge:name
      imagePullSecrets             [LocalObjectReference] omitempty list=atomic
      automountServiceAccountToken bool                   pointer omitempty
    ServicePort
      name        string      omitempty
      protocol    string      omitempty default=TCP enum=SCTP|TCP|UDP
      appProtocol string      pointer omitempty
      port        int32       required
      targetPort  intOrString omitempty
      nodePort    int32       omitempty
    ServiceSpec
      ports                         [ServicePort]         omitempty list=map:port+protocol
        patch=merge:port
      selector                      {string}              omitempty map=atomic
      clusterIP                     string                omitempty
      clusterIPs                    [string]              omitempty list=atomic
      type                          string                omitempty enum=ClusterIP|ExternalName|
        LoadBalancer|NodePort
      externalIPs                   [string]              omitempty list=atomic
      sessionAffinity               string                omitempty enum=ClientIP|None
      loadBalancerIP                string                omitempty
      loadBalancerSourceRanges      [string]              omitempty list=atomic
      externalName                  string                omitempty
      externalTrafficPolicy         string                omitempty enum=Cluster|Local
      healthCheckNodePort           int32                 omitempty
      publishNotReadyAddresses      bool                  omitempty
      sessionAffinityConfig         SessionAffinityConfig pointer omitempty
      ipFamilies                    [string]              omitempty list=atomic
      ipFamilyPolicy                string                pointer omitempty enum=PreferDualStack|
        RequireDualStack|SingleStack
      allocateLoadBalancerNodePorts bool                  pointer omitempty
      loadBalancerClass             string                pointer omitempty
      internalTrafficPolicy         string                pointer omitempty enum=Cluster|Local
      trafficDistribution           string                pointer omitempty
    ServiceStatus
      loadBalancer LoadBalancerStatus  omitempty
      conditions   [meta/v1.Condition] omitempty list=map:type patch=merge:type
    SessionAffinityConfig
      clientIP ClientIPConfig pointer omitempty
    Taint
      key       string required
      value     string omitempty
      effect    string required enum=NoExecute|NoSchedule|PreferNoSchedule
      timeAdded time   pointer omitempty
    """
}
