// Pods get the number that their priority class stands for; one class may be everybody's.
import KubeKinds
import KubeObjects

/// The plugin `Priority`.
struct PodPriority: AdmissionPlugin {
  func mutate(_ object: inout Value, _ request: AdmissionRequest, _ registry: Registry) throws(APIStatus) {
    guard request.kind.id == .pod, request.subresource == nil else { return }
    switch request.operation {
    case .create: try assign(&object, request, registry)
    case .update: keep(&object, request.old ?? .null)
    case .delete: return
    }
  }

  func validate(_ object: Value, _ request: AdmissionRequest, _ registry: Registry) throws(APIStatus) {
    guard request.kind.id == .priorityClass, request.operation != .delete, object[.globalDefault].isTrue else {
      return
    }
    guard let other = Self.globalDefault(registry), other[.metadata][.name] != object[.metadata][.name] else {
      return
    }
    throw .forbidden(
      request.kind.groupResource, request.name,
      "PriorityClass \(other[.metadata][.name].text) is already marked as default. Only one default can exist")
  }

  private func keep(_ pod: inout Value, _ old: Value) {
    for key in [Key.priority, .preemptionPolicy] where pod[.spec][key].isNull && !old[.spec][key].isNull {
      pod[.spec][key] = old[.spec][key]
    }
  }

  private func assign(
    _ pod: inout Value, _ request: AdmissionRequest, _ registry: Registry
  ) throws(APIStatus) {
    let assigned = try priorityClass(pod, request, registry)
    let value = assigned?[.value].int ?? 0
    let policy = assigned?[.preemptionPolicy].string ?? "PreemptLowerPriority"
    if let name = assigned?[.metadata][.name], pod[.spec][.priorityClassName] != name {
      pod[.spec][.priorityClassName] = name
    }
    if let given = pod[.spec][.priority].int, given != value {
      throw refusal(
        request, "the integer value of priority (\(given)) must not be provided in pod spec; "
          + "priority admission controller computed \(value) from the given PriorityClass name")
    }
    if let given = pod[.spec][.preemptionPolicy].string, given != policy {
      throw refusal(
        request, "the string value of PreemptionPolicy (\(given)) must not be provided in pod spec; "
          + "priority admission controller computed \(policy) from the given PriorityClass name")
    }
    pod[.spec][.priority] = .int(value)
    pod[.spec][.preemptionPolicy] = .string(policy)
  }

  private func priorityClass(
    _ pod: Value, _ request: AdmissionRequest, _ registry: Registry
  ) throws(APIStatus) -> Value? {
    let name = pod[.spec][.priorityClassName].text
    if name.isEmpty { return Self.globalDefault(registry) }
    guard let found = registry.store.object(ObjectKey(.priorityClass, "", name)) else {
      throw refusal(request, "no PriorityClass with name \(name) was found")
    }
    return found
  }

  /// The class of pods that name none: of several the one with the lowest value.
  private static func globalDefault(_ registry: Registry) -> Value? {
    registry.store.list(.priorityClass).filter { $0[.globalDefault].isTrue }
      .min { $0[.value].number < $1[.value].number }
  }

  private func refusal(_ request: AdmissionRequest, _ detail: String) -> APIStatus {
    .forbidden(request.kind.groupResource, request.name, detail)
  }
}
