// Nodes that fall silent and come back, taints, and the pods they drive away.
import ClusterSim
import KubeKinds
import KubeNodes
import KubeObjects
import SimCore
import Testing

@Suite struct NodeLifecycleTests {
  private func cluster() -> TestCluster {
    var configuration = ClusterConfiguration.threeNodes
    configuration.gracePeriod = .seconds(12)
    var lost = BehaviorMatch()
    lost.nodeAnnotations = [EntryPattern("node/lost", "true")]
    var silent = BehaviorEffects()
    silent.heartbeat = false
    configuration.behavior.rules = [BehaviorRule(lost, silent)]
    return TestCluster(configuration)
  }

  private func pod(_ name: String, _ tolerationSeconds: Int) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: \(name)}
    spec:
      nodeName: node-3
      tolerations:
      - {key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: \(tolerationSeconds)}
      containers: [{name: c, image: nginx}]
    """
  }

  private func taints(_ test: TestCluster, _ node: String) throws -> [String] {
    try test.get(.node, node)[.spec]["taints"].elements.map { "\($0[.key].text) \($0["effect"].text)" }
  }

  @Test func aSilentNodeIsGivenUpAndComesBack() throws {
    let test = cluster()
    try test.create(pod("chat", 4))
    try test.create(pod("calm", 300))
    try test.run(.seconds(1))
    try test.merge(.node, "node-3", ["metadata": ["annotations": ["node/lost": "true"]]])
    try test.run(.seconds(10))
    #expect(try test.get(.node, "node-3").condition("Ready") == "True")
    try test.run(.seconds(2))
    let node = try test.get(.node, "node-3")
    let ready = node[.status][.conditions].first(where: .type, is: "Ready") ?? .null
    #expect(ready[.status].text == "Unknown")
    #expect(ready[.reason].text == "NodeStatusUnknown")
    #expect(ready[.message].text == "Kubelet stopped posting node status.")
    #expect(
      try taints(test, "node-3") == [
        "node.kubernetes.io/unreachable NoSchedule", "node.kubernetes.io/unreachable NoExecute",
      ])
    let calm = try test.pod("calm")
    #expect(calm.condition("Ready") == "False")
    #expect(calm[.status][.containerStatuses].elements[0][.ready] == true)
    #expect(try test.events("calm").last == "NodeNotReady: Node is not ready")
    #expect(try test.pod("chat")[.metadata][.deletionTimestamp].isNull)
    try test.run(.seconds(4))
    #expect(!(try test.pod("chat")[.metadata][.deletionTimestamp].isNull))
    #expect(
      try test.events("chat").contains("TaintManagerEviction: Marking for deletion Pod default/chat"))
    try test.run(.minutes(2))
    #expect(try test.list(.pod).count == 2)
    #expect(
      test.cluster.reasons(for: ObjectKey(.pod, "default", "chat")).map(\.rule) == ["NodeLost"])

    try test.merge(.node, "node-3", ["metadata": ["annotations": ["node/lost": .null]]])
    try test.settle()
    #expect(try taints(test, "node-3").isEmpty)
    #expect(try test.get(.node, "node-3").condition("Ready") == "True")
    #expect(try test.list(.pod).map { $0[.metadata][.name].text } == ["calm"])
    #expect(try test.pod("calm").condition("Ready") == "True")
  }

  @Test func leasesAreRenewedWithoutBeingWritten() throws {
    let test = cluster()
    let before = try test.get(.lease, "node-1", namespace: "kube-node-lease")
    try test.run(.hours(100))
    let after = try test.get(.lease, "node-1", namespace: "kube-node-lease")
    #expect(before[.metadata][.resourceVersion] == after[.metadata][.resourceVersion])
    let renewed = try #require(Instant(rfc3339: after[.spec]["renewTime"].text))
    #expect(test.cluster.now - renewed < .seconds(10))
  }

  @Test func aCordonedNodeIsTainted() throws {
    let test = cluster()
    try test.merge(.node, "node-1", ["spec": ["unschedulable": true]])
    #expect(try taints(test, "node-1") == ["node.kubernetes.io/unschedulable NoSchedule"])
    try test.merge(.node, "node-1", ["spec": ["unschedulable": .null]])
    #expect(try taints(test, "node-1").isEmpty)
  }

  @Test func aNoExecuteTaintDrivesPodsAway() throws {
    let test = cluster()
    try test.create(pod("calm", 300))
    try test.settle()
    try test.merge(
      .node, "node-3", ["spec": ["taints": [["key": "broken", "value": "true", "effect": "NoExecute"]]]])
    try test.settle()
    #expect(try test.list(.pod).isEmpty)
  }

  @Test func podsOfADeletedNodeAreCollected() throws {
    let test = cluster()
    try test.create(pod("calm", 300))
    try test.settle()
    try test.delete(.node, "node-3")
    try test.run(.seconds(39))
    #expect(try test.list(.pod).count == 1)
    try test.run(.seconds(1))
    #expect(try test.list(.pod).isEmpty)
  }

  @Test func aNodeWithoutAKubeletIsNeverReady() throws {
    let test = cluster()
    try test.create("apiVersion: v1\nkind: Node\nmetadata: {name: paper}")
    try test.run(.seconds(20))
    let ready = try test.get(.node, "paper")[.status][.conditions].first(where: .type, is: "Ready")
    #expect(ready?[.reason].text == "NodeStatusNeverUpdated")
    #expect(try taints(test, "paper").contains("node.kubernetes.io/unreachable NoSchedule"))
  }
}
