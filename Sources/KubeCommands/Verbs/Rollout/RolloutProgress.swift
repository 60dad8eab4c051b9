// How far the rollout of a workload is, in the two vocabularies of sets and in those of deployments and daemon sets
// (k8s.io/kubectl pkg/polymorphichelpers, rollout_status.go).
import KubeKinds
import KubeObjects

struct RolloutProgress {
  /// The line to print, with its end.
  var text: String
  var isDone: Bool

  typealias Reader = (_ object: Value, _ revision: Int64) throws(CommandError) -> RolloutProgress

  /// What reads the progress of a kind.
  static func reader(_ kind: Kind) throws(CommandError) -> Reader {
    switch kind.id {
    case .statefulSet: return statefulSet
    case .deployment: return deployment
    case .daemonSet: return daemonSet
    default: throw .text("no status viewer has been implemented for \(kind.groupKindText)")
    }
  }

  private static func waiting(_ text: String) -> RolloutProgress { RolloutProgress(text: text + "\n", isDone: false) }

  private static func done(_ text: String) -> RolloutProgress { RolloutProgress(text: text + "\n", isDone: true) }

  private static func isObserved(_ object: Value) -> Bool {
    object[.metadata][.generation].number <= object[.status][.observedGeneration].number
  }

  private static func requireRollingUpdate(_ object: Value) throws(CommandError) {
    guard object[.spec][.updateStrategy][.type].text == "RollingUpdate" else {
      throw .text("rollout status is only available for RollingUpdate strategy type")
    }
  }

  static func statefulSet(_ set: Value, _ revision: Int64) throws(CommandError) -> RolloutProgress {
    try requireRollingUpdate(set)
    let status = set[.status]
    guard status[.observedGeneration].number > 0, isObserved(set) else {
      return waiting("Waiting for statefulset spec update to be observed...")
    }
    let replicas = set[.spec][.replicas].int ?? 1
    let updated = status[.updatedReplicas].number
    let ready = status[.readyReplicas].number
    if ready < replicas { return waiting("Waiting for \(replicas - ready) pods to be ready...") }
    if case .object = set[.spec][.updateStrategy][.rollingUpdate] {
      let wanted = set[.spec][.updateStrategy][.rollingUpdate][.partition].int.map { replicas - $0 }
      if let wanted, updated < wanted {
        return waiting(
          "Waiting for partitioned roll out to finish: \(updated) out of \(wanted) new pods have been updated...")
      }
      return done("partitioned roll out complete: \(updated) new pods have been updated...")
    }
    if status[.updateRevision] != status[.currentRevision] {
      let revision = status[.updateRevision].text
      return waiting("waiting for statefulset rolling update to complete \(updated) pods at revision \(revision)...")
    }
    let current = status[.currentReplicas].number
    return done(
      "statefulset rolling update complete \(current) pods at revision \(status[.currentRevision].text)...")
  }

  static func deployment(_ deployment: Value, _ revision: Int64) throws(CommandError) -> RolloutProgress {
    let name = GoText.quoted(deployment[.metadata][.name].text)
    if revision > 0 { try requireRevision(revision, deployment) }
    guard isObserved(deployment) else { return waiting("Waiting for deployment spec update to be observed...") }
    let status = deployment[.status]
    if status[.conditions].first(where: .type, is: "Progressing")?[.reason].text == "ProgressDeadlineExceeded" {
      throw .text("deployment \(name) exceeded its progress deadline")
    }
    let unfinished = "Waiting for deployment \(name) rollout to finish: "
    let wanted = deployment[.spec][.replicas].int ?? 1
    let updated = status[.updatedReplicas].number
    if updated < wanted {
      return waiting(unfinished + "\(updated) out of \(wanted) new replicas have been updated...")
    }
    let old = status[.replicas].number - updated
    if old > 0 { return waiting(unfinished + "\(old) old replicas are pending termination...") }
    let available = status[.availableReplicas].number
    if available < updated {
      return waiting(unfinished + "\(available) of \(updated) updated replicas are available...")
    }
    return done("deployment \(name) successfully rolled out")
  }

  private static func requireRevision(_ revision: Int64, _ deployment: Value) throws(CommandError) {
    let running = Int64(deployment[.metadata][.annotations][RevisionHistory.deploymentRevision].text) ?? 0
    if running == revision { return }
    throw .text("desired revision (\(revision)) is different from the running revision (\(running))")
  }

  static func daemonSet(_ daemon: Value, _ revision: Int64) throws(CommandError) -> RolloutProgress {
    try requireRollingUpdate(daemon)
    guard isObserved(daemon) else { return waiting("Waiting for daemon set spec update to be observed...") }
    let name = GoText.quoted(daemon[.metadata][.name].text)
    let status = daemon[.status]
    let unfinished = "Waiting for daemon set \(name) rollout to finish: "
    let desired = status["desiredNumberScheduled"].number
    let updated = status["updatedNumberScheduled"].number
    if updated < desired { return waiting(unfinished + "\(updated) out of \(desired) new pods have been updated...") }
    let available = status["numberAvailable"].number
    if available < desired {
      return waiting(unfinished + "\(available) of \(desired) updated pods are available...")
    }
    return done("daemon set \(name) successfully rolled out")
  }
}
