// Answers `why` for DaemonSets: nodes that take none of their pods, pods that are waited for, old pods that stay.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

extension DaemonSetController {
  public func reasons(for key: ObjectKey) -> [Reason] {
    guard key.kind == .daemonSet, let set = registry.store.object(key) else { return [] }
    let nodes = registry.store.keys(.node).compactMap { key in
      registry.store.object(key).map { DaemonNode(key.name, $0) }
    }
    let reasons = DaemonReasons(
      key: key, object: set, nodes: nodes, pods: pods.owned(by: set[.metadata][.uid].text),
      failure: failures[key]?.message, now: registry.now)
    return reasons.all()
  }
}

/// Puts the state of a DaemonSet into words.
struct DaemonReasons {
  let key: ObjectKey
  let object: Value
  let nodes: [DaemonNode]
  let pods: [PodView]
  let failure: String?
  let now: Instant

  private var words: PodReasons { PodReasons(key, shortName: "ds") }
  private var spec: Value { object[.spec] }

  func all() -> [Reason] {
    let minReady = TimeSpan.seconds(spec[.minReadySeconds].number)
    let unready = words.unready(pods, minReady: minReady, now: now)
    return [failure.map(words.refusal), noNode, unready, outdated].compactMap { $0 }
  }

  private var noNode: Reason? {
    let fit = DaemonFit(object)
    guard !nodes.isEmpty, !nodes.contains(where: { fit.decide($0).shouldRun }) else { return nil }
    let selector = spec[.template][.spec][.nodeSelector].fields
    let isLabelled = nodes.contains { node in selector.allSatisfy { node.labels[$0.key].string == $0.value.text } }
    if !isLabelled { return unlabelled(selector) }
    return words.reason(
      "NoNode",
      "none of the \(nodes.count) nodes may run its pods: node selector, affinity and tolerations of the template "
        + "leave none",
      [Remedy("kubectl describe nodes", "shows the labels and taints of nodes")])
  }

  private func unlabelled(_ selector: Object) -> Reason {
    let labels = selector.map { "\($0.key.text)=\($0.value.text)" }
    let node = (nodes.last { $0.taints.isEmpty } ?? nodes[0]).name
    return words.reason(
      "NoNode", "its pods run only on nodes with the label \(labels.joined(separator: ", ")), and no node has it",
      [Remedy("kubectl label node \(node) \(labels.joined(separator: " "))", "gives a node what the pods ask for")])
  }

  /// Pods that have another template than the set, where only their deletion brings the new one.
  private var outdated: Reason? {
    let wanted = object[.status][.desiredNumberScheduled].number
    let updated = object[.status][.updatedNumberScheduled].number
    guard updated < wanted, spec[.updateStrategy][.type].text == "OnDelete" else { return nil }
    return words.reason(
      "OnDelete",
      "\(wanted - updated) of \(PodReasons.counted(Int(wanted))) of an older template; updateStrategy OnDelete "
        + "replaces a pod only after somebody deleted it",
      [Remedy(words.command("delete pod POD"), "lets the set make it anew from the present template")])
  }
}
