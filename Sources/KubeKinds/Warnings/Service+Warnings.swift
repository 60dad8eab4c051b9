// What the authors of services and their like are warned of (pkg/api/service, pkg/registry/networking).
import KubeObjects

extension ServiceRules {
  private static let hints: Key = "service.kubernetes.io/topology-aware-hints"

  /// Services are warned of at every change, whatever it is.
  func warnings(_ service: Value, old: Value?) -> [String] {
    let spec = service[.spec]
    let isExternal = spec[.type] == "ExternalName"
    let isHeadless = spec[.type] == "ClusterIP" && spec[.clusterIP] == "None"
    var warnings: [String] = []
    if !service[.metadata][.annotations][Self.hints].isNull {
      warnings.append(
        "annotation \(Self.hints.text) is deprecated, please use service.kubernetes.io/topology-mode instead")
    }
    warnings += Self.list(spec[.clusterIPs], "clusterIPs", AddressWarnings.address)
    if isHeadless { warnings += Self.headless(spec) }
    warnings += Self.list(spec[.externalIPs], "externalIPs", AddressWarnings.address)
    let hasExternal = !spec[.externalIPs].elements.isEmpty
    if hasExternal, !isHeadless, !isExternal {
      warnings.append("spec.externalIPs is deprecated and may no longer be implemented in some clusters")
    }
    warnings += AddressWarnings.address(spec["loadBalancerIP"].text, at: FieldPath("spec.loadBalancerIP"))
    warnings += Self.list(
      spec["loadBalancerSourceRanges"], "loadBalancerSourceRanges", AddressWarnings.range)
    if hasExternal, isExternal { warnings.append(#"spec.externalIPs is ignored when spec.type is "ExternalName""#) }
    if !isExternal, !spec["externalName"].text.isEmpty {
      warnings.append(#"spec.externalName is ignored when spec.type is not "ExternalName""#)
    }
    if spec["trafficDistribution"] == "PreferClose" {
      warnings.append(#"spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone""#)
    }
    return warnings
  }

  private static func list(
    _ list: Value, _ field: String, _ rule: (String, FieldPath) -> [String]
  ) -> [String] {
    list.elements.enumerated().flatMap { index, item in
      rule(item.text, FieldPath("spec").child(field).index(index))
    }
  }

  private static func headless(_ spec: Value) -> [String] {
    [
      ("loadBalancerIP", !spec["loadBalancerIP"].text.isEmpty),
      ("externalIPs", !spec[.externalIPs].elements.isEmpty),
      ("SessionAffinity", spec[.sessionAffinity] != "None"),
    ].filter(\.1).map { "spec.\($0.0) is ignored for headless services" }
  }
}

extension IngressRules {
  private static let classAnnotation: Key = "kubernetes.io/ingress.class"

  func warnings(_ ingress: Value, old: Value?) -> [String] {
    guard old == nil, !ingress[.metadata][.annotations][Self.classAnnotation].isNull else { return [] }
    return ["annotation \"kubernetes.io/ingress.class\" is deprecated, please use 'spec.ingressClassName' instead"]
  }
}

extension ServiceAccountRules {
  private static let mountableSecrets: Key = "kubernetes.io/enforce-mountable-secrets"

  func warnings(_ account: Value, old: Value?) -> [String] {
    let annotations = account[.metadata][.annotations]
    guard !annotations[Self.mountableSecrets].isNull, old?[.metadata][.annotations] != annotations else { return [] }
    return [
      "metadata.annotations[\(Self.mountableSecrets.text)]: deprecated in v1.32+; prefer separate namespaces to "
        + "isolate access to mounted secrets"
    ]
  }
}
