// Why a node takes no pods.
import KubeKinds
import KubeObjects
import SimCore

/// Explains a node from what is known of it.
struct NodeReasons {
  private let node: Value
  private let key: ObjectKey
  private let silentSince: Instant?
  private let gracePeriod: TimeSpan

  init(_ node: Value, _ key: ObjectKey, silentSince: Instant?, gracePeriod: TimeSpan) {
    self.node = node
    self.key = key
    self.silentSince = silentSince
    self.gracePeriod = gracePeriod
  }

  func all() -> [Reason] {
    var reasons: [Reason] = []
    if let silentSince { reasons.append(silent(silentSince)) }
    if node[.spec][.unschedulable].isTrue { reasons.append(cordoned) }
    for taint in node[.spec][.taints].elements where !taint[.key].text.hasPrefix("node.kubernetes.io/") {
      reasons.append(tainted(taint))
    }
    return reasons
  }

  private func silent(_ since: Instant) -> Reason {
    let isLost = NodeTaints.eviction(node) == NodeTaints.unreachable
    let message =
      isLost
      ? "The node has not reported since \(since.rfc3339): what runs there is not known."
      : "The node has not reported since \(since.rfc3339), and counts as lost after \(gracePeriod.goText)."
    return Reason(subject: key, rule: "NodeStatusUnknown", message: message)
  }

  private var cordoned: Reason {
    Reason(
      subject: key, rule: "Unschedulable", message: "The node is cordoned: no new pods are scheduled there.",
      remedies: [Remedy("kubectl uncordon \(key.name)", "lets pods be scheduled there again")])
  }

  private func tainted(_ taint: Value) -> Reason {
    let value = taint[.value].text
    let name = taint[.key].text + (value.isEmpty ? "" : "=\(value)") + ":" + taint[.effect].text
    return Reason(
      subject: key, rule: "Taint", message: "The node has the taint \(name): only pods that tolerate it may run there.",
      remedies: [
        Remedy("kubectl taint nodes \(key.name) \(taint[.key].text):\(taint[.effect].text)-", "takes it off")
      ])
  }
}
