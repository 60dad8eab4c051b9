// The EndpointSlices of one service: up to a hundred endpoints each, all with the same ports.
import KubeKinds
import KubeObjects
import KubeStore

/// Which endpoint is in which slice, and which slices have to be written.
struct SliceSet {
  /// kube-controller-manager's `--max-endpoints-per-slice`.
  static let capacity = 100
  static let managedBy: Key = "endpointslice.kubernetes.io/managed-by"
  static let serviceName: Key = "kubernetes.io/service-name"
  static let headless: Key = "service.kubernetes.io/headless"

  private(set) var service: ServiceView
  private var slices: [Slice] = []
  private var seats: [ObjectKey: Int] = [:]

  private struct Slice {
    /// The stored object; `nil` before it is created.
    var key: ObjectKey?
    var ports: [Value]
    var pods: [ObjectKey] = []
    var entries: [Value] = []
    var isChanged = true
  }

  init(service: ServiceView) { self.service = service }

  /// Takes in a change of the service itself: its labels are those of its slices.
  mutating func serve(_ service: ServiceView) {
    self.service = service
    for index in slices.indices { slices[index].isChanged = true }
  }

  /// Takes in how one pod changed.
  mutating func change(_ pod: ObjectKey, from old: PodEndpoint?, to new: PodEndpoint?) {
    if let seat = seats[pod], new == nil || new?.ports != slices[seat].ports { leave(pod, seat) }
    guard let new else { return }
    if let seat = seats[pod], let place = slices[seat].pods.firstIndex(of: pod) {
      slices[seat].entries[place] = new.slice
      slices[seat].isChanged = true
    } else {
      enter(pod, new)
    }
  }

  private mutating func leave(_ pod: ObjectKey, _ seat: Int) {
    seats[pod] = nil
    guard let place = slices[seat].pods.firstIndex(of: pod) else { return }
    slices[seat].pods.remove(at: place)
    slices[seat].entries.remove(at: place)
    slices[seat].isChanged = true
  }

  private mutating func enter(_ pod: ObjectKey, _ endpoint: PodEndpoint) {
    let free = slices.indices.last { index in
      let isPlaceholder = slices[index].pods.isEmpty
      return slices[index].pods.count < Self.capacity && (isPlaceholder || slices[index].ports == endpoint.ports)
    }
    let seat = free ?? slices.count
    if free == nil { slices.append(Slice(ports: endpoint.ports)) }
    if slices[seat].pods.isEmpty { slices[seat].ports = endpoint.ports }
    slices[seat].pods.append(pod)
    slices[seat].entries.append(endpoint.slice)
    slices[seat].isChanged = true
    seats[pod] = seat
  }
}

// MARK: Checkpoints

/// Which pods are in which slice.
struct KeptSlice: Codable {
  var key: ObjectKey?
  var pods: [ObjectKey]
  var isChanged: Bool
}

extension SliceSet {
  var kept: [KeptSlice] { slices.map { KeptSlice(key: $0.key, pods: $0.pods, isChanged: $0.isChanged) } }

  /// Puts endpoints where they were.
  mutating func restore(_ kept: [KeptSlice], _ endpoints: [ObjectKey: PodEndpoint]) {
    slices = kept.map { kept in
      let pods = kept.pods.filter { endpoints[$0] != nil }
      let found = pods.compactMap { endpoints[$0] }
      return Slice(
        key: kept.key, ports: found.first?.ports ?? [], pods: pods, entries: found.map(\.slice),
        isChanged: kept.isChanged)
    }
    for (seat, slice) in slices.enumerated() { for pod in slice.pods { seats[pod] = seat } }
  }
}

// MARK: Writing

extension SliceSet {
  /// Writes what changed. A service without endpoints keeps one empty slice.
  mutating func write(_ registry: Registry, _ service: Value) throws(APIStatus) {
    if slices.isEmpty { slices.append(Slice(ports: [])) }
    for index in slices.indices where slices[index].isChanged {
      try write(&slices[index], registry, service, isOnly: slices.count == 1)
    }
  }

  private func write(
    _ slice: inout Slice, _ registry: Registry, _ service: Value, isOnly: Bool
  ) throws(APIStatus) {
    if slice.pods.isEmpty, !isOnly {
      if let key = slice.key {
        _ = try? registry.delete(registry.kind(.endpointSlice), namespace: key.namespace, name: key.name)
      }
      slice.key = nil
      slice.isChanged = false
      return
    }
    let content = (endpoints: slice.entries.isEmpty ? Value.null : .array(slice.entries), ports: ports(slice))
    if let key = slice.key, registry.store.contains(key) {
      try registry.modify(key) { object in
        object[.endpoints] = content.endpoints
        object[.ports] = content.ports
        object[.metadata][.labels] = labels
      }
    } else {
      let created = try registry.create(
        registry.kind(.endpointSlice), namespace: self.service.key.namespace,
        [
          .metadata: [
            .generateName: .string("\(self.service.key.name)-"), .labels: labels,
            .ownerReferences: [OwnerReferences.controller(service)],
          ],
          .addressType: "IPv4", .endpoints: content.endpoints, .ports: content.ports,
        ])
      slice.key = ObjectKey(.endpointSlice, self.service.key.namespace, created.object[.metadata][.name].text)
    }
    slice.isChanged = false
  }

  private func ports(_ slice: Slice) -> Value {
    slice.pods.isEmpty || slice.ports.isEmpty ? .null : .array(slice.ports)
  }

  private var labels: Value {
    var labels = service.labels
    labels[Self.managedBy] = "endpointslice-controller.k8s.io"
    labels[Self.serviceName] = .string(service.key.name)
    if service.isHeadless { labels[Self.headless] = "" }
    return labels
  }
}
