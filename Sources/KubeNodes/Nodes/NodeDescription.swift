// The machines of a cluster, as its configuration describes them, and the Node objects they register.
import KubeKinds
import KubeObjects
import SimCore

/// One machine with a kubelet on it.
public struct NodeDescription: Sendable {
  public var name: String
  /// Its address within the cluster; `nil` for one that is worked out from its place in the list.
  public var address: String?
  public var labels: [(String, String)] = []
  public var annotations: [(String, String)] = []
  /// Taints as Node objects hold them.
  public var taints: [Value] = []
  /// A resource list.
  public var capacity: Value = [:]
  /// What pods may have of it; `nil` for all.
  public var allocatable: Value?
  public var isUnschedulable = false
  /// The range that its pods get their addresses from; `nil` where all nodes share one.
  public var podRange: String?
  public var system = SystemFacts()

  public init(name: String) { self.name = name }
}

/// What a machine says of itself (`status.nodeInfo`).
public struct SystemFacts: Sendable {
  public var architecture = "amd64"
  public var operatingSystem = "linux"
  public var osImage = "Debian GNU/Linux 12 (bookworm)"
  public var kernelVersion = "6.1.0"
  public var containerRuntimeVersion = "containerd://2.1.0"
  public var machineID = ""
  public var systemUUID = ""
  public var bootID = ""

  public init() {}
}

extension NodeDescription {
  /// The Node object that the machine's kubelet registers, with its first status.
  ///
  /// - Parameters:
  ///   - index: its place in the list of nodes, from 0: the source of an address that isn't given.
  ///   - version: the kubelet's version: `v1.36.2`.
  ///   - detail: a plain kubelet reports that it is ready and nothing else (recording `print-describe-workloads`).
  public func object(index: Int, version: String, detail: KubeletDetail, now: Instant) -> Value {
    var metadata: Value = [.name: .string(name)]
    metadata[.labels] = Value(standardLabels + labels)
    metadata[.annotations] = Value([("node.alpha.kubernetes.io/ttl", "0")] + annotations)
    var spec: Value = [:]
    if let podRange {
      spec[.podCIDR] = .string(podRange)
      spec[.podCIDRs] = [.string(podRange)]
    }
    if !taints.isEmpty { spec[.taints] = .array(taints) }
    if isUnschedulable { spec[.unschedulable] = true }
    return [
      .apiVersion: "v1", .kind: "Node", .metadata: metadata, .spec: spec,
      .status: status(index: index, version: version, detail: detail, now: now),
    ]
  }

  /// An address for the `index`th node that names none.
  public static func address(index: Int) -> String { "10.0.\((index + 11) / 256).\((index + 11) % 256)" }

  private var standardLabels: [(String, String)] {
    [
      ("beta.kubernetes.io/arch", system.architecture), ("beta.kubernetes.io/os", system.operatingSystem),
      ("kubernetes.io/arch", system.architecture), ("kubernetes.io/hostname", name),
      ("kubernetes.io/os", system.operatingSystem),
    ]
  }

  private func status(index: Int, version: String, detail: KubeletDetail, now: Instant) -> Value {
    [
      "addresses": [
        [.type: "InternalIP", "address": .string(address ?? Self.address(index: index))],
        [.type: "Hostname", "address": .string(name)],
      ],
      .capacity: capacity, "allocatable": allocatable ?? capacity,
      .conditions: .array(NodeConditions.healthy(detail: detail, now: now)),
      "daemonEndpoints": ["kubeletEndpoint": ["Port": 10250]],
      "nodeInfo": [
        "architecture": .string(system.architecture), "bootID": .string(system.bootID),
        "containerRuntimeVersion": .string(system.containerRuntimeVersion),
        "kernelVersion": .string(system.kernelVersion), "kubeProxyVersion": "",
        "kubeletVersion": .string(version), "machineID": .string(system.machineID),
        "operatingSystem": .string(system.operatingSystem), "osImage": .string(system.osImage),
        "systemUUID": .string(system.systemUUID),
      ],
    ]
  }
}

/// The conditions of nodes.
public enum NodeConditions {
  private static let pressures = [
    ("MemoryPressure", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
    ("DiskPressure", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
    ("PIDPressure", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
  ]

  static let readyReason = "KubeletReady"
  static let readyMessage = "kubelet is posting ready status"

  /// What a kubelet reports that is well.
  static func healthy(detail: KubeletDetail, now: Instant) -> [Value] {
    let ready = condition("Ready", "True", readyReason, readyMessage, now)
    if detail == .plain { return [ready] }
    return pressures.map { condition($0.0, "False", $0.1, $0.2, now) } + [ready]
  }

  /// The conditions of a node whose kubelet reports that all is well, with those of others kept.
  static func renewed(_ old: Value, _ detail: KubeletDetail, _ now: Instant) -> Value {
    let own = healthy(detail: detail, now: now).map { condition in
      var condition = condition
      let before = old.first(where: .type, is: condition[.type].text)
      if let before, before[.status] == condition[.status] {
        condition[.lastTransitionTime] = before[.lastTransitionTime]
      }
      return condition
    }
    let foreign = old.elements.filter { condition in !own.contains { $0[.type] == condition[.type] } }
    return .array(foreign + own)
  }

  /// The conditions of a node that has fallen silent: nothing of it is known any more.
  static func unknown(_ old: Value, _ node: Value, _ now: Instant) -> Value {
    var conditions = old
    conditions.modifyElements { condition in
      guard condition[.status].text != "Unknown" else { return }
      condition[.status] = "Unknown"
      condition[.reason] = "NodeStatusUnknown"
      condition[.message] = "Kubelet stopped posting node status."
      condition[.lastTransitionTime] = .string(now.rfc3339)
    }
    if conditions.first(where: .type, is: "Ready") == nil {
      var never = condition(
        "Ready", "Unknown", "NodeStatusNeverUpdated", "Kubelet never posted node status.", now)
      never[.lastHeartbeatTime] = node[.metadata][.creationTimestamp]
      conditions.append(never)
    }
    return conditions
  }

  static func condition(_ type: String, _ status: String, _ reason: String, _ message: String, _ now: Instant) -> Value
  {
    [
      .type: .string(type), .status: .string(status), .reason: .string(reason), .message: .string(message),
      "lastHeartbeatTime": .string(now.rfc3339), .lastTransitionTime: .string(now.rfc3339),
    ]
  }
}
