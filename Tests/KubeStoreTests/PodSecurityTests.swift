// The Pod Security Standards: what pods of a namespace are refused, and what their authors are warned of.
import KubeKinds
import KubeObjects
import KubeStore
import Testing

@Suite struct PodSecurityTests {
  private static func cluster(_ labels: String) throws -> TestCluster {
    let cluster = try TestCluster()
    let patch = "{metadata: {labels: {\(labels)}}}"
    #expect(try cluster.findingsOfPatch("Namespace", "default", patch) == [])
    return cluster
  }

  private static func pod(_ spec: String) -> String {
    "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {\(spec)}}"
  }

  /// A pod that keeps the restricted standard but for what is added to it.
  private static func hardened(pod: String = "", container: String = "", context: String = "") -> String {
    Self.pod(
      "\(pod) containers: [{name: c, image: i, \(container) securityContext: {allowPrivilegeEscalation: false, "
        + "runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}, \(context) "
        + "capabilities: {drop: [ALL]}}}]")
  }

  @Test(arguments: [
    Refusal(pod("containers: [{name: c, image: i}]")),
    Refusal(
      pod("hostPID: true, hostNetwork: true, containers: [{name: c, image: i, ports: [{containerPort: 9}]}]"),
      #"host namespaces (hostNetwork=true, hostPID=true), hostPort (container "c" uses hostPort 9)"#),
    Refusal(
      pod(
        "volumes: [{name: a, hostPath: {path: /a}}, {name: b, hostPath: {path: /b}}], "
          + "containers: [{name: c, image: i}]"), #"hostPath volumes (volumes "a", "b")"#),
    Refusal(
      pod(
        "containers: [{name: c, image: i, securityContext: {privileged: true, capabilities: {add: [NET_ADMIN]}}}, "
          + "{name: d, image: i, securityContext: {privileged: true}}]"),
      #"non-default capabilities (container "c" must not include "NET_ADMIN" in securityContext.capabilities.add), "#
        + #"privileged (containers "c", "d" must not set securityContext.privileged=true)"#),
    Refusal(
      pod(
        "securityContext: {seccompProfile: {type: Unconfined}, seLinuxOptions: {type: spc_t, user: u}, "
          + "sysctls: [{name: kernel.msgmax, value: '1'}]}, containers: [{name: c, image: i, livenessProbe: "
          + "{httpGet: {port: 1, host: example.com}}}]"),
      #"probe or lifecycle host (container "c" uses probe or lifecycle host "example.com"), "#
        + #"seLinuxOptions (pod set forbidden securityContext.seLinuxOptions: type "spc_t"; user may not be set), "#
        + #"seccompProfile (pod must not set securityContext.seccompProfile.type to "Unconfined"), "#
        + "forbidden sysctls (kernel.msgmax)"),
  ])
  func baseline(_ refusal: Refusal) throws {
    let cluster = try Self.cluster("pod-security.kubernetes.io/enforce: baseline")
    let words = refusal.findings.map { "pods \"p\" is forbidden: violates PodSecurity \"baseline:latest\": \($0)" }
    #expect(try refusal.onCreation(cluster) == words)
  }

  @Test(arguments: [
    Refusal(hardened()),
    Refusal(
      pod("containers: [{name: c, image: i}]"),
      #"allowPrivilegeEscalation != false (container "c" must set securityContext.allowPrivilegeEscalation=false), "#
        + #"unrestricted capabilities (container "c" must set securityContext.capabilities.drop=["ALL"]), "#
        + #"runAsNonRoot != true (pod or container "c" must set securityContext.runAsNonRoot=true), "#
        + #"seccompProfile (pod or container "c" must set securityContext.seccompProfile.type to "RuntimeDefault" "#
        + #"or "Localhost")"#),
    Refusal(
      hardened(pod: "volumes: [{name: share, nfs: {server: s, path: /p}}, {name: e, emptyDir: {}}],"),
      #"restricted volume types (volume "share" uses restricted volume type "nfs")"#),
    Refusal(
      hardened(pod: "securityContext: {runAsNonRoot: false, runAsUser: 0},"),
      "runAsNonRoot != true (pod must not set securityContext.runAsNonRoot=false), "
        + "runAsUser=0 (pod must not set runAsUser=0)"),
  ])
  func restricted(_ refusal: Refusal) throws {
    let cluster = try Self.cluster(
      "pod-security.kubernetes.io/enforce: restricted, pod-security.kubernetes.io/enforce-version: v1.30")
    let words = refusal.findings.map { "pods \"p\" is forbidden: violates PodSecurity \"restricted:v1.30\": \($0)" }
    #expect(try refusal.onCreation(cluster) == words)
  }

  @Test func templatesAreWarnedOf() throws {
    let cluster = try Self.cluster("pod-security.kubernetes.io/warn: baseline")
    let set = try YAMLReader.read(
      """
      {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: s}, spec: {serviceName: s,
      selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}},
      spec: {hostIPC: true, containers: [{name: c, image: i}]}}}}
      """)
    let written = try cluster.registry.create(cluster.kind(of: set), namespace: "default", set)
    #expect(
      written.warnings == ["would violate PodSecurity \"baseline:latest\": host namespaces (hostIPC=true)"])
  }

  @Test func namespacesSayWhatTheirPodsBreak() throws {
    let cluster = try TestCluster()
    for name in ["a", "b"] {
      try cluster.create(
        try YAMLReader.read(
          "{apiVersion: v1, kind: Pod, metadata: {name: \(name)}, spec: {hostIPC: true, "
            + "containers: [{name: c, image: i}]}}"))
    }
    let kind = cluster.registry.kind(.namespace)
    let patch = try YAMLReader.read("{metadata: {labels: {pod-security.kubernetes.io/enforce: baseline}}}")
    let written = try cluster.registry.patch(kind, namespace: "", name: "default", Patch(.merge, patch))
    #expect(
      written.warnings == [
        "existing pods in namespace \"default\" violate the new PodSecurity enforce level \"baseline:latest\"",
        "a (and 1 other pod): host namespaces",
      ])
  }

  @Test func labelsAreLevels() throws {
    #expect(
      try TestCluster().findingsOfPatch(
        "Namespace", "default",
        "{metadata: {labels: {pod-security.kubernetes.io/warn: tight, pod-security.kubernetes.io/warn-version: '1'}}}")
        == [
          "metadata.labels[pod-security.kubernetes.io/warn]: Invalid value: \"tight\": must be one of privileged, "
            + "baseline, restricted",
          "metadata.labels[pod-security.kubernetes.io/warn-version]: Invalid value: \"1\": must be \"latest\" or "
            + "\"v1.x\"",
        ])
  }

  @Test func runtimeClassesMustBeThere() throws {
    let cluster = try TestCluster()
    try cluster.apply(
      """
      {apiVersion: node.k8s.io/v1, kind: RuntimeClass, metadata: {name: sandbox}, handler: runsc,
      overhead: {podFixed: {cpu: 50m}}, scheduling: {nodeSelector: {safe: 'yes'}}}
      """)
    let pod = "runtimeClassName: sandbox, containers: [{name: c, image: i}]"
    let made = try cluster.create(try YAMLReader.read(Self.pod(pod)))
    #expect(made["spec"]["overhead"] == ["cpu": "50m"])
    #expect(made["spec"]["nodeSelector"] == ["safe": "yes"])
    let missing = Refusal(Self.pod(pod.replacing("sandbox", with: "none")))
    #expect(
      try missing.onCreation(cluster) == ["pods \"p\" is forbidden: pod rejected: RuntimeClass \"none\" not found"])
  }
}
