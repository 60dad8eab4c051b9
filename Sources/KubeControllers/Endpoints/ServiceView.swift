// A service as the endpoint controllers read it.
import KubeKinds
import KubeObjects

/// The fields of a service that decide about its endpoints.
struct ServiceView: Equatable {
  let key: ObjectKey
  let uid: String
  let selector: LabelSelector
  let ports: [Value]
  let publishesNotReady: Bool
  let isHeadless: Bool
  let labels: Value

  /// `nil` for services whose endpoints somebody else writes: those without a selector and external names.
  init?(_ key: ObjectKey, _ service: Value) {
    let spec = service[.spec]
    guard let selector = LabelSelector(map: spec[.selector]), spec[.type].text != "ExternalName" else { return nil }
    self.key = key
    self.selector = selector
    uid = service[.metadata][.uid].text
    ports = spec[.ports].elements
    publishesNotReady = spec[.publishNotReadyAddresses].isTrue
    isHeadless = spec[.clusterIP].text == "None"
    labels = service[.metadata][.labels]
  }

  /// The ports of a pod behind the service's ports. Ports the pod does not name are left out (`FindPort`).
  func ports(of pod: Value) -> [Value] {
    ports.compactMap { port in
      guard let number = number(of: port, in: pod) else { return nil }
      var found: Value = [
        .name: .string(port[.name].text), .port: .int(number), .protocol: .string(port[.protocol].string ?? "TCP"),
      ]
      found.set(.appProtocol, port.fields[.appProtocol])
      return found
    }
  }

  private func number(of port: Value, in pod: Value) -> Int64? {
    switch port[.targetPort] {
    case .int(let number): return number
    case .string(let name): return named(name, port[.protocol].string ?? "TCP", in: pod)
    default: return port[.port].int
    }
  }

  private func named(_ name: String, _ transport: String, in pod: Value) -> Int64? {
    let sidecars = pod[.spec][.initContainers].elements.filter { $0[.restartPolicy].text == "Always" }
    for container in pod[.spec][.containers].elements + sidecars {
      for port in container[.ports].elements
      where port[.name].text == name && (port[.protocol].string ?? "TCP") == transport {
        return port[.containerPort].int
      }
    }
    return nil
  }
}

/// A pod as an endpoint of a service.
struct PodEndpoint: Equatable {
  let ip: String
  let ports: [Value]
  /// The entry of an EndpointSlice.
  let slice: Value
  /// The entry of the older Endpoints; `nil` where a pod is only listed in slices.
  let address: Value?
  /// Whether the older Endpoints list it as ready.
  let isListedReady: Bool

  /// `nil` for pods that have no address or have ended (`ShouldPodBeInEndpoints`).
  init?(_ service: ServiceView, _ key: ObjectKey, _ pod: Value) {
    let ip = pod[.status][.podIP].text
    let phase = pod[.status][.phase].text
    guard !ip.isEmpty, phase != "Succeeded", phase != "Failed" else { return nil }
    self.ip = ip
    ports = service.ports(of: pod)
    let isReady = PodCondition.isReady(pod)
    let isTerminating = !pod[.metadata][.deletionTimestamp].isNull
    var common: Value = [
      .targetRef: [
        .kind: "Pod", .name: .string(key.name), .namespace: .string(key.namespace), .uid: pod[.metadata][.uid],
      ]
    ]
    common.set(.nodeName, pod[.spec].fields[.nodeName])
    let hostname = pod[.spec][.hostname]
    if !hostname.text.isEmpty, pod[.spec][.subdomain].text == service.key.name { common[.hostname] = hostname }
    var entry = common
    entry[.addresses] = [.string(ip)]
    entry[.conditions] = [
      .ready: .bool(service.publishesNotReady || (isReady && !isTerminating)), .serving: .bool(isReady),
      .terminating: .bool(isTerminating),
    ]
    slice = entry
    isListedReady = service.publishesNotReady || isReady
    if isTerminating, !service.publishesNotReady {
      address = nil
    } else {
      common[.ip] = .string(ip)
      address = common
    }
  }
}
