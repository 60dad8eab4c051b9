// A cluster that is left and opened again goes on as one that was never left.
import ClusterAPI
import ClusterSim
import KubeObjects
import SimCore
import Testing

@testable import ClusterState

@Suite struct ReopeningTests {
  private static let set = """
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: web}
    spec:
      serviceName: web
      replicas: 3
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec: {containers: [{name: nginx, image: "nginx:1.27"}]}
      volumeClaimTemplates:
      - metadata: {name: www}
        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
    """

  private static let steps = [
    "apply -f web.yaml", "sleep 2", "get pods,pvc -o wide", "sleep 60", "delete pod web-1", "get pods",
    "create deployment d --image=nginx --replicas=2", "sleep 3", "get pods -o name", "scale sts web --replicas=1",
    "set image sts/web nginx=nope:1",
    "create deployment d --image=nginx", "sleep 40", "get events", "label pod web-0 a=b", "get sts web -o yaml",
    "run j --image=busybox --dry-run=server -o name", "create job j --image=busybox", "advance 10m",
    "get all -o yaml", "get events -o yaml",
  ]

  /// Every step in a process of its own prints what all of them print in one, with a checkpoint after each of them
  /// and without any.
  @Test(arguments: [CheckpointRule(atRest: 1, share: .max), CheckpointRule(atRest: .max)])
  func everyStepMayBeTheLastOfAProcess(rule: CheckpointRule) throws {
    let files = ["web.yaml": Self.set]
    let unbroken = try SavedCluster(ClusterBirth(seed: 7, start: Workshop.start), pacer: InstantPacer())
    let workshop = Workshop()
    try workshop.make()
    for step in Self.steps {
      let expected = Workshop.run(step, on: unbroken, files: files)
      let printed = Workshop.run(step, on: try workshop.open(wall: 0, rule), files: files)
      #expect(printed == expected, "after \(step)")
    }
    #expect(unbroken.revision > 100)
    #expect(try workshop.open().revision == unbroken.revision)
  }

  @Test func timeGoesOnWhileNobodyLooks() throws {
    let workshop = Workshop()
    try workshop.make()
    _ = Workshop.run("create deployment d --image=nginx; advance 5m", on: try workshop.open(wall: 10))
    do {
      let cluster = try workshop.open(wall: 40)
      #expect(cluster.now == Workshop.start + .seconds(10) + .milliseconds(100) + .minutes(5) + .seconds(30))
      #expect(Workshop.run("get pods --no-headers", on: cluster).contains("Running"))
    }
    let earlier = try workshop.open(wall: 0)
    #expect(earlier.now >= Workshop.start + .minutes(5), "time never goes back")
  }

  @Test func snapshotsAreGoneBackTo() throws {
    let workshop = Workshop()
    try workshop.make()
    let cluster = try workshop.open()
    _ = Workshop.run("create deployment d --image=nginx; sleep 20", on: cluster)
    try cluster.saveSnapshot("running")
    let before = Workshop.run("get pods -o yaml", on: cluster)
    let next = Workshop.run("scale deployment d --replicas=2; sleep 5; get pods -o yaml", on: cluster)
    #expect(throws: StateError.self) { try cluster.saveSnapshot("running") }
    try cluster.restoreSnapshot("running")
    #expect(Workshop.run("get pods -o yaml", on: cluster) == before)
    #expect(Workshop.run("scale deployment d --replicas=2; sleep 5; get pods -o yaml", on: cluster) == next)
    #expect(try cluster.snapshots().map(\.name) == ["running"])
    try cluster.removeSnapshot("running")
    #expect(throws: StateError.refused("there is no snapshot `running`")) { try cluster.restoreSnapshot("running") }
  }

  @Test func snapshotsOutlastTheProcess() throws {
    let workshop = Workshop()
    try workshop.make()
    _ = Workshop.run("create deployment d --image=nginx", on: try workshop.open())
    try workshop.open().saveSnapshot("one")
    try workshop.open().reset(start: Workshop.start)
    #expect(Workshop.run("get deployment", on: try workshop.open()).contains("No resources"))
    try workshop.open().restoreSnapshot("one")
    #expect(Workshop.run("get deployment -o name", on: try workshop.open()) == "deployment.apps/d\n")
  }

  @Test func forgottenClustersHaveSnapshotsToo() throws {
    let cluster = try SavedCluster(ClusterBirth(seed: 1, start: Workshop.start), pacer: InstantPacer())
    try cluster.saveSnapshot("a")
    _ = Workshop.run("create ns x", on: cluster)
    try cluster.restoreSnapshot("a")
    #expect(Workshop.run("get ns x", on: cluster).contains("NotFound"))
    try cluster.removeSnapshot("a")
    #expect(try cluster.snapshots().isEmpty)
  }

  @Test(arguments: [
    "create deployment d --image=nginx --dry-run=server", "create ns a", "label ns default a=b",
    "delete ns default --wait=false", "scale deployment d --replicas=3", "annotate ns default a=b", "apply -f ns.yaml",
    "apply --server-side --force-conflicts -f ns.yaml", "patch ns default --type=json -p '[]'",
    "delete pod x --grace-period=0 --force", "drain worker-1 --ignore-daemonsets", "run p --image=nginx",
  ])
  func requestsAreReadAsTheyWereWritten(step: String) throws {
    let cluster = try SavedCluster(ClusterBirth(seed: 1, start: Workshop.start), pacer: InstantPacer())
    _ = Workshop.run("create deployment d --image=nginx\nsleep 10", on: cluster)
    let manifest = "apiVersion: v1\nkind: Namespace\nmetadata: {name: extra}\n"
    _ = Workshop.run(step, on: cluster, files: ["ns.yaml": manifest])
    let entries = try cluster.entries()
    #expect(entries.count > 1)
    for entry in entries {
      let read = try #require(JournalEntry(at: entry.at, bytes: entry.bytes))
      #expect("\(read)" == "\(entry)")
    }
  }
}
