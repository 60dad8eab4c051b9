// Services beyond the core: networking.k8s.io/v1 and discovery.k8s.io/v1.
// The notation is explained in SchemaNotation.swift.

extension SchemaFacts {
  static let networking = """
    group discovery/v1
    Endpoint
      addresses          [string]                required list=set
      conditions         EndpointConditions      omitempty
      hostname           string                  pointer omitempty
      targetRef          core/v1.ObjectReference pointer omitempty
      deprecatedTopology {string}                omitempty
      nodeName           string                  pointer omitempty
      zone               string                  pointer omitempty
      hints              EndpointHints           pointer omitempty
    EndpointConditions
      ready       bool pointer omitempty
      serving     bool pointer omitempty
      terminating bool pointer omitempty
    EndpointHints
      forZones [ForZone] omitempty list=atomic
      forNodes [ForNode] omitempty list=atomic
    EndpointPort
      name        string pointer omitempty
      protocol    string pointer omitempty enum=SCTP|TCP|UDP
      port        int32  pointer omitempty
      appProtocol string pointer omitempty
    EndpointSlice
      kind        string             omitempty
      apiVersion  string             omitempty
      metadata    meta/v1.ObjectMeta omitempty
      addressType string             required enum=FQDN|IPv4|IPv6
      endpoints   [Endpoint]         list=atomic
      ports       [EndpointPort]     list=atomic
    ForNode
      name string required
    ForZone
      name string required
    group networking/v1
    HTTPIngressPath
      path     string         omitempty
      pathType string         required pointer enum=Exact|ImplementationSpecific|Prefix
      backend  IngressBackend required
    HTTPIngressRuleValue
      paths [HTTPIngressPath] required list=atomic
    IPAddress
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      spec       IPAddressSpec      omitempty
    IPAddressSpec
      parentRef ParentReference required pointer omitempty
    IPBlock
      cidr   string   required
      except [string] omitempty list=atomic
    Ingress
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      spec       IngressSpec        omitempty
      status     IngressStatus      omitempty
    IngressBackend
      service  IngressServiceBackend             pointer omitempty
      resource core/v1.TypedLocalObjectReference pointer omitempty
    IngressClass
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      spec       IngressClassSpec   omitempty
    IngressClassParametersReference
      apiGroup  string pointer omitempty
      kind      string required
      name      string required
      scope     string pointer
      namespace string pointer omitempty
    IngressClassSpec
      controller string                          omitempty
      parameters IngressClassParametersReference pointer omitempty
    IngressLoadBalancerIngress
      ip       string              omitempty
      hostname string              omitempty
      ports    [IngressPortStatus] omitempty list=atomic
    IngressLoadBalancerStatus
      ingress [IngressLoadBalancerIngress] omitempty list=atomic
    IngressPortStatus
      port     int32  required
      protocol string required enum=SCTP|TCP|UDP
      error    string pointer omitempty
    IngressRule
      host string               omitempty
      http HTTPIngressRuleValue pointer omitempty
    IngressServiceBackend
      name string             required
      port ServiceBackendPort omitempty
    IngressSpec
      ingressClassName string         pointer omitempty
      defaultBackend   IngressBackend pointer omitempty
      tls              [IngressTLS]   omitempty list=atomic
      rules            [IngressRule]  omitempty list=atomic
    IngressStatus
      loadBalancer IngressLoadBalancerStatus omitempty
    IngressTLS
      hosts      [string] omitempty list=atomic
      secretName string   omitempty
    NetworkPolicy
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      spec       NetworkPolicySpec  omitempty
    NetworkPolicyEgressRule
      ports [NetworkPolicyPort] omitempty list=atomic
      to    [NetworkPolicyPeer] omitempty list=atomic
    NetworkPolicyIngressRule
      ports [NetworkPolicyPort] omitempty list=atomic
      from  [NetworkPolicyPeer] omitempty list=atomic
    NetworkPolicyPeer
      podSelector       meta/v1.LabelSelector pointer omitempty
      namespaceSelector meta/v1.LabelSelector pointer omitempty
      ipBlock           IPBlock               pointer omitempty
    NetworkPolicyPort
      protocol string      pointer omitempty enum=SCTP|TCP|UDP
      port     intOrString pointer omitempty
      endPort  int32       pointer omitempty
    NetworkPolicySpec
      podSelector meta/v1.LabelSelector
      ingress     [NetworkPolicyIngressRule] omitempty list=atomic
      egress      [NetworkPolicyEgressRule]  omitempty list=atomic
      policyTypes [string]                   omitempty list=atomic
    ParentReference
      group     string omitempty
      resource  string required omitempty
      namespace string omitempty
      name      string required omitempty
    ServiceBackendPort
      name   string omitempty
      number int32  omitempty
    ServiceCIDR
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      spec       ServiceCIDRSpec    omitempty
      status     ServiceCIDRStatus  omitempty
    ServiceCIDRSpec
      cidrs [string] omitempty list=atomic
    ServiceCIDRStatus
      conditions [meta/v1.Condition] omitempty list=map:type patch=merge:type
    """
}
