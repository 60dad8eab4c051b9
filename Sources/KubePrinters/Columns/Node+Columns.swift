// Nodes and namespaces: what pods live on and in.
import KubeKinds
import KubeObjects

extension KindColumns {
  static let node = KindColumns([
    .name,
    Column("Status") { .text(NodeText.status($0.value)) },
    Column("Roles") {
      let roles = NodeText.roles($0.value)
      return roles.isEmpty ? "<none>" : .text(roles.joined(separator: ","))
    },
    .age,
    Column("Version") { .text(NodeText.info($0, "kubeletVersion")) },
    .wide("Internal-IP") { .text(NodeText.address($0.value, "InternalIP")) },
    .wide("External-IP") { .text(NodeText.address($0.value, "ExternalIP")) },
    .wide("OS-Image") { .text(or: "<unknown>", NodeText.info($0, "osImage")) },
    .wide("Kernel-Version") { .text(or: "<unknown>", NodeText.kernel($0)) },
    .wide("Container-Runtime") { .text(or: "<unknown>", NodeText.info($0, "containerRuntimeVersion")) },
  ])

  static let namespace = KindColumns([.name, Column("Status") { .text($0[.status][.phase].text) }, .age])
}

extension Cell {
  static func text(or missing: String, _ text: String) -> Cell { .text(text.isEmpty ? missing : text) }
}

enum NodeText {
  private static let rolePrefix = "node-role.kubernetes.io/"

  /// `Ready`, `NotReady,SchedulingDisabled`; `Unknown` where no kubelet has reported.
  static func status(_ node: Value) -> String {
    let ready = node[.status][.conditions].first(where: .type, is: "Ready")
    let word = ready.map { $0[.status].string == "True" ? "Ready" : "NotReady" } ?? "Unknown"
    return node[.spec]["unschedulable"].isTrue ? word + ",SchedulingDisabled" : word
  }

  /// The roles that labels give a node, sorted.
  static func roles(_ node: Value) -> [String] {
    let roles = node[.metadata][.labels].fields.compactMap { label -> String? in
      let name = label.key.text
      if name.hasPrefix(rolePrefix) { return String(name.dropFirst(rolePrefix.count)) }
      return name == "kubernetes.io/role" ? label.value.text : nil
    }
    return Set(roles.filter { !$0.isEmpty }).sorted(by: SelectorText.bytesPrecede)
  }

  static func info(_ node: PrintedObject, _ key: Key) -> String { node[.status]["nodeInfo"][key].text }

  /// The kernel, and the architecture it runs on.
  static func kernel(_ node: PrintedObject) -> String {
    let kernel = info(node, "kernelVersion")
    let architecture = info(node, "architecture")
    return kernel.isEmpty || architecture.isEmpty ? kernel : "\(kernel) (\(architecture))"
  }

  /// The node's first address of a type.
  static func address(_ node: Value, _ type: String) -> String {
    node[.status]["addresses"].first(where: .type, is: type)?["address"].string ?? "<none>"
  }
}
