// Autoscalers: what they measure, how fast they act, where they stand.
import KubeKinds
import KubeObjects

extension Describer {
  static let horizontalPodAutoscaler = Describer { scaler, out in
    out.metadata(scaler)
    out.field("CreationTimestamp", scaler.created)
    let target = scaler[.spec]["scaleTargetRef"]
    out.field("Reference", "\(target[.kind].text)/\(target[.name].text)")
    metrics(scaler, &out)
    out.field("Min replicas", Cell.intOrString(scaler[.spec]["minReplicas"], or: "<unset>").printed)
    out.field("Max replicas", String(scaler[.spec]["maxReplicas"].number))
    behavior(scaler[.spec]["behavior"], &out)
    let status = scaler[.status]
    out.field(
      "\(target[.kind].text) pods",
      "\(status[.currentReplicas].number) current / \(status["desiredReplicas"].number) desired")
    if status[.conditions].elements.isEmpty { return }
    out.line("Conditions:")
    out.header(1, "Type", "Status", "Reason", "Message")
    for condition in status[.conditions].elements {
      out.row(1, condition[.type].text, condition[.status].text, condition[.reason].text, condition[.message].text)
    }
  }

  private static func metrics(_ scaler: DescribedObject, _ out: inout DescribeText) {
    if let target = scaler[.spec]["targetCPUUtilizationPercentage"].int {
      out.field("Target CPU utilization", "\(target)%")
      let current = scaler[.status]["currentCPUUtilizationPercentage"].int.map { String($0) } ?? "<unknown>"
      return out.field("Current CPU utilization", "\(current)%")
    }
    // autoscaling/v1 without a target says nothing of metrics.
    if scaler[.apiVersion].string == "autoscaling/v1" { return }
    out.field("Metrics", "( current / target )")
    let current = scaler[.status]["currentMetrics"].elements
    for (index, metric) in scaler[.spec]["metrics"].elements.enumerated() {
      out.line(1, MetricDescription.text(metric, index < current.count ? current[index] : .null))
    }
  }

  private static func behavior(_ behavior: Value, _ out: inout DescribeText) {
    if behavior.isNull { return }
    out.line("Behavior:")
    for (title, key) in [("Scale Up", "scaleUp"), ("Scale Down", "scaleDown")] as [(String, Key)]
    where !behavior[key].isNull {
      let rules = behavior[key]
      out.line(1, "\(title):")
      if let window = rules["stabilizationWindowSeconds"].int {
        out.line(2, "Stabilization Window: \(window) seconds")
      }
      if rules["policies"].elements.isEmpty { continue }
      out.line(2, "Select Policy: \(rules["selectPolicy"].string ?? "Max")")
      out.line(2, "Policies:")
      for policy in rules["policies"].elements {
        out.row(
          3, "- Type: \(policy[.type].text)", "Value: \(policy[.value].number)",
          "Period: \(policy["periodSeconds"].number) seconds")
      }
    }
  }
}

/// A metric of an autoscaler, with what it is now and should be.
private enum MetricDescription {
  static func text(_ metric: Value, _ current: Value) -> String {
    switch metric[.type].text {
    case "External": external(metric["external"], current["external"])
    case "Pods":
      "\(GoText.quoted(metric["pods"]["metric"][.name].text)) on pods:\t"
        + "\(MetricText.average(current["pods"])) / \(metric["pods"]["target"]["averageValue"].text)"
    case "Object": object(metric["object"], current["object"])
    case "Resource":
      resource("resource \(metric["resource"][.name].text) on pods", metric["resource"], current["resource"])
    case "ContainerResource": containerResource(metric["containerResource"], current["containerResource"])
    default: "<unknown metric type \(GoText.quoted(metric[.type].text))>"
    }
  }

  private static func external(_ metric: Value, _ current: Value) -> String {
    let name = GoText.quoted(metric["metric"][.name].text)
    if let average = metric["target"]["averageValue"].string {
      return "\(name) (target average value):\t\(MetricText.averageOrUnknown(current)) / \(average)"
    }
    return "\(name) \(value(metric["target"], current))"
  }

  private static func object(_ metric: Value, _ current: Value) -> String {
    let target = metric["describedObject"]
    let name = "\"\(metric["metric"][.name].text)\" on \(target[.kind].text)/\(target[.name].text)"
    guard metric["target"][.type].string == "AverageValue" else { return "\(name) \(value(metric["target"], current))" }
    let average = metric["target"]["averageValue"].string ?? "<nil>"
    return "\(name) (target average value):\t\(MetricText.average(current)) / \(average)"
  }

  private static func value(_ target: Value, _ current: Value) -> String {
    "(target value):\t\(MetricText.value(current)) / \(target[.value].string ?? "<nil>")"
  }

  private static func containerResource(_ metric: Value, _ current: Value) -> String {
    let words = "resource \(metric[.name].text) of container \"\(metric["container"].text)\" on pods"
    return resource(words, metric, current)
  }

  private static func resource(_ words: String, _ metric: Value, _ current: Value) -> String {
    let target = metric["target"]
    if let average = target["averageValue"].string {
      return "\(words):\t\(MetricText.average(current)) / \(average)"
    }
    var now = "<unknown>"
    if let used = current["current"]["averageUtilization"].int {
      now = "\(used)% (\(current["current"]["averageValue"].text))"
    }
    let wanted = target["averageUtilization"].int.map { "\($0)%" } ?? "<auto>"
    return "\(words)  (as a percentage of request):\t\(now) / \(wanted)"
  }
}
