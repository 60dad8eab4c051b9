// Budgets, priorities, roles and who has them.
import KubeKinds
import KubeObjects

extension Describer {
  static let podDisruptionBudget = Describer { budget, out in
    let spec = budget[.spec]
    out.field("Name", budget.name)
    out.field("Namespace", budget.namespace)
    if !spec["minAvailable"].isNull {
      out.field("Min available", Cell.intOrString(spec["minAvailable"], or: "").printed)
    } else if !spec[.maxUnavailable].isNull {
      out.field("Max unavailable", Cell.intOrString(spec[.maxUnavailable], or: "").printed)
    }
    out.field("Selector", spec[.selector].isNull ? "<unset>" : SelectorText.selectorOrNone(spec[.selector]))
    out.line("Status:")
    let rows: [(String, Key)] = [
      ("Allowed disruptions", "disruptionsAllowed"), ("Current", "currentHealthy"), ("Desired", "desiredHealthy"),
      ("Total", "expectedPods"),
    ]
    for (title, key) in rows { out.field(2, title, String(budget[.status][key].number)) }
  }

  static let priorityClass = Describer { priority, out in
    out.field("Name", priority.name)
    out.field("Value", String(priority[.value].number))
    out.field("GlobalDefault", String(priority["globalDefault"].isTrue))
    out.field("PreemptionPolicy", priority["preemptionPolicy"].text)
    out.field("Description", priority["description"].text)
    out.field("Annotations", SelectorText.labels(priority[.metadata][.annotations]))
  }

  /// Roles, of a namespace or of the cluster.
  static let role = Describer(hasEvents: false) { role, out in
    out.field("Name", role.name)
    out.labels("Labels", role[.metadata][.labels])
    out.annotations("Annotations", role[.metadata][.annotations])
    out.line("PolicyRule:")
    out.header(1, "Resources", "Non-Resource URLs", "Resource Names", "Verbs")
    for rule in PolicyRuleText.compacted(role["rules"].elements) {
      out.row(1, rule.resource, bracketed(rule.urls), bracketed(rule.names), bracketed(rule.verbs))
    }
  }

  private static func bracketed(_ texts: [String]) -> String { "[\(texts.joined(separator: " "))]" }

  /// Role bindings, of a namespace or of the cluster.
  static let roleBinding = Describer(hasEvents: false) { binding, out in
    out.field("Name", binding.name)
    out.labels("Labels", binding[.metadata][.labels])
    out.annotations("Annotations", binding[.metadata][.annotations])
    out.line("Role:")
    out.field(1, "Kind", binding["roleRef"][.kind].text)
    out.field(1, "Name", binding["roleRef"][.name].text)
    out.line("Subjects:")
    out.header(1, "Kind", "Name", "Namespace")
    for subject in binding["subjects"].elements {
      out.row(1, subject[.kind].text, subject[.name].text, subject[.namespace].text)
    }
  }
}
