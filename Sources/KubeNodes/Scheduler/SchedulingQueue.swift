// Which pod is next: the one with the highest priority, of those the one that came first.
import KubeKinds

/// Pods that are to be tried, and those that wait for something to change.
struct SchedulingQueue {
  private var ready: [Int64: Line] = [:]
  /// Priorities with somebody in line, highest first.
  private var priorities: [Int64] = []
  private var queued: [ObjectKey: Int64] = [:]
  /// Pods that no node takes, with the plugins that turned them away.
  private(set) var waiting: [ObjectKey: Set<SchedulerPlugin>] = [:]
  /// The waiting pods by plugin, so that a change that helps one kind of refusal finds whom it may help.
  private var waitingFor: [SchedulerPlugin: Set<ObjectKey>] = [:]
  /// The waiting pods by the claims they use, and the other way round.
  private var waitingOn: [ObjectKey: Set<ObjectKey>] = [:]
  private var claims: [ObjectKey: [ObjectKey]] = [:]

  private struct Line {
    var keys: [ObjectKey] = []
    var head = 0

    var isEmpty: Bool { head == keys.count }

    mutating func pop() -> ObjectKey {
      defer {
        head += 1
        if head == keys.count {
          keys.removeAll(keepingCapacity: true)
          head = 0
        }
      }
      return keys[head]
    }
  }

  var isEmpty: Bool { queued.isEmpty }

  mutating func add(_ key: ObjectKey, priority: Int64) {
    stopWaiting(key)
    guard queued[key] == nil else { return }
    queued[key] = priority
    if ready[priority]?.isEmpty ?? true, !priorities.contains(priority) {
      priorities.insert(priority, at: priorities.firstIndex { $0 < priority } ?? priorities.endIndex)
    }
    ready[priority, default: Line()].keys.append(key)
  }

  /// The next pod. Pods that were taken out meanwhile are passed over.
  mutating func pop() -> ObjectKey? {
    while let priority = priorities.first {
      guard ready[priority]?.isEmpty == false, let key = ready[priority]?.pop() else {
        ready[priority] = nil
        priorities.removeFirst()
        continue
      }
      if queued[key] == priority {
        queued[key] = nil
        return key
      }
    }
    return nil
  }

  mutating func remove(_ key: ObjectKey) {
    queued[key] = nil
    stopWaiting(key)
  }

  mutating func wait(_ pod: PodDemand, for plugins: Set<SchedulerPlugin>) {
    let key = pod.key
    waiting[key] = plugins
    for plugin in plugins { waitingFor[plugin, default: []].insert(key) }
    guard !pod.claims.isEmpty else { return }
    claims[key] = pod.claims.map { ObjectKey(.persistentVolumeClaim, key.namespace, $0.name) }
    for claim in claims[key] ?? [] { waitingOn[claim, default: []].insert(key) }
  }

  /// The pods, in the order of their names, that any of these plugins turned away.
  func turnedAway(by plugins: Set<SchedulerPlugin>) -> [ObjectKey] {
    if waiting.isEmpty { return [] }
    var keys: Set<ObjectKey> = []
    for plugin in plugins { keys.formUnion(waitingFor[plugin] ?? []) }
    return keys.sorted()
  }

  /// The waiting pods, in the order of their names, that use a claim.
  func waiting(on claim: ObjectKey) -> [ObjectKey] { waitingOn[claim]?.sorted() ?? [] }

  private mutating func stopWaiting(_ key: ObjectKey) {
    for plugin in waiting.removeValue(forKey: key) ?? [] { waitingFor[plugin]?.remove(key) }
    for claim in claims.removeValue(forKey: key) ?? [] {
      waitingOn[claim]?.remove(key)
      if waitingOn[claim]?.isEmpty == true { waitingOn[claim] = nil }
    }
  }
}
