// What the authors of services and their like are warned of (pkg/api/service, pkg/registry/networking).
import KubeObjects

extension ServiceRules {
  func warnings(_ service: Value, old: Value?) -> [String] {
    let spec = service[.spec]
    if let old, old[.spec] == spec { return [] }
    var warnings: [String] = []
    let isExternal = spec[.type] == "ExternalName"
    if !spec[.externalIPs].elements.isEmpty {
      warnings.append("spec.externalIPs is deprecated")
      if isExternal { warnings.append(#"spec.externalIPs is ignored when spec.type is "ExternalName""#) }
    }
    if !isExternal, !spec["externalName"].text.isEmpty {
      warnings.append(#"spec.externalName is ignored when spec.type is not "ExternalName""#)
    }
    return warnings
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
