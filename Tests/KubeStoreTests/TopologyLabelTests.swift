// The labels that tell pods where they run.
import KubeKinds
import KubeObjects
import KubeStore
import Testing

@Suite struct TopologyLabelTests {
  private static let nodes = """
    apiVersion: v1
    kind: Node
    metadata:
      name: near
      labels: {topology.kubernetes.io/zone: z1, topology.kubernetes.io/region: r1, kubernetes.io/hostname: near}
    ---
    apiVersion: v1
    kind: Node
    metadata: {name: bare, labels: {kubernetes.io/hostname: bare}}
    """

  private static let topology: Value = [
    "a": "b", "topology.kubernetes.io/zone": "z1", "topology.kubernetes.io/region": "r1",
  ]

  private func labels(_ cluster: TestCluster) throws -> Value {
    let pod = try cluster.registry.get(cluster.registry.kind(.pod), namespace: "default", name: "p")
    return pod["metadata"]["labels"]
  }

  private func cluster(node: String? = nil, labels: Value = ["a": "b"]) throws -> TestCluster {
    let cluster = try TestCluster()
    try cluster.apply(Self.nodes)
    var pod: Value = [
      "apiVersion": "v1", "kind": "Pod", "metadata": ["name": "p", "labels": labels],
      "spec": ["containers": [["name": "c", "image": "i"]]],
    ]
    if let node { pod["spec"]["nodeName"] = .string(node) }
    try cluster.create(pod)
    return cluster
  }

  /// Whatever a pod says of its zone itself, it has the labels of its node.
  @Test(arguments: [["a": "b"], ["a": "b", "topology.kubernetes.io/zone": "mine"]] as [Value])
  func theSchedulerTellsPodsTheirZone(written: Value) throws {
    let cluster = try cluster(labels: written)
    #expect(try labels(cluster) == written)
    try cluster.registry.bind(ObjectKey(.pod, "default", "p"), toNode: "near")
    #expect(try labels(cluster) == Self.topology)
  }

  @Test func podsThatNameTheirNodeHaveItsZone() throws {
    #expect(try labels(cluster(node: "near")) == Self.topology)
    #expect(try labels(cluster(node: "near", labels: ["a": "b", "topology.kubernetes.io/zone": "x"])) == Self.topology)
    #expect(try labels(cluster(node: "bare")) == ["a": "b"])
    #expect(try labels(cluster(node: "nosuch")) == ["a": "b"])
  }

  @Test(arguments: [("near", Self.topology), ("bare", ["a": "b"])] as [(String, Value)])
  func bindingsBringLabels(node: String, expected: Value) throws {
    let cluster = try cluster()
    let binding: Value = [
      "metadata": ["labels": ["of": "binding"]], "target": ["kind": "Node", "name": .string(node)],
    ]
    try cluster.registry.create(
      cluster.registry.kind(.pod), namespace: "default", name: "p", binding, subresource: .binding)
    var expected = expected
    expected["of"] = "binding"
    #expect(try labels(cluster) == expected)
  }
}
