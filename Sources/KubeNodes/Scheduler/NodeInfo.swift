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

  init(_ node: Value, index: Int) {
    name = node[.metadata][.name].text
    self.index = index
    update(node)
  }

  func update(_ node: Value) {
    self.node = node
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
    requested += pod.requests
    scoredCPU += pod.scoredCPU
    scoredMemory += pod.scoredMemory
    for port in pod.hostPorts { hostPorts[port, default: 0] += 1 }
  }

  func remove(_ pod: PodDemand) {
    guard pods.remove(pod.key) != nil else { return }
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
