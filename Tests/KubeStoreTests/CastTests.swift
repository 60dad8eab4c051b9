// Pods that are made like the one before are what they would have been, had they been looked at in full.
import KubeKinds
import KubeObjects
import SimCore
import Testing

@testable import KubeStore

@Suite struct CastTests {
  private static let templates = [
    "{containers: [{name: c, image: nginx}]}",
    "{containers: [{name: c, image: nginx, ports: [{containerPort: 80}]}], priorityClassName: high, subdomain: web}",
    "{containers: [{name: c, image: nginx}], schedulingGates: [{name: example.com/wait}]}",
    """
    {containers: [{name: c, image: nginx}], topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone,
      whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}, matchLabelKeys: [pod-name]}]}
    """,
    """
    {containers: [{name: c, image: nginx}], affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution:
      [{topologyKey: zone, labelSelector: {matchLabels: {app: web}}, mismatchLabelKeys: [pod-name]}]}}}
    """,
    """
    {containers: [{name: c, image: nginx, volumeMounts: [{name: data, mountPath: /data}]}],
      volumes: [{name: data, persistentVolumeClaim: {claimName: data-NAME}}]}
    """,
    "{containers: [{name: c, image: nginx, env: [{name: A, value: NAME}]}], hostname: NAME}",
  ]

  /// What the pods are made from, as far as nothing of it has been read before.
  private static let template: Value = ["metadata": [:]]

  /// A pod as its controller asks for it.
  private static func pod(_ spec: String, _ name: String) throws -> Value {
    let spec = try YAMLReader.read(spec.split(separator: "NAME", omittingEmptySubsequences: false).joined(separator: name))
    let owner: Value = [
      "apiVersion": "apps/v1", "kind": "StatefulSet", "name": "web", "uid": "u-1", "controller": true,
      "blockOwnerDeletion": true,
    ]
    return [
      "metadata": [
        "generateName": "web-", "labels": ["app": "web", "pod-name": .string(name)], "name": .string(name),
        "namespace": "default", "ownerReferences": [owner],
      ],
      "spec": spec,
    ]
  }

  private static func cluster() throws -> TestCluster {
    let cluster = try TestCluster()
    try cluster.apply("{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: high}, value: 7}")
    return cluster
  }

  /// The first pods of a template; with something between them that admission might go by, or not.
  private static func pods(_ spec: String, disturbed: Bool) throws -> [Value] {
    let cluster = try cluster()
    return try ["web-0", "web-1", "web-2", ""].map { name in
      if disturbed {
        try cluster.apply("{apiVersion: v1, kind: ServiceAccount, metadata: {generateName: other-}}")
      }
      var pod = try pod(spec, name)
      if name.isEmpty { pod[.metadata].remove(.name) }
      let kind = cluster.registry.kind(.pod)
      var made = try cluster.registry.create(kind, namespace: "default", pod, known: template).object
      #expect(made[.metadata][.name].text.count == (name.isEmpty ? 9 : 5))
      for key in [Key.uid, .resourceVersion] { made[.metadata].remove(key) }
      if name.isEmpty { made[.metadata].remove(.name) }
      return made
    }
  }

  @Test(arguments: templates)
  func isWhatAFullLookWouldHaveMade(spec: String) throws {
    #expect(try Self.pods(spec, disturbed: false) == Self.pods(spec, disturbed: true))
  }

  private static let plain = templates[0]

  private static func make(_ name: String, _ cluster: TestCluster) -> [String] {
    Refusal.findings { () throws(APIStatus) in
      guard let pod = try? pod(plain, name) else { return .null }
      return try cluster.registry.create(
        cluster.registry.kind(.pod), namespace: "default", pod, known: template
      ).object
    }
  }

  @Test func isRefusedAsBefore() throws {
    let cluster = try Self.cluster()
    #expect(Self.make("web-0", cluster).isEmpty)
    let bad = Self.make("Web_1", cluster)
    #expect(bad.contains { $0.hasPrefix("metadata.name: Invalid value: \"Web_1\"") })
    let again = #expect(throws: APIStatus.self) {
      let pod = try Self.pod(Self.plain, "web-0")
      try cluster.registry.create(
        cluster.registry.kind(.pod), namespace: "default", pod, known: Self.template)
    }
    #expect(again?.reason == .alreadyExists)
  }

  @Test func heedsWhatWasChangedMeanwhile() throws {
    let cluster = try Self.cluster()
    #expect(Self.make("web-0", cluster).isEmpty)
    try cluster.apply(
      """
      {apiVersion: v1, kind: LimitRange, metadata: {name: l}, spec: {limits: [{type: Container, default: {cpu: 1}}]}}
      """)
    #expect(Self.make("web-1", cluster).isEmpty)
    let made = try cluster.registry.get(cluster.registry.kind(.pod), namespace: "default", name: "web-1")
    #expect(made["spec"]["containers"].elements.first?["resources"]["limits"]["cpu"] == "1")
  }
}
