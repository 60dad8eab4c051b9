// What the API server does with FlowSchemas (pkg/apis/flowcontrol/validation).
import KubeObjects

struct FlowSchemaRules: KindRules {
  var tracksGeneration: Bool { true }

  func applyDefaults(_ flow: inout Value) {
    if flow[.spec]["matchingPrecedence"].number == 0 { flow[.spec]["matchingPrecedence"] = 1000 }
  }

  func validate(_ flow: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(flow[.metadata], isNamespaced: false, NameRules.dnsSubdomain, &findings)
    check(flow, &findings)
    return findings.errors
  }

  func validateUpdate(_ flow: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(flow[.metadata], old: old[.metadata], &findings)
    check(flow, &findings)
    return findings.errors
  }

  private func check(_ flow: Value, _ findings: inout Findings) {
    let (spec, name, path) = (flow[.spec], flow[.metadata][.name].text, FieldPath("spec"))
    precedence(spec["matchingPrecedence"], name, at: path.child("matchingPrecedence"), &findings)
    let method = spec["distinguisherMethod"]
    if !method.isNull, !["ByNamespace", "ByUser"].contains(method[.type].text) {
      findings.notSupported(
        path.child("distinguisherMethod").child("type"), ["Type": method[.type]], ["ByNamespace", "ByUser"])
    }
    let level = spec["priorityLevelConfiguration"][.name].text
    let levelPath = path.child("priorityLevelConfiguration").child("name")
    if level.isEmpty {
      findings.required(levelPath, "must reference a priority level")
    } else {
      findings.check(level, at: levelPath, NameRules.dnsSubdomain)
    }
    for (index, rule) in spec["rules"].elements.enumerated() {
      FlowRuleValidation.check(rule, at: path.child("rules").index(index), &findings)
    }
    if let fixed = StandardFlows.fixedSpec(ofSchema: name), spec != fixed {
      findings.invalid(
        path, shown: GoDump.compact(spec, as: "flowcontrol/v1.FlowSchemaSpec"),
        "spec of '\(name)' must equal the fixed value")
    }
  }

  private func precedence(_ number: Value, _ name: String, at path: FieldPath, _ findings: inout Findings) {
    if number.number <= 0 { findings.invalid(path, number, "must be a positive value") }
    if number.number > 10_000 { findings.invalid(path, number, "must not be greater than 10000") }
    if number.number == 1, name != "exempt" {
      findings.invalid(path, number, "only the schema named 'exempt' may have matchingPrecedence 1")
    }
  }
}
