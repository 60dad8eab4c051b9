// What is wrong with selectors of labels and of nodes.
import KubeObjects

enum SelectorValidation {
  /// A `metav1.LabelSelector`; a missing one is fine.
  static func labels(_ selector: Value, at path: FieldPath, _ findings: inout Findings) {
    MetadataValidation.labels(selector[.matchLabels], at: path.child("matchLabels"), &findings)
    for (index, expression) in selector[.matchExpressions].elements.enumerated() {
      requirement(expression, at: path.child("matchExpressions").index(index), &findings)
    }
  }

  private static func requirement(_ expression: Value, at path: FieldPath, _ findings: inout Findings) {
    let values = expression[.values].elements
    switch expression[.operator].text {
    case "In", "NotIn": someValues(values, at: path, &findings)
    case "Exists", "DoesNotExist": noValues(values, at: path, &findings)
    default: findings.invalid(path.child("operator"), expression[.operator], "not a valid selector operator")
    }
    findings.check(expression[.key].text, at: path.child("key"), NameRules.qualifiedName)
    for (index, value) in values.enumerated() {
      findings.check(value.text, at: path.child("values").index(index), NameRules.labelValue)
    }
  }

  private static func someValues(_ values: [Value], at path: FieldPath, _ findings: inout Findings) {
    guard values.isEmpty else { return }
    findings.required(path.child("values"), "must be specified when `operator` is 'In' or 'NotIn'")
  }

  private static func noValues(_ values: [Value], at path: FieldPath, _ findings: inout Findings) {
    if values.isEmpty { return }
    findings.forbidden(
      path.child("values"), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")
  }

  /// Whether a selector can be used at all: every expression has an operator and the values it needs.
  static func isUsable(_ selector: Value) -> Bool {
    var findings = Findings()
    labels(selector, at: FieldPath(), &findings)
    return findings.isEmpty
  }

  static func isEmptySelector(_ selector: Value) -> Bool {
    selector[.matchLabels].fields.isEmpty && selector[.matchExpressions].elements.isEmpty
  }

  /// A selector as messages show it: Go's JSON, in the order of the fields.
  static func shown(_ selector: Value) -> String { GoDump.compact(selector, as: "meta/v1.LabelSelector") }
}

// MARK: Nodes

extension SelectorValidation {
  static func nodes(_ selector: Value, at path: FieldPath, _ findings: inout Findings) {
    let path = path.child("nodeSelectorTerms")
    let terms = selector["nodeSelectorTerms"].elements
    if terms.isEmpty { findings.required(path, "must have at least one node selector term") }
    for (index, term) in terms.enumerated() { nodeTerm(term, at: path.index(index), checksValues: true, &findings) }
  }

  static func nodeTerm(
    _ term: Value, at path: FieldPath, checksValues: Bool, _ findings: inout Findings
  ) {
    for (index, expression) in term[.matchExpressions].elements.enumerated() {
      nodeRequirement(
        expression, at: path.child("matchExpressions").index(index), checksValues: checksValues, &findings)
    }
    for (index, expression) in term["matchFields"].elements.enumerated() {
      nodeField(expression, at: path.child("matchFields").index(index), &findings)
    }
  }

  private static func nodeRequirement(
    _ expression: Value, at path: FieldPath, checksValues: Bool, _ findings: inout Findings
  ) {
    let values = expression[.values].elements
    switch expression[.operator].text {
    case "In", "NotIn": someValues(values, at: path, &findings)
    case "Exists", "DoesNotExist": noValues(values, at: path, &findings)
    case "Gt", "Lt":
      if values.count != 1 {
        findings.required(
          path.child("values"), "must be specified single value when `operator` is 'Lt' or 'Gt'")
      }
    default: findings.invalid(path.child("operator"), expression[.operator], "not a valid selector operator")
    }
    findings.check(expression[.key].text, at: path.child("key"), NameRules.qualifiedName)
    guard checksValues else { return }
    for (index, value) in values.enumerated() {
      findings.check(value.text, at: path.child("values").index(index), NameRules.labelValue)
    }
  }

  private static func nodeField(_ expression: Value, at path: FieldPath, _ findings: inout Findings) {
    let values = expression[.values].elements
    if !["In", "NotIn"].contains(expression[.operator].text) {
      findings.invalid(path.child("operator"), expression[.operator], "not a valid selector operator")
    } else if values.count != 1 {
      findings.required(
        path.child("values"),
        "must be only one value when `operator` is 'In' or 'NotIn' for node field selector")
    }
    guard expression[.key] == "metadata.name" else {
      return findings.invalid(path.child("key"), expression[.key], "not a valid field selector key")
    }
    for (index, value) in values.enumerated() {
      findings.check(value.text, at: path.child("values").index(index), NameRules.dnsSubdomain)
    }
  }
}
