// Answers `why` for sets and their pods: the plan is made once more, and its holds are put into words.
import KubeKinds
import KubeObjects
import KubeStore

extension StatefulSetController {
  public func reasons(for key: ObjectKey) -> [Reason] {
    switch key.kind {
    case .statefulSet: sets[key].map { explain($0, key) } ?? []
    case .pod: setOf(key).map { explain($0, key) } ?? []
    default: []
    }
  }

  /// The set a pod belongs to, or would belong to.
  private func setOf(_ pod: ObjectKey) -> SetState? {
    guard let dash = pod.name.lastIndex(of: "-") else { return nil }
    guard let state = sets[ObjectKey(.statefulSet, pod.namespace, String(pod.name[..<dash]))] else { return nil }
    if let member = members.view(pod) { return member.verdict == nil ? nil : state }
    return Int(pod.name[pod.name.index(after: dash)...]).map(state.spec.covers) == true ? state : nil
  }

  private func explain(_ state: SetState, _ key: ObjectKey) -> [Reason] {
    let set = state.spec
    guard let object = registry.store.object(set.key), let selector = set.selector else { return [] }
    let refusals = explainFailure(state, key)
    let revisions = history.revisions(ofOwner: set.uid, in: set.namespace, selector)
    guard case .keep(let index) = RevisionPlan.decide(set.data, revisions) else { return refusals }
    let stored = SetStatus(object[.status])
    let current = revisions.first { $0.name == stored.currentRevision } ?? revisions[index]
    let pods = members.owned(by: set.uid).filter(\.mayStay)
    var planner = planner(set, pods, current, revisions[index], stored)
    let holds = planner.decide().holds
    let bound = planner.firstUpdateOrdinal(Int(stored.currentReplicas))
    let words = SetReasons(
      set: set, update: revisions[index].name, pod: { self.members.view($0) }, comesBackNew: { $0 >= bound },
      now: registry.now)
    return refusals + (key == set.key ? words.reasons(holds) : words.reasons(holds, for: key))
  }

  /// What the API server refused at the last look.
  private func explainFailure(_ state: SetState, _ key: ObjectKey) -> [Reason] {
    guard let failure = state.failure else { return [] }
    if let taken = nameTaken(state.spec, failure) {
      return key == state.spec.key || key == taken ? [stranger(taken, state.spec, key)] : []
    }
    return [PodReasons(key, shortName: "sts").refusal(failure.message)]
  }

  /// The pod that stands where a member should be, when that is what was refused.
  private func nameTaken(_ set: SetSpec, _ failure: ControllerError) -> ObjectKey? {
    guard failure.status?.reason == .alreadyExists, let name = failure.status?.name else { return nil }
    return ObjectKey(.pod, set.namespace, name)
  }

  /// Kubernetes says nothing of this: no event, no condition.
  private func stranger(_ pod: ObjectKey, _ set: SetSpec, _ subject: ObjectKey) -> Reason {
    let object = registry.store.object(pod) ?? .null
    let owner = object.controllerReference.map { "\($0[.kind].text) \($0[.name].text) controls it" }
    let labels = "its labels don't match the set's selector"
    return Reason(
      subject: subject, rule: "NameTaken",
      message: "pod \(pod.name) exists but does not belong to StatefulSet \(set.name): \(owner ?? labels)",
      waitsFor: [pod],
      remedies: [Remedy("kubectl delete pod \(pod.name)", "makes room for the member of that name")])
  }
}
