// Clusters that go on from checkpoints go on as those that never had one.
import ClusterSim
import KubeObjects
import SimCore
import Testing

@testable import ClusterState

/// Scripts drawn from a seed, that make use of every control loop.
private struct RandomScript {
  #if DEBUG
    private static let length = 9
  #else
    private static let length = 20
  #endif

  var lines: [String]

  init(seed: UInt64) {
    var chance = Chance(seed: seed)
    lines = ["apply -f sets.yaml", "sleep 5"]
    for _ in 0..<Self.length { lines.append(Self.line(&chance)) }
    lines += ["get all,pvc,pv,events,endpointslices,endpoints,leases,resourcequotas,pdb,hpa -A -o yaml", "why sts/web"]
  }

  private static func line(_ chance: inout Chance) -> String {
    let pod = "web-\(chance.below(4))"
    let node = chance.pick(["worker-1", "worker-2", "worker-3"])
    let number = chance.below(5)
    return chance.pick([
      "sleep \(number)", "sleep \(20 + number * 17)", "advance \(1 + number * 7)m", "sleep 0.\(number)",
      "scale sts web --replicas=\(number)", "scale deployment d --replicas=\(number)",
      "set image sts/web main=app:\(number)", "set image deployment/d main=nope:\(number)",
      "set image deployment/d main=app:\(number)", "delete pod \(pod) --wait=false",
      "delete pod \(pod) --grace-period=0 --force", "delete pvc data-\(pod) --wait=false",
      "cordon \(node)", "uncordon \(node)", "taint node \(node) k=v:NoExecute --overwrite", "taint node \(node) k-",
      "annotate node \(node) sim.stsctl.dev/lost=true --overwrite", "annotate node \(node) sim.stsctl.dev/lost-",
      "drain \(node) --ignore-daemonsets --force --timeout=20s", "create job j\(number) --image=busybox -- sleep 3",
      "create cronjob c\(number) --image=busybox --schedule='*/1 * * * *' -- date",
      "create quota q\(number) --hard=pods=6,count/events=500", "delete quota q\(number)",
      "create ns n\(number); create deployment x --image=nginx -n n\(number)", "delete ns n\(number) --wait=false",
      "autoscale deployment d --min=1 --max=4", "rollout restart sts/web", "rollout undo sts/web",
      "delete sts web --cascade=orphan; apply -f sets.yaml", "delete service web; apply -f sets.yaml",
      "patch pvc data-web-0 -p '{\"spec\":{\"resources\":{\"requests\":{\"storage\":\"2Gi\"}}}}'",
      "run r\(number) --image=crash --restart=Always", "delete pod r\(number) --wait=false",
      "create -f crd.yaml; sleep 1; create -f custom.yaml", "delete crd things.example.com --wait=false",
      "label pod \(pod) app-", "label pod \(pod) app=web --overwrite",
      "patch sts web -p '{\"spec\":{\"minReadySeconds\":\(number)}}'", "delete node \(node)",
      "run big\(number) --image=nginx --overrides='{\"spec\":{\"nodeSelector\":{\"none\":\"such\"}}}'",
    ])
  }

  static let files = [
    "sets.yaml": """
    {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {clusterIP: None, selector: {app: web}}}
    ---
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: web}
    spec:
      serviceName: web
      replicas: 3
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec:
          terminationGracePeriodSeconds: 5
          tolerations: [{key: k, operator: Exists, effect: NoExecute, tolerationSeconds: 30}]
          containers: [{name: main, image: "app:1", readinessProbe: {periodSeconds: 7, httpGet: {port: 80}}}]
      volumeClaimTemplates:
      - metadata: {name: data}
        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: d}
    spec:
      replicas: 2
      minReadySeconds: 3
      progressDeadlineSeconds: 60
      selector: {matchLabels: {app: d}}
      template:
        metadata: {labels: {app: d}}
        spec: {containers: [{name: main, image: "app:1"}]}
    ---
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: {name: ds}
    spec:
      selector: {matchLabels: {app: ds}}
      template:
        metadata: {labels: {app: ds}}
        spec: {containers: [{name: main, image: "app:1"}]}
    ---
    apiVersion: policy/v1
    kind: PodDisruptionBudget
    metadata: {name: web}
    spec: {minAvailable: 2, selector: {matchLabels: {app: web}}}
    """,
    "crd.yaml": """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: things.example.com}
    spec:
      group: example.com
      scope: Namespaced
      names: {plural: things, singular: thing, kind: Thing}
      versions:
      - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}
    """,
    "custom.yaml": "{apiVersion: example.com/v1, kind: Thing, metadata: {name: one}}",
  ]
}

@Suite struct CheckpointTests {
  private static let always = CheckpointRule(atRest: 1, underWay: 1, share: .max)
  /// The first lines that differ, with what stands before them.
  private static func difference(_ printed: String, _ expected: String) -> String? {
    if printed == expected { return nil }
    let (mine, others) = (printed.split(separator: "\n"), expected.split(separator: "\n"))
    let place = zip(mine, others).enumerated().first { $1.0 != $1.1 }?.offset ?? min(mine.count, others.count)
    let context = others[max(0, place - 30)..<place].joined(separator: "\n")
    return "\(context)\n< \(place < mine.count ? mine[place] : "")\n> \(place < others.count ? others[place] : "")"
  }


  #if DEBUG
    private static let seeds: ClosedRange<UInt64> = 3...3
  #else
    private static let seeds: ClosedRange<UInt64> = 1...60
  #endif

  /// With a checkpoint after every request, with one whenever the cluster is opened, and without any.
  @Test(arguments: seeds)
  func randomScriptsGoOnAsWithoutCheckpoints(seed: UInt64) throws {
    let script = RandomScript(seed: seed)
    let unbroken = try SavedCluster(ClusterBirth(seed: seed, start: Workshop.start), pacer: InstantPacer())
    let (closed, open) = (Workshop(), Workshop())
    try closed.make(seed: seed)
    try open.make(seed: seed)
    let busy = try open.open(wall: 0, Self.always)
    for line in script.lines {
      let expected = Workshop.run(line, on: unbroken, files: RandomScript.files)
      let reopened = Workshop.run(line, on: try closed.open(wall: 0, Self.always), files: RandomScript.files)
      try #require(Self.difference(reopened, expected) == nil, "after \(line) in script \(seed)")
      let printed = Workshop.run(line, on: busy, files: RandomScript.files)
      try #require(Self.difference(printed, expected) == nil, "under way, after \(line) in script \(seed)")
    }
  }

  private static let changes =
    "create deployment d --image=nginx --replicas=3; sleep 20; scale deployment d --replicas=1"

  /// A file with a checkpoint, all of it in the file itself.
  private static func workshop() throws -> Workshop {
    let workshop = Workshop()
    try workshop.make()
    _ = Workshop.run(changes, on: try workshop.open(wall: 0, always))
    try Database(path: workshop.path, mayCreate: false).run("PRAGMA wal_checkpoint(TRUNCATE)")
    return workshop
  }

  @Test func clustersAreOpenedFromTheirCheckpoint() throws {
    let workshop = try Self.workshop()
    let before = Workshop.run("get pods -o yaml", on: try workshop.open())
    // What the checkpoint stands for can't be read any more, and is not.
    try Database(path: workshop.path, mayCreate: false).run("UPDATE journal SET entry = x'00' WHERE number = 1")
    #expect(Workshop.run("get pods -o yaml", on: try workshop.open()) == before)
  }

  @Test(arguments: [
    "UPDATE checkpoint SET sum = sum + 1", "UPDATE checkpoint SET memory = x'00'", "UPDATE checkpoint SET facts = 'x'",
    "UPDATE checkpoint SET facts = substr(facts, 1, 1000)", "UPDATE checkpoint SET number = 1000000",
  ])
  func damagedCheckpointsAreMadeAnewFromTheLog(sql: String) throws {
    let workshop = try Self.workshop()
    let before = Workshop.run("get pods -o yaml", on: try workshop.open())
    try Database(path: workshop.path, mayCreate: false).run(sql)
    let cluster = try workshop.open(wall: 0, Self.always)
    #expect(cluster.notices == ["the cluster's checkpoint was damaged: the cluster was made again from its log"])
    #expect(Workshop.run("get pods -o yaml", on: cluster) == before)
  }

  @Test(arguments: ["x'00'", "'x'", "substr(events, 1, 1000)", "x'' || substr(events, 1, 40) || x'ff' || substr(events, 42)"])
  func damagedEventsComeBackFromTheLog(bytes: String) throws {
    let workshop = try Self.workshop()
    let before = Workshop.run("get events -o yaml", on: try workshop.open())
    let pods = Workshop.run("get pods -o yaml", on: try workshop.open())
    #expect(before.contains("reason: Scheduled"))
    try Database(path: workshop.path, mayCreate: false).run("UPDATE checkpoint SET events = \(bytes)")
    do {
      let cluster = try workshop.open(wall: 0, Self.always)
      #expect(Workshop.run("get pods -o yaml", on: cluster) == pods)
      #expect(Workshop.run("get events -o yaml", on: cluster) != before)
      #expect(Workshop.run("create ns late", on: cluster).contains("created"))
    }
    let cluster = try workshop.open()
    #expect(Workshop.run("get events -o yaml", on: cluster) == before)
    #expect(Workshop.run("get ns late -o name", on: cluster).contains("namespace/late"))
  }

  @Test func checkpointsOfAnotherFormArePassedOver() throws {
    let workshop = try Self.workshop()
    let before = Workshop.run("get pods -o yaml", on: try workshop.open())
    try Database(path: workshop.path, mayCreate: false).run("UPDATE checkpoint SET signature = '0-x', facts = x'00'")
    let cluster = try workshop.open()
    #expect(cluster.notices.isEmpty)
    #expect(Workshop.run("get pods -o yaml", on: cluster) == before)
  }

  @Test func filesOfTheFirstFormatAreBroughtForward() throws {
    let workshop = Workshop()
    try workshop.make()
    _ = Workshop.run(Self.changes, on: try workshop.open(wall: 0, CheckpointRule(atRest: .max, underWay: .max)))
    let before = Workshop.run("get pods -o yaml", on: try workshop.open())
    do {
      let database = try Database(path: workshop.path, mayCreate: false)
      for sql in ["DROP TABLE checkpoint", "DROP TABLE snapshot_checkpoint", "PRAGMA user_version = 1"] {
        try database.run(sql)
      }
    }
    #expect(Workshop.run("get pods -o yaml", on: try workshop.open(wall: 0, Self.always)) == before)
    #expect(Workshop.run("get pods -o yaml", on: try workshop.open(wall: 0, Self.always)) == before)
  }

  @Test func snapshotsHaveTheCheckpointOfTheirTime() throws {
    let workshop = try Self.workshop()
    let before: String
    do {
      let cluster = try workshop.open(wall: 0, Self.always)
      before = Workshop.run("get pods -o yaml", on: cluster)
      try cluster.saveSnapshot("s")
      _ = Workshop.run("delete deployment d; sleep 40", on: cluster)
    }
    let cluster = try workshop.open(wall: 0, Self.always)
    try cluster.restoreSnapshot("s")
    #expect(Workshop.run("get pods -o yaml", on: cluster) == before)
  }
}
