// Keeps the status of PodDisruptionBudgets: how many of their pods may go at present.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// The disruption controller. It counts pods as they change, so that a look costs the same for any number of them.
public final class DisruptionController: RetryingController {
  /// How long an evicted pod may take to be deleted before it counts again.
  static let deletionTimeout = TimeSpan.seconds(120)

  let registry: Registry
  private let recorder: EventRecorder
  var queue = WorkQueue<ObjectKey>()
  private var selectors = SelectorIndex()
  private var covered: [ObjectKey: CoveredPods] = [:]

  public init(_ registry: Registry) {
    self.registry = registry
    recorder = EventRecorder(registry, component: "controllermanager")
  }

  public var name: String { "disruption-controller" }

  public var kinds: [KindID] { [.podDisruptionBudget, .pod] }

  public var nextInstant: Instant? { queue.nextInstant }

  public func observe(_ event: StoreEvent) {
    if event.key.kind == .pod { observePod(event) } else { observeBudget(event) }
  }

  public func keep(_ archive: Archive) {
    queue.keep(archive)
    recorder.keep(archive)
  }

  public func work() -> Bool { syncNext() }

  func sync(_ key: ObjectKey) throws(APIStatus) {
    guard let budget = registry.store.object(key), let pods = covered[key] else { return }
    try sync(key, budget, pods)
  }
}

/// The pods of one budget.
private struct CoveredPods {
  private struct Fact {
    var isHealthy: Bool
    var controller: String?
  }

  private var facts: [ObjectKey: Fact] = [:]
  private(set) var controllers: [String: (reference: Value, pods: Int)] = [:]
  private(set) var healthy: Int64 = 0
  private(set) var unmanaged = 0

  var count: Int64 { Int64(facts.count) }

  /// Takes in the state of a pod; `nil` when it is gone or no longer covered.
  mutating func set(_ key: ObjectKey, _ pod: Value?) {
    if let old = facts.removeValue(forKey: key) {
      if old.isHealthy { healthy -= 1 }
      leave(old.controller)
    }
    guard let pod else { return }
    let reference = pod.controllerReference
    let isEnding = !pod[.metadata][.deletionTimestamp].isNull
    let fact = Fact(isHealthy: !isEnding && PodCondition.isReady(pod), controller: reference?[.uid].text)
    if fact.isHealthy { healthy += 1 }
    if let reference {
      controllers[reference[.uid].text, default: (reference, 0)].pods += 1
    } else {
      unmanaged += 1
    }
    facts[key] = fact
  }

  private mutating func leave(_ controller: String?) {
    guard let controller else {
      unmanaged -= 1
      return
    }
    controllers[controller]?.pods -= 1
    if controllers[controller]?.pods == 0 { controllers[controller] = nil }
  }

  func isHealthy(_ key: ObjectKey) -> Bool { facts[key]?.isHealthy ?? false }
}

// MARK: Watching

extension DisruptionController {
  private func observeBudget(_ event: StoreEvent) {
    let selector = event.change == .deleted ? nil : LabelSelector(spec: event.object[.spec][.selector])
    selectors.set(event.key, selector)
    if event.change == .deleted {
      covered[event.key] = nil
      return
    }
    if covered[event.key] == nil || event.previous?[.spec][.selector] != event.object[.spec][.selector] {
      covered[event.key] = collect(event.key.namespace, selector)
    }
    queue.add(event.key)
  }

  private func collect(_ namespace: String, _ selector: LabelSelector?) -> CoveredPods {
    var pods = CoveredPods()
    guard let selector else { return pods }
    for key in registry.store.keys(.pod, namespace: namespace) {
      guard let pod = registry.store.object(key), selector.matches(pod[.metadata][.labels]) else { continue }
      pods.set(key, pod)
    }
    return pods
  }

  private func observePod(_ event: StoreEvent) {
    let labels = event.object[.metadata][.labels]
    let owners = selectors.owners(in: event.key.namespace, matching: labels)
    for budget in owners {
      covered[budget]?.set(event.key, event.change == .deleted ? nil : event.object)
      queue.add(budget)
    }
    guard let old = event.previous?[.metadata][.labels], old != labels else { return }
    for budget in selectors.owners(in: event.key.namespace, matching: old) where !owners.contains(budget) {
      covered[budget]?.set(event.key, nil)
      queue.add(budget)
    }
  }
}

// MARK: One look

extension DisruptionController {
  private func sync(_ key: ObjectKey, _ budget: Value, _ pods: CoveredPods) throws(APIStatus) {
    if pods.count == 0 { recorder.record(budget, .normal, "NoPods", "No matching pods found") }
    let disrupted = disruptedPods(key, budget, pods)
    var counts = scale(pods, key.namespace)
    counts.healthy -= Int64(disrupted.keys.filter { isHealthy(pods, key.namespace, $0) }.count)
    let numbers = DisruptionPlan.numbers(budget[.spec], counts)
    if let error = numbers.error {
      recorder.record(
        budget, .warning, "CalculateExpectedPodCountFailed",
        "Failed to calculate the number of expected pods: \(error)")
    }
    let status = DisruptionPlan.status(
      numbers, budget[.status], disrupted: disrupted, generation: budget[.metadata][.generation].number,
      now: registry.now)
    guard status != budget[.status] else { return }
    try registry.modify(key, subresource: .status) { $0[.status] = status }
  }

  private func isHealthy(_ pods: CoveredPods, _ namespace: String, _ name: Key) -> Bool {
    pods.isHealthy(ObjectKey(.pod, namespace, name.text))
  }

  /// The evicted pods that are still to be deleted; the next look is when the first of them counts again.
  private func disruptedPods(_ key: ObjectKey, _ budget: Value, _ pods: CoveredPods) -> Object {
    var kept = Object()
    for (name, time) in budget[.status][.disruptedPods].fields {
      guard let pod = registry.store.object(ObjectKey(.pod, key.namespace, name.text)),
        pod[.metadata][.deletionTimestamp].isNull, let since = Instant(rfc3339: time.text)
      else { continue }
      let end = since + Self.deletionTimeout
      if end < registry.now {
        recorder.record(
          pod, .warning, "NotDeleted",
          "Pod was expected by PDB \(key.namespace)/\(key.name) to be deleted but it wasn't")
      } else {
        kept[name] = time
        queue.add(key, at: end + .seconds(1))
      }
    }
    return kept
  }

  private func scale(_ pods: CoveredPods, _ namespace: String) -> DisruptionCounts {
    var counts = DisruptionCounts(pods: pods.count, healthy: pods.healthy)
    var seen: Set<String> = []
    for (_, entry) in pods.controllers.sorted(by: { $0.key < $1.key }) {
      switch size(entry.reference, namespace) {
      case .found(let uid, let replicas): if seen.insert(uid).inserted { counts.scale += replicas }
      case .gone: break
      case .unscalable(let message): counts.scaleError = message
      }
    }
    return counts
  }

  private enum Size {
    case found(uid: String, replicas: Int64)
    case gone
    case unscalable(String)
  }

  /// How many pods a controller wants; of a ReplicaSet its Deployment is asked.
  private func size(_ reference: Value, _ namespace: String) -> Size {
    let kind = registry.catalog.kind(apiVersion: reference[.apiVersion].text, name: reference[.kind].text)
    guard let kind, kind.offers(.scale) else {
      let name = kind?.groupResource.description ?? reference[.kind].text
      return .unscalable("\(name) does not implement the scale subresource")
    }
    let key = ObjectKey(kind.id, namespace, reference[.name].text)
    guard let object = registry.store.object(key), object[.metadata][.uid] == reference[.uid] else { return .gone }
    if let above = object.controllerReference, kind.id == .replicaSet { return size(above, namespace) }
    return .found(uid: object[.metadata][.uid].text, replicas: object[.spec][.replicas].int ?? 1)
  }
}

// MARK: Why

extension DisruptionController {
  /// Why a budget lets no pod go, and why a cordoned node is not empty yet.
  public func reasons(for key: ObjectKey) -> [Reason] {
    if key.kind == .node { return protectedPods(on: key) }
    guard key.kind == .podDisruptionBudget, let budget = registry.store.object(key) else { return [] }
    let status = budget[.status]
    let words = PodReasons(key, shortName: "pdb")
    guard status[.expectedPods].number > 0 else {
      return [words.reason("NoPods", "its selector covers no pods, so that it protects none")]
    }
    guard status[.disruptionsAllowed].number == 0 else { return [] }
    let (current, desired) = (status[.currentHealthy].number, status[.desiredHealthy].number)
    let message =
      "\(desired) of \(status[.expectedPods].number) pods must be healthy and \(current) are, so that none may be "
      + "evicted now: kubectl drain waits"
    if current < desired {
      return [words.reason("DisruptionBudget", message, waitsFor: unhealthy(key))]
    }
    let looser = Remedy(
      words.command("patch pdb \(key.name) --type=merge -p '{\"spec\":{\"maxUnavailable\":1,\"minAvailable\":null}}'"),
      "lets one pod go at a time")
    return [words.reason("DisruptionBudget", message, [looser])]
  }

  /// The budgets that keep pods on a node that is being drained.
  private func protectedPods(on node: ObjectKey) -> [Reason] {
    guard registry.store.object(node)?[.spec][.unschedulable].isTrue == true else { return [] }
    return registry.store.pods(onNode: node.name).flatMap { pod -> [Reason] in
      let labels = registry.store.object(pod)?[.metadata][.labels] ?? .null
      let budgets = selectors.owners(in: pod.namespace, matching: labels).filter { budget in
        registry.store.object(budget)?[.status][.disruptionsAllowed].number == 0
      }
      return budgets.map { budget in
        Reason(
          subject: node, rule: "DisruptionBudget",
          message: "kubectl drain can't evict pod \(pod.name): budget \(budget.name) lets no pod go",
          waitsFor: [budget])
      }
    }
  }

  private func unhealthy(_ key: ObjectKey) -> [ObjectKey] {
    guard let selector = LabelSelector(spec: registry.store.object(key)?[.spec][.selector] ?? .null) else { return [] }
    let pods = registry.store.keys(.pod, namespace: key.namespace).filter { pod in
      guard let object = registry.store.object(pod) else { return false }
      return selector.matches(object[.metadata][.labels]) && !PodCondition.isReady(object)
    }
    return Array(pods.prefix(PodReasons.shown))
  }
}
