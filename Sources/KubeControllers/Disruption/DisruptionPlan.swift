// How many pods a budget lets go, from what is known of the pods it covers (pkg/controller/disruption).
import KubeKinds
import KubeObjects
import SimCore

/// What a budget covers, counted.
struct DisruptionCounts: Equatable {
  var pods: Int64 = 0
  /// Ready pods that nobody deletes or has evicted.
  var healthy: Int64 = 0
  /// The sum of what the controllers of the pods want; `nil` when one of them could not be asked.
  var scale: Int64 = 0
  var scaleError: String?
}

/// The numbers of a budget's status.
struct DisruptionNumbers: Equatable {
  var allowed: Int64
  var current: Int64
  var desired: Int64
  var expected: Int64
  /// Why the numbers could not be computed.
  var error: String?
}

enum DisruptionPlan {
  static func numbers(_ spec: Value, _ counts: DisruptionCounts) -> DisruptionNumbers {
    guard let (expected, desired) = expectation(spec, counts) else {
      return DisruptionNumbers(
        allowed: 0, current: 0, desired: 0, expected: 0, error: counts.scaleError ?? "invalid value")
    }
    let allowed = counts.healthy - desired
    return DisruptionNumbers(
      allowed: expected <= 0 || allowed <= 0 ? 0 : allowed, current: counts.healthy, desired: desired,
      expected: expected)
  }

  /// How many pods there should be and how many of them have to be healthy (`getExpectedPodCount`).
  private static func expectation(_ spec: Value, _ counts: DisruptionCounts) -> (Int64, Int64)? {
    if let maxUnavailable = spec.fields[.maxUnavailable], !maxUnavailable.isNull {
      guard counts.scaleError == nil else { return nil }
      return IntOrPercent.scaled(maxUnavailable, of: counts.scale, roundUp: true)
        .map { (counts.scale, max(0, counts.scale - $0)) }
    }
    let minAvailable = spec[.minAvailable]
    if case .int(let number) = minAvailable { return (counts.pods, number) }
    if minAvailable.isNull { return (0, 0) }
    guard counts.scaleError == nil else { return nil }
    return IntOrPercent.scaled(minAvailable, of: counts.scale, roundUp: true).map { (counts.scale, $0) }
  }

  /// The status as it is written. The time of the condition changes with its status only.
  static func status(
    _ numbers: DisruptionNumbers, _ stored: Value, disrupted: Object, generation: Int64, now: Instant
  ) -> Value {
    var status: Value = [
      .disruptionsAllowed: .int(numbers.allowed), .currentHealthy: .int(numbers.current),
      .desiredHealthy: .int(numbers.desired), .expectedPods: .int(numbers.expected),
      .observedGeneration: .int(generation),
    ]
    if numbers.error != nil {
      for key in [Key.currentHealthy, .desiredHealthy, .expectedPods] { status[key] = .int(stored[key].number) }
    }
    if !disrupted.isEmpty { status[.disruptedPods] = .object(disrupted) }
    let old = stored[.conditions].first(where: .type, is: "DisruptionAllowed")
    var condition: Value = [
      .type: "DisruptionAllowed", .status: numbers.allowed > 0 ? "True" : "False",
      .reason: numbers.error != nil ? "SyncFailed" : numbers.allowed > 0 ? "SufficientPods" : "InsufficientPods",
      .message: .string(numbers.error ?? ""), .observedGeneration: .int(generation),
    ]
    let isSame = old?[.status] == condition[.status]
    condition[.lastTransitionTime] = isSame ? old?[.lastTransitionTime] ?? .null : .string(now.rfc3339)
    status[.conditions] = [condition]
    return status
  }
}
