// What objects count for in a quota (pkg/quota/v1/evaluator).
import KubeObjects

public enum ResourceUsage {
  /// What an object takes of every resource a quota can speak of.
  public static func of(_ object: Value, _ kind: Kind) -> ResourceAmounts {
    var usage = ResourceAmounts()
    usage[objectCount(kind)] = one
    switch kind.id {
    case .pod: add(pod: object, to: &usage)
    case .persistentVolumeClaim: add(claim: object, to: &usage)
    case .service: add(service: object, to: &usage)
    case .configMap, .secret, .replicationController, .resourceQuota: usage[Key(kind.plural)] = one
    default: break
    }
    return usage
  }

  /// Whether objects of a kind ever count for a resource.
  public static func counts(_ kind: Kind, for resource: Key) -> Bool {
    if resource == objectCount(kind) { return true }
    switch kind.id {
    case .pod: return podResources.contains(resource) || isExtendedRequest(resource.text)
    case .persistentVolumeClaim:
      return resource == "persistentvolumeclaims" || resource == "requests.storage"
        || resource.text.contains(".storageclass.storage.k8s.io/")
    case .service: return ["services", "services.nodeports", "services.loadbalancers"].contains(resource)
    case .configMap, .secret, .replicationController, .resourceQuota: return resource.text == kind.plural
    default: return false
    }
  }

  /// The resource that counts the objects of a kind: `count/pods`, `count/deployments.apps`.
  private static func objectCount(_ kind: Kind) -> Key { Key("count/\(kind.groupResource)") }

  private static let one = Quantity(1)

  private static let podResources: Set<Key> = [
    "pods", "cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory", "requests.ephemeral-storage",
    "limits.cpu", "limits.memory", "limits.ephemeral-storage",
  ]

  private static func isExtendedRequest(_ name: String) -> Bool {
    name.hasPrefix("hugepages-") || name.hasPrefix("requests.") && (name.contains("/") || name.contains("hugepages-"))
  }
}

// MARK: Pods

extension ResourceUsage {
  /// A pod that has ended counts as an object only.
  private static func add(pod: Value, to usage: inout ResourceAmounts) {
    if ["Succeeded", "Failed"].contains(pod[.status][.phase].text) { return }
    usage["pods"] = one
    usage += compute(requests: PodResources.requests(pod[.spec]), limits: PodResources.limits(pod[.spec]))
  }

  /// The names that requests and limits go by in quotas.
  private static func compute(requests: ResourceAmounts, limits: ResourceAmounts) -> ResourceAmounts {
    var usage = ResourceAmounts()
    for (name, amount) in requests.amounts {
      let isShared = ["cpu", "memory", "ephemeral-storage"].contains(name) || name.text.hasPrefix("hugepages-")
      if isShared { usage[name] = amount }
      if isShared || name.text.contains("/") { usage[Key("requests.\(name.text)")] = amount }
    }
    for name in [Key.cpu, .memory, "ephemeral-storage"] {
      if let amount = limits[name] { usage[Key("limits.\(name.text)")] = amount }
    }
    return usage
  }

  private static let explicit: Set<Key> = [
    "cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory",
  ]

  /// What the containers of a pod must say because a quota counts it: `must specify cpu for: web,db`; `nil` when they
  /// say it.
  public static func omission(_ pod: Value, required: [Key]) -> String? {
    let required = required.filter(explicit.contains)
    if required.isEmpty || !pod[.spec][.resources].fields.isEmpty { return nil }
    var missing: [Key: Set<String>] = [:]
    for container in pod[.spec][.containers].elements + pod[.spec][.initContainers].elements {
      let resources = container[.resources]
      let said = compute(
        requests: ResourceAmounts(resources[.requests]), limits: ResourceAmounts(resources[.limits]))
      for name in required where said[name] == nil { missing[name, default: []].insert(container[.name].text) }
    }
    if missing.isEmpty { return nil }
    let texts = missing.sorted { $0.key.text < $1.key.text }.map {
      "\($0.key.text) for: \($0.value.sorted().joined(separator: ","))"
    }
    return "must specify " + texts.joined(separator: "; ")
  }
}

// MARK: Claims and services

extension ResourceUsage {
  /// A claim counts for all claims and for those of its class.
  private static func add(claim: Value, to usage: inout ResourceAmounts) {
    let name = claim[.spec][.storageClassName].string ?? claim[.metadata][.annotations][.betaStorageClass].text
    let prefixes = name.isEmpty ? [""] : ["", "\(name).storageclass.storage.k8s.io/"]
    let asked = Quantity(value: claim[.spec][.resources][.requests][.storage])
    let allocated = Quantity(value: claim[.status]["allocatedResources"][.storage]) ?? .zero
    for prefix in prefixes {
      usage[Key(prefix + "persistentvolumeclaims")] = one
      if let asked { usage[Key(prefix + "requests.storage")] = max(asked, allocated) }
    }
  }

  private static func add(service: Value, to usage: inout ResourceAmounts) {
    let spec = service[.spec]
    let ports = spec[.ports].elements
    usage["services"] = one
    usage["services.nodeports"] = .zero
    usage["services.loadbalancers"] = .zero
    switch spec[.type].text {
    case "NodePort": usage["services.nodeports"] = Quantity(Int64(ports.count))
    case "LoadBalancer":
      let counted = spec[.allocateLoadBalancerNodePorts] == false ? ports.filter { $0[.nodePort].number != 0 } : ports
      usage["services.nodeports"] = Quantity(Int64(counted.count))
      usage["services.loadbalancers"] = one
    default: break
    }
  }
}
