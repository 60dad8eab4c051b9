// Conditions in the status of a pod.
import KubeObjects
import SimCore

public enum PodCondition {
  /// The condition of a type; `nil` where the pod has none.
  public static func find(_ pod: Value, _ type: String) -> Value? {
    pod[.status][.conditions].first(where: .type, is: type)
  }

  /// Whether a pod says of itself that it is ready.
  public static func isReady(_ pod: Value) -> Bool { find(pod, "Ready")?[.status].string == "True" }

  /// Writes a condition at its place, or after the others. The time of transition stays where the status does.
  public static func set(
    _ pod: inout Value, type: String, status: String, reason: String?, message: String?, now: Instant
  ) {
    let old = find(pod, type)
    var condition: Value = [
      .lastProbeTime: .null,
      .lastTransitionTime: old?[.status].string == status
        ? old?[.lastTransitionTime] ?? .null : .string(now.rfc3339),
      .status: .string(status), .type: .string(type),
    ]
    if let generation = pod[.metadata][.generation].int { condition[.observedGeneration] = .int(generation) }
    if let reason { condition[.reason] = .string(reason) }
    if let message { condition[.message] = .string(message) }
    if old == nil {
      pod[.status][.conditions].append(condition)
    } else {
      pod[.status][.conditions].modifyElements { if $0[.type].string == type { $0 = condition } }
    }
  }
}
