// Why a pod has no node yet.
import KubeKinds
import KubeObjects
import KubeStore

/// Explains pods that wait for a node: node by node, and with what would help.
struct SchedulingReasons {
  let scheduler: Scheduler

  init(_ scheduler: Scheduler) { self.scheduler = scheduler }

  func reasons(for key: ObjectKey) -> [Reason] {
    guard key.kind == .pod, let pod = scheduler.registry.store.object(key), pod[.spec][.nodeName].text.isEmpty,
      pod[.metadata][.deletionTimestamp].isNull
    else { return [] }
    let gates = pod[.spec][.schedulingGates].elements.map(\.self[.name].text)
    if !gates.isEmpty { return [gated(key, gates)] }
    let profile = pod[.spec][.schedulerName].string ?? Scheduler.profile
    if profile != Scheduler.profile { return [foreign(key, profile)] }
    if scheduler.isReserved(key) { return [volumesComing(key, pod)] }
    return unschedulable(key, pod)
  }

  private func gated(_ key: ObjectKey, _ gates: [String]) -> Reason {
    Reason(
      subject: key, rule: "SchedulingGated",
      message: "The pod has scheduling gates: \(gates.joined(separator: ", ")). It is scheduled when all are removed.")
  }

  private func foreign(_ key: ObjectKey, _ profile: String) -> Reason {
    Reason(
      subject: key, rule: "ForeignScheduler",
      message: "The pod asks for scheduler \(profile), which does not run in this cluster.")
  }

  private func volumesComing(_ key: ObjectKey, _ pod: Value) -> Reason {
    Reason(
      subject: key, rule: "VolumeBinding",
      message: "A node has been chosen; the pod is bound to it when its volumes are.",
      waitsFor: claims(key, pod))
  }

  private func claims(_ key: ObjectKey, _ pod: Value) -> [ObjectKey] {
    ClaimUse.all(of: pod).map { ObjectKey(.persistentVolumeClaim, key.namespace, $0.name) }
      .filter { !(scheduler.registry.store.object($0)?.isFullyBound ?? false) }
  }

  private func unschedulable(_ key: ObjectKey, _ pod: Value) -> [Reason] {
    let cycle = scheduler.cycle(PodDemand(key, pod), pod)
    if let problem = cycle.volumes.problem {
      return [
        Reason(
          subject: key, rule: "VolumeBinding", message: "No node can be looked for: \(problem).",
          waitsFor: claims(key, pod))
      ]
    }
    var byReason: [String: (plugin: SchedulerPlugin, nodes: [String])] = [:]
    for node in scheduler.view.nodes {
      guard let rejection = cycle.rejection(node) else { return [] }
      for reason in rejection.reasons { byReason[reason, default: (rejection.plugin, [])].nodes.append(node.name) }
    }
    let order = byReason.sorted { ($1.value.nodes.count, $0.key) < ($0.value.nodes.count, $1.key) }
    let isOnlyPlugin = Set(byReason.values.map(\.plugin)).count == 1
    return order.map { reason, found in
      let isTold = isOnlyPlugin || !isOfControlPlane(found.plugin, found.nodes)
      return Reason(
        subject: key, rule: "Unschedulable",
        message: "\(reason): \(listed(found.nodes))\(amounts(reason, found.nodes, cycle.pod)).",
        waitsFor: isTold ? found.nodes.prefix(8).map { ObjectKey(.node, "", $0) } : [],
        remedies: isTold ? remedies(found.plugin, reason, found.nodes, key, pod) : [])
    }
  }

  /// Where other nodes are there to be helped, nobody should put pods on the control plane.
  private func isOfControlPlane(_ plugin: SchedulerPlugin, _ names: [String]) -> Bool {
    plugin == .taintToleration
      && names.allSatisfy { name in
        scheduler.view.node(named: name)?.taints.contains { $0.key == "node-role.kubernetes.io/control-plane" } ?? false
      }
  }

  /// What a pod asks for and how much the node with the most of it has left.
  private func amounts(_ reason: String, _ names: [String], _ pod: PodDemand) -> String {
    guard reason.hasPrefix("Insufficient ") else { return "" }
    let resource = reason.dropFirst("Insufficient ".count)
    let nodes = names.compactMap { scheduler.view.node(named: $0) }
    func text(_ wanted: Int64, _ free: (NodeInfo) -> Int64, _ words: (Int64) -> String) -> String {
      let most = nodes.map(free).max() ?? 0
      return " (the pod asks for \(words(wanted)), the most that is free there is \(words(max(most, 0))))"
    }
    switch resource {
    case "cpu":
      return text(pod.requests.cpu, { $0.allocatable.cpu - $0.requested.cpu }) {
        $0 % 1_000 == 0 ? "\($0 / 1_000)" : "\($0)m"
      }
    case "memory":
      return text(pod.requests.memory, { $0.allocatable.memory - $0.requested.memory }) { "\($0 / 1_048_576)Mi" }
    default: return ""
    }
  }

  private func listed(_ names: [String]) -> String {
    names.count <= 8
      ? names.joined(separator: ", ") : names.prefix(8).joined(separator: ", ") + " and \(names.count - 8) more"
  }

  private func remedies(
    _ plugin: SchedulerPlugin, _ reason: String, _ nodes: [String], _ key: ObjectKey, _ pod: Value
  ) -> [Remedy] {
    guard let node = nodes.first else { return [] }
    switch plugin {
    case .nodeUnschedulable: return [Remedy("kubectl uncordon \(node)", "lets pods be scheduled there again")]
    case .taintToleration:
      guard let taint = scheduler.view.node(named: node)?.taints.first(where: \.isHard) else { return [] }
      return [Remedy("kubectl taint nodes \(node) \(taint.key):\(taint.effect)-", "takes the taint off the node")]
    case .nodeAffinity:
      guard let entry = pod[.spec][.nodeSelector].fields.first else { return [] }
      return [
        Remedy(
          "kubectl label node \(node) \(entry.key)=\(entry.value.text)", "gives the node the label the pod asks for")
      ]
    case .nodeResourcesFit:
      return [Remedy("kubectl describe nodes", "shows what each node has and what is taken")]
    default: return []
    }
  }
}
