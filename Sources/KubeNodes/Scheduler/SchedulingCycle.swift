// One attempt to place one pod: filter, score, choose.
import KubeKinds
import KubeObjects
import KubeStore

/// What came of an attempt.
enum SchedulingOutcome {
  case node(NodeInfo)
  case unschedulable(FitError)
}

/// What a node answered.
struct NodeRejection {
  var node: NodeInfo
  var rejection: Rejection
}

/// What is known during one attempt.
struct SchedulingCycle {
  let pod: PodDemand
  let view: ClusterView
  let volumes: VolumeFit
  let spreading: Spreading
  let neighbours: Neighbours
  /// The selector by which a pod without constraints is spread; `nil` where nothing selects it.
  let kin: LabelSelector?
  /// Whether it matters which pods are on a node.
  let mindsOthers: Bool

  init(_ pod: PodDemand, view: ClusterView, store: Store, kin: LabelSelector?) {
    self.pod = pod
    self.view = view
    self.kin = kin
    volumes = VolumeFit(pod, store: store, view: view)
    spreading = Spreading(pod, view)
    neighbours = Neighbours(pod, view)
    mindsOthers = !spreading.asksNothing || !neighbours.asksNothing
  }

  /// Whether the pod goes wherever there is a place for one more.
  private var asksLittle: Bool {
    !mindsOthers && !pod.choosesNodes && pod.claims.isEmpty && pod.hostPorts.isEmpty && pod.requests.isNothing
  }

  /// As many nodes that fit are looked for; scoring all of thousands would find hardly better ones
  /// (`percentageOfNodesToScore`; kube-scheduler never looks for fewer than 100).
  static let enough = 100

  /// Finds the best node.
  /// - Parameter start: the index of the node to begin with; moved on past the nodes that were looked at.
  func run(start: inout Int) -> (outcome: SchedulingOutcome, rejections: [NodeRejection]) {
    let count = view.nodes.count
    guard count > 0 else {
      return (.unschedulable(FitError(nodeCount: 0)), [])
    }
    if let problem = volumes.problem {
      let error = FitError(nodeCount: count, beforehand: problem, afterwards: "not found", plugins: [.volumeBinding])
      return (.unschedulable(error), [])
    }
    let asksLittle = asksLittle
    if asksLittle, start == 0, count <= Self.enough, view.nodes.allSatisfy({ $0.takesAnyone }) {
      return (.node(NodeScores(self, view.nodes).best()), [])
    }
    var fitting: [NodeInfo] = []
    fitting.reserveCapacity(min(count, Self.enough))
    var rejections: [NodeRejection] = []
    var looked = 0
    while looked < count, fitting.count < Self.enough {
      let node = view.nodes[(start + looked) % count]
      looked += 1
      if asksLittle, node.takesAnyone {
        fitting.append(node)
        continue
      }
      guard let rejection = rejection(node) else {
        fitting.append(node)
        continue
      }
      if fitting.isEmpty { rejections.append(NodeRejection(node: node, rejection: rejection)) }
    }
    if fitting.isEmpty { return (.unschedulable(failure(rejections, count)), rejections) }
    if count > Self.enough { start = (start + looked) % count }
    return (.node(NodeScores(self, fitting).best()), [])
  }

  private func failure(_ rejections: [NodeRejection], _ count: Int) -> FitError {
    var error = FitError(nodeCount: count)
    for found in rejections { error.add(found.rejection) }
    return error
  }
}
