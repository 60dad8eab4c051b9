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

  /// A condition, made of its fields in order: no other part of a pod is written as often.
  public static func condition(
    _ type: String, _ status: String, since: Value, _ reason: String?, _ message: String?, generation: Value
  ) -> Value {
    var fields: [Object.Entry] = []
    fields.reserveCapacity(7)
    fields.append(Object.Entry(.lastProbeTime, .null))
    fields.append(Object.Entry(.lastTransitionTime, since))
    if let message { fields.append(Object.Entry(.message, .string(message))) }
    if generation.int != nil { fields.append(Object.Entry(.observedGeneration, generation)) }
    if let reason { fields.append(Object.Entry(.reason, .string(reason))) }
    fields.append(Object.Entry(.status, .string(status)))
    fields.append(Object.Entry(.type, .string(type)))
    return .object(Object(ascending: fields))
  }

  /// Writes a condition at its place, or after the others. The time of transition stays where the status does.
  public static func set(
    _ pod: inout Value, type: String, status: String, reason: String?, message: String?, now: Instant
  ) {
    let old = find(pod, type)
    let since = old?[.status].string == status ? old?[.lastTransitionTime] ?? .null : .string(now.rfc3339)
    let condition = condition(
      type, status, since: since, reason, message, generation: pod[.metadata][.generation])
    if old == nil {
      pod[.status][.conditions].append(condition)
    } else {
      pod[.status][.conditions].modifyElements { if $0[.type].string == type { $0 = condition } }
    }
  }
}
