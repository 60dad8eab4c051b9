// What is wrong with LimitRanges and ResourceQuotas.
import KubeObjects

enum LimitValidation {
  // MARK: Limit ranges

  static func range(_ spec: Value, _ findings: inout Findings) {
    var types: [String] = []
    for (index, item) in spec[.limits].elements.enumerated() {
      let path = FieldPath("spec.limits").index(index)
      let type = item[.type].text
      typeName(type, at: path.child("type"), &findings)
      if types.contains(type) { findings.duplicate(path.child("type"), .string(type)) }
      types.append(type)
      names(item, type, at: path, &findings)
      amounts(item, at: path, &findings)
    }
  }

  private static func typeName(_ type: String, at path: FieldPath, _ findings: inout Findings) {
    let complaints = NameRules.qualifiedName(type)
    for complaint in complaints { findings.invalid(path, .string(type), complaint) }
    if complaints.isEmpty, !type.contains("/"), !["Pod", "Container", "PersistentVolumeClaim"].contains(type) {
      findings.invalid(path, .string(type), "must be a standard limit type or fully qualified")
    }
  }

  private static func names(_ item: Value, _ type: String, at path: FieldPath, _ findings: inout Findings) {
    var lists: [Key] = [.max, .min]
    if type == "Pod" {
      for key in [Key.default, .defaultRequest] where !item[key].fields.isEmpty {
        findings.forbidden(path.child(key.text), "may not be specified when `type` is 'Pod'")
      }
    } else {
      lists += [.default, .defaultRequest]
    }
    for list in lists {
      for (name, _) in item[list].fields {
        ResourceValidation.limitName(
          name.text, ofType: type, at: path.child(list.text).key(name.text), &findings)
      }
    }
    if type == "PersistentVolumeClaim", item[.min][.storage].isNull, item[.max][.storage].isNull {
      findings.required(
        path.child("limits"), "either minimum or maximum storage value is required, but neither was provided")
    }
    for (name, _) in item[.maxLimitRequestRatio].fields {
      ResourceValidation.limitName(
        name.text, ofType: type, at: path.child("maxLimitRequestRatio").key(name.text), &findings)
    }
  }

  private static func amounts(_ item: Value, at path: FieldPath, _ findings: inout Findings) {
    let lists: [Key] = [.max, .min, .default, .defaultRequest, .maxLimitRequestRatio]
    var seen: [Key] = []
    for list in lists {
      for (name, _) in item[list].fields where !seen.contains(name) { seen.append(name) }
    }
    for name in seen { amounts(of: name, item, at: path, &findings) }
  }

  /// The smallest, the usual and the largest amount must be in that order.
  private static func amounts(
    of name: Key, _ item: Value, at path: FieldPath, _ findings: inout Findings
  ) {
    func amount(_ list: Key) -> Quantity? { Quantity(value: item[list][name]) }
    func report(_ list: Key, _ shown: Quantity, _ detail: String) {
      findings.invalid(path.child(list.text).key(name.text), .string(shown.text), detail)
    }
    let (least, most) = (amount(.min), amount(.max))
    let (limit, request) = (amount(.default), amount(.defaultRequest))
    if let least, let most, least > most {
      report(.min, least, "min value \(least) is greater than max value \(most)")
    }
    if let request, let least, least > request {
      report(.defaultRequest, request, "min value \(least) is greater than default request value \(request)")
    }
    if let request, let most, request > most {
      report(.defaultRequest, request, "default request value \(request) is greater than max value \(most)")
    }
    if let request, let limit, request > limit {
      report(.defaultRequest, request, "default request value \(request) is greater than default limit value \(limit)")
    }
    if let limit, let least, least > limit {
      report(.default, least, "min value \(least) is greater than default value \(limit)")
    }
    if let limit, let most, limit > most {
      report(.default, most, "default value \(limit) is greater than max value \(most)")
    }
    if let ratio = amount(.maxLimitRequestRatio), ratio < Quantity(1) {
      report(.maxLimitRequestRatio, ratio, "ratio \(ratio) is less than 1")
    }
    if let ratio = amount(.maxLimitRequestRatio), let least, let most, least > .zero {
      let limit = Double(most.millis) / Double(least.millis)
      if Double(ratio.millis) / 1_000 > limit {
        let shown = GoNumber.fixed(limit, places: 6)
        report(.maxLimitRequestRatio, ratio, "ratio \(ratio) is greater than max/min = \(shown)")
      }
    }
    if !ResourceValidation.mayOvercommit(name.text), let limit, let request, limit != request {
      report(
        .defaultRequest, request,
        "default value \(limit) must equal to defaultRequest value \(request) in \(name.text)")
    }
  }

  // MARK: Quotas

  static func quota(_ spec: Value, _ findings: inout Findings) {
    for (name, amount) in spec["hard"].fields {
      let path = FieldPath("spec.hard").key(name.text)
      ResourceValidation.quotaName(name.text, at: path, &findings)
      ResourceValidation.amount(amount, of: name.text, at: path, &findings)
    }
    let hard = spec["hard"].fields.keys.sorted { $0.text < $1.text }
    scopes(spec["scopes"].elements, hard: hard, &findings)
    selector(spec["scopeSelector"], hard: hard, &findings)
  }

  static let knownScopes = [
    "Terminating", "NotTerminating", "BestEffort", "NotBestEffort", "PriorityClass", "CrossNamespacePodAffinity",
    "VolumeAttributesClass",
  ]

  private static func scopes(_ scopes: [Value], hard: [Key], _ findings: inout Findings) {
    let path = FieldPath("spec.scopes")
    for scope in scopes {
      if !knownScopes.contains(scope.text) { findings.invalid(path, .array(scopes), "unsupported scope") }
      for name in hard where !isCounted(name.text, in: scope.text) {
        findings.invalid(path, .array(scopes), "unsupported scope applied to resource")
      }
    }
    for (one, other) in [("BestEffort", "NotBestEffort"), ("Terminating", "NotTerminating")]
    where scopes.contains(.string(one)) && scopes.contains(.string(other)) {
      findings.invalid(path, .array(scopes), "conflicting scopes")
    }
  }

  private static let ofPods = [
    "pods", "cpu", "memory", "limits.cpu", "limits.memory", "requests.cpu", "requests.memory",
  ]

  /// Whether a scope can count a resource: most scopes are of pods, and pods of best effort ask for nothing.
  private static func isCounted(_ resource: String, in scope: String) -> Bool {
    guard ResourceValidation.isStandardOfQuotas(resource), knownScopes.contains(scope) else { return true }
    switch scope {
    case "BestEffort": return resource == "pods"
    case "VolumeAttributesClass": return ["persistentvolumeclaims", "requests.storage"].contains(resource)
    default: return ofPods.contains(resource)
    }
  }

  private static func selector(_ selector: Value, hard: [Key], _ findings: inout Findings) {
    let path = FieldPath("spec.scopeSelector.matchExpressions")
    let shown = GoDump.compact(selector, as: "core/v1.ScopeSelector")
    var seen: [String] = []
    for expression in selector[.matchExpressions].elements {
      let scope = expression["scopeName"].text
      seen.append(scope)
      if !knownScopes.contains(scope) {
        findings.invalid(path.child("scopeName"), .string(scope), "unsupported scope")
      }
      for name in hard where !isCounted(name.text, in: scope) {
        findings.invalid(path, shown: shown, "unsupported scope applied to resource")
      }
      meaning(expression, scope, at: path, &findings)
    }
    for (one, other) in [("BestEffort", "NotBestEffort"), ("Terminating", "NotTerminating")]
    where seen.contains(one) && seen.contains(other) {
      findings.invalid(path, shown: "null", "conflicting scopes")
    }
  }

  private static func meaning(
    _ expression: Value, _ scope: String, at path: FieldPath, _ findings: inout Findings
  ) {
    let name = expression[.operator]
    let mayNameValues = ["PriorityClass", "VolumeAttributesClass"].contains(scope)
    if knownScopes.contains(scope), !mayNameValues, name != "Exists" {
      findings.invalid(
        path.child("operator"), name, "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, "
          + "ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or "
          + "ResourceQuotaScopeCrossNamespacePodAffinity")
    }
    let values = expression[.values]
    switch name.text {
    case "In", "NotIn":
      if !values.elements.isEmpty { return }
      findings.required(
        path.child("values"), "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector")
    case "Exists", "DoesNotExist":
      if values.elements.isEmpty { return }
      findings.invalid(
        path.child("values"), values,
        "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector")
    default: findings.invalid(path.child("operator"), name, "not a valid selector operator")
    }
  }
}
