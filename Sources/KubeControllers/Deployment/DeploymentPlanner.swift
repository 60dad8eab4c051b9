// What a Deployment does next, decided without writing anything: pkg/controller/deployment as one pure plan.
import KubeKinds
import KubeObjects
import SimCore

/// One thing to write for a Deployment, in order.
enum DeploymentAction: Equatable {
  /// Writes the status, and the revision into the annotations.
  case writeStatus(Value, revision: String?)
  /// Makes a ReplicaSet. Its name may be taken, which the applier finds out.
  case create(Value, replicas: Int64)
  /// Brings annotations and `minReadySeconds` of a ReplicaSet up to date.
  case annotate(ObjectKey, Value, minReadySeconds: Int64)
  /// Gives a ReplicaSet another size.
  case scale(ObjectKey, from: Int64, to: Int64, annotations: Value)
  case delete(ObjectKey)
}

/// The plan of one look at a Deployment.
struct DeploymentPlanner {
  let deployment: DeploymentView
  /// Oldest first. The plan changes their sizes as it decides.
  private(set) var sets: [ReplicaSetView]
  /// The names of ReplicaSets whose pods still run; Recreate waits for them.
  let running: Set<String>
  let now: Instant

  var actions: [DeploymentAction] = []
  var conditions: DeploymentConditions
  /// The place of the ReplicaSet that has the present template.
  private var newIndex: Int?
  var status: Value
  var revision: String

  init(_ deployment: DeploymentView, _ sets: [ReplicaSetView], running: Set<String>, now: Instant) {
    self.deployment = deployment
    self.sets = sets.sorted(by: ReplicaSetView.older)
    self.running = running
    self.now = now
    status = deployment.object[.status]
    conditions = DeploymentConditions(status)
    revision = deployment.object[.metadata][.annotations][.deploymentRevision].text
    newIndex = self.sets.firstIndex { $0.holds(deployment.template) }
  }

  mutating func decide() -> [DeploymentAction] {
    if deployment.isTerminating {
      syncRevision(creates: false)
      writeStatus(DeploymentCounts(sets, new: new))
      return actions
    }
    notePause()
    if deployment.isPaused || isScalingEvent {
      syncRevision(creates: false)
      scale()
      if deployment.isPaused { cleanUp() }
      writeStatus(DeploymentCounts(sets, new: new))
    } else if deployment.isRollingUpdate {
      rollOut()
    } else {
      recreate()
    }
    return actions
  }

  var new: ReplicaSetView? { newIndex.map { sets[$0] } }

  var oldIndices: [Int] { sets.indices.filter { $0 != newIndex } }
}

// MARK: The new ReplicaSet

extension DeploymentPlanner {
  /// Finds or makes the ReplicaSet of the present template and gives it the highest revision (`getNewReplicaSet`).
  private mutating func syncRevision(creates: Bool) {
    let next = String((oldIndices.map { sets[$0].revision }.max() ?? 0) + 1)
    if let index = newIndex {
      var annotations = sets[index].annotations
      let changed = DeploymentAnnotations.update(&annotations, from: deployment, revision: next)
      if changed || sets[index].object[.spec][.minReadySeconds].number != deployment.minReadySeconds {
        sets[index].annotations = annotations
        actions.append(.annotate(sets[index].key, annotations, minReadySeconds: deployment.minReadySeconds))
      } else {
        noteFound(sets[index])
      }
    } else if creates {
      create(revision: next)
    }
  }

  private mutating func noteFound(_ set: ReplicaSetView) {
    let found = set.annotations[.deploymentRevision].text
    var isChanged = found != revision
    revision = found
    if deployment.progressDeadline != nil, conditions[DeploymentConditions.progressing] == nil {
      progress("True", "FoundNewReplicaSet", "Found new replica set \"\(set.name)\"")
      isChanged = true
    }
    if isChanged { writeConditions() }
  }

  private mutating func create(revision next: String) {
    var object = DeploymentAnnotations.replicaSet(of: deployment)
    var annotations = Value.null
    DeploymentAnnotations.update(&annotations, from: deployment, revision: next)
    DeploymentAnnotations.setSizes(&annotations, deployment)
    let key = ObjectKey(.replicaSet, deployment.key.namespace, object[.metadata][.name].text)
    object[.metadata][.annotations] = annotations
    object[.spec][.replicas] = 0
    var view = ReplicaSetView(key, object)
    sets.append(view)
    newIndex = sets.count - 1
    view.replicas = newSetSize()
    sets[sets.count - 1] = view
    object[.spec][.replicas] = .int(view.replicas)
    actions.append(.create(object, replicas: view.replicas))
    revision = next
    if deployment.progressDeadline != nil {
      progress("True", "NewReplicaSetCreated", "Created new replica set \"\(view.name)\"")
    }
    writeConditions()
  }

  /// How large the new ReplicaSet may be without there being too many pods (`NewRSNewReplicas`).
  private func newSetSize() -> Int64 {
    guard let new else { return 0 }
    guard deployment.isRollingUpdate else { return deployment.replicas }
    let total = sets.map(\.replicas).reduce(0, +)
    let limit = deployment.replicas + deployment.maxSurge
    if total >= limit { return new.replicas }
    return new.replicas + min(limit - total, deployment.replicas - new.replicas)
  }
}

// MARK: Rolling update

extension DeploymentPlanner {
  private mutating func rollOut() {
    syncRevision(creates: true)
    if !growNew(), !shrinkOld() {
      if isComplete(DeploymentCounts(sets, new: new)) { cleanUp() }
    }
    trackProgress()
  }

  /// Brings the new ReplicaSet nearer to its size; true when that changed something.
  private mutating func growNew() -> Bool {
    guard let index = newIndex, sets[index].replicas != deployment.replicas else { return false }
    return resize(index, sets[index].replicas > deployment.replicas ? deployment.replicas : newSetSize())
  }

  /// Takes pods from old ReplicaSets, unhealthy ones first, as far as enough pods stay available.
  private mutating func shrinkOld() -> Bool {
    let active = oldIndices.filter { sets[$0].isActive }
    guard !active.isEmpty, let new else { return false }
    let minAvailable = deployment.replicas - deployment.maxUnavailable
    let spare = sets.map(\.replicas).reduce(0, +) - minAvailable - (new.replicas - new.available)
    guard spare > 0 else { return false }
    let cleaned = shrinkUnhealthy(active, atMost: spare)
    let shrunk = shrinkAvailable(active, minAvailable)
    return cleaned + shrunk > 0
  }

  private mutating func shrinkUnhealthy(_ active: [Int], atMost limit: Int64) -> Int64 {
    var total: Int64 = 0
    for index in active where total < limit && sets[index].replicas > sets[index].available {
      let count = min(limit - total, sets[index].replicas - sets[index].available)
      resize(index, sets[index].replicas - count)
      total += count
    }
    return total
  }

  private mutating func shrinkAvailable(_ active: [Int], _ minAvailable: Int64) -> Int64 {
    let spare = sets.map(\.available).reduce(0, +) - minAvailable
    var total: Int64 = 0
    for index in active where total < spare && sets[index].replicas > 0 {
      let count = min(sets[index].replicas, spare - total)
      resize(index, sets[index].replicas - count)
      total += count
    }
    return total
  }
}

// MARK: Recreate

extension DeploymentPlanner {
  /// All old pods go before new ones come.
  private mutating func recreate() {
    syncRevision(creates: false)
    var shrunk = false
    for index in oldIndices where sets[index].isActive { shrunk = resize(index, 0) || shrunk }
    if shrunk || oldIndices.contains(where: { running.contains(sets[$0].uid) }) { return trackProgress() }
    if newIndex == nil { syncRevision(creates: true) }
    if let index = newIndex { resize(index, deployment.replicas) }
    if isComplete(DeploymentCounts(sets, new: new)) { cleanUp() }
    trackProgress()
  }
}

// MARK: Scaling

extension DeploymentPlanner {
  /// Whether the number of replicas changed, as the annotations of active ReplicaSets tell.
  private var isScalingEvent: Bool {
    sets.contains { $0.isActive && $0.desired != nil && $0.desired != deployment.replicas }
  }

  /// Scales the one active ReplicaSet, or all of them in proportion.
  private mutating func scale() {
    let active = sets.indices.filter { sets[$0].isActive }
    if active.count <= 1 {
      if let only = active.first ?? newIndex ?? sets.indices.last { resize(only, deployment.replicas) }
      return
    }
    if isSaturated {
      for index in oldIndices where sets[index].isActive { resize(index, 0) }
    } else if deployment.isRollingUpdate {
      scaleInProportion(active)
    }
  }

  private var isSaturated: Bool {
    guard let new else { return false }
    return new.desired == deployment.replicas && new.replicas == deployment.replicas
      && new.available == deployment.replicas
  }

  private mutating func scaleInProportion(_ active: [Int]) {
    let allowed = deployment.replicas > 0 ? deployment.replicas + deployment.maxSurge : 0
    let missing = allowed - active.map { sets[$0].replicas }.reduce(0, +)
    let order = active.sorted { a, b in
      if sets[a].replicas != sets[b].replicas { return sets[a].replicas > sets[b].replicas }
      let isOlder = ReplicaSetView.older(sets[a], sets[b])
      return missing > 0 ? !isOlder : isOlder
    }
    var added: Int64 = 0
    var sizes: [(index: Int, size: Int64)] = []
    for index in order {
      let share = missing == 0 ? 0 : proportion(sets[index], missing, added)
      sizes.append((index, sets[index].replicas + share))
      added += share
    }
    if missing != 0, !sizes.isEmpty { sizes[0].size = max(0, sizes[0].size + missing - added) }
    for (index, size) in sizes { resize(index, size) }
  }

  /// The share of a ReplicaSet in what is added or taken away (`GetProportion`).
  private func proportion(_ set: ReplicaSetView, _ missing: Int64, _ added: Int64) -> Int64 {
    if set.replicas == 0 || missing == added { return 0 }
    let left = missing - added
    let fraction = fraction(set)
    return missing > 0 ? min(fraction, left) : max(fraction, left)
  }

  private func fraction(_ set: ReplicaSetView) -> Int64 {
    if deployment.replicas == 0 { return -set.replicas }
    let whole = deployment.replicas + deployment.maxSurge
    let before = set.maximum ?? deployment.object[.status][.replicas].number
    guard before > 0 else { return 0 }
    return (2 * set.replicas * whole + before) / (2 * before) - set.replicas
  }

  /// Gives a ReplicaSet a size and notes the Deployment's; true when the size changed.
  @discardableResult
  private mutating func resize(_ index: Int, _ size: Int64) -> Bool {
    var annotations = sets[index].annotations
    DeploymentAnnotations.setSizes(&annotations, deployment)
    let old = sets[index].replicas
    guard old != size || annotations != sets[index].annotations else { return false }
    sets[index].replicas = size
    sets[index].annotations = annotations
    actions.append(.scale(sets[index].key, from: old, to: size, annotations: annotations))
    return old != size
  }

  /// Deletes old, empty ReplicaSets beyond the limit of history.
  private mutating func cleanUp() {
    guard let limit = deployment.historyLimit else { return }
    let candidates = oldIndices.map { sets[$0] }.filter { $0.object[.metadata][.deletionTimestamp].isNull }
      .sorted { ($0.revision, $0.name) < ($1.revision, $1.name) }
    for set in candidates.prefix(max(0, candidates.count - Int(limit))) {
      let isObserved = set.object[.metadata][.generation].number <= set.object[.status][.observedGeneration].number
      if set.current == 0, set.replicas == 0, isObserved { actions.append(.delete(set.key)) }
    }
  }
}
