// What is wrong with the specification of a HorizontalPodAutoscaler (pkg/apis/autoscaling/validation).
import KubeObjects

enum AutoscalerValidation {
  static let path = FieldPath("spec")

  static func spec(_ spec: Value, mayBeZero: Bool, _ findings: inout Findings) {
    let minimum = spec["minReplicas"].int
    let maximum = spec["maxReplicas"].number
    let least: Int64 = mayBeZero ? 0 : 1
    if let minimum, minimum < least {
      findings.invalid(
        path.child("minReplicas"), .int(minimum), "must be greater than or equal to \(least)")
    }
    if maximum < 1 { findings.invalid(path.child("maxReplicas"), .int(maximum), "must be greater than 0") }
    if let minimum, maximum < minimum {
      findings.invalid(
        path.child("maxReplicas"), .int(maximum), "must be greater than or equal to `minReplicas`")
    }
    reference(spec["scaleTargetRef"], at: path.child("scaleTargetRef"), &findings)
    metrics(spec[.metrics].elements, isZero: minimum == 0, &findings)
    for key in [Key.scaleUp, .scaleDown] where !spec[.behavior][key].isNull {
      rules(spec[.behavior][key], at: path.child("behavior").child(key.text), &findings)
    }
  }

  private static func reference(
    _ reference: Value, mayBeOfCore: Bool = false, at path: FieldPath, _ findings: inout Findings
  ) {
    findings.require(reference[.kind].text, at: path.child("kind"), NameRules.pathSegment)
    findings.require(reference[.name].text, at: path.child("name"), NameRules.pathSegment)
    let version = reference[.apiVersion].text
    if version.count(where: { $0 == "/" }) > 1 {
      findings.invalid(path.child("apiVersion"), .string(version), "unexpected GroupVersion string: \(version)")
    } else if !mayBeOfCore, GroupVersion(version).group.isEmpty, reference[.kind] != "ReplicationController" {
      findings.invalid(path.child("apiVersion"), .string(version), "apiVersion must specify API group")
    }
  }

  private static func rules(_ rules: Value, at path: FieldPath, _ findings: inout Findings) {
    if let window = rules[.stabilizationWindowSeconds].int {
      let path = path.child("stabilizationWindowSeconds")
      if window < 0 { findings.invalid(path, .int(window), "must be greater than or equal to zero") }
      if window > 3_600 { findings.invalid(path, .int(window), "must be less than or equal to 3600") }
    }
    if let policy = rules[.selectPolicy].string {
      findings.among(["Disabled", "Max", "Min"], policy, at: path.child("selectPolicy"))
    }
    let policies = rules[.policies].elements
    if policies.isEmpty { findings.required(path.child("policies"), "must specify at least one Policy") }
    for (index, policy) in policies.enumerated() {
      let path = path.child("policies").index(index)
      findings.among(["Percent", "Pods"], policy[.type].text, at: path.child("type"))
      for key in [Key.value, .periodSeconds] where policy[key].number <= 0 {
        findings.invalid(path.child(key.text), .int(policy[key].number), "must be greater than zero")
      }
      if policy[.periodSeconds].number > 1_800 {
        findings.invalid(path.child("periodSeconds"), policy[.periodSeconds], "must be less than or equal to 1800")
      }
    }
    if let text = rules["tolerance"].string, let amount = try? Quantity(parsing: text), amount.nanos < 0 {
      findings.invalid(path.child("tolerance"), .string(amount.text), "must be greater than or equal to 0")
    }
  }
}

// MARK: Metrics

extension AutoscalerValidation {
  private static let types = ["ContainerResource", "External", "Object", "Pods", "Resource"]

  /// The sources in the order in which they are looked at, by the type that names them.
  private static let sources: [(type: String, key: Key)] = [
    ("Object", "object"), ("External", "external"), ("Pods", "pods"), ("Resource", "resource"),
    ("ContainerResource", "containerResource"),
  ]

  private static func metrics(_ metrics: [Value], isZero: Bool, _ findings: inout Findings) {
    for (index, metric) in metrics.enumerated() {
      self.metric(metric, at: path.child("metrics").index(index), &findings)
    }
    if isZero, !metrics.contains(where: { $0[.type] == "Object" || $0[.type] == "External" }) {
      findings.forbidden(
        path.child("metrics"),
        "must specify at least one Object or External metric to support scaling to zero replicas")
    }
  }

  private static func metric(_ metric: Value, at path: FieldPath, _ findings: inout Findings) {
    let type = metric[.type].text
    if type.isEmpty { findings.required(path.child("type"), "must specify a metric source type") }
    if !types.contains(type) { findings.notSupported(path.child("type"), .string(type), types) }
    let present = sources.filter { !metric[$0.key].isNull }
    if let (_, key) = present.first { source(metric[key], key, at: path.child(key.text), &findings) }
    let expected = sources.first { $0.type == type }
    if let expected, metric[expected.key].isNull {
      findings.required(
        path.child(expected.key.text), "must populate information for the given metric source")
    }
    for extra in present where present.count > 1 && extra.key != expected?.key {
      findings.forbidden(path.child(extra.key.text), "must populate the given metric source only")
    }
  }

  private static func source(
    _ source: Value, _ key: Key, at path: FieldPath, _ findings: inout Findings
  ) {
    let target = source["target"]
    let targetPath = path.child("target")
    switch key {
    case "resource", "containerResource":
      let name = source[.name].text
      if name.isEmpty {
        findings.required(path.child("name"), "must specify a resource name")
      } else {
        ResourceValidation.containerName(name, at: path.child("name"), &findings)
      }
      if key == "containerResource" { container(source["container"].text, at: path.child("container"), &findings) }
      self.target(target, at: targetPath, &findings)
      resourceTarget(target, at: targetPath, &findings)
    case "pods":
      identifier(source["metric"], at: path.child("metric"), &findings)
      self.target(target, at: targetPath, &findings)
      if target["averageValue"].isNull {
        findings.required(targetPath.child("averageValue"), "must specify a positive target averageValue")
      }
    default:
      if key == "object" {
        reference(source["describedObject"], mayBeOfCore: true, at: path.child("describedObject"), &findings)
      }
      identifier(source["metric"], at: path.child("metric"), &findings)
      self.target(target, at: targetPath, &findings)
      if target[.value].isNull, target["averageValue"].isNull {
        findings.required(
          targetPath.child("averageValue"),
          key == "object"
            ? "must set either a target value or averageValue"
            : "must set either a target value for metric or a per-pod target")
      }
      if key == "external", !target[.value].isNull, !target["averageValue"].isNull {
        findings.forbidden(
          targetPath.child("value"), "may not set both a target value for metric and a per-pod target")
      }
    }
  }

  private static func container(_ name: String, at path: FieldPath, _ findings: inout Findings) {
    if name.isEmpty {
      findings.required(path, "must specify a container")
    } else {
      findings.check(name, at: path, NameRules.dnsLabel)
    }
  }

  private static func resourceTarget(_ target: Value, at path: FieldPath, _ findings: inout Findings) {
    let hasUse = !target["averageUtilization"].isNull
    let hasValue = !target["averageValue"].isNull
    if !hasUse, !hasValue {
      findings.required(
        path.child("averageUtilization"), "must set either a target raw value or a target utilization")
    } else if hasUse, hasValue {
      findings.forbidden(
        path.child("averageValue"), "may not set both a target raw value and a target utilization")
    }
  }

  private static func identifier(_ metric: Value, at path: FieldPath, _ findings: inout Findings) {
    if metric[.name].text.isEmpty {
      findings.required(path.child("name"), "must specify a metric name")
    } else {
      findings.check(metric[.name].text, at: path.child("name"), NameRules.pathSegment)
    }
  }

  private static func target(_ target: Value, at path: FieldPath, _ findings: inout Findings) {
    let type = target[.type].text
    if type.isEmpty {
      findings.required(path.child("type"), "must specify a metric target type")
    } else if !["Utilization", "Value", "AverageValue"].contains(type) {
      findings.invalid(
        path.child("type"), .string(type), "must be either Utilization, Value, or AverageValue")
    }
    for key in ["value", "averageValue"] {
      guard let amount = Quantity(value: target[Key(key)]), amount <= .zero else { continue }
      findings.invalid(path.child(key), .string(amount.text), "must be positive")
    }
    if let use = target["averageUtilization"].int, use < 1 {
      findings.invalid(path.child("averageUtilization"), .int(use), "must be greater than 0")
    }
  }
}
