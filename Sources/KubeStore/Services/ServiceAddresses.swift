// Addresses and ports of services: handed out when a service is written, taken back when it goes.
import KubeKinds
import KubeObjects

/// Settles what a service leaves to the cluster. One IP family, `10.96.0.0/16`, node ports 30000 to 32767.
struct ServiceAddresses {
  static let range = "10.96.0.0/16"
  static let nodePorts: ClosedRange<Int64> = 30_000...32_767

  /// What is wrong with what a service asks for.
  struct Refusal: Error {
    var findings: [FieldError]

    init(_ findings: [FieldError]) { self.findings = findings }

    static func invalid(_ path: FieldPath, _ value: Value, _ detail: String) -> Refusal {
      Refusal([.invalid(path, value, detail)])
    }
  }

  let store: Store

  /// Fills in families, addresses and node ports. `mint` chooses among what is free.
  /// - Throws: what is wrong with addresses and ports that the service asks for.
  func settle(_ service: inout Value, old: Value?, mint: inout Mint) throws(Refusal) {
    guard service[.spec][.type].text != "ExternalName" else { return }
    try ServiceFamilies.settle(&service, old: old)
    let hadAddress = old?[.spec][.clusterIPs].elements.isEmpty == false
    if !hadAddress { try settleAddress(&service, &mint) }
    try settleNodePorts(&service, &mint)
    settleHealthCheck(&service, &mint)
  }

  private var others: [Value] { store.list(.service) }

  private func isSame(_ a: Value, _ b: Value) -> Bool {
    a[.metadata][.name] == b[.metadata][.name] && a[.metadata][.namespace] == b[.metadata][.namespace]
  }
}

// MARK: Addresses

extension ServiceAddresses {
  private func settleAddress(_ service: inout Value, _ mint: inout Mint) throws(Refusal) {
    let asked = service[.spec][.clusterIPs].elements.first?.text ?? ""
    if asked == "None" { return }
    if asked.isEmpty {
      let address = Value.string(freeAddress(&mint))
      service[.spec][.clusterIP] = address
      service[.spec][.clusterIPs] = [address]
      return
    }
    let holder = others.first { $0[.spec][.clusterIPs].elements.contains(.string(asked)) }
    if let holder, isSame(holder, service) { return }
    guard isInRange(asked) else {
      throw refusal(
        service, asked,
        "the provided IP (\(asked)) is not in the valid range. The range of valid IPs is \(Self.range)")
    }
    if holder != nil || store.contains(ServiceRange.key(asked)) {
      throw refusal(service, asked, "provided IP is already allocated")
    }
  }

  /// Whether an address may be asked for: not the first and the last one of a range of version 4.
  private func isInRange(_ text: String) -> Bool {
    if text.hasPrefix("10.96.") { return !["10.96.0.0", "10.96.255.255"].contains(text) }
    guard let address = IPAddress(text) else { return false }
    return store.list(.serviceCIDR).contains { range in
      !ServiceRange.isEnding(range) && ServiceRange.ranges(range).contains { $0.hasForHosts(address) }
    }
  }

  private func refusal(_ service: Value, _ address: String, _ detail: String) -> Refusal {
    .invalid(
      FieldPath("spec.clusterIPs"), service[.spec][.clusterIPs], "failed to allocate IP \(address): \(detail)")
  }

  private func freeAddress(_ mint: inout Mint) -> String {
    let used = Set(others.flatMap { $0[.spec][.clusterIPs].elements.map(\.text) })
    while true {
      let number = mint.number(below: 65_534 - 256) + 256
      let address = "10.96.\(number >> 8).\(number & 255)"
      if !used.contains(address) { return address }
    }
  }
}

// MARK: Node ports

extension ServiceAddresses {
  private func settleNodePorts(_ service: inout Value, _ mint: inout Mint) throws(Refusal) {
    let ports = service[.spec][.ports].elements
    let type = service[.spec][.type].text
    guard type == "NodePort" || type == "LoadBalancer", !ports.isEmpty else { return }
    let taken = takenPorts(besides: service)
    try checkAsked(ports, taken)
    guard type == "NodePort" || service[.spec][.allocateLoadBalancerNodePorts].bool ?? true else { return }
    var own = Set(ports.compactMap { $0[.nodePort].int })
    var given: [Int64: Int64] = [:]
    for (index, port) in ports.enumerated() where port[.nodePort].number == 0 {
      let number = given[port[.port].number] ?? freePort(taken.union(own), &mint)
      given[port[.port].number] = number
      own.insert(number)
      service[.spec][.ports][index: index][.nodePort] = .int(number)
    }
  }

  /// Load balancers that keep traffic on the node ask a port of their own whether the node has pods.
  private func settleHealthCheck(_ service: inout Value, _ mint: inout Mint) {
    guard service[.spec][.type] == "LoadBalancer", service[.spec][.externalTrafficPolicy] == "Local",
      service[.spec][.healthCheckNodePort].number == 0
    else { return }
    let own = service[.spec][.ports].elements.compactMap { $0[.nodePort].int }
    service[.spec][.healthCheckNodePort] = .int(freePort(takenPorts(besides: service).union(own), &mint))
  }

  private func takenPorts(besides service: Value) -> Set<Int64> {
    var taken: Set<Int64> = []
    for other in others where !isSame(other, service) {
      for port in other[.spec][.ports].elements { if let number = port[.nodePort].int { taken.insert(number) } }
      if let number = other[.spec][.healthCheckNodePort].int { taken.insert(number) }
    }
    return taken
  }

  private func checkAsked(_ ports: [Value], _ taken: Set<Int64>) throws(Refusal) {
    var askedBy: [Int64: Int64] = [:]
    for (index, port) in ports.enumerated() {
      guard let number = port[.nodePort].int, number != 0 else { continue }
      let other = askedBy.updateValue(port[.port].number, forKey: number)
      let path = FieldPath("spec.ports").index(index).child("nodePort")
      guard Self.nodePorts.contains(number) else {
        throw .invalid(
          path, .int(number), "provided port is not in the valid range. The range of valid ports is 30000-32767")
      }
      if taken.contains(number) || other != nil && other != port[.port].number {
        throw .invalid(path, .int(number), "provided port is already allocated")
      }
    }
  }

  private func freePort(_ taken: Set<Int64>, _ mint: inout Mint) -> Int64 {
    while true {
      let count = Int(Self.nodePorts.upperBound - Self.nodePorts.lowerBound) + 1
      let number = Self.nodePorts.lowerBound + Int64(mint.number(below: count))
      if !taken.contains(number) { return number }
    }
  }
}
