// The Endpoints object of a service, deprecated since v1.33 but still written, and printed by `get endpoints`.
import KubeKinds
import KubeObjects
import KubeStore

/// The addresses behind one service, as its Endpoints list them: by ports, ready ones apart from the others, each list
/// in the order of its addresses.
struct LegacyEndpoints {
  /// An Endpoints object holds at most this many addresses.
  static let capacity = 1_000
  static let managedBy: Key = "endpoints.kubernetes.io/managed-by"
  static let overCapacity: Key = "endpoints.kubernetes.io/over-capacity"

  private(set) var service: ServiceView
  private var subsets: [Subset] = []
  private var count = 0
  /// Whether the object has to be written.
  var isChanged = true

  private struct Subset {
    var ports: [Value]
    var ready = AddressList()
    var others = AddressList()
    var isEmpty: Bool { ready.values.isEmpty && others.values.isEmpty }
  }

  init(service: ServiceView) { self.service = service }

  /// Takes in a change of the service itself.
  mutating func serve(_ service: ServiceView) {
    self.service = service
    isChanged = true
  }

  /// Takes in how one pod changed.
  mutating func change(from old: PodEndpoint?, to new: PodEndpoint?) {
    if let old, old.address != nil { remove(old) }
    if let new, new.address != nil { insert(new) }
  }

  private mutating func remove(_ endpoint: PodEndpoint) {
    guard let index = subsets.firstIndex(where: { $0.ports == endpoint.ports }) else { return }
    if endpoint.isListedReady {
      subsets[index].ready.remove(endpoint.ip)
    } else {
      subsets[index].others.remove(endpoint.ip)
    }
    if subsets[index].isEmpty { subsets.remove(at: index) }
    count -= 1
    isChanged = true
  }

  private mutating func insert(_ endpoint: PodEndpoint) {
    guard let address = endpoint.address else { return }
    let index = subsets.firstIndex { $0.ports == endpoint.ports } ?? subsets.endIndex
    if index == subsets.endIndex { subsets.append(Subset(ports: endpoint.ports)) }
    if endpoint.isListedReady {
      subsets[index].ready.insert(endpoint.ip, address)
    } else {
      subsets[index].others.insert(endpoint.ip, address)
    }
    count += 1
    isChanged = true
  }
}

/// Addresses in the order of their bytes.
private struct AddressList {
  private(set) var values: [Value] = []
  private var ips: [String] = []

  mutating func insert(_ ip: String, _ value: Value) {
    let place = place(of: ip)
    ips.insert(ip, at: place)
    values.insert(value, at: place)
  }

  mutating func remove(_ ip: String) {
    let place = place(of: ip)
    guard place < ips.count, ips[place] == ip else { return }
    ips.remove(at: place)
    values.remove(at: place)
  }

  private func place(of ip: String) -> Int {
    ips.indices.partitioningIndex { !ips[$0].utf8.lexicographicallyPrecedes(ip.utf8) }
  }
}

// MARK: Writing

extension LegacyEndpoints {
  /// Writes the object when something changed or it is missing.
  mutating func write(_ registry: Registry) throws(APIStatus) {
    let key = ObjectKey(.endpoints, service.key.namespace, service.key.name)
    let exists = registry.store.contains(key)
    guard isChanged || !exists else { return }
    if exists {
      try registry.modify(key) { stored in
        stored.set(.subsets, value)
        stored[.metadata][.labels] = labels
        if count > Self.capacity { stored[.metadata][.annotations][Self.overCapacity] = "truncated" }
      }
    } else {
      var created: Value = [.metadata: [.name: .string(key.name), .labels: labels]]
      created.set(.subsets, value)
      try registry.create(registry.kind(.endpoints), namespace: key.namespace, created)
    }
    isChanged = false
  }

  private var value: Value? { subsets.isEmpty ? nil : .array(subsets.map(value)) }

  private func value(_ subset: Subset) -> Value {
    var value: Value = [:]
    let all = subset.ready.values
    let ready = all.count > Self.capacity ? Array(all.prefix(Self.capacity)) : all
    if !ready.isEmpty { value[.addresses] = .array(ready) }
    if !subset.others.values.isEmpty { value[.notReadyAddresses] = .array(subset.others.values) }
    if !subset.ports.isEmpty { value[.ports] = .array(subset.ports.map(unnamed)) }
    return value
  }

  /// Here a port without a name has no name, where a slice has an empty one.
  private func unnamed(_ port: Value) -> Value {
    var port = port
    if port[.name].text.isEmpty { port.remove(.name) }
    return port
  }

  private var labels: Value {
    var labels = service.labels
    labels[Self.managedBy] = "endpoint-controller"
    if service.isHeadless { labels[SliceSet.headless] = "" }
    return labels
  }
}
