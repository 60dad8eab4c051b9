// The plan of a StatefulSet: what stateful_set_control.go of Kubernetes v1.36 does, decided without writing anything.
import KubeKinds
import KubeObjects
import SimCore

/// Decides what a set does next, from what is seen of its pods and claims.
struct StatefulSetPlanner {
  let set: SetSpec
  /// The set's pods, in any order.
  let members: [Member]
  /// The claims of each claim template.
  let claims: [ClaimGroup]
  /// The names of the revision that is being left and of the one that is wanted.
  let currentRevision: Key
  let updateRevision: Key
  let now: Instant

  /// The place of one ordinal: the index of its pod in `members`, or which template a new pod gets.
  enum Replica {
    case member(Int)
    case missing(RevisionChoice)
  }

  private(set) var replicas: [Replica] = []
  /// Indices of the pods outside the range of ordinals, highest ordinal first.
  private(set) var condemned: [Int] = []
  /// Whether the owners of claims have to be looked at: not while nothing owns any and nothing should.
  private let caresForOwners: Bool
  private var plan = SetPlan()

  init(
    set: SetSpec, members: [Member], claims: [ClaimGroup], currentRevision: Key, updateRevision: Key,
    stored: SetStatus, now: Instant
  ) {
    self.set = set
    self.members = members
    self.claims = claims
    self.currentRevision = currentRevision
    self.updateRevision = updateRevision
    self.now = now
    caresForOwners = !set.retention.keepsEverything || claims.contains { $0.ownedCount > 0 }
    plan.status.observedGeneration = set.generation
    plan.status.collisionCount = stored.collisionCount
    partitionMembers(currentReplicas: Int(stored.currentReplicas))
  }

  /// The plan. Pure: the same inputs give the same plan.
  mutating func decide() -> SetPlan {
    countReplicas()
    if set.isTerminating {
      plan.holds.append(.setTerminating)
    } else if processReplicas(), fixClaimsOfCondemned(), processAllCondemned() {
      updatePods()
    }
    completeRollingUpdate()
    plan.nextCheck = nextAvailability
    return plan
  }
}

// MARK: Who is where

extension StatefulSetPlanner {
  /// Sorts the pods into replicas, by ordinal, and condemned; ordinals without a pod get the template of a new one.
  private mutating func partitionMembers(currentReplicas: Int) {
    replicas = [Replica](repeating: .missing(.update), count: set.replicas)
    var isFilled = [Bool](repeating: false, count: set.replicas)
    for index in members.indices {
      let ordinal = members[index].ordinal
      if set.covers(ordinal) {
        replicas[ordinal - set.start] = .member(index)
        isFilled[ordinal - set.start] = true
      } else if ordinal >= 0 {
        condemned.append(index)
      }
    }
    condemned.sort { members[$0].ordinal > members[$1].ordinal }
    let bound = firstUpdateOrdinal(currentReplicas) - set.start
    for place in 0..<max(0, min(bound, replicas.count)) where !isFilled[place] {
      replicas[place] = .missing(.current)
    }
  }

  /// The lowest ordinal that is made anew from the new template (`newVersionedStatefulSetPod`).
  func firstUpdateOrdinal(_ currentReplicas: Int) -> Int {
    let byStrategy =
      switch set.strategy {
      case .onDelete: set.start
      case .rollingUpdate(partition: let partition?): set.start + partition
      case .rollingUpdate(partition: nil): set.start + currentReplicas
      }
    return set.isPaused ? max(byStrategy, firstOrdinalUpdatedBeforePause) : byStrategy
  }

  /// A paused set has done its highest ordinals; below the highest old pod, lost pods come back as they were.
  private var firstOrdinalUpdatedBeforePause: Int {
    let old = members.lazy.filter { set.covers($0.ordinal) && $0.revision == currentRevision }
    return currentRevision == updateRevision ? set.start : (old.map(\.ordinal).max() ?? set.start - 1) + 1
  }

  private func isUnavailable(_ index: Int) -> Bool { members[index].isUnavailable(set.minReady, now) }

  private mutating func countReplicas() {
    var status = plan.status
    status.currentRevision = currentRevision.text
    status.updateRevision = updateRevision.text
    for index in members.indices where members[index].ordinal >= 0 || set.isTerminating {
      guard members[index].pod.isCreated else { continue }
      status.replicas += 1
      if members[index].pod.isRunningAndReady {
        status.readyReplicas += 1
        if members[index].pod.isAvailable(set.minReady, now) { status.availableReplicas += 1 }
      }
      if members[index].pod.isTerminating { continue }
      if members[index].revision == currentRevision { status.currentReplicas += 1 }
      if members[index].revision == updateRevision { status.updatedReplicas += 1 }
    }
    plan.status = status
  }

  private mutating func completeRollingUpdate() {
    guard case .rollingUpdate = set.strategy else { return }
    let wanted = Int64(set.replicas)
    let status = plan.status
    guard status.updatedReplicas == wanted, status.readyReplicas == wanted, status.replicas == wanted else { return }
    plan.status.currentReplicas = status.updatedReplicas
    plan.status.currentRevision = status.updateRevision
  }

  /// When the next ready pod has been ready for long enough. How many are available already says nothing: pods beyond
  /// the set's size count, too, while a member is waited for.
  private var nextAvailability: Instant? {
    guard set.minReady > .zero else { return nil }
    return members.lazy.compactMap { $0.pod.becomesAvailable(set.minReady, now) }.min()
  }
}

// MARK: Replicas

extension StatefulSetPlanner {
  /// Looks at the members from the lowest ordinal on. False when one of them has to be waited for.
  private mutating func processReplicas() -> Bool {
    if set.isMonotonic {
      for place in replicas.indices {
        var step: SetPlan.Step = []
        let goesOn = processReplica(place, &step)
        if !step.isEmpty { plan.batches.append([step]) }
        if !goesOn { return false }
      }
      return true
    }
    var batches = SlowStart()
    for place in replicas.indices {
      var step: SetPlan.Step = []
      _ = processReplica(place, &step)
      batches.add(step)
    }
    plan.batches += batches.finished()
    return true
  }

  /// What is to be done to one member. False when an ordered set goes no further.
  private mutating func processReplica(_ place: Int, _ step: inout SetPlan.Step) -> Bool {
    guard case .member(let index) = replicas[place] else { return createReplica(place, &step) }
    if !caresForOwners, set.minReady == .zero, members[index].needsNothing { return true }
    if members[index].pod.isFailedOrSucceeded { return replaceEnded(members[index].pod, &step) }
    if members[index].pod.isPending, lacksClaims(members[index]) {
      step.append(.createMissingClaims(members[index].key))
    }
    if set.isMonotonic, let hold = holdsBack(members[index].pod) {
      plan.holds.append(hold)
      return false
    }
    if !keepsInvariants(index) { step.append(.updatePod(members[index].key)) }
    return true
  }

  private mutating func createReplica(_ place: Int, _ step: inout SetPlan.Step) -> Bool {
    guard case .missing(let choice) = replicas[place] else { return true }
    let ordinal = set.start + place
    let pod = Member(missing: ordinal, of: set, revision: revision(choice))
    if let claim = staleClaim(pod) {
      plan.holds.append(.claimStale(pod: pod.key, claim: claim))
      return false
    }
    step.append(.createPod(ordinal: ordinal, choice))
    if let claim = terminatingClaim(ordinal) {
      plan.holds.append(.claimTerminating(pod: pod.key, claim: claim))
    } else if set.isMonotonic {
      plan.holds.append(.podCreated(pod.key))
    }
    return false
  }

  private mutating func replaceEnded(_ pod: PodView, _ step: inout SetPlan.Step) -> Bool {
    if !pod.isTerminating { step.append(.deletePod(pod.key, .ended)) }
    plan.holds.append(.podEnded(pod.key))
    return false
  }

  /// What an ordered set waits for before it looks at the next member.
  private func holdsBack(_ pod: PodView) -> SetHold? {
    if pod.isTerminating { return .podTerminating(pod.key) }
    if !pod.isRunningAndReady { return .podNotReady(pod.key) }
    if !pod.isAvailable(set.minReady, now) {
      return .podNotAvailable(pod.key, until: pod.readySince + set.minReady)
    }
    return nil
  }

  private func revision(_ choice: RevisionChoice) -> Key {
    choice == .current ? currentRevision : updateRevision
  }

  private func keepsInvariants(_ index: Int) -> Bool {
    members[index].identityMatches && members[index].verdict?.storageMatches != false
      && claimsMatchRetentionPolicy(index)
  }
}

// MARK: Claims

extension StatefulSetPlanner {
  private func claimsMatchRetentionPolicy(_ index: Int) -> Bool {
    guard caresForOwners else { return true }
    for group in claims {
      guard let claim = group.claim(members[index].ordinal) else { continue }
      if !ClaimOwners(spec: set, pod: members[index]).isUpToDate(claim.owners) { return false }
    }
    return true
  }

  private func lacksClaims(_ pod: Member) -> Bool {
    claims.contains { group in
      guard let claim = group.claim(pod.ordinal) else { return true }
      return claim.isTerminating || !ClaimOwners(spec: set, pod: pod).isUpToDate(claim.owners)
    }
  }

  /// A claim of the ordinal that the garbage collector is about to delete with an earlier pod (`PodClaimIsStale`).
  private func staleClaim(_ pod: Member) -> ObjectKey? {
    guard set.retention.deletesWhenScaled else { return nil }
    let owners = ClaimOwners(spec: set, pod: pod)
    return claims.lazy.compactMap { $0.claim(pod.ordinal) }.first { owners.hasStalePod($0.owners) }?.key
  }

  private func terminatingClaim(_ ordinal: Int) -> ObjectKey? {
    claims.lazy.compactMap { $0.claim(ordinal) }.first(where: \.isTerminating)?.key
  }

  private mutating func fixClaimsOfCondemned() -> Bool {
    for index in condemned where !claimsMatchRetentionPolicy(index) {
      plan.add(.fixClaims(members[index].key))
    }
    return true
  }
}

// MARK: Scaling down

extension StatefulSetPlanner {
  /// Deletes pods beyond the set's size, highest ordinal first. False when one of them has to be waited for.
  private mutating func processAllCondemned() -> Bool {
    if set.isMonotonic { return condemned.isEmpty || processCondemned(condemned[0]) }
    var batches = SlowStart()
    for index in condemned {
      batches.add(members[index].pod.isTerminating ? [] : [.deletePod(members[index].key, .scaledDown)])
    }
    plan.batches += batches.finished()
    return true
  }

  /// The highest pod to go, in an ordered set: whatever it is, nothing happens after it in this look.
  private mutating func processCondemned(_ index: Int) -> Bool {
    let pod = members[index].pod
    if pod.isTerminating {
      plan.holds.append(.condemnedTerminating(pod.key))
      return false
    }
    let first = condemned.last { isUnavailable($0) } ?? index
    if isUnavailable(index), first != index {
      plan.holds.append(.condemnedUnhealthy(pod.key, first: members[first].key))
      return false
    }
    plan.add(.deletePod(pod.key, .scaledDown))
    plan.holds.append(.condemnedTerminating(pod.key))
    return false
  }
}

// MARK: Updating

extension StatefulSetPlanner {
  /// Replaces old pods by the new template, highest ordinal first, one at a time.
  private mutating func updatePods() {
    guard case .rollingUpdate(let partition) = set.strategy else {
      return hold(outdated(in: replicas.indices)) { .onDelete($0) }
    }
    if set.isPaused { return hold(outdated(in: replicas.indices)) { .paused($0) } }
    let lowest = max(partition ?? 0, 0)
    for place in stride(from: replicas.count - 1, through: lowest, by: -1) {
      if isOutdated(place) {
        plan.add(.deletePod(set.podKey(set.start + place), .update))
        plan.status.currentReplicas -= 1
        return plan.holds.append(.updateWaits(set.podKey(set.start + place)))
      }
      if isUnavailable(at: place) { return plan.holds.append(.updateWaits(set.podKey(set.start + place))) }
    }
    hold(outdated(in: replicas.indices.prefix(lowest))) { .partition(lowest, $0) }
  }

  private mutating func hold(_ pods: [ObjectKey], _ reason: ([ObjectKey]) -> SetHold) {
    if !pods.isEmpty { plan.holds.append(reason(pods)) }
  }

  private func outdated(in places: Range<Int>) -> [ObjectKey] {
    places.filter(isOutdated).map { set.podKey(set.start + $0) }
  }

  /// Whether a replica is of another revision than wanted and not going already.
  private func isOutdated(_ place: Int) -> Bool {
    switch replicas[place] {
    case .member(let index): members[index].revision != updateRevision && !members[index].pod.isTerminating
    case .missing(let choice): revision(choice) != updateRevision
    }
  }

  private func isUnavailable(at place: Int) -> Bool {
    guard case .member(let index) = replicas[place] else { return true }
    return isUnavailable(index)
  }
}

/// Batches of 1, 2, 4 ... pods, at most 500: how sets that need no order spare an API server that refuses
/// (`slowStartBatch`).
struct SlowStart {
  private static let largest = 500
  private var batches: [[SetPlan.Step]] = []
  private var batch: [SetPlan.Step] = []
  private var seen = 0
  private var size = 1

  mutating func add(_ step: SetPlan.Step) {
    if !step.isEmpty { batch.append(step) }
    seen += 1
    guard seen == size else { return }
    close()
    seen = 0
    size = min(size * 2, Self.largest)
  }

  private mutating func close() {
    if !batch.isEmpty { batches.append(batch) }
    batch = []
  }

  mutating func finished() -> [[SetPlan.Step]] {
    close()
    return batches
  }
}
