// Where pods go, why they go nowhere, and who makes room.
import ClusterSim
import KubeKinds
import KubeNodes
import KubeObjects
import SimCore
import Testing

@Suite struct SchedulerTests {
  static func pod(_ name: String, _ spec: String, labels: String = "{}") -> String {
    "apiVersion: v1\nkind: Pod\nmetadata: {name: \(name), labels: \(labels)}\nspec:\n"
      + (spec + "\ncontainers: [{name: c, image: nginx}]").split(separator: "\n")
      .map { "  \($0)" }.joined(separator: "\n")
  }

  private func node(_ test: TestCluster, _ pod: String) throws -> String { try test.pod(pod)[.spec][.nodeName].text }

  private func message(_ test: TestCluster, _ pod: String) throws -> String {
    try test.pod(pod)[.status][.conditions].first(where: .type, is: "PodScheduled")?[.message].text ?? ""
  }

  static let unhelpful = "3 Preemption is not helpful for scheduling."
  static let noVictims = "3 No preemption victims found for incoming pod."
  static let afterwards = ". no new claims to deallocate, preemption: 0/3 nodes are available: "

  @Test(
    arguments: [
      ("nodeSelector: {disk: ssd}", "3 node(s) didn't match Pod's node affinity/selector", unhelpful),
      (
        """
        affinity:
          nodeAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              nodeSelectorTerms:
              - matchExpressions: [{key: zone, operator: In, values: [a]}]
        """, "3 node(s) didn't match Pod's node affinity/selector", unhelpful
      ),
      (
        """
        affinity:
          podAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
            - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: nobody}}}
        """, "3 node(s) didn't match pod affinity rules", unhelpful
      ),
      (
        "topologySpreadConstraints: [{maxSkew: 1, topologyKey: rack, whenUnsatisfiable: DoNotSchedule, "
          + "labelSelector: {}}]",
        "3 node(s) didn't match pod topology spread constraints (missing required label)", unhelpful
      ),
      ("resources: {requests: {cpu: \"900\"}}", "3 Insufficient cpu", unhelpful),
      ("volumes: [{name: v, persistentVolumeClaim: {claimName: x}}]", nil, nil),
    ] as [(String, String?, String?)])
  func refusals(spec: String, reason: String?, preemption: String?) throws {
    let test = TestCluster()
    try test.create(Self.pod("p", spec))
    let expected =
      reason.map { "0/3 nodes are available: " + $0 + Self.afterwards + (preemption ?? "") }
      ?? "0/3 nodes are available: persistentvolumeclaim \"x\" not found. not found"
    #expect(try message(test, "p") == expected)
    #expect(try test.events("p") == ["FailedScheduling: \(expected)"])
  }

  @Test func resourcesRunOut() throws {
    let test = TestCluster()
    let big = "containers: [{name: c, image: nginx, resources: {requests: {cpu: \"3\", memory: 1Gi}}}]"
    for name in ["a", "b", "c", "d"] {
      try test.create("apiVersion: v1\nkind: Pod\nmetadata: {name: \(name)}\nspec: {\(big)}")
    }
    #expect(try ["a", "b", "c"].map { try node(test, $0) } == ["node-1", "node-2", "node-3"])
    #expect(try message(test, "d") == "0/3 nodes are available: 3 Insufficient cpu" + Self.afterwards + Self.noVictims)
    try test.delete(.pod, "b", grace: 0)
    #expect(try node(test, "d") == "node-2")
  }

  @Test func hostPortsExcludeEachOther() throws {
    let test = TestCluster(.nodes(1))
    let port = "containers: [{name: c, image: nginx, ports: [{containerPort: 80, hostPort: 8080}]}]"
    for name in ["a", "b"] { try test.create("apiVersion: v1\nkind: Pod\nmetadata: {name: \(name)}\nspec: {\(port)}") }
    #expect(
      try message(test, "b")
        == "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports"
        + ". no new claims to deallocate, preemption: 0/1 nodes are available: "
        + "1 No preemption victims found for incoming pod.")
  }

  @Test func antiAffinityWorksBothWays() throws {
    let test = TestCluster(.nodes(1))
    let alone =
      "affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: "
      + "[{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: x}}}]}}"
    try test.create(Self.pod("a", alone, labels: "{app: x}"))
    try test.create(Self.pod("b", "", labels: "{app: x}"))
    try test.create(Self.pod("c", alone, labels: "{app: other}"))
    #expect(
      try message(test, "b").hasPrefix(
        "0/1 nodes are available: 1 node(s) didn't satisfy existing pods anti-affinity rules."))
    #expect(
      try message(test, "c").hasPrefix("0/1 nodes are available: 1 node(s) didn't match pod anti-affinity rules."))
  }

  @Test func affinityKeepsTogetherAndTheFirstMayBegin() throws {
    let test = TestCluster()
    let near =
      "affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: "
      + "[{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: x}}}]}}"
    for name in ["a", "b", "c"] { try test.create(Self.pod(name, near, labels: "{app: x}")) }
    #expect(Set(try ["a", "b", "c"].map { try node(test, $0) }).count == 1)
  }

  @Test func hardSpreadingHoldsTheSkew() throws {
    let test = TestCluster()
    try test.merge(.node, "node-3", ["spec": ["unschedulable": true]])
    let spread =
      "topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, "
      + "whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: x}}}]"
    for name in ["a", "b", "c"] { try test.create(Self.pod(name, spread, labels: "{app: x}")) }
    #expect(try ["a", "b"].map { try node(test, $0) } == ["node-1", "node-2"])
    #expect(
      try message(test, "c").hasPrefix(
        "0/3 nodes are available: 1 node(s) were unschedulable, 2 node(s) didn't match pod topology spread "
          + "constraints."))
    try test.merge(.node, "node-3", ["spec": ["unschedulable": .null]])
    #expect(try node(test, "c") == "node-3")
  }

  @Test func membersOfASetAreSpread() throws {
    let test = TestCluster()
    try test.create(
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: web}
      spec:
        serviceName: web
        replicas: 7
        podManagementPolicy: Parallel
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: c, image: nginx}]}
      """)
    try test.settle()
    let counts = Dictionary(grouping: try test.list(.pod)) { $0[.spec][.nodeName].text }.mapValues(\.count)
    #expect(counts == ["node-1": 3, "node-2": 2, "node-3": 2])
  }

  @Test func softTaintsAndPreferencesDecide() throws {
    let test = TestCluster()
    try test.merge(.node, "node-1", ["spec": ["taints": [["key": "slow", "effect": "PreferNoSchedule"]]]])
    try test.merge(.node, "node-3", ["metadata": ["labels": ["disk": "ssd"]]])
    try test.create(Self.pod("a", ""))
    #expect(try node(test, "a") == "node-2")
    let prefer =
      "affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: "
      + "[{weight: 10, preference: {matchExpressions: [{key: disk, operator: Exists}]}}]}}"
    try test.create(Self.pod("b", prefer))
    #expect(try node(test, "b") == "node-3")
  }

  /// Node 2 would be used more evenly with the pod, but node 1 gains from it.
  @Test func whatMakesANodeMoreEvenCounts() throws {
    let test = TestCluster()
    let filler = { (name: String, requests: String) in
      "apiVersion: v1\nkind: Pod\nmetadata: {name: \(name)}\nspec: {nodeName: \(name), "
        + "containers: [{name: c, image: nginx, resources: {requests: {\(requests)}}}]}"
    }
    try test.merge(.node, "node-3", ["spec": ["unschedulable": true]])
    try test.create(filler("node-1", "cpu: 3200m"))
    try test.create(filler("node-2", "cpu: 2000m, memory: 2457Mi"))
    try test.create(
      "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: "
        + "[{name: c, image: nginx, resources: {requests: {memory: 3276Mi}}}]}}")
    #expect(try node(test, "p") == "node-1")
  }

  @Test func gatesAndForeignSchedulersAreLeftAlone() throws {
    let test = TestCluster()
    try test.create(Self.pod("gated", "schedulingGates: [{name: example.com/later}]"))
    try test.create(Self.pod("foreign", "schedulerName: other"))
    try test.settle()
    #expect(try node(test, "gated").isEmpty)
    #expect(try node(test, "foreign").isEmpty)
    let rules = ["gated", "foreign"].map { test.cluster.reasons(for: ObjectKey(.pod, "default", $0)).map(\.rule) }
    #expect(rules == [["SchedulingGated"], ["ForeignScheduler"]])
    try test.merge(.pod, "gated", ["spec": ["schedulingGates": .null]])
    #expect(!(try node(test, "gated").isEmpty))
  }

  // MARK: Priority

  private func workload(_ name: String, _ priority: String?) -> String {
    "apiVersion: v1\nkind: Pod\nmetadata: {name: \(name)}\nspec:\n"
      + (priority.map { "  priorityClassName: \($0)\n" } ?? "")
      + "  containers: [{name: c, image: nginx, resources: {requests: {cpu: \"3\"}}}]\n"
  }

  @Test func aMoreImportantPodMakesRoom() throws {
    let test = TestCluster(.nodes(2))
    try test.create(
      """
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: high}
      value: 1000
      ---
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: low}
      value: 10
      """)
    try test.create(workload("a", "low"))
    try test.create(workload("b", nil))
    try test.settle()
    try test.create(workload("vip", "high"))
    // The pod without a priority is the cheaper victim.
    #expect(try test.pod("vip")[.status]["nominatedNodeName"].text == "node-2")
    let victim = try test.pod("b")
    #expect(!victim[.metadata][.deletionTimestamp].isNull)
    #expect(
      victim[.status][.conditions].first(where: .type, is: "DisruptionTarget")?[.reason].text == "PreemptionByScheduler"
    )
    #expect(try test.events("b").last?.hasPrefix("Killing") == true)
    #expect(try test.events("b").contains { $0.hasPrefix("Preempted: Preempted by pod ") })
    #expect(try message(test, "vip") == "0/2 nodes are available: 2 Insufficient cpu.")
    try test.settle()
    #expect(try node(test, "vip") == "node-2")
    #expect(try test.pod("vip")[.status]["nominatedNodeName"].isNull)
    #expect(try test.list(.pod).map { $0[.metadata][.name].text } == ["a", "vip"])
  }

  @Test func aPodThatMayNotPreemptWaits() throws {
    let test = TestCluster(.nodes(1))
    try test.create(
      """
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: gentle}
      value: 1000
      preemptionPolicy: Never
      """)
    try test.create(workload("a", nil))
    try test.create(workload("vip", "gentle"))
    #expect(
      try message(test, "vip")
        == "0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, "
        + "preemption: not eligible due to preemptionPolicy=Never.")
  }

  @Test func anEmptyClusterSaysSo() throws {
    let test = TestCluster(ClusterConfiguration())
    try test.create(Self.pod("p", ""))
    #expect(try message(test, "p") == "no nodes available to schedule pods")
  }

  @Test func reasonsNameNodesAndRemedies() throws {
    let test = TestCluster()
    try test.merge(.node, "node-1", ["spec": ["unschedulable": true]])
    try test.merge(
      .node, "node-2", ["spec": ["taints": [["key": "dedicated", "value": "db", "effect": "NoSchedule"]]]])
    try test.create(Self.pod("p", "nodeSelector: {disk: ssd}"))
    let reasons = test.cluster.reasons(for: ObjectKey(.pod, "default", "p"))
    #expect(
      reasons.map(\.message) == [
        "node(s) didn't match Pod's node affinity/selector: node-3.", "node(s) had untolerated taint(s): node-2.",
        "node(s) were unschedulable: node-1.",
      ])
    #expect(
      reasons.flatMap(\.remedies).map(\.command) == [
        "kubectl label node node-3 disk=ssd", "kubectl taint nodes node-2 dedicated:NoSchedule-",
        "kubectl uncordon node-1",
      ])
  }
}
