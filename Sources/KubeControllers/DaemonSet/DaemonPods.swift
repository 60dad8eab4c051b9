// The pods of a DaemonSet: one for a node, aimed at it by affinity, tolerating what ails nodes.
import KubeKinds
import KubeObjects

/// Makes pods of one DaemonSet.
struct DaemonPods {
  let object: Value
  let hash: String

  private var template: Value { object[.spec][.template] }

  /// The taints that no daemon pod minds (`AddOrUpdateDaemonPodTolerations`).
  private static let conditions: [(name: String, effect: String)] = [
    ("not-ready", "NoExecute"), ("unreachable", "NoExecute"), ("disk-pressure", "NoSchedule"),
    ("memory-pressure", "NoSchedule"), ("pid-pressure", "NoSchedule"), ("unschedulable", "NoSchedule"),
  ]

  /// The pod for a node.
  func pod(for node: String) -> Value {
    var pod = PodTemplate.pod(template, owner: object)
    pod[.metadata][.labels][.controllerRevisionHash] = .string(hash)
    if let generation = object[.metadata][.annotations].fields[.daemonSetTemplateGeneration] {
      pod[.metadata][.labels][.podTemplateGeneration] = generation
    }
    pod[.spec][.tolerations] = .array(tolerations)
    let term: Value = [.matchFields: [[.key: "metadata.name", .operator: "In", .values: [.string(node)]]]]
    pod[.spec][.affinity][.nodeAffinity][.requiredDuringScheduling] = [.nodeSelectorTerms: [term]]
    return pod
  }

  private var tolerations: [Value] {
    var list = template[.spec][.tolerations].elements
    var wanted = Self.conditions
    if template[.spec][.hostNetwork].isTrue { wanted.append(("network-unavailable", "NoSchedule")) }
    for (name, effect) in wanted {
      let toleration: Value = [
        .key: .string("node.kubernetes.io/\(name)"), .operator: "Exists", .effect: .string(effect),
      ]
      if !list.contains(toleration) { list.append(toleration) }
    }
    return list
  }

  /// The node a pod is bound to, or aimed at by its affinity (`GetTargetNodeName`).
  static func target(of pod: Value) -> String {
    let bound = pod[.spec][.nodeName].text
    if !bound.isEmpty { return bound }
    let terms = pod[.spec][.affinity][.nodeAffinity][.requiredDuringScheduling][.nodeSelectorTerms].elements
    for field in terms.flatMap({ $0[.matchFields].elements })
    where field[.key].text == "metadata.name" && field[.values].elements.count == 1 {
      return field[.values].elements[0].text
    }
    return ""
  }
}

/// Whether a node should run a pod of a DaemonSet, and whether it may keep one it has (`nodeShouldRunDaemonPod`).
struct DaemonFit {
  private let nodeName: String
  private let nodeSelector: Value
  private let affinity: NodeAffinity?
  private let tolerations: [Toleration]

  init(_ object: Value) {
    let spec = object[.spec][.template][.spec]
    nodeName = spec[.nodeName].text
    nodeSelector = spec[.nodeSelector]
    affinity = NodeAffinity(spec[.affinity][.nodeAffinity])
    let pod = DaemonPods(object: object, hash: "").pod(for: "")
    tolerations = pod[.spec][.tolerations].elements.map(Toleration.init)
  }

  func decide(_ node: DaemonNode) -> (shouldRun: Bool, mayStay: Bool) {
    if !nodeName.isEmpty, nodeName != node.name { return (false, false) }
    for (key, value) in nodeSelector.fields where node.labels[key].string != value.text { return (false, false) }
    if affinity?.allows(node.labels, name: node.name) == false { return (false, false) }
    let hard = node.taints.filter { taint in taint.isHard && !tolerations.contains { $0.tolerates(taint) } }
    return (hard.isEmpty, !hard.contains { $0.effect == "NoExecute" })
  }
}

/// A node as DaemonSets see it.
struct DaemonNode: Equatable {
  let name: String
  let labels: Value
  let taints: [Taint]

  init(_ name: String, _ node: Value) {
    self.name = name
    labels = node[.metadata][.labels]
    taints = node[.spec][.taints].elements.map(Taint.init)
  }
}

/// A pod of a DaemonSet.
struct DaemonPod {
  let view: PodView
  let node: String
  let created: String
  let isUpdated: Bool

  init(_ view: PodView, _ pod: Value, hash: String, generation: String) {
    self.view = view
    node = DaemonPods.target(of: pod)
    created = pod[.metadata][.creationTimestamp].text
    let ofGeneration = !generation.isEmpty && view.labels[.podTemplateGeneration].text == generation
    isUpdated = ofGeneration || view.labels[.controllerRevisionHash].text == hash
  }

  /// Bound pods first, then older ones (`podByCreationTimestampAndPhase`).
  static func precedes(_ a: DaemonPod, _ b: DaemonPod) -> Bool {
    if a.view.nodeName.isEmpty != b.view.nodeName.isEmpty { return !a.view.nodeName.isEmpty }
    return (a.created, a.view.key.name) < (b.created, b.view.key.name)
  }
}
