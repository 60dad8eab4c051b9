// Keeps the objects that stand for the addresses of services, and the ranges they are taken from.
//
// In Kubernetes an API server notes an address when it gives one to a service, and repairs its notes
// (pkg/registry/core/service/ipallocator, pkg/controller/servicecidrs); here both come from looking at the services.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// The controllers of `IPAddress` and `ServiceCIDR`.
public final class ServiceRangeController: RetryingController {
  let registry: Registry
  var queue = WorkQueue<ObjectKey>()
  /// The services that have an address.
  private var holders: [String: ObjectKey] = [:]

  public init(_ registry: Registry) { self.registry = registry }

  public var name: String { "service-cidr-controller" }

  public var kinds: [KindID] { [.service, .ipAddress, .serviceCIDR] }

  public var nextInstant: Instant? { queue.nextInstant }

  public func observe(_ event: StoreEvent) {
    switch event.key.kind {
    case .service: observeService(event)
    case .ipAddress where event.change != .modified:
      queue.add(event.key)
      for range in registry.store.list(.serviceCIDR) where ServiceRange.isEnding(range) {
        queue.add(ServiceRange.key(range))
      }
    case .serviceCIDR where event.change != .deleted: queue.add(event.key)
    case .serviceCIDR: for key in registry.store.keys(.serviceCIDR) { queue.add(key) }
    default: break
    }
  }

  private func observeService(_ event: StoreEvent) {
    let before = event.previous.map(ServiceRange.addresses) ?? []
    let now = event.change == .deleted ? [] : ServiceRange.addresses(event.object)
    let gone = event.change == .deleted ? ServiceRange.addresses(event.object) + before : before
    for address in gone where !now.contains(address) && holders[address] == event.key {
      holders[address] = nil
      queue.add(ServiceRange.key(address))
    }
    for address in now where holders.updateValue(event.key, forKey: address) != event.key {
      queue.add(ServiceRange.key(address))
    }
  }

  public func keep(_ archive: Archive) { queue.keep(archive) }

  public func work() -> Bool { syncNext() }

  func sync(_ key: ObjectKey) throws(APIStatus) {
    if key.kind == .ipAddress { try syncAddress(key) } else { try syncRange(key) }
  }

  public func reasons(for key: ObjectKey) -> [Reason] {
    guard key.kind == .serviceCIDR, let range = registry.store.object(key), ServiceRange.isEnding(range),
      let address = blocking(range)
    else { return [] }
    return [
      Reason(
        subject: key, rule: "service-cidr-protection",
        message: "The range was deleted, and stays as long as an address is in use that no other range has: "
          + "\(address).",
        waitsFor: [holders[address]].compactMap { $0 })
    ]
  }
}

// MARK: Addresses

extension ServiceRangeController {
  /// What nobody has is released, unless somebody else made it.
  private func syncAddress(_ key: ObjectKey) throws(APIStatus) {
    let object = registry.store.object(key)
    if let service = holders[key.name] {
      guard object == nil else { return }
      try registry.create(registry.kind(.ipAddress), namespace: "", ServiceRange.object(key.name, service))
    } else if let object, ServiceRange.isManaged(object) {
      try registry.delete(registry.kind(.ipAddress), namespace: "", name: key.name)
    }
  }
}

// MARK: Ranges

extension ServiceRangeController {
  /// How long allocators may take to hear that a range ends.
  private static let gracePeriod = TimeSpan.seconds(10)

  private func syncRange(_ key: ObjectKey) throws(APIStatus) {
    guard let range = registry.store.object(key) else {
      if key.name == ServiceRange.defaultName {
        try registry.create(registry.kind(.serviceCIDR), namespace: "", ServiceRange.standard(since: registry.now))
      }
      return
    }
    if !ServiceRange.isEnding(range) { return try settle(key, range) }
    if blocking(range) != nil { return try write(ServiceRange.blocked, key, range) }
    let end = (Instant(rfc3339: range[.metadata][.deletionTimestamp].text) ?? registry.now) + Self.gracePeriod
    if end > registry.now { return queue.add(key, at: end) }
    try registry.modify(key) { Finalizers.remove(ServiceRange.finalizer, from: &$0) }
  }

  private func settle(_ key: ObjectKey, _ range: Value) throws(APIStatus) {
    if !Finalizers.contains(ServiceRange.finalizer, in: range) {
      try registry.modify(key) { Finalizers.add(ServiceRange.finalizer, to: &$0) }
    }
    try write(ServiceRange.ready, key, range)
  }

  /// Writes the condition `Ready`, if it says something new.
  private func write(_ condition: Value, _ key: ObjectKey, _ range: Value) throws(APIStatus) {
    let old = range[.status][.conditions].first(where: .type, is: "Ready") ?? .null
    if old[.status] == condition[.status], old[.message] == condition[.message] { return }
    try registry.modify(key, subresource: .status) { range in
      range[.status][.conditions].removeElements { $0[.type] == "Ready" }
      range[.status][.conditions].append(ServiceRange.condition(condition, since: registry.now))
    }
  }

  /// An address of a range that would belong to none without it; `nil` where there is none.
  private func blocking(_ range: Value) -> String? {
    let others = registry.store.list(.serviceCIDR).filter { $0[.metadata][.name] != range[.metadata][.name] }
      .flatMap(ServiceRange.ranges)
    let own = ServiceRange.ranges(range).filter { own in !others.contains { $0 == own || $0.isLarger(than: own) } }
    return registry.store.list(.ipAddress).first { object in
      guard ServiceRange.isManaged(object), let address = IPAddress(object[.metadata][.name].text) else { return false }
      return own.contains { $0.contains(address) } && !others.contains { $0.contains(address) }
    }?[.metadata][.name].text
  }
}
