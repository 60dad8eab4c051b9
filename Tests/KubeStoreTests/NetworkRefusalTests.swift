// What is wrong with services, Ingresses, policies, roles, Jobs, volumes and limits, in Kubernetes' words and order.
import KubeKinds
import KubeObjects
import KubeStore
import Testing

@Suite struct NetworkRefusalTests {
  private static func service(_ spec: String, annotations: String = "") -> String {
    "{apiVersion: v1, kind: Service, metadata: {name: s, annotations: {\(annotations)}}, spec: {\(spec)}}"
  }

  private static func ingress(_ spec: String) -> String {
    "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i}, spec: {\(spec)}}"
  }

  private static func path(_ path: String, _ backend: String = "service: {name: s, port: {number: 80}}") -> String {
    ingress("rules: [{http: {paths: [{\(path), backend: {\(backend)}}]}}]")
  }

  private static func policy(_ spec: String) -> String {
    "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: np}, spec: {podSelector: {}, \(spec)}}"
  }

  private static func range(_ cidrs: String) -> String {
    "{apiVersion: networking.k8s.io/v1, kind: ServiceCIDR, metadata: {name: r}, spec: {cidrs: [\(cidrs)]}}"
  }

  private static func address(_ name: String, _ parent: String) -> String {
    "{apiVersion: networking.k8s.io/v1, kind: IPAddress, metadata: {name: '\(name)'}, spec: {\(parent)}}"
  }

  private static let subdomain =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start "
    + "and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
    + #"'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"#

  private static let dual =
    "may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64"

  @Test(arguments: [
    Refusal(range("10.1.0.0/16, 'fd00::/112'")),
    Refusal(range(""), "spec.cidrs: Required value: at least one CIDR required"),
    Refusal(
      range("10.1.0.0/16, 10.2.0.1/16"),
      "spec.cidrs[1]: Invalid value: \"10.2.0.1/16\": must not have bits set beyond the prefix length",
      "spec.cidrs: Invalid value: [\"10.1.0.0/16\",\"10.2.0.1/16\"]: \(dual)"),
    Refusal(
      range("a, b, c"),
      "spec.cidrs: Invalid value: {\"CIDRs\":[\"a\",\"b\",\"c\"]}: may only hold up to 2 values"),
    Refusal(address("10.1.2.3", "parentRef: {resource: services, name: a, namespace: b}")),
    Refusal(
      address("10.1.2.300", ""),
      "metadata.name: Invalid value: \"10.1.2.300\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
      "spec.parentRef: Required value"),
    Refusal(
      address("fd00:0:0::1", "parentRef: {group: A, resource: a/b, namespace: ..}"),
      "metadata.name: Invalid value: \"fd00:0:0::1\": must be in canonical form (\"fd00::1\")",
      "spec.parentRef.group: Invalid value: \"A\": \(subdomain)",
      "spec.parentRef.resource: Invalid value: \"a/b\": may not contain '/'", "spec.parentRef.name: Required value",
      "spec.parentRef.namespace: Invalid value: \"..\": may not be '..'"),
  ])
  func rangesAndAddresses(_ refusal: Refusal) throws {
    #expect(try refusal.onCreation(TestCluster()) == refusal.findings)
  }

  private static let http = "spec.rules[0].http.paths[0]"

  @Test(arguments: [
    Refusal(
      service("type: LoadBalancer, ports: [{port: 10250}]")),
    Refusal(
      service(
        "ports: [{port: 80}]",
        annotations: "service.kubernetes.io/topology-mode: a, service.kubernetes.io/topology-aware-hints: b"),
      "metadata.annotations[service.kubernetes.io/topology-mode]: Invalid value: \"a\": must match "
        + "annotations[service.kubernetes.io/topology-aware-hints] when both are specified"),
    Refusal(
      service("ports: [{port: 80}]", annotations: "service.beta.kubernetes.io/load-balancer-source-ranges: x"),
      "metadata.annotations[service.beta.kubernetes.io/load-balancer-source-ranges]: Forbidden: may only be used when "
        + "`type` is 'LoadBalancer'",
      "metadata.annotations[service.beta.kubernetes.io/load-balancer-source-ranges]: Invalid value: \"x\": must be a "
        + "valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"),
    Refusal(
      service("ports: [{port: 80}], externalIPs: ['01.2.3.4', '::ffff:1.2.3.4']"),
      "spec.externalIPs[0]: Invalid value: \"01.2.3.4\": must not have leading 0s",
      "spec.externalIPs[1]: Invalid value: \"::ffff:1.2.3.4\": must not be an IPv4-mapped IPv6 address"),
    Refusal(
      service("type: LoadBalancer, ports: [{port: 80}], loadBalancerSourceRanges: [10.0.0.1/8, 10.0.0.0/08]"),
      "spec.LoadBalancerSourceRanges[0]: Invalid value: \"10.0.0.1/8\": must not have bits set beyond the prefix length",
      "spec.LoadBalancerSourceRanges[1]: Invalid value: \"10.0.0.0/08\": must not have leading 0s in IP or prefix length"),
    Refusal(
      service("clusterIP: x, type: Foo"),
      "spec.clusterIPs[0]: Invalid value: \"x\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"),
    Refusal(
      service("clusterIP: 10.0.0.1, ports: [{port: 80}]"),
      "spec.clusterIPs: Invalid value: [\"10.0.0.1\"]: failed to allocate IP 10.0.0.1: the provided IP (10.0.0.1) is "
        + "not in the valid range. The range of valid IPs is 10.96.0.0/16"),
    Refusal(
      service("ipFamilies: [IPv6], ipFamilyPolicy: RequireDualStack, ports: [{port: 80}]"),
      "spec.ipFamilyPolicy: Invalid value: \"RequireDualStack\": this cluster is not configured for dual-stack services",
      "spec.ipFamilies[0]: Invalid value: \"IPv6\": not configured on this cluster"),
    Refusal(
      service("clusterIP: 'fd00::1', ports: [{port: 80}]"),
      "spec.clusterIPs[0]: Invalid value: [\"fd00::1\"]: IPv6 is not configured on this cluster"),
    Refusal(
      service("ipFamilies: [IPv4, IPv6], ports: [{port: 80}]"),
      "spec.ipFamilyPolicy: Invalid value: \"SingleStack\": must be 'RequireDualStack' or 'PreferDualStack' when "
        + "multiple IP families are specified"),
    Refusal(
      service("type: NodePort, ports: [{name: a, port: 80, nodePort: 30001}, {name: b, port: 81, nodePort: 30001}]"),
      "spec.ports[1].nodePort: Invalid value: 30001: provided port is already allocated"),
    Refusal(
      service("ports: [{port: 80, nodePort: 5}]"),
      "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"),
    Refusal(
      ingress("tls: []"), "spec: Invalid value: null: either `defaultBackend` or `rules` must be specified"),
    Refusal(
      path("path: a//b, pathType: Prefix"), "\(http).path: Invalid value: \"a//b\": must be an absolute path",
      "\(http).path: Invalid value: \"a//b\": must not contain '//'"),
    Refusal(path("path: /a/., pathType: Exact"), "\(http).path: Invalid value: \"/a/.\": cannot end with '/.'"),
    Refusal(path("path: /a"), "\(http).pathType: Required value: pathType must be specified"),
    Refusal(
      path("path: /, pathType: Exact", ""),
      "\(http).backend: Invalid value: \"\": resource or service backend is required"),
    Refusal(
      path("path: /, pathType: Exact", "service: {name: s}"),
      "\(http).backend: Required value: port name or number is required"),
    Refusal(
      path("path: /, pathType: Exact", "resource: {apiGroup: g.io, kind: K}"),
      "\(http).backend.resource.name: Required value: name is required"),
    Refusal(
      policy("ingress: [{ports: [{port: 90, endPort: 80}, {endPort: 1}, {port: web, endPort: 2, protocol: X}]}]"),
      "spec.ingress[0].ports[0].endPort: Invalid value: 90: must be greater than or equal to `port`",
      "spec.ingress[0].ports[1].endPort: Invalid value: 1: may not be specified when `port` is not specified",
      "spec.ingress[0].ports[2].protocol: Unsupported value: \"X\": supported values: \"TCP\", \"UDP\", \"SCTP\"",
      "spec.ingress[0].ports[2].endPort: Invalid value: 2: may not be specified when `port` is non-numeric"),
    Refusal(
      policy("policyTypes: [Up], egress: [{to: [{ipBlock: {cidr: 10.1.0.0/16, except: [10.1.4.0/24, 10.2.0.0/24, "
          + "10.1.0.0/16]}}]}]"),
      "spec.egress[0].to[0].ipBlock.except[1]: Invalid value: \"10.2.0.0/24\": must be a strict subset of `cidr`",
      "spec.egress[0].to[0].ipBlock.except[2]: Invalid value: \"10.1.0.0/16\": must be a strict subset of `cidr`",
      "spec.policyTypes[0]: Unsupported value: \"Up\": supported values: \"Ingress\", \"Egress\""),
  ])
  func networks(_ refusal: Refusal) throws {
    #expect(try refusal.onCreation(try TestCluster()) == refusal.findings)
  }

  private static func job(_ spec: String, restart: String = "Never") -> String {
    "{apiVersion: batch/v1, kind: Job, metadata: {name: j}, spec: {\(spec) template: {spec: {restartPolicy: "
      + "\(restart), containers: [{name: c, image: i}]}}}}"
  }

  private static let rule = "spec.podFailurePolicy.rules[0]"

  @Test(arguments: [
    Refusal(
      job("maxFailedIndexes: 1,"), "spec.backoffLimitPerIndex: Required value: when maxFailedIndexes is specified",
      "spec.maxFailedIndexes: Invalid value: 1: requires indexed completion mode"),
    Refusal(
      job("managedBy: me,"),
      "spec.managedBy: Invalid value: \"me\": must be a domain-prefixed path (such as \"acme.io/foo\")"),
    Refusal(
      job("podFailurePolicy: {rules: [{}]},", restart: "OnFailure"),
      "\(rule).action: Required value: valid values: [\"Count\" \"FailIndex\" \"FailJob\" \"Ignore\"]",
      "\(rule): Invalid value: specifying one of OnExitCodes and OnPodConditions is required",
      "spec.template.spec.restartPolicy: Invalid value: \"OnFailure\": only \"Never\" is supported when "
        + "podFailurePolicy is specified"),
    Refusal(
      job("podReplacementPolicy: Failed, podFailurePolicy: {rules: [{action: FailIndex, onExitCodes: "
          + "{operator: In, containerName: d, values: [3, 1, 0]}}]},"),
      "\(rule).action: Invalid value: \"FailIndex\": requires the backoffLimitPerIndex to be set",
      "\(rule).onExitCodes.containerName: Invalid value: \"d\": must be one of the container or initContainer names in "
        + "the pod template",
      "\(rule).onExitCodes.values[2]: Invalid value: 0: must not be 0 for the In operator",
      "\(rule).onExitCodes.values: Invalid value: [3,1,0]: must be ordered"),
    Refusal(
      job("completionMode: Indexed, completions: 3, parallelism: 1, successPolicy: {rules: [{succeededIndexes: "
          + "'0,2-5'}, {succeededIndexes: 1-2, succeededCount: 3}, {}]},"),
      "spec.successPolicy.rules[0].succeededIndexes: Invalid value: \"0,2-5\": error parsing succeededIndexes: "
        + "too large index: \"5\"",
      "spec.successPolicy.rules[1].succeededCount: Invalid value: 3: must be less than or equal to 2 (the number of "
        + "indexes in the specified succeededIndexes field)",
      "spec.successPolicy.rules[2]: Required value: at least one of succeededCount or succeededIndexes must be "
        + "specified"),
    Refusal(
      "{apiVersion: batch/v1, kind: CronJob, metadata: {name: c}, spec: {schedule: 'TZ=UTC * * * * *', "
        + "timeZone: a//b, jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, "
        + "image: i}]}}}}}}",
      "spec.schedule: Invalid value: \"TZ=UTC * * * * *\": cannot use TZ or CRON_TZ in schedule, use timeZone field "
        + "instead",
      "spec.timeZone: Invalid value: \"a//b\": unknown time zone a//b"),
  ])
  func jobs(_ refusal: Refusal) throws {
    #expect(try refusal.onCreation(try TestCluster()) == refusal.findings)
  }

  @Test(arguments: [
    Refusal(
      "{apiVersion: v1, kind: LimitRange, metadata: {name: l}, spec: {limits: [{type: Container, max: {cpu: 2}, "
        + "min: {cpu: 1}, maxLimitRequestRatio: {cpu: 3}}]}}",
      "spec.limits[0].maxLimitRequestRatio[cpu]: Invalid value: \"3\": ratio 3 is greater than max/min = 2.000000"),
    Refusal(
      "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: r}, aggregationRule: {}, rules: "
        + "[{verbs: [get], nonResourceURLs: [/a], resources: [pods]}]}",
      "rules[0].nonResourceURLs: Invalid value: [\"/a\"]: rules cannot apply to both regular resources and "
        + "non-resource URLs",
      "aggregationRule.clusterRoleSelectors: Required value: at least one clusterRoleSelector required if "
        + "aggregationRule is non-nil"),
    Refusal(
      "{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: r}, roleRef: {kind: Role, "
        + "name: r}, subjects: [{kind: Robot, name: a}]}",
      "subjects[0].kind: Unsupported value: \"Robot\": supported values: \"ServiceAccount\", \"User\", \"Group\""),
    Refusal(
      "{apiVersion: v1, kind: Secret, metadata: {name: s}, type: kubernetes.io/ssh-auth, "
        + "data: {ssh-privatekey: ''}}",
      "data[ssh-privatekey]: Required value"),
    Refusal(
      "{apiVersion: v1, kind: Secret, metadata: {name: s}, type: kubernetes.io/dockercfg, "
        + "stringData: {.dockercfg: '[]'}}",
      "data[.dockercfg]: Invalid value: \"<secret contents redacted>\": json: cannot unmarshal array into Go value of "
        + "type map[string]interface {}"),
    Refusal(
      "{apiVersion: v1, kind: PersistentVolume, metadata: {name: v}, spec: {accessModes: [ReadWriteOnce], "
        + "capacity: {storage: -1}, volumeAttributesClassName: c, nfs: {server: s, path: /a}}}",
      "spec.capacity[storage]: Invalid value: -1: must be a valid resource quantity",
      "spec.capacity[storage]: Invalid value: \"-1\": must be greater than zero",
      "spec.csi: Required value: has to be specified when using volumeAttributesClassName"),
    Refusal(
      "{apiVersion: v1, kind: PersistentVolume, metadata: {name: v}, spec: {accessModes: [ReadWriteOnce], "
        + "capacity: {storage: 1}, csi: {driver: d, nodeExpandSecretRef: {name: a}}}}",
      "spec.csi.volumeHandle: Required value", "spec.csi.nodeExpandSecretRef.namespace: Required value"),
    Refusal(
      "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: v}, spec: {accessModes: [ReadWriteOnce], "
        + "resources: {requests: {storage: 1}}, dataSource: {kind: PersistentVolumeClaim, name: a}, "
        + "dataSourceRef: {kind: PersistentVolumeClaim, name: b}}}",
      "spec: Invalid value: \"spec.dataSource\": must match dataSourceRef"),
    Refusal(
      "{apiVersion: v1, kind: ConfigMap, metadata: {name: v, ownerReferences: [{apiVersion: v1, kind: A, name: a, "
        + "uid: a, controller: true}, {apiVersion: v1, kind: B, name: b, uid: b, controller: true}]}}",
      "metadata.ownerReferences: Invalid value: [{\"apiVersion\":\"v1\",\"kind\":\"A\",\"name\":\"a\",\"uid\":\"a\","
        + "\"controller\":true},{\"apiVersion\":\"v1\",\"kind\":\"B\",\"name\":\"b\",\"uid\":\"b\","
        + "\"controller\":true}]: Only one reference can have Controller set to true. Found \"true\" in references "
        + "for A/a and B/b"),
    Refusal(
      "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: h}, spec: {maxReplicas: 2, "
        + "scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: s}, metrics: [{type: External, external: "
        + "{metric: {name: m}, target: {type: Value, value: 1, averageValue: 2}}}, {type: ContainerResource, "
        + "containerResource: {name: disk, container: A, target: {type: Utilization, averageUtilization: 5}}}]}}",
      "spec.metrics[0].external.target.value: Forbidden: may not set both a target value for metric and a per-pod "
        + "target",
      "spec.metrics[1].containerResource.name: Invalid value: \"disk\": must be a standard resource type or fully "
        + "qualified",
      "spec.metrics[1].containerResource.name: Invalid value: \"disk\": must be a standard resource for containers",
      "spec.metrics[1].containerResource.container: Invalid value: \"A\": a lowercase RFC 1123 label must consist of "
        + "lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. "
        + "'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"),
    Refusal(
      "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: h}, spec: {maxReplicas: 2, "
        + "scaleTargetRef: {apiVersion: a/b/c, kind: StatefulSet, name: s}, metrics: [{type: Object, object: "
        + "{metric: {name: m}, target: {type: Value, value: 1}, describedObject: {apiVersion: v1, name: a/b}}}]}}",
      "spec.scaleTargetRef.apiVersion: Invalid value: \"a/b/c\": unexpected GroupVersion string: a/b/c",
      "spec.metrics[0].object.describedObject.kind: Required value",
      "spec.metrics[0].object.describedObject.name: Invalid value: \"a/b\": may not contain '/'"),
    Refusal(
      "{apiVersion: v1, kind: ConfigMap, metadata: {name: v, ownerReferences: [{apiVersion: v1, kind: Event, name: a, "
        + "uid: a}]}}",
      "metadata.ownerReferences: Invalid value: {\"apiVersion\":\"v1\",\"kind\":\"Event\",\"name\":\"a\","
        + "\"uid\":\"a\"}: /v1, Kind=Event is disallowed from being an owner"),
    Refusal(
      "{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: e}, addressType: Mail, "
        + "endpoints: [{addresses: [x]}]}",
      "addressType: Unsupported value: \"Mail\": supported values: \"FQDN\", \"IPv4\", \"IPv6\""),
    Refusal("{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: Any_Name}, spec: {minAvailable: 1}}"),
  ])
  func others(_ refusal: Refusal) throws {
    #expect(try refusal.onCreation(try TestCluster()) == refusal.findings)
  }
}
