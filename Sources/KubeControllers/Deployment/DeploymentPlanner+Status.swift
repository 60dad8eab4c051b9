// What a Deployment reports: its numbers, whether enough pods are available, and whether its rollout gets on.
import KubeKinds
import KubeObjects
import SimCore

extension DeploymentPlanner {
  mutating func progress(_ state: String, _ reason: String, _ message: String) {
    conditions.set(
      DeploymentConditions.condition(DeploymentConditions.progressing, state, reason, message, now))
  }

  /// A pause is written down at once, so that the time in it is not held against progress.
  mutating func notePause() {
    guard deployment.progressDeadline != nil else { return }
    let reason = conditions.reason(DeploymentConditions.progressing)
    if reason == "ProgressDeadlineExceeded" { return }
    if deployment.isPaused, reason != "DeploymentPaused" {
      progress("Unknown", "DeploymentPaused", "Deployment is paused")
      writeConditions()
    } else if !deployment.isPaused, reason == "DeploymentPaused" {
      progress("Unknown", "DeploymentResumed", "Deployment is resumed")
      writeConditions()
    }
  }

  /// Writes the conditions with the numbers as they are stored.
  mutating func writeConditions() {
    status[.conditions] = .array(conditions.list)
    actions.append(.writeStatus(status, revision: revision.isEmpty ? nil : revision))
  }

  func isComplete(_ counts: DeploymentCounts) -> Bool {
    counts.updated == deployment.replicas && counts.replicas == deployment.replicas
      && counts.available == deployment.replicas
  }

  private mutating func noteAvailability(_ counts: DeploymentCounts) {
    let enough = counts.available >= deployment.replicas - deployment.maxUnavailable
    conditions.set(
      DeploymentConditions.condition(
        DeploymentConditions.available, enough ? "True" : "False",
        enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
        enough ? "Deployment has minimum availability." : "Deployment does not have minimum availability.", now))
  }

  mutating func writeStatus(_ counts: DeploymentCounts) {
    noteAvailability(counts)
    finish(counts)
  }

  private mutating func finish(_ counts: DeploymentCounts) {
    let value = counts.value(deployment.generation, status[.collisionCount], conditions)
    if value != status { actions.append(.writeStatus(value, revision: nil)) }
    status = value
  }

  /// The status during a rollout, with what can be said of its progress (`syncRolloutStatus`).
  mutating func trackProgress() {
    let counts = DeploymentCounts(sets, new: new)
    let current = conditions[DeploymentConditions.progressing]
    noteAvailability(counts)
    if let deadline = deployment.progressDeadline {
      let isDone = counts.replicas == counts.updated && current?[.reason].text == "NewReplicaSetAvailable"
      if !isDone { estimate(counts, current, deadline) }
    } else {
      conditions.remove(DeploymentConditions.progressing)
    }
    noteFailures()
    finish(counts)
  }

  private mutating func estimate(_ counts: DeploymentCounts, _ current: Value?, _ deadline: TimeSpan) {
    let subject = new.map { "ReplicaSet \"\($0.name)\"" } ?? "Deployment \"\(deployment.name)\""
    let before = DeploymentCounts(status)
    if isComplete(counts) {
      progress("True", "NewReplicaSetAvailable", "\(subject) has successfully progressed.")
    } else if counts.hasProgressed(since: before) {
      var condition = DeploymentConditions.condition(
        DeploymentConditions.progressing, "True", "ReplicaSetUpdated", "\(subject) is progressing.", now)
      if let current {
        if current[.status] == "True" { condition[.lastTransitionTime] = current[.lastTransitionTime] }
        conditions.remove(DeploymentConditions.progressing)
      }
      conditions.set(condition)
    } else if hasTimedOut(current, deadline) {
      progress("False", "ProgressDeadlineExceeded", "\(subject) has timed out progressing.")
    }
  }

  private func hasTimedOut(_ condition: Value?, _ deadline: TimeSpan) -> Bool {
    guard let condition, condition[.reason] != "NewReplicaSetAvailable" else { return false }
    if condition[.reason] == "ProgressDeadlineExceeded" { return true }
    guard let since = Instant(rfc3339: condition[.lastUpdateTime].text) else { return false }
    return since + deadline < now
  }

  /// A ReplicaSet that can't make pods makes its Deployment say so.
  private mutating func noteFailures() {
    let candidates = (new.map { [$0] } ?? []) + oldIndices.map { sets[$0] }
    let failure = candidates.lazy.compactMap {
      $0.object[.status][.conditions].first(where: .type, is: DeploymentConditions.replicaFailure)
    }.first
    guard var failure else { return conditions.remove(DeploymentConditions.replicaFailure) }
    failure[.lastUpdateTime] = failure[.lastTransitionTime]
    conditions.set(failure)
  }

  /// When lack of progress has to be looked at; `nil` when nothing is being rolled out.
  var nextProgressCheck: Instant? {
    guard let deadline = deployment.progressDeadline, !isComplete(DeploymentCounts(sets, new: new)),
      let condition = conditions[DeploymentConditions.progressing],
      condition[.reason] != "ProgressDeadlineExceeded",
      let since = Instant(rfc3339: condition[.lastUpdateTime].text)
    else { return nil }
    return since + deadline + .seconds(1)
  }
}

extension DeploymentCounts {
  /// More new or available pods, or fewer old ones, than before (`DeploymentProgressing`).
  fileprivate func hasProgressed(since before: DeploymentCounts) -> Bool {
    updated > before.updated || replicas - updated < before.replicas - before.updated || ready > before.ready
      || available > before.available
  }
}
