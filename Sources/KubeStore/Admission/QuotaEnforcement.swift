// Objects that would exceed a quota of their namespace are refused, and those that fit are charged to it.
import KubeKinds
import KubeObjects

extension Registry {
  /// Most clusters have none, and then nobody has to work out what an object uses.
  fileprivate var hasQuotas: Bool { store.count(.resourceQuota) > 0 }
}

/// The plugin `ResourceQuota` (k8s.io/apiserver pkg/admission/plugin/resourcequota).
struct QuotaEnforcement: AdmissionPlugin {
  func validate(_ object: Value, _ request: AdmissionRequest, _ registry: Registry) throws(APIStatus) {
    guard registry.hasQuotas, counts(request) else { return }
    let quotas = quotas(object, request, registry)
    for quota in quotas { try checkStatement(object, quota, request) }
    let charge = charge(object, request)
    if charge.isEmpty { return }
    for quota in quotas {
      let hard = ResourceAmounts(quota[.status]["hard"])
      let used = ResourceAmounts(quota[.status]["used"])
      let requested = charge.masked(hard.names)
      let exceeded = requested.names.filter { name in
        (used[name] ?? .zero) + (requested[name] ?? .zero) > (hard[name] ?? .zero)
      }
      if exceeded.isEmpty { continue }
      throw .forbidden(
        request.kind.groupResource, request.name,
        "exceeded quota: \(quota[.metadata][.name].text), requested: \(requested.masked(exceeded).text), "
          + "used: \(used.masked(exceeded).text), limited: \(hard.masked(exceeded).text)")
    }
  }

  func settle(_ object: Value, _ request: AdmissionRequest, _ registry: Registry) {
    guard registry.hasQuotas, counts(request) else { return }
    let charge = charge(object, request)
    if charge.isEmpty { return }
    for quota in quotas(object, request, registry) {
      var used = ResourceAmounts(quota[.status]["used"])
      let requested = charge.masked(ResourceAmounts(quota[.status]["hard"]).names)
      if requested.isEmpty { continue }
      used += requested
      var charged = quota
      charged[.status]["used"] = used.value
      registry.store.put(ObjectKey(.resourceQuota, request.namespace, quota[.metadata][.name].text), charged)
    }
  }

  /// Changes count where they can make an object larger.
  private func counts(_ request: AdmissionRequest) -> Bool {
    switch (request.operation, request.subresource) {
    case (.create, nil): return request.kind.isNamespaced
    case (.update, nil): return request.kind.id == .persistentVolumeClaim || request.kind.id == .service
    case (.update, .resize): return true
    default: return false
    }
  }

  /// The quotas of the namespace that count an object, in the order of their names.
  private func quotas(_ object: Value, _ request: AdmissionRequest, _ registry: Registry) -> [Value] {
    registry.store.list(.resourceQuota, namespace: request.namespace).filter { quota in
      QuotaScope.includes(object, request.kind, quota[.spec])
        && quota[.status]["hard"].fields.contains { ResourceUsage.counts(request.kind, for: $0.key) }
    }
  }

  /// What an object adds to what its namespace uses.
  private func charge(_ object: Value, _ request: AdmissionRequest) -> ResourceAmounts {
    var usage = ResourceUsage.of(object, request.kind)
    if let old = request.old { usage -= ResourceUsage.of(old, request.kind) }
    return usage.positive
  }

  /// A quota on processors or memory asks every container to say how much it wants, and no quota lets anything in
  /// before it is known what is used.
  private func checkStatement(_ object: Value, _ quota: Value, _ request: AdmissionRequest) throws(APIStatus) {
    let name = quota[.metadata][.name].text
    let resources = ResourceAmounts(quota[.status]["hard"]).names.filter { ResourceUsage.counts(request.kind, for: $0) }
    if request.kind.id == .pod, let omission = ResourceUsage.omission(object, required: resources) {
      throw .forbidden(request.kind.groupResource, request.name, "failed quota: \(name): \(omission)")
    }
    let used = quota[.status]["used"]
    guard resources.contains(where: { used[$0].isNull }) else { return }
    throw .forbidden(
      request.kind.groupResource, request.name,
      "status unknown for quota: \(name), resources: \(resources.map(\.text).joined(separator: ","))")
  }
}
