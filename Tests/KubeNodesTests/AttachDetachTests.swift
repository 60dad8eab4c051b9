// Volumes that have to be attached to nodes.
import ClusterSim
import KubeControllers
import KubeKinds
import KubeNodes
import KubeObjects
import SimCore
import Testing

@Suite struct AttachDetachTests {
  private func cluster() throws -> TestCluster {
    var configuration = ClusterConfiguration.nodes(3, detail: .full)
    configuration.provisioners = [ProvisionerDescription(name: "csi.example.com")]
    configuration.behavior.timings.attach = .seconds(2)
    configuration.behavior.timings.pull = .zero
    var lost = BehaviorMatch()
    lost.nodeAnnotations = [EntryPattern("lost", "*")]
    var silent = BehaviorEffects()
    silent.heartbeat = false
    configuration.behavior.rules = [BehaviorRule(lost, silent)]
    let test = TestCluster(configuration)
    try test.create(
      """
      apiVersion: storage.k8s.io/v1
      kind: StorageClass
      metadata: {name: standard}
      provisioner: csi.example.com
      ---
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: data}
      spec: {accessModes: [ReadWriteOnce], storageClassName: standard, resources: {requests: {storage: 1Gi}}}
      """)
    try test.settle()
    return test
  }

  private func pod(_ name: String, _ node: String) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: \(name)}
    spec:
      nodeName: \(node)
      containers: [{name: c, image: "nginx:1"}]
      volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
    """
  }

  @Test func aPodWaitsUntilItsVolumeIsAttached() throws {
    let test = try cluster()
    try test.create(pod("a", "node-1"))
    try test.run(.milliseconds(1_999))
    #expect(test.cluster.reasons(for: ObjectKey(.pod, "default", "a")).map(\.rule) == ["AttachVolume"])
    #expect(try test.list(.volumeAttachment).count == 1)
    try test.run(.seconds(2))
    #expect(try test.pod("a").condition("Ready") == "True")
    #expect(try test.events("a").contains { $0.hasPrefix("SuccessfulAttachVolume: AttachVolume.Attach succeeded") })
    try test.delete(.pod, "a")
    try test.run(.seconds(4))
    #expect(try test.list(.volumeAttachment).isEmpty)
  }

  @Test func aVolumeOfALostNodeComesAfterSixMinutes() throws {
    let test = try cluster()
    try test.create(pod("a", "node-1"))
    try test.run(.seconds(5))
    try test.merge(.node, "node-1", ["metadata": ["annotations": ["lost": "yes"]]])
    try test.run(.minutes(1))
    try test.delete(.pod, "a", grace: 0)
    try test.create(pod("b", "node-2"))
    try test.run(.minutes(5))
    #expect(
      try test.events("b").contains {
        $0.hasPrefix("FailedAttachVolume: Multi-Attach error for volume \"pvc-")
          && $0.hasSuffix("Volume is already exclusively attached to one node and can't be attached to another")
      })
    #expect(try test.events("b").contains { $0.hasPrefix("FailedMount: Unable to attach or mount volumes") })
    #expect(test.cluster.reasons(for: ObjectKey(.pod, "default", "b")).map(\.rule).contains("MultiAttach"))
    try test.run(.seconds(70))
    #expect(try test.pod("b").condition("Ready") == "True")
  }

  @Test func anOutOfServiceNodeGivesItsVolumesUpAtOnce() throws {
    let test = try cluster()
    try test.create(pod("a", "node-1"))
    try test.run(.seconds(5))
    try test.merge(.node, "node-1", ["metadata": ["annotations": ["lost": "yes"]]])
    try test.run(.minutes(1))
    try test.delete(.pod, "a")
    try test.create(pod("b", "node-2"))
    try test.run(.seconds(1))
    #expect(try test.list(.pod).count == 2)
    let taints = try test.get(.node, "node-1")[.spec]["taints"].elements
    let out: Value = ["key": "node.kubernetes.io/out-of-service", "value": "nodeshutdown", "effect": "NoExecute"]
    try test.merge(.node, "node-1", ["spec": ["taints": .array(taints + [out])]])
    try test.run(.seconds(10))
    #expect(try test.list(.pod).map { $0[.metadata][.name].text } == ["b"])
    #expect(try test.pod("b").condition("Ready") == "True")
  }
}
