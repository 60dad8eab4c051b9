// Which objects a quota counts: all of its namespace, or pods of a certain sort.
import KubeObjects

public enum QuotaScope {
  /// Whether a quota with a specification counts an object, as far as its scopes say. Quotas with scopes count pods
  /// only.
  public static func includes(_ object: Value, _ kind: Kind, _ spec: Value) -> Bool {
    let scopes = spec["scopes"].elements
    let expressions = spec["scopeSelector"]["matchExpressions"].elements
    if scopes.isEmpty, expressions.isEmpty { return true }
    guard kind.id == .pod else { return false }
    return scopes.allSatisfy { holds($0.text, "Exists", [], object) }
      && expressions.allSatisfy {
        holds($0["scopeName"].text, $0[.operator].text, $0[.values].elements.map(\.text), object)
      }
  }

  private static func holds(_ scope: String, _ meaning: String, _ values: [String], _ pod: Value) -> Bool {
    let spec = pod[.spec]
    switch scope {
    case "Terminating": return spec[.activeDeadlineSeconds].int.map { $0 >= 0 } ?? false
    case "NotTerminating": return spec[.activeDeadlineSeconds].int.map { $0 < 0 } ?? true
    case "BestEffort": return QualityOfService.of(spec) == "BestEffort"
    case "NotBestEffort": return QualityOfService.of(spec) != "BestEffort"
    case "PriorityClass": return holds(spec[.priorityClassName].text, meaning, values)
    case "CrossNamespacePodAffinity": return reachesOtherNamespaces(spec[.affinity])
    default: return false
    }
  }

  private static func holds(_ name: String, _ meaning: String, _ values: [String]) -> Bool {
    switch meaning {
    case "Exists": return !name.isEmpty
    case "DoesNotExist": return name.isEmpty
    case "In": return values.contains(name)
    case "NotIn": return !values.contains(name)
    default: return false
    }
  }

  private static func reachesOtherNamespaces(_ affinity: Value) -> Bool {
    for key in [Key("podAffinity"), "podAntiAffinity"] {
      let hard = affinity[key]["requiredDuringSchedulingIgnoredDuringExecution"].elements
      let soft = affinity[key]["preferredDuringSchedulingIgnoredDuringExecution"].elements
      for term in hard + soft.map({ $0["podAffinityTerm"] })
      where !term["namespaces"].elements.isEmpty || !term["namespaceSelector"].isNull {
        return true
      }
    }
    return false
  }
}
