// What the API server does with Services, but for addresses and ports, which the registry hands out.
import KubeObjects

struct ServiceRules: KindRules {
  func applyDefaults(_ service: inout Value) {
    service.amend(.spec) { spec in
      Self.defaultAffinity(&spec)
      spec.amendElements(.ports) { port in
        let target = port[.targetPort]
        if target == 0 || target.isNull || target == "" { port[.targetPort] = port[.port] }
      }
      Self.defaultTraffic(&spec)
    }
  }

  private static func defaultAffinity(_ spec: inout Value) {
    guard spec[.sessionAffinity].text == "ClientIP" else {
      if spec[.sessionAffinity].text == "None" { spec.remove(.sessionAffinityConfig) }
      return
    }
    if spec[.sessionAffinityConfig]["clientIP"]["timeoutSeconds"].isNull {
      spec[.sessionAffinityConfig] = ["clientIP": ["timeoutSeconds": 10_800]]
    }
  }

  private static func defaultTraffic(_ spec: inout Value) {
    let type = spec[.type].text
    let isOpenToTheOutside =
      type == "NodePort" || type == "LoadBalancer"
      || (type == "ClusterIP" && !spec[.externalIPs].elements.isEmpty)
    if isOpenToTheOutside { spec.setDefault(.externalTrafficPolicy, "Cluster") }
    if type != "ExternalName" { spec.setDefault(.internalTrafficPolicy, "Cluster") }
    if type == "LoadBalancer" { spec.setDefault(.allocateLoadBalancerNodePorts, true) }
  }
}
