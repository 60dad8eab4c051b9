// A node as the scheduler sees it: what it offers, what is taken, and what is on it.
import KubeKinds
import KubeObjects

/// One node with running sums, so that no decision has to look at all of its pods.
final class NodeInfo {
  let name: String
  /// Its place among all nodes; fixed as long as nodes neither come nor go.
  var index: Int
  private(set) var node = Value.null
  private(set) var labels = Value.null
  private(set) var taints: [Taint] = []
  /// The taints that only make a node a worse choice.
  private(set) var softTaints: [Taint] = []
  private(set) var isUnschedulable = false
  /// Whether the node has a host name, by which pods are spread.
  private(set) var hasHostName = false
  /// Its zone, by which pods are spread, too.
  private(set) var zone: String?
  private(set) var allocatable = ResourceVector()
  private(set) var maxPods: Int64 = 0
  private(set) var requested = ResourceVector()
  private(set) var scoredCPU: Int64 = 0
  private(set) var scoredMemory: Int64 = 0
  private(set) var pods: Set<ObjectKey> = []
  private(set) var hostPorts: [HostPort: Int] = [:]

  /// What the room on the node was worth to the pod that asked last; forgotten when the node or its pods change.
  private var roomScore: (asked: RoomDemand, score: Int64)?

  init(_ node: Value, index: Int) {
    name = node[.metadata][.name].text
    self.index = index
    update(node)
  }

  func update(_ node: Value) {
    self.node = node
    roomScore = nil
    labels = node[.metadata][.labels]
    hasHostName = domain(SpreadScores.host) != nil
    zone = domain(SpreadScores.zone)
    taints = node[.spec][.taints].elements.map(Taint.init)
    softTaints = taints.filter { $0.effect == "PreferNoSchedule" }
    isUnschedulable = node[.spec][.unschedulable].isTrue
    let list = node[.status][.allocatable]
    allocatable = ResourceVector(list)
    maxPods = ResourceAmount.of(list[ResourceVector.podsKey], isCPU: false)
  }

  /// Whether a pod that asks for nothing at all may come.
  var takesAnyone: Bool { !isUnschedulable && taints.isEmpty && Int64(pods.count) < maxPods }

  func add(_ pod: PodDemand) {
    guard pods.insert(pod.key).inserted else { return }
    roomScore = nil
    requested += pod.requests
    scoredCPU += pod.scoredCPU
    scoredMemory += pod.scoredMemory
    for port in pod.hostPorts { hostPorts[port, default: 0] += 1 }
  }

  func remove(_ pod: PodDemand) {
    guard pods.remove(pod.key) != nil else { return }
    roomScore = nil
    requested -= pod.requests
    scoredCPU -= pod.scoredCPU
    scoredMemory -= pod.scoredMemory
    for port in pod.hostPorts {
      let count = (hostPorts[port] ?? 0) - 1
      hostPorts[port] = count > 0 ? count : nil
    }
  }

  /// The value of a topology label; `nil` where the node has none.
  func domain(_ key: Key) -> String? { labels[key].string }
}

// MARK: Room

/// What a pod asks for, as far as scoring the room on a node looks at it.
struct RoomDemand: Equatable {
  let requestedCPU: Int64
  let requestedMemory: Int64
  let scoredCPU: Int64
  let scoredMemory: Int64

  init(_ pod: PodDemand) {
    requestedCPU = pod.requests.cpu
    requestedMemory = pod.requests.memory
    scoredCPU = pod.scoredCPU
    scoredMemory = pod.scoredMemory
  }
}

extension NodeInfo {
  /// How good the room on the node is for a pod. One pod after the other asks the same, and one node changes each time.
  func score(_ asked: RoomDemand) -> Int64 {
    if let roomScore, roomScore.asked == asked { return roomScore.score }
    let score = balance(asked) + leastAllocated(asked)
    roomScore = (asked, score)
    return score
  }

  /// More room left is better (`NodeResourcesFit`, `LeastAllocated`).
  private func leastAllocated(_ asked: RoomDemand) -> Int64 {
    let cpu = Self.free(allocatable.cpu, scoredCPU + asked.scoredCPU)
    let memory = Self.free(allocatable.memory, scoredMemory + asked.scoredMemory)
    return (cpu + memory) / 2
  }

  private static func free(_ offered: Int64, _ taken: Int64) -> Int64 {
    guard offered > 0, taken <= offered else { return 0 }
    return (offered - taken) * NodeScores.maximum / offered
  }

  /// A pod that makes CPU and memory used to more like degrees is better (`NodeResourcesBalancedAllocation`; since
  /// v1.36 the change counts and not only how it ends). Pods that ask for nothing are not scored.
  private func balance(_ asked: RoomDemand) -> Int64 {
    if asked.requestedCPU == 0, asked.requestedMemory == 0 { return 0 }
    let before = likeness(requested.cpu, requested.memory)
    let after = likeness(requested.cpu + asked.requestedCPU, requested.memory + asked.requestedMemory)
    let half = NodeScores.maximum / 2
    return half + (half + after - before) / 2
  }

  /// How like the degrees are to which CPU and memory are used: 50 at worst, 100 at best.
  private func likeness(_ cpu: Int64, _ memory: Int64) -> Int64 {
    guard allocatable.cpu > 0, allocatable.memory > 0 else { return NodeScores.maximum }
    let deviation = abs(Self.share(cpu, allocatable.cpu) - Self.share(memory, allocatable.memory)) / 2
    return Int64((1 - deviation) * Double(NodeScores.maximum))
  }

  private static func share(_ taken: Int64, _ offered: Int64) -> Double { min(Double(taken) / Double(offered), 1) }
}
