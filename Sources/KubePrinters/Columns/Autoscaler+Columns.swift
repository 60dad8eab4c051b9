// Autoscalers: what they measure, and where it stands.
import KubeKinds
import KubeObjects

extension KindColumns {
  static let horizontalPodAutoscaler = KindColumns([
    .name,
    Column("Reference") {
      let target = $0[.spec]["scaleTargetRef"]
      return "\(target[.kind].text)/\(target[.name].text)"
    },
    Column("Targets") { .text(MetricText.targets(of: $0.value)) },
    Column("MinPods") { .intOrString($0[.spec]["minReplicas"], or: "<unset>") },
    Column("MaxPods") { .number($0[.spec]["maxReplicas"].number) },
    Column("Replicas") { .number($0[.status][.currentReplicas].number) },
    .age,
  ])
}

enum MetricText {
  private static let shown = 2
  private static let unknown = "<unknown>"

  /// `cpu: <unknown>/60%, memory: <unknown>/200Mi`: two metrics at most, and how many more.
  static func targets(of autoscaler: Value) -> String {
    let metrics = metrics(of: autoscaler)
    let current = autoscaler[.status]["currentMetrics"].elements
    if metrics.isEmpty { return "<none>" }
    let texts = metrics.enumerated().map { index, metric in
      target(metric, index < current.count ? current[index] : .null)
    }
    let first = texts.prefix(shown).joined(separator: ", ")
    return texts.count > shown ? "\(first) + \(texts.count - shown) more..." : first
  }

  /// The metrics of an autoscaler; `autoscaling/v1` has at most one, written otherwise.
  static func metrics(of autoscaler: Value) -> [Value] {
    if let target = autoscaler[.spec]["targetCPUUtilizationPercentage"].int {
      let cpu: Value = [.name: "cpu", "target": [.type: "Utilization", "averageUtilization": .int(target)]]
      return [[.type: "Resource", "resource": cpu]]
    }
    return autoscaler[.spec]["metrics"].elements
  }

  private static func target(_ metric: Value, _ current: Value) -> String {
    switch metric[.type].text {
    case "External": averageOrValue(metric["external"], current["external"])
    case "Object": averageOrValue(metric["object"], current["object"])
    case "Pods":
      "\(average(current["pods"]))/\(metric["pods"]["target"]["averageValue"].text)"
    case "Resource": resource(metric["resource"], current["resource"])
    case "ContainerResource": resource(metric["containerResource"], current["containerResource"])
    default: "<unknown type>"
    }
  }

  /// The average a metric reports: unknown where it reports nothing, Go's word for no pointer where it lacks that.
  static func average(_ current: Value) -> String { reported("averageValue", current) }

  /// The value a metric reports.
  static func value(_ current: Value) -> String { reported(.value, current) }

  private static func reported(_ key: Key, _ current: Value) -> String {
    current.isNull ? unknown : current["current"][key].string ?? "<nil>"
  }

  /// The average a metric reports, unknown where it reports none.
  static func averageOrUnknown(_ current: Value) -> String { current["current"]["averageValue"].string ?? unknown }

  private static func averageOrValue(_ metric: Value, _ current: Value) -> String {
    if let target = metric["target"]["averageValue"].string { return "\(averageOrUnknown(current))/\(target) (avg)" }
    return "\(value(current))/\(metric["target"][.value].text)"
  }

  private static func resource(_ metric: Value, _ current: Value) -> String {
    let name = metric[.name].text
    if let target = metric["target"]["averageValue"].string { return "\(name): \(average(current))/\(target)" }
    let now = current["current"]["averageUtilization"].int.map { "\($0)%" } ?? unknown
    let target = metric["target"]["averageUtilization"].int.map { "\($0)%" } ?? "<auto>"
    return "\(name): \(now)/\(target)"
  }
}
