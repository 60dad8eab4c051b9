// Running pods are given no more than their node has to give.
import KubeKinds
import KubeObjects

/// The plugin `PodResizeValidator`: what could never be granted is refused at once.
struct PodResizeValidator: AdmissionPlugin {
  func validate(_ pod: Value, _ request: AdmissionRequest, _ registry: Registry) throws(APIStatus) {
    guard request.kind.id == .pod, request.subresource == .resize else { return }
    let name = pod[.spec][.nodeName].text
    if name.isEmpty || request.old?[.spec] == pod[.spec] { return }
    guard let node = registry.store.object(ObjectKey(.node, "", name)) else {
      throw .forbidden(request.kind.groupResource, request.name, "node \"\(name)\" not found")
    }
    if let system = node[.metadata][.labels]["kubernetes.io/os"].string, system != "linux" {
      throw refusal(
        request, "UnsupportedPlatform",
        "pod resize is only supported on linux nodes, node \"\(name)\" is \"\(system)\"")
    }
    let missing = missing(PodResources.requests(pod[.spec]), ResourceAmounts(node[.status]["allocatable"]))
    if !missing.isEmpty {
      throw refusal(
        request, "NodeCapacity",
        "node didn't have enough allocatable resources: \(missing.joined(separator: "; "))")
    }
  }

  private func missing(_ requests: ResourceAmounts, _ room: ResourceAmounts) -> [String] {
    [Key("cpu"), "memory"].compactMap { name in
      let (asked, given) = (requests[name] ?? .zero, room[name] ?? .zero)
      guard asked > given else { return nil }
      let amounts = name == "cpu" ? (asked.millis, given.millis) : (asked.wholes, given.wholes)
      return "\(name.text), requested: \(amounts.0), allocatable: \(amounts.1)"
    }
  }

  private func refusal(_ request: AdmissionRequest, _ cause: String, _ detail: String) -> APIStatus {
    var status = APIStatus.forbidden(request.kind.groupResource, request.name, detail)
    status.causes.append(APIStatus.Cause(reason: cause, message: "", field: ""))
    return status
  }
}
