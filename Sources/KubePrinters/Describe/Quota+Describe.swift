// Quotas and limits, and the namespaces they hold in.
import KubeKinds
import KubeObjects

extension Describer {
  static let resourceQuota = Describer(hasEvents: false) { quota, out in
    out.field("Name", quota.name)
    out.field("Namespace", quota.namespace)
    scopes(quota[.spec], level: 0, " * ", &out)
    out.row(0, "Resource", "Used", "Hard")
    out.row(0, "--------", "----", "----")
    amounts(quota[.status], level: 0, &out)
  }

  private static func amounts(_ status: Value, level: Int, _ out: inout DescribeText) {
    for hard in status["hard"].fields {
      let used = status["used"][hard.key].string ?? "0"
      out.row(level, hard.key.text, level == 0 ? Self.used(used, as: hard.value.text) : used, hard.value.text)
    }
  }

  /// What is used, written in the format of what may be.
  private static func used(_ text: String, as hard: String) -> String {
    guard let used = Quantity(value: .string(text)), let hard = Quantity(value: .string(hard)),
      used.format != hard.format
    else { return text }
    return Quantity(used.wholes, hard.format).text
  }

  private static func scopes(_ spec: Value, level: Int, _ bullet: String, _ out: inout DescribeText) {
    let scopes = spec["scopes"].elements.map(\.text).sorted(by: SelectorText.bytesPrecede)
    if scopes.isEmpty { return }
    out.field(level, "Scopes", scopes.joined(separator: ", "))
    for scope in scopes { if let words = scopeWords[scope] { out.line(level, bullet + words) } }
  }

  private static let scopeWords = [
    "Terminating":
      "Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being "
      + "actively terminated by the system.",
    "NotTerminating":
      "Matches all pods that do not have an active deadline. These pods usually include long running pods whose "
      + "container command is not expected to terminate.",
    "BestEffort":
      "Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.",
    "NotBestEffort":
      "Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed "
      + "quality of service.",
  ]

  static let limitRange = Describer(hasEvents: false) { limits, out in
    out.field("Name", limits.name)
    out.field("Namespace", limits.namespace)
    limitHeader("", &out)
    limitRows(limits[.spec], "", &out)
  }

  private static let limitColumns = [
    "Type", "Resource", "Min", "Max", "Default Request", "Default Limit", "Max Limit/Request Ratio",
  ]

  private static func limitHeader(_ prefix: String, _ out: inout DescribeText) {
    out.line(prefix + limitColumns.joined(separator: "\t"))
    out.line(prefix + limitColumns.map { String(repeating: "-", count: $0.count) }.joined(separator: "\t"))
  }

  private static func limitRows(_ spec: Value, _ prefix: String, _ out: inout DescribeText) {
    let keys: [Key] = ["min", "max", "defaultRequest", "default", "maxLimitRequestRatio"]
    for limit in spec[.limits].elements {
      let resources = Set(keys.flatMap { limit[$0].fields.keys.map(\.text) }).sorted(by: SelectorText.bytesPrecede)
      for resource in resources {
        let amounts = keys.map { limit[$0][Key(resource)].string ?? "-" }
        out.line(prefix + ([limit[.type].text, resource] + amounts).joined(separator: "\t"))
      }
    }
  }

  static let namespace = Describer(
    hasEvents: false,
    relations: { [.quotas(in: $0), .limits(in: $0)] },
    body: { namespace, out in
      out.field("Name", namespace.name)
      out.labels("Labels", namespace[.metadata][.labels])
      out.annotations("Annotations", namespace[.metadata][.annotations])
      out.field("Status", namespace[.status][.phase].text)
      out.timedConditions(namespace[.status][.conditions])
      out.line("")
      quotas(namespace.related.objects(.quotas(in: namespace.value)), &out)
      out.line("")
      limits(namespace.related.objects(.limits(in: namespace.value)), &out)
    })

  private static func quotas(_ quotas: [Value], _ out: inout DescribeText) {
    if quotas.isEmpty { return out.line("No resource quota.") }
    out.line("Resource Quotas")
    let byName = GoSort.sorted(quotas) {
      SelectorText.bytesPrecede($0[.metadata][.name].text, $1[.metadata][.name].text)
    }
    for quota in byName {
      out.field(1, "Name", quota[.metadata][.name].text)
      scopes(quota[.spec], level: 1, "* ", &out)
      out.row(1, "Resource", "Used", "Hard")
      out.row(1, "--------", "---", "---")
      amounts(quota[.status], level: 1, &out)
    }
  }

  private static func limits(_ ranges: [Value], _ out: inout DescribeText) {
    if ranges.isEmpty { return out.line("No LimitRange resource.") }
    out.line("Resource Limits")
    limitHeader(" ", &out)
    for range in ranges { limitRows(range[.spec], " ", &out) }
  }
}

extension Relation {
  static func quotas(in namespace: Value) -> Relation {
    Relation(.resourceQuota, in: namespace[.metadata][.name].text, .all)
  }

  static func limits(in namespace: Value) -> Relation {
    Relation(.limitRange, in: namespace[.metadata][.name].text, .all)
  }
}
