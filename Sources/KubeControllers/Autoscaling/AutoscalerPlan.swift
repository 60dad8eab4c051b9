// What an autoscaler does in a cluster that measures nothing: it keeps the limits and says what it lacks
// (pkg/controller/podautoscaler; recording `set-autoscaler`).
import KubeKinds
import KubeObjects
import SimCore

/// The plan of one look at a HorizontalPodAutoscaler.
struct AutoscalerPlan {
  /// The size to give the target; `nil` to leave it.
  var size: Int64?
  var status: Value
  var events: [(isWarning: Bool, reason: String, message: String)] = []

  /// - Parameter target: how many replicas the target wants, or why that can't be told.
  static func make(_ scaler: Value, target: Result<Int64, APIStatus>, now: Instant) -> AutoscalerPlan {
    var plan = AutoscalerPlan(status: scaler[.status])
    plan.status[.observedGeneration] = scaler[.metadata][.generation]
    switch target {
    case .failure(let error): plan.noteLostTarget(error, now)
    case .success(let replicas): plan.scale(scaler[.spec], replicas, now)
    }
    return plan
  }

  private mutating func noteLostTarget(_ error: APIStatus, _ now: Instant) {
    set(
      "AbleToScale", "False", "FailedGetScale",
      "the HPA controller was unable to get the target's current scale: \(error.message)", now)
    events.append((true, "FailedGetScale", error.message))
  }

  private mutating func scale(_ spec: Value, _ replicas: Int64, _ now: Instant) {
    set(
      "AbleToScale", "True", "SucceededGetScale",
      "the HPA controller was able to get the target's current scale", now)
    let least = spec[.minReplicasOfScaler].int ?? 1
    let most = spec[.maxReplicasOfScaler].number
    if replicas == 0, least != 0 {
      set(
        "ScalingActive", "False", "ScalingDisabled",
        "scaling is disabled since the replica count of the target is zero", now)
      report(replicas, desired: 0)
    } else if replicas > most {
      rescale(replicas, to: most, "Current number of replicas above Spec.MaxReplicas", now)
    } else if replicas < least {
      rescale(replicas, to: least, "Current number of replicas below Spec.MinReplicas", now)
    } else {
      noteMissingMetrics(spec[.metrics].elements, replicas, now)
    }
  }

  private mutating func rescale(_ replicas: Int64, to size: Int64, _ reason: String, _ now: Instant) {
    self.size = size
    set(
      "AbleToScale", "True", "SucceededRescale",
      "the HPA controller was able to update the target scale to \(size)", now)
    events.append((false, "SuccessfulRescale", "New size: \(size); reason: \(reason)"))
    status[.lastScaleTime] = .string(now.rfc3339)
    report(replicas, desired: size)
  }

  private mutating func report(_ current: Int64, desired: Int64) {
    status.set(.currentReplicas, current == 0 ? nil : .int(current))
    status[.desiredReplicasOfScaler] = .int(desired)
    status.remove(.currentMetrics)
  }

  private mutating func noteMissingMetrics(_ metrics: [Value], _ replicas: Int64, _ now: Instant) {
    guard let first = metrics.first.map(MissingMetric.init) else { return }
    for metric in metrics.map(MissingMetric.init) { events.append((true, metric.reason, metric.message)) }
    set(
      "ScalingActive", "False", first.reason,
      "the HPA was unable to compute the replica count: \(first.message)", now)
    events.append(
      (
        true, "FailedComputeMetricsReplicas",
        "invalid metrics (\(metrics.count) invalid out of \(metrics.count)), first error is: \(first.error)"
      ))
    status.set(.currentReplicas, replicas == 0 ? nil : .int(replicas))
    if status[.desiredReplicasOfScaler].isNull { status[.desiredReplicasOfScaler] = 0 }
    status[.currentMetrics] = .array(metrics.map { _ in [.type: ""] })
  }

  private mutating func set(
    _ type: String, _ state: String, _ reason: String, _ message: String, _ now: Instant
  ) {
    let old = status[.conditions].first(where: .type, is: type)
    let since = old?[.status].text == state ? old?[.lastTransitionTime] ?? .null : .string(now.rfc3339)
    let condition: Value = [
      .type: .string(type), .status: .string(state), .reason: .string(reason), .message: .string(message),
      .lastTransitionTime: since,
    ]
    if old == nil {
      status[.conditions].append(condition)
    } else {
      status[.conditions].modifyElements { if $0[.type].text == type { $0 = condition } }
    }
  }
}

/// A metric that can't be had, because no metrics API is installed, in the words of the autoscaler.
private struct MissingMetric {
  let reason: String
  let message: String
  /// The message as part of the summary.
  let error: String

  private static let resourceAPI =
    "unable to fetch metrics from resource metrics API: the server could not find the requested resource "
    + "(get pods.metrics.k8s.io)"
  private static let customAPI =
    "unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered"

  init(_ metric: Value) {
    switch metric[.type].text {
    case "Resource": self = Self.resource(metric["resource"], "FailedGetResourceMetric", "resource")
    case "ContainerResource":
      self = Self.resource(metric["containerResource"], "FailedGetContainerResourceMetric", "container")
    case "Pods": self = Self.custom(metric["pods"], "FailedGetPodsMetric", "pods")
    case "Object": self = Self.custom(metric["object"], "FailedGetObjectMetric", "object")
    default: self = Self.external(metric["external"])
    }
  }

  private init(reason: String, message: String, prefix: String) {
    self.reason = reason
    self.message = message
    error = "\(prefix): \(message)"
  }

  private static func resource(_ source: Value, _ reason: String, _ word: String) -> MissingMetric {
    let name = source[.name].text
    let what = source["target"][.type].text == "Utilization" ? "utilization" : "usage"
    return MissingMetric(
      reason: reason,
      message: "failed to get \(name) \(what): unable to get metrics for resource \(name): \(resourceAPI)",
      prefix: "failed to get \(name) \(word) metric value")
  }

  private static func custom(_ source: Value, _ reason: String, _ word: String) -> MissingMetric {
    MissingMetric(
      reason: reason, message: "unable to get metric \(source["metric"][.name].text): \(customAPI)",
      prefix: "failed to get \(word) metric value")
  }

  private static func external(_ source: Value) -> MissingMetric {
    let name = source["metric"][.name].text
    return MissingMetric(
      reason: "FailedGetExternalMetric",
      message: "unable to get external metric \(name): unable to fetch metrics from external metrics API: the server "
        + "could not find the requested resource (get \(name).external.metrics.k8s.io)",
      prefix: "failed to get \(name) external metric value")
  }
}
