// What a set reports is what there is when it reports it.
import KubeKinds
import KubeObjects
import SimCore

extension Invariants {
  mutating func check(status change: Change, _ now: Instant) {
    let (status, set) = (change.object[.status], SetView(object: change.object))
    let before = change.previous?[.status] ?? .null
    guard change.form == .modified, status != before else { return }
    defer { (endedSinceStatus, replacedSinceStatus) = ([:], []) }
    if change.object.isEnding { return }
    let others = world.pods.values.filter { endedSinceStatus[$0[.metadata][.uid].text] == nil }
    let members = (others + endedSinceStatus.values).filter { $0.controllerUID == set.uid }
    let living = members.filter { !$0.isEnding }
    let counts: [(Key, Int)] = [
      (.replicas, members.count), (.readyReplicas, members.filter(\.isRunningAndReady).count),
      (.updatedReplicas, living.filter { $0.revisionLabel == status[.updateRevision].text }.count),
      (.currentReplicas, living.filter { isCurrent($0, status) }.count),
    ]
    for (name, count) in counts where status[name].number > Int64(count) {
      report("status.\(name.text) is \(status[name].number) of \(count)", change)
    }
    let steady = members.filter { $0.isReadyFor(set.minReady, at: now) }.count
    if status[.availableReplicas].number > Int64(steady) { report("more pods are available than \(steady)", change) }
    checkCompletion(change, set)
  }

  private func isCurrent(_ pod: Value, _ status: Value) -> Bool {
    pod.revisionLabel == status[.currentRevision].text && !replacedSinceStatus.contains(pod[.metadata][.uid].text)
  }

  private mutating func checkCompletion(_ change: Change, _ set: SetView) {
    let (status, before) = (change.object[.status], change.previous?[.status] ?? .null)
    let isDone = status[.currentRevision] == status[.updateRevision]
    let wasDone = before[.currentRevision].isNull || before[.currentRevision] == status[.updateRevision]
    if isDone, !wasDone, status[.readyReplicas].number < Int64(set.replicas) {
      report("the rollout ended before all were ready", change)
    }
  }
}
