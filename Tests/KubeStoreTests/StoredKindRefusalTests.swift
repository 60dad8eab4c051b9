// What is wrong with objects that are only stored, in Kubernetes' words and order.
import KubeKinds
import KubeObjects
import KubeStore
import Testing

@Suite struct StoredKindRefusalTests {
  private static let subdomain =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start "
    + "and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
    + #"'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"#

  private static func quota(_ spec: String) -> String {
    "{apiVersion: v1, kind: ResourceQuota, metadata: {name: q}, spec: {\(spec)}}"
  }

  private static func node(_ spec: String, _ status: String = "") -> String {
    "{apiVersion: v1, kind: Node, metadata: {name: node}, spec: {\(spec)}, status: {\(status)}}"
  }

  @Test(arguments: [
    Refusal(node("podCIDRs: [10.0.0.0/24, 'fd00::/64']", "capacity: {cpu: 2, pods: 110}")),
    Refusal(
      node("podCIDRs: [10.0.0.0/24, 10.0.1.0/24]", "capacity: {cpu: -1}, allocatable: {pods: 1500m}"),
      "status.capacity.cpu: Invalid value: \"-1\": must be greater than or equal to 0",
      "status.allocatable.pods: Invalid value: \"1500m\": must be an integer",
      "spec.podCIDRs: Invalid value: [\"10.0.0.0/24\",\"10.0.1.0/24\"]: may specify no more than one CIDR for each IP "
        + "family"),
    Refusal(
      node("podCIDR: x"),
      "spec.podCIDRs[0]: Invalid value: \"x\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"),
    Refusal(
      node("podCIDRs: [x]"),
      "spec.podCIDRs[0]: Invalid value: \"x\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"),
  ])
  func nodes(_ refusal: Refusal) throws {
    #expect(try refusal.onCreation(TestCluster()) == refusal.findings)
  }

  private static func attributes(_ rest: String) -> String {
    "{apiVersion: storage.k8s.io/v1, kind: VolumeAttributesClass, metadata: {name: a}, \(rest)}"
  }

  private static func capacity(_ rest: String) -> String {
    "{apiVersion: storage.k8s.io/v1, kind: CSIStorageCapacity, metadata: {name: c}, \(rest)}"
  }

  @Test(arguments: [
    Refusal(attributes("driverName: d.io, parameters: {iops: '5'}")),
    Refusal(
      attributes("driverName: ''"), "driverName: Required value",
      "parameters: Required value: must contain at least one key/value pair"),
    Refusal(capacity("storageClassName: s, capacity: 1Gi, nodeTopology: {matchLabels: {zone: z}}")),
    Refusal(
      capacity("storageClassName: S, capacity: -1, nodeTopology: {matchExpressions: [{key: a, operator: In}]}"),
      "nodeTopology.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
      "storageClassName: Invalid value: \"S\": \(subdomain)",
      "capacity: Invalid value: \"-1\": must be greater than or equal to 0"),
  ])
  func volumes(_ refusal: Refusal) throws {
    #expect(try refusal.onCreation(TestCluster()) == refusal.findings)
  }

  @Test func classesOfAttributesStayAsTheyAre() throws {
    let cluster = try TestCluster()
    _ = try cluster.create(try YAMLReader.read(Self.attributes("driverName: d.io, parameters: {iops: '5'}")))
    #expect(
      try cluster.findingsOfPatch("VolumeAttributesClass", "a", "{driverName: e.io, parameters: {x: z}}") == [
        "driverName: Forbidden: updates to driverName are forbidden.",
        "parameters: Forbidden: updates to parameters are forbidden.",
      ])
  }

  @Test func addressesOfNodesStandOnce() throws {
    let cluster = try TestCluster()
    _ = try cluster.create(try YAMLReader.read(Self.node("")))
    let address = "{type: InternalIP, address: 10.0.0.1}"
    let patch = "{status: {addresses: [\(address), \(address)]}}"
    let findings = try cluster.findingsOfPatch("Node", "node", patch, subresource: .status)
    #expect(
      findings == [#"status.addresses[1]: Duplicate value: {"Type":"InternalIP","Address":"10.0.0.1"}"#])
    #expect(
      try cluster.findingsOfPatch("Node", "node", "{spec: {externalID: x}}")
        == ["spec.externalID: Forbidden: may not be updated"])
  }

  @Test(arguments: [
    Refusal(quota("hard: {pods: 1}, scopes: [BestEffort]")),
    Refusal(quota("hard: {count/services: 1, pods: 1}, scopes: [BestEffort]")),
    Refusal(
      quota("hard: {services: 1}, scopes: [Foo]"), "spec.scopes: Invalid value: [\"Foo\"]: unsupported scope"),
    Refusal(
      quota("hard: {services: 1}, scopes: [Terminating]"),
      "spec.scopes: Invalid value: [\"Terminating\"]: unsupported scope applied to resource"),
    Refusal(quota("hard: {requests.storage: 1Gi}, scopes: [VolumeAttributesClass]")),
    Refusal(
      quota("hard: {pods: 1}, scopes: [Terminating, NotTerminating]"),
      "spec.scopes: Invalid value: [\"Terminating\",\"NotTerminating\"]: conflicting scopes"),
    Refusal(
      quota(
        "hard: {pods: 1}, scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: In}, "
          + "{scopeName: Terminating, operator: In, values: [a]}, "
          + "{scopeName: PriorityClass, operator: Exists, values: [b]}, {scopeName: PriorityClass, operator: Is}]}"),
      "spec.scopeSelector.matchExpressions.values: Required value: must be at least one value when `operator` is 'In' "
        + "or 'NotIn' for scope selector",
      "spec.scopeSelector.matchExpressions.operator: Invalid value: \"In\": must be 'Exists' when scope is any of "
        + "ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, "
        + "ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity",
      "spec.scopeSelector.matchExpressions.values: Invalid value: [\"b\"]: must be no value when `operator` is 'Exist' "
        + "or 'DoesNotExist' for scope selector",
      "spec.scopeSelector.matchExpressions.operator: Invalid value: \"Is\": not a valid selector operator"),
  ])
  func quotas(_ refusal: Refusal) throws {
    #expect(try refusal.onCreation(try TestCluster()) == refusal.findings)
  }

  private static func ingressClass(_ spec: String) -> String {
    "{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: i}, spec: {\(spec)}}"
  }

  @Test(arguments: [
    Refusal(ingressClass("controller: example.com/ingress")),
    Refusal(ingressClass(""), "spec.controller: Required value"),
    Refusal(
      ingressClass("controller: nginx, parameters: {}"),
      #"spec.controller: Invalid value: "nginx": must be a domain-prefixed path (such as "acme.io/foo")"#,
      "spec.parameters.kind: Required value: kind is required",
      "spec.parameters.name: Required value: name is required"),
    Refusal(
      ingressClass("controller: a.b/c, parameters: {kind: K, name: a, scope: Namespace}"),
      "spec.parameters.namespace: Required value: `parameters.scope` is set to 'Namespace'"),
    Refusal(
      ingressClass("controller: a.b/c, parameters: {kind: K, name: a, namespace: d}"),
      "spec.parameters.namespace: Forbidden: `parameters.scope` is set to 'Cluster'"),
    Refusal(
      "{apiVersion: storage.k8s.io/v1, kind: CSIDriver, metadata: {name: d}, spec: {volumeLifecycleModes: [Long], "
        + "fsGroupPolicy: Some, tokenRequests: [{audience: a, expirationSeconds: 5}, {audience: a}]}}",
      "spec.fsGroupPolicy: Unsupported value: \"Some\": supported values: \"File\", \"None\", "
        + "\"ReadWriteOnceWithFSType\"",
      "spec.tokenRequests[0].expirationSeconds: Invalid value: 5: may not specify a duration less than 10 minutes",
      "spec.tokenRequests[1].audience: Duplicate value: \"a\"",
      "spec.volumeLifecycleModes: Unsupported value: \"Long\": supported values: \"Persistent\", \"Ephemeral\""),
    Refusal(
      "{apiVersion: storage.k8s.io/v1, kind: VolumeAttachment, metadata: {name: v}, spec: {nodeName: worker}}",
      "spec.attacher: Required value",
      "spec.source: Required value: must specify exactly one of inlineVolumeSpec and persistentVolumeName",
      "spec.attacher: Required value", "spec.attacher: Invalid value: \"\": \(subdomain)"),
    Refusal(
      "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: s}, provisioner: '', "
        + "volumeBindingMode: Later, parameters: {'': a}, allowedTopologies: [{matchLabelExpressions: "
        + "[{key: zone, values: [a, a]}, {key: zone}]}, {matchLabelExpressions: [{key: zone, values: []}]}]}",
      "provisioner: Required value", "parameters: Invalid value: \"\": field can not be empty.",
      "volumeBindingMode: Unsupported value: \"Later\": supported values: \"Immediate\", \"WaitForFirstConsumer\"",
      "allowedTopologies[0].matchLabelExpressions[0].values[1]: Duplicate value: \"a\"",
      "allowedTopologies[0].matchLabelExpressions[1].values: Required value",
      "allowedTopologies[0].matchLabelExpressions[1].key: Duplicate value: \"zone\"",
      "allowedTopologies[1].matchLabelExpressions[0].values: Required value",
      "allowedTopologies[1].matchLabelExpressions: Duplicate value: \"\""),
    Refusal(
      "{apiVersion: storage.k8s.io/v1, kind: CSINode, metadata: {name: worker}, spec: {drivers: [{name: a, nodeID: x}, "
        + "{name: a, nodeID: '', topologyKeys: [z, z], allocatable: {count: -1}}]}}",
      "spec.drivers[1].nodeID: Required value",
      "spec.drivers[1].allocatable.count: Invalid value: -1: must be greater than or equal to 0",
      "spec.drivers[1].name: Duplicate value: \"a\"", "spec.drivers[1]: Duplicate value: \"z\""),
    Refusal(
      "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: system-mine}, value: 2000000000}",
      "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: "
        + "system-mine is not a known system priority class"),
    Refusal(
      "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: p}, value: 1000000001, "
        + "preemptionPolicy: Sometimes}",
      "value: Forbidden: maximum allowed value of a user defined priority is 1000000000",
      "preemptionPolicy: Unsupported value: \"Sometimes\": supported values: \"PreemptLowerPriority\", \"Never\""),
    Refusal(
      "{apiVersion: v1, kind: PodTemplate, metadata: {name: t}, template: {spec: {containers: [{name: c}]}}}",
      "template.spec.containers[0].image: Required value"),
    Refusal(
      "{apiVersion: v1, kind: Namespace, metadata: {name: front}, spec: {finalizers: [mine]}}",
      "spec.finalizers: Invalid value: \"mine\": name is neither a standard finalizer name nor is it fully qualified"),
    Refusal(
      "{apiVersion: v1, kind: Secret, metadata: {name: s}, type: kubernetes.io/dockerconfigjson, "
        + "stringData: {.dockerconfigjson: x}}",
      "data[.dockerconfigjson]: Invalid value: \"<secret contents redacted>\": invalid character 'x' looking for "
        + "beginning of value"),
    Refusal(
      "{apiVersion: node.k8s.io/v1, kind: RuntimeClass, metadata: {name: A}, handler: b}",
      "metadata.name: Invalid value: \"A\": \(subdomain)"),
    Refusal(
      "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {hostNetwork: true, securityContext: "
        + "{sysctls: [{name: net.core.somaxconn, value: '1'}]}, containers: [{name: c, image: i, "
        + "resources: {limits: {hugepages-2Mi: 2Mi}}}]}}",
      "spec.containers[0].resources: Forbidden: HugePages require cpu or memory",
      "spec.securityContext.sysctls[0].name: Invalid value: \"net.core.somaxconn\": may not be specified when "
        + "'hostNetwork' is true"),
  ])
  func others(_ refusal: Refusal) throws {
    #expect(try refusal.onCreation(try TestCluster()) == refusal.findings)
  }
}
