// What the API server does with Services, but for addresses and ports, which the registry hands out.
import KubeObjects

struct ServiceRules: KindRules {
  func prepareForCreate(_ service: inout Value) {
    service.remove(.status)
    ServiceChanges.settleAddresses(&service, old: nil)
  }

  func prepareForUpdate(_ service: inout Value, old: Value) {
    service.set(.status, old.fields[.status])
    ServiceChanges.keepAllocated(&service, old: old)
    ServiceChanges.settleAddresses(&service, old: old)
    ServiceChanges.dropUnused(&service, old: old)
  }

  func applyDefaults(_ service: inout Value) {
    service.amend(.spec) { spec in
      Self.defaultAffinity(&spec)
      spec.amendElements(.ports) { port in
        let target = port[.targetPort]
        if target == 0 || target.isNull || target == "" { port[.targetPort] = port[.port] }
      }
    }
    Self.defaultTraffic(&service)
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

  private static func defaultTraffic(_ service: inout Value) {
    let type = service[.spec][.type].text
    let isOpen = ServiceChanges.isOpenToTheOutside(service)
    service.amend(.spec) { spec in
      if isOpen { spec.setDefault(.externalTrafficPolicy, "Cluster") }
      if type != "ExternalName" { spec.setDefault(.internalTrafficPolicy, "Cluster") }
      if type == "LoadBalancer" { spec.setDefault(.allocateLoadBalancerNodePorts, true) }
    }
  }

  func validateStatusUpdate(_ service: Value, old: Value) -> [FieldError] {
    StatusValidation.balancer(service, old: old, mayHaveNone: true)
  }

  func validate(_ service: Value) -> [FieldError] {
    var findings = Findings()
    ServiceValidation.check(service, &findings)
    return findings.errors
  }

  func validateUpdate(_ service: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(service[.metadata], old: old[.metadata], &findings)
    ServiceValidation.update(service, old: old, &findings)
    ServiceValidation.check(service, &findings)
    return findings.errors
  }
}
