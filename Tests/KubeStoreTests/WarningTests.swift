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

  private static func set(_ spec: String, template: String = "containers: [{name: c, image: i}]") -> String {
    "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: s}, spec: {selector: {matchLabels: {a: b}}, \(spec) "
      + "template: {metadata: {labels: {a: b}}, spec: {\(template)}}}}"
  }

  static let cases = [
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
      "spec.externalIPs is deprecated"),
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
