// The conditions of a Deployment, with Kubernetes' rules for their times and their order.
import KubeKinds
import KubeObjects
import SimCore

/// The list `status.conditions` while a plan changes it.
struct DeploymentConditions: Equatable {
  private(set) var list: [Value]

  static let progressing = "Progressing"
  static let available = "Available"
  static let replicaFailure = "ReplicaFailure"

  init(_ status: Value) { list = status[.conditions].elements }

  subscript(type: String) -> Value? { list.first { $0[.type].text == type } }

  func reason(_ type: String) -> String { self[type]?[.reason].text ?? "" }

  static func condition(
    _ type: String, _ status: String, _ reason: String, _ message: String, _ now: Instant
  ) -> Value {
    [
      .type: .string(type), .status: .string(status), .reason: .string(reason), .message: .string(message),
      .lastUpdateTime: .string(now.rfc3339), .lastTransitionTime: .string(now.rfc3339),
    ]
  }

  /// Puts a condition at the end, unless one of that type says the same (`SetDeploymentCondition`).
  mutating func set(_ condition: Value) {
    let type = condition[.type].text
    var condition = condition
    if let current = self[type], current[.status] == condition[.status] {
      if current[.reason] == condition[.reason] { return }
      condition[.lastTransitionTime] = current[.lastTransitionTime]
    }
    remove(type)
    list.append(condition)
  }

  mutating func remove(_ type: String) { list.removeAll { $0[.type].text == type } }
}

/// The numbers of a Deployment's status.
struct DeploymentCounts: Equatable {
  var replicas: Int64 = 0
  var updated: Int64 = 0
  var ready: Int64 = 0
  var available: Int64 = 0
  var unavailable: Int64 = 0
  var terminating: Int64 = 0

  init(_ status: Value) {
    replicas = status[.replicas].number
    updated = status[.updatedReplicas].number
    ready = status[.readyReplicas].number
    available = status[.availableReplicas].number
  }

  /// Adds up what the ReplicaSets report (`calculateStatus`).
  init(_ sets: [ReplicaSetView], new: ReplicaSetView?) {
    replicas = sets.map(\.current).reduce(0, +)
    updated = new?.current ?? 0
    ready = sets.map(\.ready).reduce(0, +)
    available = sets.map(\.available).reduce(0, +)
    terminating = sets.map(\.terminating).reduce(0, +)
    unavailable = max(0, sets.map(\.replicas).reduce(0, +) - available)
  }

  /// As stored: numbers that are 0 are left out, that of terminating pods is not.
  func value(_ generation: Int64, _ collisions: Value, _ conditions: DeploymentConditions) -> Value {
    var status: Value = [.terminatingReplicas: .int(terminating)]
    let counts: [(Key, Int64)] = [
      (.observedGeneration, generation), (.replicas, replicas), (.updatedReplicas, updated),
      (.readyReplicas, ready), (.availableReplicas, available), (.unavailableReplicas, unavailable),
    ]
    for (key, count) in counts where count != 0 { status[key] = .int(count) }
    if !collisions.isNull { status[.collisionCount] = collisions }
    if !conditions.list.isEmpty { status[.conditions] = .array(conditions.list) }
    return status
  }
}
