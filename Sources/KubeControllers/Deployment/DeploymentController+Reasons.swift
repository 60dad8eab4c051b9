// Answers `why` for Deployments: which rule of the rollout waits, and for which ReplicaSet.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

extension DeploymentController {
  public func reasons(for key: ObjectKey) -> [Reason] {
    guard key.kind == .deployment, let object = registry.store.object(key) else { return [] }
    let deployment = DeploymentView(key, object)
    let planner = DeploymentPlanner(deployment, sets.owned(by: deployment.uid), running: [], now: registry.now)
    let reasons = DeploymentReasons(
      deployment: deployment, new: planner.new, old: planner.oldIndices.map { planner.sets[$0] },
      pods: { self.pods.owned(by: $0.uid).filter { !$0.isFailedOrSucceeded }.map(\.key) })
    return reasons.all()
  }
}

/// Puts the state of a rollout into words.
struct DeploymentReasons {
  let deployment: DeploymentView
  /// The ReplicaSet that has the present template; `nil` where it is not made yet.
  let new: ReplicaSetView?
  let old: [ReplicaSetView]
  /// The pods of a ReplicaSet that still run.
  let pods: (ReplicaSetView) -> [ObjectKey]

  private var words: PodReasons { PodReasons(deployment.key, shortName: "deploy") }

  private var oldActive: [ReplicaSetView] { old.filter(\.isActive) }

  func all() -> [Reason] {
    if deployment.isTerminating { return [] }
    if deployment.isPaused, new == nil || !oldActive.isEmpty { return [paused] }
    return [refused, overdue, waits].compactMap { $0 }
  }

  private var paused: Reason {
    let state =
      new.map { "\($0.available) pods of the present template are available, the others stay at the old one" }
      ?? "the present template is not rolled out"
    return words.reason(
      "Paused", "the rollout is paused: \(state)",
      [Remedy(words.command("rollout resume \(words.name)"), "lets the rollout go on")])
  }

  private func condition(reason: String) -> Value? {
    let progress = deployment.object[.status][.conditions].first(where: .type, is: "Progressing")
    return progress?[.reason].text == reason ? progress : nil
  }

  private var refused: Reason? {
    condition(reason: "ReplicaSetCreateError").map { words.refusal($0[.message].text) }
  }

  /// A Deployment that makes no progress says so and does nothing about it.
  private var overdue: Reason? {
    guard condition(reason: "ProgressDeadlineExceeded") != nil, let deadline = deployment.progressDeadline
    else { return nil }
    return words.reason(
      "ProgressDeadlineExceeded",
      "the rollout made no progress for \(deadline.goText) (progressDeadlineSeconds); that is only reported: a "
        + "Deployment never goes back by itself")
  }

  private var undo: [Remedy] {
    [Remedy(words.command("rollout undo \(words.name)"), "goes back to the template before")]
  }

  private var waits: Reason? {
    if !deployment.isRollingUpdate, let recreate { return recreate }
    guard let new else { return nil }
    if !oldActive.isEmpty { return rollingUpdate(new) }
    if new.available >= deployment.replicas { return nil }
    return words.reason(
      "PodsNotAvailable", "\(new.available) of \(PodReasons.counted(Int(deployment.replicas))) available",
      waitsFor: [new.key])
  }

  private func rollingUpdate(_ new: ReplicaSetView) -> Reason {
    let rest = oldActive.map(\.replicas).reduce(0, +)
    return words.reason(
      "RollingUpdate",
      "\(new.available) of \(PodReasons.counted(Int(deployment.replicas))) available at the present template, and "
        + "\(rest) of the old one stay; with maxUnavailable \(deployment.maxUnavailable) and maxSurge "
        + "\(deployment.maxSurge) the rollout goes on when another pod of \(new.name) is available",
      waitsFor: [new.key], undo)
  }

  private var recreate: Reason? {
    let left = old.flatMap(pods)
    if left.isEmpty { return nil }
    return words.reason(
      "Recreate",
      "strategy Recreate makes new pods when all old ones are gone: \(left.count == 1 ? "1 is" : "\(left.count) are") "
        + "left", waitsFor: Array(left.prefix(PodReasons.shown)))
  }
}
