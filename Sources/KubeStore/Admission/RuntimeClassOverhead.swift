// Pods that name a runtime class get what it costs, and its constraints on nodes.
import KubeKinds
import KubeObjects

/// The plugin `RuntimeClass` (plugin/pkg/admission/runtimeclass).
struct RuntimeClassOverhead: AdmissionPlugin {
  func mutate(_ pod: inout Value, _ request: AdmissionRequest, _ registry: Registry) throws(APIStatus) {
    guard request.kind.id == .pod, request.operation == .create, request.subresource == nil else { return }
    let name = pod[.spec][.runtimeClassName].text
    if name.isEmpty {
      if pod[.spec][.overhead].isNull { return }
      throw refusal(request, "pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead")
    }
    guard let found = registry.store.object(ObjectKey(.runtimeClass, "", name)) else {
      throw refusal(request, "pod rejected: RuntimeClass \(GoText.quoted(name)) not found")
    }
    try addOverhead(&pod, found[.overhead]["podFixed"], request)
    try addScheduling(&pod, found["scheduling"], request)
  }

  private func addOverhead(_ pod: inout Value, _ cost: Value, _ request: AdmissionRequest) throws(APIStatus) {
    let given = pod[.spec][.overhead]
    guard given.isNull || given == cost else {
      throw refusal(
        request, "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead")
    }
    if !cost.isNull { pod[.spec][.overhead] = cost }
  }

  private func addScheduling(_ pod: inout Value, _ scheduling: Value, _ request: AdmissionRequest) throws(APIStatus) {
    for (key, value) in scheduling[.nodeSelector].fields {
      let given = pod[.spec][.nodeSelector][key]
      guard given.isNull || given == value else {
        throw refusal(
          request, "conflict: runtimeClass.scheduling.nodeSelector[\(key.text)] = \(value.text); "
            + "pod.spec.nodeSelector[\(key.text)] = \(given.text)")
      }
      pod[.spec][.nodeSelector][key] = value
    }
    var tolerations = pod[.spec][.tolerations].elements
    for toleration in scheduling[.tolerations].elements where !tolerations.contains(toleration) {
      tolerations.append(toleration)
    }
    if !tolerations.isEmpty { pod[.spec][.tolerations] = .array(tolerations) }
  }

  private func refusal(_ request: AdmissionRequest, _ detail: String) -> APIStatus {
    .forbidden(request.kind.groupResource, request.name, detail)
  }
}
