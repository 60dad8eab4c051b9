// What authors are warned of although their objects are accepted.
import KubeKinds
import KubeObjects
import KubeStore
import Testing

@Suite struct WarningTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var manifest: String
    var warnings: [String]

    init(_ manifest: String, _ warnings: String...) {
      self.manifest = manifest
      self.warnings = warnings
    }

    var testDescription: String { warnings.first ?? "none" }
  }

  private static func pod(_ spec: String, metadata: String = "name: p") -> String {
    "{apiVersion: v1, kind: Pod, metadata: {\(metadata)}, spec: {\(spec)}}"
  }

  private static func definition(_ properties: String) -> String {
    "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: boats.sea.example}, "
      + "spec: {group: sea.example, scope: Namespaced, names: {plural: boats, kind: Boat}, versions: [{name: v1, "
      + "served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {\(properties)}}}}]}}"
  }

  private static func set(_ spec: String, template: String = "containers: [{name: c, image: i}]") -> String {
    "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: s}, spec: {selector: {matchLabels: {a: b}}, \(spec) "
      + "template: {metadata: {labels: {a: b}}, spec: {\(template)}}}}"
  }

  static let cases = [
    Case(
      definition(
        "a: {type: string, format: date-time}, b: {type: string, format: k8s-short-name}, c: {type: integer, format: "
          + "int64}, d: {type: number, format: double}, e: {type: string, format: quantity}")),
    Case(
      definition(
        "a: {type: string, format: knots}, b: {type: array, items: {type: integer, format: double}}, "
          + "c: {type: string, format: knots}, "
          + "d: {type: object, format: uri, additionalProperties: {type: number, format: int32}}"),
      #"unrecognized format "knots""#, #"unrecognized format "double""#, #"unrecognized format "uri""#,
      #"unrecognized format "int32""#),
    Case(pod("containers: [{name: c, image: i}]")),
    Case(
      pod("containers: [{name: c, image: i}]",
        metadata: "name: p, annotations: {container.apparmor.security.beta.kubernetes.io/c: unconfined}"),
      "metadata.annotations[container.apparmor.security.beta.kubernetes.io/c]: deprecated since v1.30; use the "
        + #""appArmorProfile" field instead"#),
    Case(
      pod("containers: [{name: c, image: i}]", metadata: "name: p.q"),
      "metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is "
        + "recommended: [must not contain dots]"),
    Case(
      pod("containers: [{name: a, image: i, ports: [{containerPort: 80}]}, {name: b, image: i, ports: "
        + "[{containerPort: 80}, {containerPort: 80, hostPort: 8080}]}]"),
      "spec.containers[1].ports[0]: duplicate port definition with spec.containers[0].ports[0]",
      "spec.containers[1].ports[1]: overlapping port definition with spec.containers[0].ports[0]",
      "spec.containers[1].ports[1]: overlapping port definition with spec.containers[1].ports[0]"),
    Case(
      pod("initContainers: [{name: a, image: i, restartPolicy: Always, ports: [{name: x, containerPort: 80}]}], "
          + "containers: [{name: b, image: i, ports: [{name: x, containerPort: 81}]}]"),
      #"spec.containers[0].ports[0]: duplicate port name "x" with spec.initContainers[0].ports[0], services and probes "#
        + "that select ports by name will use spec.initContainers[0].ports[0]"),
    Case(
      pod("volumes: [{name: v, gitRepo: {repository: r}}], containers: [{name: c, image: i}]"),
      "spec.volumes[0].gitRepo: deprecated in v1.11, and disabled by default in v1.33+"),
    Case(
      pod("affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, preference: "
          + "{matchExpressions: [{key: a, operator: In, values: ['-1']}]}}]}}, containers: [{name: c, image: i}]"),
      "spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference.matchExpressions[0]"
        + ".values[0]: -1 is invalid, a valid label must be an empty string or consist of alphanumeric characters, '-', "
        + "'_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or "
        + "'12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"),
    Case(
      pod("dnsConfig: {nameservers: ['FD00:0::0:1']}, containers: [{name: c, image: i}]"),
      #"spec.dnsConfig.nameservers[0]: IPv6 address "FD00:0::0:1" should be in RFC 5952 canonical format ("fd00::1")"#),
    Case(
      pod("containers: [{name: c, image: i, env: [{name: A, value: u}, {name: A, value: v}, "
        + "{name: A, value: $(A)w}]}]"),
      #"spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply"#),
    Case(
      pod("containers: [{name: c, image: i, resources: {limits: {memory: 100m}}}]"),
      #"spec.containers[0].resources.limits[memory]: fractional byte value "100m" is invalid, must be an integer"#,
      #"spec.containers[0].resources.requests[memory]: fractional byte value "100m" is invalid, must be an integer"#),
    Case(
      pod("nodeSelector: {beta.kubernetes.io/os: linux}, terminationGracePeriodSeconds: -1, "
        + "containers: [{name: c, image: i}]"),
      #"spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead"#),
    Case(
      pod("containers: [{name: c, image: i}], volumes: [{name: v, configMap: {name: m, items: "
        + "[{key: a, path: x}, {key: b, path: x/y}]}}]"),
      #"volume "v" (ConfigMap "m"): overlapping paths: "x/y" with "x""#),
    Case(
      set("revisionHistoryLimit: -1,"),
      "spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended"),
    Case(
      set("", template: "imagePullSecrets: [{name: s}, {name: s}], containers: [{name: c, image: i}]"),
      #"spec.template.spec.imagePullSecrets[1].name: duplicate name "s""#),
    Case(
      "{apiVersion: v1, kind: Endpoints, metadata: {name: e}}",
      "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"),
    Case(
      "{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {externalIPs: [1.2.3.4], ports: [{port: 1}]}}",
      "spec.externalIPs is deprecated and may no longer be implemented in some clusters"),
    Case(
      "{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {clusterIP: None, sessionAffinity: ClientIP, "
        + "externalIPs: [1.2.3.4], loadBalancerIP: 1.2.3.4, trafficDistribution: PreferClose}}",
      "spec.loadBalancerIP is ignored for headless services", "spec.externalIPs is ignored for headless services",
      "spec.SessionAffinity is ignored for headless services",
      #"spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone""#),
  ]

  @Test(arguments: cases)
  func warns(_ row: Case) throws {
    let cluster = try TestCluster()
    let object = try YAMLReader.read(row.manifest)
    let written = try cluster.registry.create(cluster.kind(of: object), namespace: "default", object)
    #expect(written.warnings == row.warnings)
  }

  /// Only what a write changes is warned of.
  @Test func warnsOnce() throws {
    let cluster = try TestCluster()
    try cluster.apply(Self.set("revisionHistoryLimit: -1,"))
    let kind = cluster.registry.kind(.statefulSet)
    func warnings(_ patch: Value) throws -> [String] {
      try cluster.registry.patch(kind, namespace: "default", name: "s", Patch(.merge, patch)).warnings
    }
    #expect(try warnings(["metadata": ["labels": ["x": "y"]]]).isEmpty)
    #expect(try warnings(["spec": ["replicas": 3]]).count == 1)
  }
}
