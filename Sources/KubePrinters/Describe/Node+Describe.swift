// Nodes: what they are, how they are, which pods they carry and how much of them that takes.
import KubeKinds
import KubeObjects
import SimCore

extension Describer {
  static let node = Describer(
    relations: { [.lease(of: $0), .pods(on: $0)] },
    eventRelations: { node in
      // The kubelet reports under the node's name instead of its uid.
      [
        .events(of: node, kind: "Node"),
        .events(of: node, kind: "Node", uid: node[.metadata][.name].text),
      ]
    },
    body: { node, out in
      let roles = NodeText.roles(node.value)
      out.field("Name", node.name)
      out.field("Roles", roles.isEmpty ? "<none>" : roles.joined(separator: ","))
      out.labels("Labels", node[.metadata][.labels])
      out.annotations("Annotations", node[.metadata][.annotations])
      out.field("CreationTimestamp", node.created)
      out.list("Taints", NodeDescription.taints(node[.spec]["taints"]))
      out.field("Unschedulable", String(node[.spec]["unschedulable"].isTrue))
      NodeDescription.lease(node, &out)
      NodeDescription.conditions(node[.status][.conditions], &out)
      out.line("Addresses:")
      for address in node[.status]["addresses"].elements {
        out.field(1, address[.type].text, address["address"].text)
      }
      NodeDescription.amounts("Capacity", node[.status][.capacity], &out)
      NodeDescription.amounts("Allocatable", node[.status]["allocatable"], &out)
      NodeDescription.system(node, &out)
      NodeUse(node).write(to: &out)
    })
}

extension Relation {
  /// The lease by which a node shows that it lives.
  static func lease(of node: Value) -> Relation {
    Relation(.lease, in: "kube-node-lease", .named(node[.metadata][.name].text))
  }

  /// The pods on a node that have not ended.
  static func pods(on node: Value) -> Relation {
    Relation(
      .pod, in: nil,
      .fields(
        FieldSelector([
          .init(field: "spec.nodeName", isNegated: false, value: node[.metadata][.name].text),
          .init(field: "status.phase", isNegated: true, value: "Succeeded"),
          .init(field: "status.phase", isNegated: true, value: "Failed"),
        ])))
  }
}

private enum NodeDescription {
  /// `dedicated=db:NoSchedule`, sorted by effect, then by key.
  static func taints(_ taints: Value) -> [String] {
    let sorted = GoSort.sorted(taints.elements) {
      SelectorText.bytesPrecede(
        "\($0["effect"].text),\($0[.key].text)", "\($1["effect"].text),\($1[.key].text)")
    }
    return sorted.map { taint in
      let value = taint[.value].isEmpty ? "" : "=" + taint[.value].text
      let effect = taint["effect"].isEmpty ? "" : ":" + taint["effect"].text
      return taint[.key].text + value + effect
    }
  }

  static func lease(_ node: DescribedObject, _ out: inout DescribeText) {
    if let failure = node.related.failure(.lease(of: node.value)) {
      return out.field("Lease", "Failed to get lease: \(failure.message)")
    }
    let spec = node.related.objects(.lease(of: node.value)).first?[.spec] ?? .null
    func time(_ key: Key) -> String { spec[key].isNull ? "<unset>" : DescribeText.time(spec[key]) }
    out.line("Lease:")
    out.field(1, "HolderIdentity", spec["holderIdentity"].string ?? "<unset>")
    out.field(1, "AcquireTime", time("acquireTime"))
    out.field(1, "RenewTime", time("renewTime"))
  }

  static func conditions(_ conditions: Value, _ out: inout DescribeText) {
    if conditions.elements.isEmpty { return }
    out.line("Conditions:")
    out.row(1, "Type", "Status", "LastHeartbeatTime", "LastTransitionTime", "Reason", "Message")
    out.row(1, "----", "------", "-----------------", "------------------", "------", "-------")
    for condition in conditions.elements {
      out.row(
        1, condition[.type].text + " ", condition[.status].text + " ",
        DescribeText.time(condition["lastHeartbeatTime"]) + " ",
        DescribeText.time(condition[.lastTransitionTime]) + " ", condition[.reason].text + " ",
        condition[.message].text)
    }
  }

  static func amounts(_ title: String, _ amounts: Value, _ out: inout DescribeText) {
    if amounts.isEmpty { return }
    out.line("\(title):")
    for amount in amounts.fields { out.field(1, amount.key.text, amount.value.text) }
  }

  static func system(_ node: DescribedObject, _ out: inout DescribeText) {
    let rows: [(String, Key)] = [
      ("Machine ID", "machineID"), ("System UUID", "systemUUID"), ("Boot ID", "bootID"),
      ("Kernel Version", "kernelVersion"), ("OS Image", "osImage"), ("Operating System", "operatingSystem"),
      ("Architecture", "architecture"), ("Container Runtime Version", "containerRuntimeVersion"),
      ("Kubelet Version", "kubeletVersion"),
    ]
    out.line("System Info:")
    for (title, key) in rows { out.field(1, title, node[.status]["nodeInfo"][key].text) }
    out.fieldIfAny("PodCIDR", node[.spec]["podCIDR"])
    let ranges = node[.spec]["podCIDRs"].elements.map(\.text)
    if !ranges.isEmpty { out.field("PodCIDRs", ranges.joined(separator: ",")) }
    out.fieldIfAny("ProviderID", node[.spec]["providerID"])
  }
}

/// How much of a node its pods take.
private struct NodeUse {
  private let node: DescribedObject
  private let pods: [Value]
  private let allocatable: Value

  init(_ node: DescribedObject) {
    self.node = node
    pods = node.related.objects(.pods(on: node.value))
    let status = node[.status]
    allocatable = status["allocatable"].isEmpty ? status[.capacity] : status["allocatable"]
  }

  func write(to out: inout DescribeText) {
    out.field("Non-terminated Pods", "(\(pods.count) in total)")
    out.row(1, "Namespace", "Name", "", "CPU Requests", "CPU Limits", "Memory Requests", "Memory Limits", "Age")
    out.row(1, "---------", "----", "", "------------", "----------", "---------------", "-------------", "---")
    var requests = ResourceAmounts()
    var limits = ResourceAmounts()
    for pod in pods {
      let podRequests = PodResources.requests(pod[.spec])
      let podLimits = PodResources.limits(pod[.spec])
      requests += podRequests
      limits += podLimits
      out.row(
        1, pod[.metadata][.namespace].text, pod[.metadata][.name].text, "", share("cpu", podRequests),
        share("cpu", podLimits), share("memory", podRequests), share("memory", podLimits),
        Age.since(pod[.metadata][.creationTimestamp], node.now))
    }
    totals(requests, limits, &out)
  }

  private func totals(_ requests: ResourceAmounts, _ limits: ResourceAmounts, _ out: inout DescribeText) {
    out.line("Allocated resources:")
    out.line(1, "(Total limits may be over 100 percent, i.e., overcommitted.)")
    out.header(1, "Resource", "Requests", "Limits")
    let names = allocatable.fields.keys.map(\.text)
    let huge = names.filter { $0.hasPrefix("hugepages-") }
    for name in ["cpu", "memory", "ephemeral-storage"] + huge {
      out.row(1, name, share(name, requests), share(name, limits))
    }
    let known: Set = ["cpu", "memory", "ephemeral-storage", "pods"]
    for name in names where !known.contains(name) && !huge.contains(name) {
      out.row(1, name, (requests[Key(name)] ?? .zero).text, (limits[Key(name)] ?? .zero).text)
    }
  }

  /// `250m (6%)`: an amount, and what part of the node that is.
  private func share(_ resource: String, _ amounts: ResourceAmounts) -> String {
    let amount = amounts[Key(resource)] ?? .zero
    let whole = Quantity(value: allocatable[Key(resource)]) ?? .zero
    func count(_ quantity: Quantity) -> Double { Double(resource == "cpu" ? quantity.millis : quantity.wholes) }
    let percent = count(whole) == 0 ? 0 : Int64(count(amount) / count(whole) * 100)
    return "\(amount.text) (\(percent)%)"
  }
}
