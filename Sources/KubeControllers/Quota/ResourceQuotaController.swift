// Keeps the status of quotas: what is allowed, and how much of it the objects of the namespace use.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// The quota controller (pkg/controller/resourcequota). Admission charges what comes; this loop credits what goes, and
/// counts everything once when a quota is new or changed. From then on a change costs what it concerns, not what the
/// namespace holds.
public final class ResourceQuotaController: RetryingController {
  let registry: Registry
  private var tallies: [String: [String: Tally]] = [:]
  var queue = WorkQueue<ObjectKey>()

  /// What is known of one quota's use.
  private struct Tally {
    var spec: Value
    var hard: [Key]
    /// `nil` until everything has been counted.
    var used: ResourceAmounts?

    init(_ spec: Value) {
      self.spec = spec
      hard = spec["hard"].fields.map(\.key)
    }

    /// What an object takes of the resources the quota speaks of.
    func usage(_ object: Value, _ kind: Kind) -> ResourceAmounts {
      guard QuotaScope.includes(object, kind, spec) else { return ResourceAmounts() }
      return ResourceUsage.of(object, kind).masked(hard)
    }
  }

  public init(_ registry: Registry) { self.registry = registry }

  public var name: String { "resourcequota-controller" }

  public var kinds: [KindID] { [] }

  public var watchesEveryKind: Bool { true }

  public var nextInstant: Instant? { queue.nextInstant }

  public func observe(_ event: StoreEvent) {
    adjust(event)
    if event.key.kind == .resourceQuota { observeQuota(event) }
  }

  public func keep(_ archive: Archive) {
    queue.keep(archive)
    if archive.isReading { countAll() }
  }

  public func work() -> Bool { syncNext() }
}

// MARK: Watching

extension ResourceQuotaController {
  private func observeQuota(_ event: StoreEvent) {
    let key = event.key
    if event.change == .deleted {
      tallies[key.namespace]?[key.name] = nil
      if tallies[key.namespace]?.isEmpty == true { tallies[key.namespace] = nil }
      return
    }
    let spec = event.object[.spec]
    guard tallies[key.namespace]?[key.name]?.spec != spec else { return }
    tallies[key.namespace, default: [:]][key.name] = Tally(spec)
    queue.add(key)
  }

  /// Takes a change of an object into the tallies of its namespace.
  private func adjust(_ event: StoreEvent) {
    let namespace = event.key.namespace
    guard let quotas = tallies[namespace], let kind = registry.catalog.kind(event.key.kind), concerns(event) else {
      return
    }
    for (name, tally) in quotas.sorted(by: { $0.key < $1.key }) {
      guard var used = tally.used else { continue }
      let before = event.previous.map { tally.usage($0, kind) } ?? ResourceAmounts()
      let after = event.change == .deleted ? ResourceAmounts() : tally.usage(event.object, kind)
      if before == after { continue }
      used += after
      used -= before
      tallies[namespace]?[name]?.used = used
      queue.add(ObjectKey(.resourceQuota, namespace, name))
    }
  }

  /// Whether a change can alter what an object counts for.
  private func concerns(_ event: StoreEvent) -> Bool {
    guard event.change == .modified, let previous = event.previous else { return true }
    let isSamePhase = event.object[.status][.phase] == previous[.status][.phase]
    return !isSamePhase || event.object[.spec] != previous[.spec]
      || event.key.kind == .persistentVolumeClaim && event.object[.status] != previous[.status]
  }
}

// MARK: Writing

extension ResourceQuotaController {
  func sync(_ key: ObjectKey) throws(APIStatus) {
    guard let tally = tallies[key.namespace]?[key.name], let quota = registry.store.object(key) else { return }
    let used = tally.used ?? count(tally, key.namespace)
    tallies[key.namespace]?[key.name]?.used = used
    var status = quota[.status]
    var amounts = ResourceAmounts(status["used"]).masked(tally.hard)
    for (name, amount) in used.amounts { amounts[name] = amount }
    let isCounted = ResourceAmounts(status["used"]) == amounts && status["used"].object != nil
    if isCounted, ResourceAmounts(status["hard"]) == ResourceAmounts(tally.spec["hard"]) { return }
    status["hard"] = tally.spec["hard"]
    status["used"] = amounts.value
    try registry.modify(key, subresource: .status) { $0[.status] = status }
  }

  /// Counts for every quota, as had been done before a checkpoint.
  private func countAll() {
    for (namespace, quotas) in tallies {
      for (name, tally) in quotas { tallies[namespace]?[name]?.used = count(tally, namespace) }
    }
  }

  /// Counts what a namespace uses of the resources a quota speaks of.
  private func count(_ tally: Tally, _ namespace: String) -> ResourceAmounts {
    var sum = ResourceAmounts()
    var seen: Set<KindID> = []
    for kind in registry.catalog.kinds where kind.isNamespaced && seen.insert(kind.id).inserted {
      let counted = tally.hard.filter { ResourceUsage.counts(kind, for: $0) }
      if counted.isEmpty { continue }
      for name in counted where sum[name] == nil { sum[name] = .zero }
      for object in registry.store.list(kind.id, namespace: namespace) { sum += tally.usage(object, kind) }
    }
    return sum
  }
}
