// What `explain` says of services, of configuration, and of the cluster's own objects.

extension Descriptions {
  static let services = """
    Service: A name and an address for a group of pods.
      spec: The pods, and how they are reached.
    ServiceSpec: Which pods a service leads to, and how.
      ports: The ports of the service.
      selector: The labels of the pods. Endpoints are written by hand when there is none.
      clusterIP: The address of the service in the cluster. Given by the system unless set; None makes the service
        headless, so that its name leads to the pods themselves. Can't be changed.
      clusterIPs: All addresses of the service in the cluster.
      type: How the service is reached: ClusterIP, NodePort, LoadBalancer or ExternalName. The default is ClusterIP.
      externalIPs: Further addresses that lead to it.
      sessionAffinity: ClientIP sends one client to one pod. The default is None.
      sessionAffinityConfig: Settings of sessionAffinity.
      loadBalancerIP: The address wanted of the load balancer.
      loadBalancerSourceRanges: The clients the load balancer lets through.
      loadBalancerClass: The kind of load balancer.
      externalName: The name outside the cluster that the service stands for.
      externalTrafficPolicy: Local sends traffic from outside only to pods on the node it came to. The default is
        Cluster.
      internalTrafficPolicy: Local sends traffic from pods only to pods on the same node. The default is Cluster.
      healthCheckNodePort: The port on which load balancers ask whether a node has pods.
      publishNotReadyAddresses: Whether pods that are not ready can be found as well.
      ipFamilies: IPv4, IPv6 or both.
      ipFamilyPolicy: SingleStack, PreferDualStack or RequireDualStack.
      allocateLoadBalancerNodePorts: Whether a load balancer gets ports of nodes. The default is true.
      trafficDistribution: Which pods are preferred, as PreferSameZone.
    ServicePort: A port of a service.
      name: The port's name. Needed where there are several.
      protocol: TCP, UDP or SCTP. The default is TCP.
      appProtocol: The protocol spoken on it.
      port: The port of the service.
      targetPort: The port of the pods, by number or by the name of a container's port. The same as port unless given.
      nodePort: The port of every node that leads to it.
    ServiceStatus: What was last seen of a service.
      loadBalancer: The addresses of the load balancer.
    Endpoints: The addresses a service leads to. EndpointSlices have taken their place.
      subsets: The addresses and ports.
    EndpointSlice: Some of the addresses a service leads to.
      addressType: IPv4, IPv6 or FQDN.
      endpoints: The addresses.
      ports: The ports.
    Ingress: Leads traffic from outside to services.
      spec: Which traffic goes to which service.
    IngressSpec: Which traffic goes to which service.
      ingressClassName: The class of ingress that serves this one.
      defaultBackend: Where traffic goes that no rule matches.
      tls: Certificates, by host.
      rules: Which host and path leads where.
    IngressRule: The paths of a host.
      host: The host. Any unless given.
      http: The paths.
    HTTPIngressPath: A path and where it leads.
      path: The path.
      pathType: How it is compared: Exact, Prefix or ImplementationSpecific.
      backend: Where it leads.
    IPAddress: An address that is in use, as by a service. It has the address for its name.
      spec: Who uses it.
    IPAddressSpec: Who uses an address.
      parentRef: The object that has it.
    ParentReference: The object that has an address.
      group: Its group.
      resource: Its resource, such as services.
      namespace: Its namespace.
      name: Its name.
    ServiceCIDR: A range from which services get their addresses.
      spec: The range.
      status: Whether the range is used.
    ServiceCIDRSpec: A range from which services get their addresses.
      cidrs: The range; one of each IP family at most. It can't be changed.
    ServiceCIDRStatus: Whether a range is used.
      conditions: Ready is what is used for new services.
    ComponentStatus: How a part of the control plane does. Deprecated since v1.19.
      conditions: Whether it is healthy.
    ComponentCondition: How a part of the control plane does.
      type: Healthy.
      status: Whether it is.
      message: What the part says.
      error: What went wrong when it was asked.
    NetworkPolicy: Which traffic some pods allow.
      spec: The pods and the traffic.
    NetworkPolicySpec: Which traffic some pods allow.
      podSelector: The pods. All of the namespace when empty.
      ingress: What may come in.
      egress: What may go out.
      policyTypes: Which directions the policy is about: Ingress, Egress or both.
    """

  static let cluster = """
    ConfigMap: Configuration that pods can use, as keys and values.
      data: The values that are text.
      binaryData: The values that are bytes, in base64.
      immutable: Whether the values can't be changed any more.
    Secret: Confidential data that pods can use, as keys and values.
      data: The values, in base64.
      stringData: Values given as text, which go into data when written. Never read back.
      type: What the secret is for, as Opaque or kubernetes.io/tls. Can't be changed.
      immutable: Whether the values can't be changed any more.
    Namespace: A space in which names are unique.
      spec: What is wanted of it.
    NamespaceSpec: What is wanted of a namespace.
      finalizers: Who must be done before it can go.
    NamespaceStatus: What was last seen of a namespace.
      phase: Active or Terminating.
    ServiceAccount: Who a pod is towards the API.
      secrets: Secrets that its pods may use.
      imagePullSecrets: Secrets with which its pods pull images.
      automountServiceAccountToken: Whether its token is mounted into its pods.
    Node: A machine of the cluster.
      spec: How the machine is used.
    NodeSpec: How a node is used.
      podCIDR: The range of addresses of its pods.
      podCIDRs: All ranges of addresses of its pods.
      providerID: The machine's id at the provider.
      unschedulable: Whether new pods are kept away.
      taints: What keeps pods away.
    NodeStatus: What was last seen of a node.
      capacity: All that it has.
      allocatable: What is left for pods.
      addresses: Its addresses and names.
      nodeInfo: Its system.
      images: The images it has.
      volumesAttached: The volumes that are attached.
      volumesInUse: The volumes its pods use.
    NodeCondition: One aspect of a node's state.
      type: Which aspect this is, as Ready or MemoryPressure.
      status: Whether it holds: True, False or Unknown.
    Event: Something that happened to an object.
      involvedObject: The object.
      regarding: The object.
      related: Another object that has to do with it.
      reason: What happened, in one CamelCase word.
      message: What happened, for a human reader.
      note: What happened, for a human reader.
      source: Who reported it.
      firstTimestamp: When it happened first.
      lastTimestamp: When it happened last.
      count: How many times it happened.
      type: Normal or Warning.
      eventTime: When it happened.
      series: How many times it happened, and until when.
      action: What was done about it.
      reportingComponent: Who reported it.
      reportingController: Who reported it.
      reportingInstance: Which instance reported it.
    Lease: Who holds something for a time.
      spec: The holder and the time.
    """

  static let policies = """
    PodDisruptionBudget: How many of some pods may be away by intent at a time.
      spec: The pods and the number.
    PodDisruptionBudgetSpec: How many of some pods may be away by intent at a time.
      minAvailable: How many must stay available, as a number or a percentage.
      maxUnavailable: How many may be unavailable, as a number or a percentage. Not together with minAvailable.
      selector: The pods. All of the namespace when empty.
      unhealthyPodEvictionPolicy: Whether pods that are not healthy may go at any time: IfHealthyBudget or AlwaysAllow.
    PodDisruptionBudgetStatus: What was last seen of a budget.
      disruptionsAllowed: How many pods may go now.
      currentHealthy: How many pods are healthy.
      desiredHealthy: How many pods must be healthy.
      expectedPods: How many pods there are to be.
      disruptedPods: Pods on their way out, and since when.
    ResourceQuota: How much a namespace may use.
      spec: The bounds.
    ResourceQuotaSpec: How much a namespace may use.
      hard: The most of each resource.
      scopes: The pods and other objects that are counted.
      scopeSelector: The same, by conditions.
    ResourceQuotaStatus: How much a namespace uses.
      hard: The most of each resource.
      used: What is used of each resource.
    LimitRange: What a pod, container or claim may use.
      spec: The bounds.
    LimitRangeSpec: What a pod, container or claim may use.
      limits: The bounds, by type of object.
    LimitRangeItem: What one type of object may use.
      type: Pod, Container or PersistentVolumeClaim.
      max: The most.
      min: The least.
      default: The limits of a container that gives none.
      defaultRequest: The requests of a container that gives none.
      maxLimitRequestRatio: How many times the request the limit may be.
    Role: What may be done in a namespace.
      rules: What may be done.
    ClusterRole: What may be done in the cluster.
      rules: What may be done.
      aggregationRule: Roles whose rules are taken over.
    PolicyRule: What may be done to what.
      verbs: What may be done: get, list, create or others; * for all.
      apiGroups: The API groups of the resources; * for all.
      resources: The resources; * for all.
      resourceNames: The names of the objects. All unless given.
      nonResourceURLs: Paths that are no resources.
    RoleBinding: Who has a role in a namespace.
      subjects: Who.
      roleRef: The role. Can't be changed.
    ClusterRoleBinding: Who has a role in the cluster.
      subjects: Who.
      roleRef: The role. Can't be changed.
    Subject: A user, a group or a service account.
      kind: User, Group or ServiceAccount.
      apiGroup: The API group of the kind.
      name: Its name.
      namespace: The namespace of a service account.
    RoleRef: A role.
      apiGroup: The API group of the role.
      name: The role's name.
    """
}
