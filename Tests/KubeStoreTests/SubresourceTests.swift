// What is read from and written to parts of objects: sizes, bindings, evictions, finalizers.
import KubeKinds
import KubeObjects
import KubeStore
import Testing

@Suite struct SubresourceTests {
  private static let manifest = """
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: web}
    spec:
      serviceName: web
      replicas: 2
      selector: {matchLabels: {tier: x, app: web}, matchExpressions: [{key: role, operator: In, values: [b, a]}]}
      template:
        metadata: {labels: {app: web, tier: x, role: a}}
        spec: {containers: [{name: c, image: i}]}
    """

  private static func cluster() throws -> TestCluster {
    let cluster = try TestCluster()
    try cluster.apply(manifest)
    return cluster
  }

  private static func pod(_ cluster: TestCluster, ready: Bool = true) throws {
    let spec: Value = ["containers": [["name": "c", "image": "i"]], "nodeName": "n1"]
    try cluster.create(
      [
        "apiVersion": "v1", "kind": "Pod", "metadata": ["name": "p", "labels": ["app": "web"]], "spec": spec,
      ])
    try cluster.registry.modify(ObjectKey(.pod, "default", "p"), subresource: .status) {
      $0[.status][.phase] = "Running"
      $0[.status][.conditions] = [["type": "Ready", "status": ready ? "True" : "False"]]
    }
  }

  /// Annotations of a Deployment count as a change of what it wants, unless they are written with its status.
  @Test func statusIsNoNewGeneration() throws {
    let cluster = try TestCluster()
    try cluster.apply(
      "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {selector: {matchLabels: {a: b}}, "
        + "template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}}}")
    let kind = cluster.registry.kind(.deployment)
    func generation(_ subresource: Kind.Subresource?) throws -> Value {
      let patch = Patch(.merge, ["metadata": ["annotations": ["a": .string(subresource?.rawValue ?? "")]]])
      return try cluster.registry.patch(
        kind, namespace: "default", name: "web", patch, subresource: subresource
      ).object["metadata"]["generation"]
    }
    #expect(try generation(.status) == 1)
    #expect(try generation(nil) == 2)
  }

  @Test func showsTheSize() throws {
    let cluster = try Self.cluster()
    let kind = cluster.registry.kind(.statefulSet)
    let scale = try cluster.registry.get(kind, namespace: "default", name: "web", subresource: .scale)
    #expect(scale["kind"] == "Scale")
    #expect(scale["spec"] == ["replicas": 2])
    #expect(scale["status"] == ["replicas": 0, "selector": "app=web,role in (a,b),tier=x"])
    #expect(scale["metadata"]["labels"].isNull)
  }

  @Test(arguments: [
    (#"{"spec":{"replicas":5}}"#, nil),
    (#"{"spec":{"replicas":-1}}"#,
      #"Scale.autoscaling "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0"#),
    (#"{"spec":{"replicas":"5"}}"#,
      #" "" is invalid: patch: Invalid value: ""#),
    (#"{"metadata":{"resourceVersion":"1"}}"#,
      #"Operation cannot be fulfilled on statefulsets.apps "web": the object has been modified; please apply"#),
    (#"{"metadata":{"name":"other"}}"#, "the name of the object (other) does not match the name on the URL (web)"),
  ] as [(String, String?)])
  func patchesTheSize(patch: String, refusal: String?) throws {
    let cluster = try Self.cluster()
    let kind = cluster.registry.kind(.statefulSet)
    let body = try JSONReader.read(patch)
    do throws(APIStatus) {
      let written = try cluster.registry.patch(
        kind, namespace: "default", name: "web", Patch(.merge, body), subresource: .scale)
      #expect(written.object["kind"] == "Scale")
      #expect(refusal == nil)
      #expect(try cluster.registry.get(kind, namespace: "default", name: "web")["spec"]["replicas"] == 5)
    } catch {
      #expect(error.message.hasPrefix(refusal ?? "accepted"))
    }
  }

  @Test func knowsNoSizeOfOthers() throws {
    let cluster = try Self.cluster()
    try Self.pod(cluster)
    let status = try #require(throws: APIStatus.self) {
      try cluster.registry.get(cluster.registry.kind(.pod), namespace: "default", name: "p", subresource: .scale)
    }
    #expect(status.message == "the server could not find the requested resource")
  }

  /// What a posted eviction meets with when a budget covers the pod.
  @Test(arguments: [
    (allowed: 1, ready: true, policy: "IfHealthyBudget", current: 2, refusal: nil),
    (0, true, "IfHealthyBudget", 2, "Cannot evict pod as it would violate the pod's disruption budget."),
    (0, false, "IfHealthyBudget", 2, nil),
    (0, false, "IfHealthyBudget", 1, "Cannot evict pod as it would violate the pod's disruption budget."),
    (0, false, "AlwaysAllow", 1, nil),
  ] as [(allowed: Int64, ready: Bool, policy: String, current: Int64, refusal: String?)])
  func asksTheBudget(allowed: Int64, ready: Bool, policy: String, current: Int64, refusal: String?) throws {
    let cluster = try TestCluster()
    try Self.pod(cluster, ready: ready)
    try cluster.apply(
      """
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: b}
      spec: {minAvailable: 2, selector: {matchLabels: {app: web}}, unhealthyPodEvictionPolicy: \(policy)}
      """)
    let budget = ObjectKey(.podDisruptionBudget, "default", "b")
    try cluster.registry.modify(budget, subresource: .status) {
      $0[.status] = [
        "disruptionsAllowed": .int(allowed), "currentHealthy": .int(current), "desiredHealthy": 2,
        "expectedPods": 3, "observedGeneration": 1,
        "conditions": [["type": "DisruptionAllowed", "status": "True", "reason": "SufficientPods"]],
      ]
    }
    let eviction: Value = ["metadata": ["name": "p"]]
    do throws(APIStatus) {
      try cluster.registry.create(
        cluster.registry.kind(.pod), namespace: "default", name: "p", eviction, subresource: .eviction)
      #expect(refusal == nil)
      let pod = try cluster.registry.get(cluster.registry.kind(.pod), namespace: "default", name: "p")
      #expect(!pod["metadata"]["deletionTimestamp"].isNull)
      #expect(PodCondition.find(pod, "DisruptionTarget")?["reason"] == "EvictionByEvictionAPI")
    } catch {
      #expect(error.message == refusal)
      #expect(error.code == 429)
    }
    let status = cluster.registry.store.object(budget)?["status"] ?? .null
    #expect(status["disruptionsAllowed"] == 0)
    #expect(status["disruptedPods"].fields.count == Int(allowed))
    if allowed == 1 { #expect(status["conditions"].elements.first?["status"] == "False") }
  }

  @Test func bindsOnce() throws {
    let cluster = try TestCluster()
    try cluster.apply(
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec: {containers: [{name: c, image: i}]}
      """)
    let kind = cluster.registry.kind(.pod)
    let binding: Value = ["target": ["kind": "Node", "name": "n1"]]
    try cluster.registry.create(kind, namespace: "default", name: "p", binding, subresource: .binding)
    #expect(try cluster.registry.get(kind, namespace: "default", name: "p")["spec"]["nodeName"] == "n1")
    let status = try #require(throws: APIStatus.self) {
      try cluster.registry.create(kind, namespace: "default", name: "p", binding, subresource: .binding)
    }
    #expect(
      status.message == #"Operation cannot be fulfilled on pods/binding "p": pod p is already assigned to node "n1""#)
  }

  @Test func finalizesNamespaces() throws {
    let cluster = try TestCluster(namespaces: ["default", "old"])
    let kind = cluster.registry.kind(.namespace)
    let ending = try cluster.registry.delete(kind, namespace: "", name: "old")
    #expect(ending["status"]["phase"] == "Terminating")
    var namespace = try cluster.registry.get(kind, namespace: "", name: "old")
    namespace["spec"].remove("finalizers")
    #expect(try cluster.update(namespace)["spec"]["finalizers"] == ["kubernetes"])
    namespace[.metadata].remove(.resourceVersion)
    _ = try cluster.update(namespace, subresource: .finalize)
    #expect(cluster.registry.store.object(ObjectKey(.namespace, "", "old")) == nil)
  }
}
