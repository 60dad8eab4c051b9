// What a ReplicaSet does next: how many pods it makes or which it deletes, and what it reports.
import KubeKinds
import KubeObjects
import SimCore

enum ReplicaSetPlan {
  /// At most so many pods are made or deleted in one look.
  static let burst = 500

  enum Action: Equatable {
    case nothing
    case create(Int)
    case delete(Int)
  }

  static func action(wanted: Int, active: Int) -> Action {
    if active < wanted { return .create(min(wanted - active, burst)) }
    return active > wanted ? .delete(min(active - wanted, burst)) : .nothing
  }

  /// The status from the pods that count and the refusal of the last write (`calculateStatus`).
  static func status(
    _ set: Value, _ pods: [PodView], failure: (reason: String, message: String)?, now: Instant
  ) -> Value {
    let active = pods.filter(\.isActive)
    let minReady = TimeSpan.seconds(set[.spec][.minReadySeconds].number)
    let template = LabelSelector(map: set[.spec][.template][.metadata][.labels])
    var status: Value = [.replicas: .int(Int64(active.count))]
    let counts: [(Key, Int)] = [
      (.fullyLabeledReplicas, active.filter { template?.matches($0.labels) ?? true }.count),
      (.readyReplicas, active.filter(\.isReady).count),
      (.availableReplicas, active.filter { $0.isAvailable(minReady, now) }.count),
    ]
    for (key, count) in counts where count > 0 { status[key] = .int(Int64(count)) }
    let generation = set[.metadata][.generation].number
    if generation > 0 { status[.observedGeneration] = .int(generation) }
    let conditions = conditions(set[.status][.conditions], failure, now)
    if !conditions.isEmpty { status[.conditions] = .array(conditions) }
    return status
  }

  /// A failure appears as a condition and goes when a look succeeds.
  private static func conditions(
    _ stored: Value, _ failure: (reason: String, message: String)?, _ now: Instant
  ) -> [Value] {
    let others = stored.elements.filter { $0[.type].text != "ReplicaFailure" }
    guard let failure else { return others }
    if let existing = stored.first(where: .type, is: "ReplicaFailure") { return others + [existing] }
    return others + [
      [
        .type: "ReplicaFailure", .status: "True", .reason: .string(failure.reason),
        .message: .string(failure.message), .lastTransitionTime: .string(now.rfc3339),
      ]
    ]
  }
}
