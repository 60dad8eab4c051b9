// Plays a scenario on a cluster of its own and watches what comes of it.
import ClusterAPI
import ClusterSim
import KubeControllers
import KubeKinds
import KubeNodes
import KubeObjects
import SimCore

/// One playing of a scenario.
final class ScenarioRun {
  private let scenario: Scenario
  private let stage: WatchedCluster
  private var cluster: SimulatedCluster { stage.cluster }
  private(set) var invariants = Invariants()
  /// A sum over every byte of every change: equal seeds must give equal sums.
  private(set) var digest: UInt64 = 0xcbf2_9ce4_8422_2325

  private static let watched: [KindID] = [.statefulSet, .pod, .persistentVolumeClaim, .controllerRevision]
  static let start = Instant(unixSeconds: 1_795_233_600)
  static let annotationReady: Key = "test/ready"
  private static let annotationLost: Key = "test/lost"

  init(_ scenario: Scenario) throws {
    self.scenario = scenario
    stage = try WatchedCluster(seed: scenario.seed, watching: Self.watched)
    let shape = scenario.shape
    invariants.mayDropClaims =
      shape.deletesWhenDeleted || shape.deletesWhenScaled
      || scenario.steps.contains { if case .retention = $0.step { true } else { false } }
  }

  static let configuration: ClusterConfiguration = {
    var configuration = ClusterConfiguration()
    configuration.nodes = (0..<Scenario.nodes).map { number in
      var node = NodeDescription(name: "node-\(number)")
      node.capacity = ["cpu": "4", "memory": "8Gi", "pods": "110"]
      return node
    }
    configuration.provisioners = [ProvisionerDescription(name: "csi.example.com")]
    configuration.storageClasses = [storageClass]
    configuration.behavior.rules = rules
    return configuration
  }()

  private static let storageClass: Value = [
    "apiVersion": "storage.k8s.io/v1", "kind": "StorageClass",
    "metadata": [
      "name": "standard", "annotations": ["storageclass.kubernetes.io/is-default-class": "true"],
    ],
    "provisioner": "csi.example.com",
  ]

  private static let rules: [BehaviorRule] = {
    var bad = (BehaviorMatch(), BehaviorEffects())
    bad.0.image = "*bad*"
    bad.1.ready = false
    var unready = (BehaviorMatch(), BehaviorEffects())
    unready.0.annotations = [EntryPattern(annotationReady, "false")]
    unready.1.ready = false
    var lost = (BehaviorMatch(), BehaviorEffects())
    lost.0.nodeAnnotations = [EntryPattern(annotationLost, "true")]
    lost.1.heartbeat = false
    let stopping = [slow("app:2", .seconds(1)), slow("app:3", .seconds(10))]
    return ([bad, unready, lost] + stopping).map { BehaviorRule($0.0, $0.1) }
  }()

  /// An image whose containers take a while to stop; beyond their grace they are killed.
  private static func slow(_ image: String, _ time: TimeSpan) -> (BehaviorMatch, BehaviorEffects) {
    var (match, effects) = (BehaviorMatch(), BehaviorEffects())
    (match.image, effects.stop) = (Glob(image), .fixed(time))
    return (match, effects)
  }
}

// MARK: From beginning to end

extension ScenarioRun {
  func play() throws {
    try create()
    for (step, pause) in scenario.steps {
      try attempt { try perform(step) }
      try cluster.sleep(pause)
      try look()
    }
    try heal()
    invariants.checkAtRest(cluster.now)
    try end()
  }

  /// Does something that may be refused, because it names what is not there or what can't be done now.
  private func attempt(_ work: () throws -> Void) throws {
    let expected: [APIStatus.Reason] = [.notFound, .alreadyExists, .invalid, .conflict]
    do { try work() } catch let refusal as APIStatus where expected.contains(refusal.reason) {}
  }

  private func create() throws {
    try stage.create(.statefulSet, scenario.shape.manifest)
    try look()
  }

  /// Undoes all faults, as somebody would who wants the set to run.
  private func heal() throws {
    for node in 0..<Scenario.nodes {
      try perform(.findNode(node))
      try perform(.cordon(node, false))
    }
    if invariants.world.set == nil { try create() }
    try stage.patch(.statefulSet, "web", [
      "spec": ["updateStrategy": ["type": "RollingUpdate", "rollingUpdate": ["partition": 0]]]
    ])
    try perform(.image(scenario.lastImage))
    try cluster.sleep(.seconds(600))
    try look()
    for (name, pod) in invariants.world.pods.sorted(by: { $0.key < $1.key }) where isInTheWay(pod) {
      try attempt { try delete(.pod, name) }
    }
    // A set that was refused a name tries again after a quarter of an hour at the latest.
    try cluster.sleep(.seconds(1_000))
    let isAtRest = try cluster.settle(limit: .hours(1))
    try cluster.sleep(.seconds(30))
    try look()
    if !isAtRest { invariants.noteUnrest() }
  }

  /// Whether a pod must be taken away by hand: it will never be ready, it holds a name and belongs to nobody, or it
  /// holds up the end of a claim.
  private func isInTheWay(_ pod: Value) -> Bool {
    (!pod.isHealthy(.zero, at: cluster.now) && !isReplaced(pod)) || pod.controllerUID == nil
      || pod.revisionLabel.isEmpty || holdsUpClaim(pod[.metadata][.name].text)
      || !pod[.metadata][.annotations][Self.annotationReady].isNull
  }

  /// Whether a pod has ended and its set makes it anew. Two such pods beyond the set's size wait for one another.
  private func isReplaced(_ pod: Value) -> Bool {
    pod.hasEnded && invariants.world.set.map(SetView.init)?.range.contains(pod.ordinal) == true
  }

  private func holdsUpClaim(_ pod: String) -> Bool {
    scenario.shape.claims.contains { invariants.world.claims["\($0)-\(pod)"]?.isEnding == true }
  }

  private func end() throws {
    guard let set = invariants.world.set else { return }
    try delete(.statefulSet, "web")
    invariants.mayDropClaims = true
    try cluster.sleep(.seconds(60))
    try look()
    invariants.checkAfterDeletion(of: set)
  }
}

// MARK: Watching

extension ScenarioRun {
  /// Takes in all that changed, in order.
  private func look() throws {
    for change in try stage.changes() { note(change) }
  }

  private func note(_ change: Change) {
    let previous = invariants.world[change.kind, change.name]
    let whole = Change(form: change.form, kind: change.kind, object: change.object, previous: previous)
    for byte in JSONWriter.bytes(change.object) { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01b3 }
    invariants.note(whole, seenAt: cluster.now)
  }
}

// MARK: Steps

extension ScenarioRun {
  private func perform(_ step: Step) throws {
    switch step {
    case .scale(let count): try stage.patch(.statefulSet, "web", ["spec": ["replicas": .int(Int64(count))]])
    case .image(let number): try stage.setImage(of: .statefulSet, "web", to: "app:\(number)")
    case .badImage: try stage.setImage(of: .statefulSet, "web", to: "bad:1")
    case .partition(let number):
      try stage.patch(.statefulSet, "web", [
        "spec": [
          "updateStrategy": ["type": "RollingUpdate", "rollingUpdate": ["partition": .int(Int64(number))]]
        ]
      ])
    case .onDelete(let isOn): try setStrategy(isOn)
    case .retention(let whenDeleted, let whenScaled): try setRetention(whenDeleted, whenScaled)
    case .minReady(let seconds):
      try stage.patch(.statefulSet, "web", ["spec": ["minReadySeconds": .int(Int64(seconds))]])
    case .start(let ordinal):
      try stage.patch(.statefulSet, "web", ["spec": ["ordinals": ["start": .int(Int64(ordinal))]]])
    case .loseNode(let node): try lose(node)
    case .findNode(let node): try stage.patch(.node, "node-\(node)", annotations([Self.annotationLost: .null]))
    case .cordon(let node, let isOn):
      try stage.patch(.node, "node-\(node)", ["spec": ["unschedulable": isOn ? true : .null]])
    case .orphanAndAdopt: try orphanAndAdopt()
    case .shrinkUnready(let count): try shrinkUnready(to: count)
    case .regret(let pause): try shrinkAndGrow(after: pause)
    default: try performOnMember(step)
    }
  }

  private func performOnMember(_ step: Step) throws {
    switch step {
    case .deletePod(let ordinal, let isForced): try delete(.pod, "web-\(ordinal)", grace: isForced ? 0 : nil)
    case .failPod(let ordinal):
      try stage.patch(.pod, "web-\(ordinal)", ["status": ["phase": "Failed"]], subresource: .status)
    case .unready(let ordinal): try patchPod(ordinal, annotations([Self.annotationReady: "false"]))
    case .ready(let ordinal): try patchPod(ordinal, annotations([Self.annotationReady: .null]))
    case .release(let ordinal): try patchPod(ordinal, ["metadata": ["labels": ["app": .null]]])
    case .make(let ordinal): try stage.create(.pod, Self.bare(ordinal))
    case .rename(let ordinal): try patchPod(ordinal, ["metadata": ["labels": [.podName: "web"]]])
    case .deleteClaim(let ordinal):
      for claim in scenario.shape.claims { try delete(.persistentVolumeClaim, "\(claim)-web-\(ordinal)") }
    default: break
    }
  }

  private func patchPod(_ ordinal: Int, _ patch: Value) throws { try stage.patch(.pod, "web-\(ordinal)", patch) }

  private func annotations(_ entries: Value) -> Value { ["metadata": ["annotations": entries]] }

  private func setStrategy(_ isOnDelete: Bool) throws {
    let strategy: Value = isOnDelete ? ["type": "OnDelete", "rollingUpdate": .null] : ["type": "RollingUpdate"]
    try stage.patch(.statefulSet, "web", ["spec": ["updateStrategy": strategy]])
  }

  private func setRetention(_ whenDeleted: Bool, _ whenScaled: Bool) throws {
    let policy: Value = [
      "whenDeleted": .string(SetShape.word(whenDeleted)), "whenScaled": .string(SetShape.word(whenScaled)),
    ]
    try stage.patch(.statefulSet, "web", ["spec": ["persistentVolumeClaimRetentionPolicy": policy]])
  }

  private func lose(_ node: Int) throws {
    invariants.unreliable.insert("node-\(node)")
    try stage.patch(.node, "node-\(node)", annotations([Self.annotationLost: "true"]))
  }

  private func orphanAndAdopt() throws {
    try stage.delete(.statefulSet, "web", DeleteOptions(propagation: .orphan))
    try cluster.sleep(.seconds(1))
    try look()
    try create()
  }

  /// A pod that the set knows as its own, without identity, revision and claims.
  private static func bare(_ ordinal: Int) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: web-\(ordinal), labels: {app: web}}
    spec: {terminationGracePeriodSeconds: 2, containers: [{name: main, image: "app:1"}]}
    """
  }

  private func shrinkUnready(to count: Int) throws {
    guard let set = invariants.world.set.map(SetView.init), set.replicas > count else { return }
    for ordinal in set.range.dropFirst(count) { try attempt { try perform(.unready(ordinal)) } }
    try cluster.sleep(.seconds(1))
    try perform(.scale(count))
  }

  private func shrinkAndGrow(after pause: TimeSpan) throws {
    guard let set = invariants.world.set.map(SetView.init), set.replicas > 0 else { return }
    try perform(.scale(set.replicas - 1))
    try cluster.sleep(pause)
    try perform(.scale(set.replicas))
  }

  private func delete(_ kind: KindID, _ name: String, grace: Int64? = nil) throws {
    try look()
    if let uid = invariants.world[kind, name]?[.metadata][.uid].text { invariants.endedByHand.insert(uid) }
    try stage.delete(kind, name, DeleteOptions(gracePeriodSeconds: grace))
  }
}
