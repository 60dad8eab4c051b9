// What a DaemonSet does next: a pod on every node that should have one, replaced a few at a time.
import KubeKinds
import KubeObjects
import SimCore

/// One thing to write for a DaemonSet.
enum DaemonAction: Equatable {
  case create(node: String)
  case delete(ObjectKey)
  /// Deletes a pod that ended, and says so.
  case replace(ObjectKey, node: String, failed: Bool)
}

/// Decides what a DaemonSet does, from its nodes and pods.
struct DaemonPlanner {
  let nodes: [DaemonNode]
  let fit: DaemonFit
  let strategy: Value
  let minReady: TimeSpan
  let now: Instant
  /// The pods of each node, in order of node names; pods that ended and are going are left out.
  private let pods: [(node: String, pods: [DaemonPod])]
  private let byNode: [String: [DaemonPod]]
  private let desired: Int64
  private(set) var actions: [DaemonAction] = []

  init(_ object: Value, nodes: [DaemonNode], pods: [DaemonPod], now: Instant) {
    self.nodes = nodes
    self.now = now
    let fit = DaemonFit(object)
    self.fit = fit
    strategy = object[.spec][.updateStrategy]
    minReady = .seconds(object[.spec][.minReadySeconds].number)
    desired = Int64(nodes.filter { fit.decide($0).shouldRun }.count)
    let counted = pods.filter { !($0.view.isFailedOrSucceeded && $0.view.isTerminating) }
    byNode = Dictionary(grouping: counted, by: \.node)
    self.pods = byNode.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private func onNode(_ name: String) -> [DaemonPod] { byNode[name] ?? [] }

  private func isAvailable(_ pod: DaemonPod) -> Bool { pod.view.isAvailable(minReady, now) }

  private var maxSurge: Int64 { limit(.maxSurge) ?? 0 }

  private var maxUnavailable: Int64 {
    let limit = limit(.maxUnavailable) ?? 1
    return limit == 0 && maxSurge == 0 ? 1 : limit
  }

  private func limit(_ key: Key) -> Int64? {
    IntOrPercent.scaled(strategy[.rollingUpdate][key], of: desired, roundUp: true)
  }

  /// What is done now. Pods come and go first; the update is looked at when they are all there.
  mutating func decide() -> [DaemonAction] {
    for node in nodes { manage(node) }
    deleteStrays()
    if actions.isEmpty, strategy[.type].text != "OnDelete" { update() }
    return actions
  }
}

// MARK: One pod a node

extension DaemonPlanner {
  /// Makes the pod a node lacks and takes away what it should not have (`podsShouldBeOnNode`).
  private mutating func manage(_ node: DaemonNode) {
    let (shouldRun, mayStay) = fit.decide(node)
    let present = onNode(node.name)
    if present.isEmpty {
      if shouldRun { actions.append(.create(node: node.name)) }
    } else if mayStay {
      keepOne(node.name, present)
    } else {
      actions += present.filter { !$0.view.isTerminating }.map { .delete($0.view.key) }
    }
  }

  private mutating func keepOne(_ node: String, _ present: [DaemonPod]) {
    let staying = present.filter { !$0.view.isTerminating }
    let running = staying.filter { !$0.view.isFailedOrSucceeded }
    for pod in staying where pod.view.isFailedOrSucceeded {
      actions.append(.replace(pod.view.key, node: node, failed: pod.view.phase == .failed))
    }
    if maxSurge == 0 {
      let surplus = running.sorted(by: DaemonPod.precedes).dropFirst()
      actions += surplus.map { .delete($0.view.key) }
    } else {
      keepNewest(running)
    }
  }

  /// With a surge, an old pod stays until a new one is available.
  private mutating func keepNewest(_ running: [DaemonPod]) {
    let old = running.filter { !$0.isUpdated }.sorted(by: DaemonPod.precedes)
    let new = running.filter(\.isUpdated).sorted(by: DaemonPod.precedes)
    actions += (old.dropFirst() + new.dropFirst()).map { .delete($0.view.key) }
    if let new = new.first, let old = old.first, isAvailable(new) { actions.append(.delete(old.view.key)) }
  }

  /// Pods aimed at nodes that are gone.
  private mutating func deleteStrays() {
    let names = Set(nodes.map(\.name))
    for (node, pods) in pods where !names.contains(node) {
      actions += pods.filter { $0.view.nodeName.isEmpty && !$0.view.isTerminating }.map { .delete($0.view.key) }
    }
  }
}

// MARK: Updating

extension DaemonPlanner {
  private mutating func update() {
    if maxSurge == 0 { replaceInPlace() } else { surge() }
  }

  /// The one old and the one new pod of a node; `nil` where there are more of a kind.
  private func pair(_ pods: [DaemonPod]) -> (new: DaemonPod?, old: DaemonPod?)? {
    let staying = pods.filter { !$0.view.isTerminating }
    let new = staying.filter(\.isUpdated)
    let old = staying.filter { !$0.isUpdated }
    return new.count > 1 || old.count > 1 ? nil : (new.first, old.first)
  }

  /// Deletes old pods, as many at a time as may be unavailable.
  private mutating func replaceInPlace() {
    var unavailable: Int64 = 0
    var broken: [ObjectKey] = []
    var candidates: [ObjectKey] = []
    for (_, pods) in pods {
      guard let pair = pair(pods) else {
        unavailable += 1
        continue
      }
      switch (pair.new, pair.old) {
      case (nil, nil), (_?, _?): unavailable += 1
      case (let new?, nil): if !isAvailable(new) { unavailable += 1 }
      case (nil, let old?):
        if !isAvailable(old) {
          broken.append(old.view.key)
          unavailable += 1
        } else if unavailable < maxUnavailable {
          candidates.append(old.view.key)
        }
      }
    }
    let free = max(0, maxUnavailable - unavailable)
    actions += (broken + candidates.prefix(Int(free))).map { .delete($0) }
  }

  /// Makes new pods beside old ones, as many at a time as the surge allows.
  private mutating func surge() {
    var surging: Int64 = 0
    var broken: [String] = []
    var candidates: [String] = []
    for (node, pods) in pods {
      guard let pair = pair(pods) else {
        surging += 1
        continue
      }
      guard let old = pair.old else { continue }
      if let new = pair.new {
        if isAvailable(new) { actions.append(.delete(old.view.key)) } else { surging += 1 }
      } else if !isAvailable(old) {
        broken.append(node)
      } else {
        candidates.append(node)
      }
    }
    let free = max(0, maxSurge - surging)
    actions += (broken + candidates.prefix(Int(free))).map { .create(node: $0) }
  }
}

// MARK: Status

extension DaemonPlanner {
  /// The numbers a DaemonSet reports. Those that are 0 are left out, except the first four.
  func status(_ generation: Int64, collisions: Int64) -> Value {
    var counts: [Key: Int64] = [:]
    for node in nodes {
      let present = onNode(node.name)
      guard fit.decide(node).shouldRun else {
        if !present.isEmpty { counts[.numberMisscheduled, default: 0] += 1 }
        continue
      }
      guard let pod = present.min(by: DaemonPod.precedes) else { continue }
      counts[.currentNumberScheduled, default: 0] += 1
      if pod.view.isReady { counts[.numberReady, default: 0] += 1 }
      if pod.view.isReady, isAvailable(pod) { counts[.numberAvailable, default: 0] += 1 }
      if pod.isUpdated { counts[.updatedNumberScheduled, default: 0] += 1 }
    }
    counts[.desiredNumberScheduled] = desired
    counts[.numberUnavailable] = desired - (counts[.numberAvailable] ?? 0)
    var status: Value = [:]
    for key in [Key.currentNumberScheduled, .desiredNumberScheduled, .numberMisscheduled, .numberReady] {
      status[key] = .int(counts[key] ?? 0)
    }
    for key in [Key.updatedNumberScheduled, .numberAvailable, .numberUnavailable] where counts[key, default: 0] != 0 {
      status[key] = .int(counts[key, default: 0])
    }
    if generation > 0 { status[.observedGeneration] = .int(generation) }
    if collisions > 0 { status[.collisionCount] = .int(collisions) }
    return status
  }

  /// When time alone makes a pod available.
  var nextAvailability: Instant? {
    guard minReady > .zero else { return nil }
    return pods.lazy.flatMap(\.pods).compactMap { $0.view.becomesAvailable(minReady, now) }.min()
  }
}
