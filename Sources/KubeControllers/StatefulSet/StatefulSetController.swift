// The StatefulSet controller: what it watches, when it looks at a set, and one look from end to end.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// Keeps the pods, claims and revisions of StatefulSets as their sets want them.
///
/// One look at a set costs a few steps per pod over typed views; the value trees are read once per change, not once
/// per look. An ordered set of n pods is looked at a small number of times per pod, so starting it costs on the
/// order of n² of those small steps: for 1,000 pods some millions, which is milliseconds.
public final class StatefulSetController: ControlLoop {
  let registry: Registry
  private let recorder: EventRecorder
  private var queue = WorkQueue<ObjectKey>()
  private(set) var sets: [ObjectKey: SetState] = [:]
  private(set) var members = OwnedViews<Member>()
  private(set) var claims = ClaimIndex()
  private(set) var history: ControllerHistory

  /// What is known of one set between looks.
  struct SetState {
    var spec: SetSpec
    /// Counts the versions of what decides about membership: selector and claim templates.
    var rules = 0
    /// The version of the rules by which all its pods are judged.
    var judged = -1
    /// Whether some pod must be let go.
    var hasMisfits = false
    /// What was refused at the last look.
    var failure: ControllerError?
    /// A claim whose end the next look waits for.
    var staleClaim: ObjectKey?

    /// The status that was written last, if a plan begins with it as with the one before.
    var ownCounts: Value?

    /// Whether a look may find more to do although its pods are as they were: claims wake nobody, and a refusal is
    /// tried again.
    var looksAtEveryChange: Bool { !spec.claimTemplates.isEmpty || failure != nil }

    /// What can't be read off the set.
    fileprivate var trouble: Trouble? {
      get { failure == nil && staleClaim == nil ? nil : Trouble(failure: failure, staleClaim: staleClaim) }
      set { (failure, staleClaim) = (newValue?.failure, newValue?.staleClaim) }
    }
  }

  fileprivate struct Trouble: Codable {
    var failure: ControllerError?
    var staleClaim: ObjectKey?
  }

  public init(_ registry: Registry) {
    self.registry = registry
    recorder = EventRecorder(registry, component: "statefulset-controller")
    history = ControllerHistory(registry)
  }

  public var name: String { "statefulset-controller" }

  public var kinds: [KindID] { [.statefulSet, .pod, .persistentVolumeClaim, .controllerRevision] }

  public var nextInstant: Instant? { queue.nextInstant }

  public func observe(_ event: StoreEvent) {
    switch event.key.kind {
    case .statefulSet: observeSet(event)
    case .pod: observePod(event)
    case .persistentVolumeClaim: observeClaim(event)
    default: history.note(event)
    }
  }

  public func keep(_ archive: Archive) {
    queue.keep(archive)
    recorder.keep(archive)
    members.keep(archive)
    var troubles = sets.compactMapValues(\.trouble)
    archive.keep(&troubles)
    for (key, trouble) in troubles { sets[key]?.trouble = trouble }
    for state in sets.values {
      if let selector = state.spec.selector { judgeAll(state.spec, selector) }
    }
  }

  public func work() -> Bool {
    guard let key = queue.pop(now: registry.now) else { return false }
    guard let state = sets[key], let object = registry.store.object(key) else { return true }
    let errors = sync(state.spec, object)
    sets[key]?.failure = errors.last
    if errors.isEmpty { queue.forget(key) } else { queue.addRateLimited(key, now: registry.now) }
    return true
  }
}

// MARK: Watching

extension StatefulSetController {
  private func observeSet(_ event: StoreEvent) {
    guard event.change != .deleted else {
      sets[event.key] = nil
      return
    }
    let before = sets[event.key]
    let isSame = before?.spec.uid == event.object[.metadata][.uid].text
    if isSame, Self.isStatusOnly(event) {
      if !isOwnCount(event) { queue.add(event.key) }
      return
    }
    var state = SetState(spec: SetSpec(event.key, event.object, previous: before?.spec))
    if isSame, let before {
      state.failure = before.failure
      state.staleClaim = before.staleClaim
      state.rules = before.rules
      state.judged = before.judged
      state.hasMisfits = before.hasMisfits
      let keepsRules =
        before.spec.claimTemplates == state.spec.claimTemplates && before.spec.selector == state.spec.selector
      if !keepsRules { state.rules += 1 }
    }
    sets[event.key] = state
    queue.add(event.key)
  }

  /// Whether a change left alone everything that is read of a set, as most changes do.
  private static func isStatusOnly(_ event: StoreEvent) -> Bool {
    guard let previous = event.previous, previous[.spec] == event.object[.spec] else { return false }
    let (old, new) = (previous[.metadata], event.object[.metadata])
    return old[.generation] == new[.generation] && old[.deletionTimestamp] == new[.deletionTimestamp]
      && old[.annotations] == new[.annotations]
  }

  /// Whether a change of a status is this controller's own, and of nothing that the next plan begins with.
  private func isOwnCount(_ event: StoreEvent) -> Bool {
    guard let state = sets[event.key], !state.looksAtEveryChange else { return false }
    return state.ownCounts == event.object[.status]
  }

  private func observePod(_ event: StoreEvent) {
    let controller = event.controller
    let before = members.view(event.key)
    var isNews = true
    members.note(event, isRelevant: controller == nil || controller?[.kind].text == "StatefulSet") {
      var member = Member($0, $1, before: before, at: event.at)
      judge(&member, $1, before: before, controller)
      isNews = before.map { !member.counts(as: $0) } ?? true
      return member
    }
    let oldController = event.previousController
    if let oldController, oldController[.uid] != controller?[.uid] { enqueue(controlledBy: oldController, event) }
    if let controller { return enqueue(controlledBy: controller, event, isNews: isNews) }
    guard event.change != .deleted else { return }
    let labels = event.object[.metadata][.labels]
    if event.change == .added || oldController != nil || event.previous?[.metadata][.labels] != labels {
      enqueueSets(in: event.key.namespace, matching: labels)
    }
  }

  private func enqueue(controlledBy controller: Value, _ event: StoreEvent, isNews: Bool = true) {
    guard controller[.kind].text == "StatefulSet" else { return }
    let key = ObjectKey(.statefulSet, event.key.namespace, controller[.name].text)
    guard let state = sets[key], state.spec.uid == controller[.uid].text else { return }
    if isNews || state.looksAtEveryChange { queue.add(key) }
  }

  /// An orphan may be what a set waits for.
  private func enqueueSets(in namespace: String, matching labels: Value) {
    for key in registry.store.keys(.statefulSet, namespace: namespace)
    where sets[key]?.spec.selector?.matches(labels) == true {
      queue.add(key)
    }
  }

  /// Claims wake nobody, except a set that can't go on before one is gone.
  private func observeClaim(_ event: StoreEvent) {
    claims.note(event)
    guard event.change == .deleted else { return }
    for key in registry.store.keys(.statefulSet, namespace: event.key.namespace)
    where sets[key]?.staleClaim == event.key {
      sets[key]?.staleClaim = nil
      queue.add(key)
    }
  }
}

// MARK: One look

extension StatefulSetController {
  private func sync(_ set: SetSpec, _ object: Value) -> [ControllerError] {
    guard let selector = set.selector else { return [] }
    do throws(ControllerError) {
      try adoptRevisions(set, object, selector)
      let pods = try claimPods(set, object, selector)
      return try update(set, object, pods, history.revisions(ofOwner: set.uid, in: set.namespace, selector))
    } catch {
      return [error]
    }
  }

  private func update(
    _ set: SetSpec, _ object: Value, _ pods: [Member], _ revisions: [Revision]
  ) throws(ControllerError) -> [ControllerError] {
    var stored = SetStatus(object[.status])
    let (current, update) = try currentAndUpdate(set, object, revisions, &stored)
    var planner = planner(set, pods, current, update, stored)
    var plan = planner.decide()
    var errors = apply(&plan, SetApplier(
      registry: registry, recorder: recorder, set: set, object: object, current: current, update: update,
      member: { self.members.view($0) }))
    do throws(APIStatus) {
      try writeStatus(plan.status, set, object)
      try truncate(set, pods, revisions, current, update)
    } catch {
      errors.append(ControllerError(error))
    }
    note(plan, set)
    return errors
  }

  private func apply(_ plan: inout SetPlan, _ applier: SetApplier) -> [ControllerError] { applier.apply(&plan) }

  func planner(
    _ set: SetSpec, _ pods: [Member], _ current: Revision, _ update: Revision, _ stored: SetStatus
  ) -> StatefulSetPlanner {
    StatefulSetPlanner(
      set: set, members: pods, claims: set.claimTemplates.map { claims.group($0, of: set) },
      currentRevision: Key(current.name), updateRevision: Key(update.name), stored: stored, now: registry.now)
  }

  /// What has to be remembered until the next look.
  private func note(_ plan: SetPlan, _ set: SetSpec) {
    if let instant = plan.nextCheck { queue.add(set.key, at: max(instant, registry.now)) }
    for case .claimStale(_, let claim) in plan.holds { sets[set.key]?.staleClaim = claim }
  }

  private func writeStatus(_ status: SetStatus, _ set: SetSpec, _ object: Value) throws(APIStatus) {
    let stored = SetStatus(object[.status])
    guard status.differs(from: stored) else { return }
    let value = status.value
    sets[set.key]?.ownCounts = stored.plansAs(status) ? value : nil
    try registry.modifyStatus(set.key) { $0[.status] = value }
  }
}

// MARK: Pods

extension StatefulSetController {
  /// The pods of a set: those it controls and may keep, and orphans that fit. What does not fit is let go
  /// (`PodControllerRefManager.ClaimPods`).
  private func claimPods(
    _ set: SetSpec, _ object: Value, _ selector: LabelSelector
  ) throws(ControllerError) -> [Member] {
    judgeAll(set, selector)
    var pods = members.owned(by: set.uid)
    if sets[set.key]?.hasMisfits == true {
      let misfits = pods.filter { !$0.mayStay }
      sets[set.key]?.hasMisfits = !misfits.isEmpty
      pods.removeAll { !$0.mayStay }
      if !set.isTerminating { for pod in misfits { try write { () throws(APIStatus) in try release(pod, set) } } }
    }
    guard !set.isTerminating else { return pods }
    for orphan in members.orphans(in: set.namespace)
    where !orphan.pod.isTerminating && orphan.isMember(of: set.name) && selector.matches(orphan.pod.labels) {
      try write { () throws(APIStatus) in try adopt(orphan, object) }
      var adopted = orphan
      adopted.judge(set, selector, registry.store.object(orphan.key) ?? .null)
      pods.append(adopted)
    }
    return pods
  }

  /// Works out, once per version of a pod, whether it belongs to its set and has the right volumes.
  private func judge(_ member: inout Member, _ pod: Value, before: Member?, _ controller: Value?) {
    let key = ObjectKey(.statefulSet, member.key.namespace, controller?[.name].text ?? "")
    guard let controller, let state = sets[key], state.judged == state.rules, let selector = state.spec.selector,
      state.spec.uid == controller[.uid].text
    else { return }
    member.judge(state.spec, selector, pod)
    if !member.mayStay { sets[key]?.hasMisfits = true }
  }

  /// Does the same for all pods after the set's rules changed.
  private func judgeAll(_ set: SetSpec, _ selector: LabelSelector) {
    guard let state = sets[set.key], state.judged != state.rules else { return }
    sets[set.key]?.judged = state.rules
    sets[set.key]?.hasMisfits = true
    members.refine(ownedBy: set.uid) { members in
      for index in members.indices {
        members[index].judge(set, selector, registry.store.object(members[index].key) ?? .null)
      }
    }
  }

  private func adopt(_ pod: Member, _ object: Value) throws(APIStatus) {
    try registry.modify(pod.key) { $0[.metadata][.ownerReferences].append(OwnerReferences.controller(object)) }
  }

  private func release(_ pod: Member, _ set: SetSpec) throws(APIStatus) {
    try registry.modify(pod.key) { OwnerReferences.remove(uid: set.uid, from: &$0) }
  }

  private func write(_ change: () throws(APIStatus) -> Void) throws(ControllerError) {
    do throws(APIStatus) { try change() } catch { throw ControllerError(error) }
  }
}

// MARK: Revisions

extension StatefulSetController {
  private func adoptRevisions(
    _ set: SetSpec, _ object: Value, _ selector: LabelSelector
  ) throws(ControllerError) {
    let orphans = history.orphans(in: set.namespace, selector)
    guard !orphans.isEmpty else { return }
    guard !set.isTerminating else {
      throw ControllerError("can't adopt ControllerRevisions: \(set.namespace)/\(set.name) has just been deleted")
    }
    for revision in orphans { try write { () throws(APIStatus) in try history.adopt(revision, by: object) } }
  }

  /// The revision the set is at and the one its template asks for, which is made or brought forward here
  /// (`getStatefulSetRevisions`).
  private func currentAndUpdate(
    _ set: SetSpec, _ object: Value, _ revisions: [Revision], _ stored: inout SetStatus
  ) throws(ControllerError) -> (Revision, Revision) {
    let update: Revision
    do throws(APIStatus) {
      switch RevisionPlan.decide(set.data, revisions) {
      case .keep(let index): update = revisions[index]
      case .renumber(let index, let number): update = try history.renumber(revisions[index], to: number)
      case .create(let number):
        update = try history.create(
          set.data, number: number, owner: object,
          templateLabels: object[.spec][.template][.metadata][.labels], collisions: &stored.collisionCount
        ) { RevisionHash.text(set.data, collisions: $0) }
      }
    } catch {
      throw ControllerError(error)
    }
    return (revisions.first { $0.name == stored.currentRevision } ?? update, update)
  }

  /// Deletes revisions beyond `revisionHistoryLimit` that no pod and no status names.
  private func truncate(
    _ set: SetSpec, _ pods: [Member], _ revisions: [Revision], _ current: Revision, _ update: Revision
  ) throws(APIStatus) {
    guard Int64(revisions.count) > set.historyLimit else { return }
    var live = Set(pods.map(\.revision))
    live.formUnion([Key(current.name), Key(update.name)])
    for revision in RevisionPlan.superfluous(revisions, limit: set.historyLimit, isLive: { live.contains(Key($0)) }) {
      try history.delete(revision)
    }
  }
}
