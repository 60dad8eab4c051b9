// What must be true of every change that the controllers of Deployments and ReplicaSets make.
import KubeKinds
import KubeObjects
import SimCore

/// Looks at each change as it comes, and collects what is wrong.
struct DeploymentInvariants {
  private(set) var deployment: Value?
  private(set) var sets: [String: Value] = [:]
  private(set) var pods: [String: Value] = [:]
  private(set) var violations: [String] = []
  /// What the scenario itself told to end, by uid.
  var endedByHand: Set<String> = []
  /// ReplicaSets that were scaled with their Deployment and have not reported since, by uid.
  private var unseen: Set<String> = []

  mutating func noteUnrest() { violations.append("the cluster does not come to rest") }

  subscript(kind: KindID, name: String) -> Value? {
    switch kind {
    case .deployment: deployment
    case .replicaSet: sets[name]
    default: pods[name]
    }
  }

  mutating func note(_ change: Change) {
    switch change.kind {
    case .pod:
      for violation in PodRules.violations(change) { report(violation, change) }
      check(pod: change)
    case .replicaSet: check(set: change)
    default: check(deployment: change)
    }
    apply(change)
  }

  private mutating func apply(_ change: Change) {
    let object: Value? = change.form == .deleted ? nil : change.object
    switch change.kind {
    case .deployment: deployment = object
    case .replicaSet: sets[change.name] = object
    default: pods[change.name] = object
    }
  }

  private mutating func report(_ text: String, _ change: Change) {
    violations.append("\(change.form) \(change.name) at version \(change.revision): \(text)")
  }

  private func isByHand(_ object: Value) -> Bool { endedByHand.contains(object[.metadata][.uid].text) }
}

// MARK: Pods

extension DeploymentInvariants {
  private func set(of pod: Value) -> Value? {
    sets.values.first { $0[.metadata][.uid].text == pod.controllerUID }
  }

  private func active(_ set: Value) -> [Value] {
    pods.values.filter { $0.controllerUID == set[.metadata][.uid].text && !$0.isEnding && !$0.hasEnded }
  }

  private mutating func check(pod change: Change) {
    if change.form == .added { return check(created: change) }
    guard change.beginsToEnd, let pod = change.previous, !isByHand(pod), !pod.hasEnded else { return }
    guard let set = set(of: pod) else {
      if pod.controllerUID == nil { report("a pod went that nothing owned", change) }
      return
    }
    if set.isEnding { return }
    let active = active(set)
    if active.count <= set.size { report("deleted although its ReplicaSet needs it", change) }
    // Of the pods of a ReplicaSet those go first that are of no use yet.
    if pod.isHealthy(.zero, at: .distantFuture), active.contains(where: { $0[.status][.phase].text == "Pending" }) {
      report("deleted before one that does not run", change)
    }
  }

  private mutating func check(created change: Change) {
    let pod = change.object
    guard let set = set(of: pod), !set.isEnding else { return report("created by no living ReplicaSet", change) }
    if active(set).count >= set.size { report("created beyond the size of its ReplicaSet", change) }
    if pod[.metadata][.labels][.podTemplateHash] != set[.metadata][.labels][.podTemplateHash] {
      report("created from another template", change)
    }
    // A rollout that is paused between the old pods and the new ones is only scaled: its newest ReplicaSet grows at once
    // (`scale` in pkg/controller/deployment/sync.go).
    guard let deployment, deployment.isRecreate, !deployment[.spec][.paused].isTrue, owns(set) else { return }
    let others = sets.values.filter { owns($0) && $0[.metadata][.uid] != set[.metadata][.uid] }
    for other in others where pods.values.contains(where: { isOf($0, other) && !$0.hasEnded }) {
      report("created while pods of \(other[.metadata][.name].text) run", change)
    }
  }

  private func isOf(_ pod: Value, _ set: Value) -> Bool { pod.controllerUID == set[.metadata][.uid].text }
}

// MARK: ReplicaSets

extension DeploymentInvariants {
  private func owns(_ set: Value) -> Bool {
    guard let deployment else { return false }
    return set.controllerUID == deployment[.metadata][.uid].text
  }

  private var owned: [Value] { sets.values.filter(owns) }

  private mutating func check(set change: Change) {
    guard let deployment, !deployment.isEnding else { return }
    if change.form == .added { return check(made: change, deployment) }
    guard let previous = change.previous, owns(previous) else { return }
    if change.beginsToEnd, !isByHand(previous), previous.size > 0 || previous[.status][.replicas].number > 0 {
      report("a ReplicaSet in use was deleted", change)
    }
    if previous[.status] != change.object[.status] { unseen.remove(previous[.metadata][.uid].text) }
    guard change.form == .modified, previous.size != change.object.size else { return }
    // While the Deployment itself is being scaled, its ReplicaSets follow in proportion.
    if previous.desired == deployment.size, !deployment[.spec][.paused].isTrue {
      check(resized: change, deployment)
    } else {
      unseen.insert(previous[.metadata][.uid].text)
    }
  }

  private mutating func check(made change: Change, _ deployment: Value) {
    guard owns(change.object) else { return }
    if deployment[.spec][.paused].isTrue { report("made while the rollout was paused", change) }
    let newest = owned.map(\.revision).max() ?? 0
    if change.object.revision <= newest { report("made with a revision that is not the newest", change) }
    if !deployment.isRecreate { checkSurge(change, deployment) }
  }

  private mutating func check(resized change: Change, _ deployment: Value) {
    guard !deployment.isRecreate, let previous = change.previous else { return }
    if change.object.size > previous.size {
      if owned.contains(where: { $0.revision > previous.revision }) { report("grown although there is a newer one", change) }
      return checkSurge(change, deployment)
    }
    let others = owned.filter { $0[.metadata][.uid] != previous[.metadata][.uid] }.map(kept).reduce(0, +)
    let lost = max(0, min(previous[.status].available, previous.size) - change.object.size)
    let (before, after) = (others + kept(previous), others + kept(previous) - lost)
    let least = deployment.size - deployment.limit(.maxUnavailable)
    if after < before, after < least {
      report("\(after) pods of \(before) stay available instead of \(least)", change)
    }
  }

  /// The available pods of a ReplicaSet that its Deployment counts on.
  private func kept(_ set: Value) -> Int {
    let available = set[.status].available
    return unseen.contains(set[.metadata][.uid].text) ? available : min(available, set.size)
  }

  private mutating func checkSurge(_ change: Change, _ deployment: Value) {
    let others = owned.filter { $0[.metadata][.uid] != change.object[.metadata][.uid] }.map(\.size).reduce(0, +)
    let most = deployment.size + deployment.limit(.maxSurge)
    if others + change.object.size > max(most, others) {
      report("\(others + change.object.size) pods instead of \(most) at most", change)
    }
  }
}

// MARK: Status

extension DeploymentInvariants {
  private mutating func check(deployment change: Change) {
    let (status, old) = (change.object[.status], change.previous?[.status] ?? .null)
    guard change.form == .modified, status != old else { return }
    let counted = status[.replicas].number
    if status[.updatedReplicas].number > counted { report("more pods are updated than there are", change) }
    if status[.readyReplicas].number > counted { report("more pods are ready than there are", change) }
    if status[.availableReplicas].number > status[.readyReplicas].number {
      report("more pods are available than ready", change)
    }
    if status[.observedGeneration].number > change.object[.metadata][.generation].number
      || status[.observedGeneration].number < old[.observedGeneration].number
    {
      report("the observed generation is wrong", change)
    }
  }

  /// What must be true when nothing disturbs the Deployment any more.
  mutating func checkAtRest(image: String, _ now: Instant) {
    guard let deployment else { return violations.append("at rest: the Deployment is gone") }
    let used = owned.filter { $0.size > 0 || $0[.status][.replicas].number > 0 }
    let newest = owned.max { $0.revision < $1.revision }
    if used.contains(where: { $0[.metadata][.uid] != newest?[.metadata][.uid] }) {
      violations.append("at rest: old ReplicaSets are in use")
    }
    guard let newest else { return violations.append("at rest: there is no ReplicaSet") }
    let members = active(newest).filter { $0[.spec][.containers].elements.first?[.image].text == image }
    if members.count != deployment.size || newest.size != deployment.size {
      violations.append("at rest: \(members.count) pods of \(deployment.size)")
    }
    for name in [Key.replicas, .readyReplicas, .availableReplicas, .updatedReplicas]
    where Int(deployment[.status][name].number) != deployment.size {
      violations.append("at rest: status.\(name.text) is \(deployment[.status][name].number)")
    }
    if deployment.revision != newest.revision { violations.append("at rest: the revision is not the newest") }
    let progress = deployment[.status][.conditions].first(where: .type, is: "Progressing")?[.reason].text
    if progress != "NewReplicaSetAvailable" { violations.append("at rest: progress is \(progress ?? "unknown")") }
    let history = owned.count - 1
    if history > Int(deployment[.spec][.revisionHistoryLimit].number) {
      violations.append("at rest: \(history) old ReplicaSets are kept")
    }
  }

  mutating func checkAfterDeletion() {
    let left = pods.values.filter { $0.controllerUID != nil }.count
    if deployment != nil || !sets.isEmpty || left > 0 {
      violations.append("after deletion: \(sets.count) ReplicaSets and \(left) pods are left")
    }
  }

  /// Orphans stay, and nothing owns them.
  mutating func checkOrphans(_ before: DeploymentInvariants) {
    for name in before.sets.keys where sets[name] == nil { violations.append("\(name) went with its owner") }
    for name in before.pods.keys where pods[name] == nil && before.pods[name]?.isEnding == false {
      violations.append("\(name) went with the owner of its owner")
    }
    for set in sets.values where set.controllerUID != nil { violations.append("an orphan has an owner") }
  }
}

// MARK: What the checks read

extension Value {
  fileprivate var size: Int { Int(self[.spec][.replicas].number) }
  fileprivate var isRecreate: Bool { self[.spec][.strategy][.type].text == "Recreate" }
  fileprivate var available: Int { Int(self[.availableReplicas].number) }
  fileprivate var revision: Int { Int(self[.metadata][.annotations]["deployment.kubernetes.io/revision"].text) ?? 0 }
  fileprivate var desired: Int? { Int(self[.metadata][.annotations]["deployment.kubernetes.io/desired-replicas"].text) }

  /// A limit of the rollout in pods: parts of a surge round up, those of what may be missing round down.
  fileprivate func limit(_ name: Key) -> Int {
    let limits = self[.spec][.strategy][.rollingUpdate]
    let surge = limits[.maxSurge].pods(of: size, roundsUp: true)
    let missing = limits[.maxUnavailable].pods(of: size, roundsUp: false)
    if surge == 0, missing == 0 { return name == .maxUnavailable ? 1 : 0 }
    return name == .maxSurge ? surge : Swift.min(missing, size)
  }

  private func pods(of size: Int, roundsUp: Bool) -> Int {
    if let number = int { return Int(number) }
    let part = (Int(text.dropLast()) ?? 0) * size
    return roundsUp ? (part + 99) / 100 : part / 100
  }
}
