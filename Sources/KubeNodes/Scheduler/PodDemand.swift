// What a pod asks of the node it runs on, read once.
import KubeKinds
import KubeObjects

/// A port of the node itself that a container claims.
struct HostPort: Hashable {
  var ip: String
  var transport: String
  var port: Int64

  /// Whether two claims exclude each other: the address 0.0.0.0 stands for all.
  func conflicts(with other: HostPort) -> Bool {
    port == other.port && transport == other.transport && (ip == other.ip || ip == Self.all || other.ip == Self.all)
  }

  private static let all = "0.0.0.0"
}

/// Everything the scheduler reads off a pod. A class, for it is kept in several places.
final class PodDemand {
  let key: ObjectKey
  let uid: String
  let labels: Value
  let priority: Int64
  let requests: ResourceVector
  /// What scoring counts with: containers without a request are taken to want something.
  let scoredCPU: Int64
  let scoredMemory: Int64
  let hostPorts: [HostPort]
  let tolerations: [Toleration]
  let nodeSelector: Value
  let nodeAffinity: NodeAffinity?
  /// Whether it says which nodes it may run on.
  let choosesNodes: Bool
  let podAffinity: PodAffinityTerms?
  let spread: [SpreadConstraint]
  /// The names of the claims its volumes use.
  let claims: [ClaimUse]
  let isTerminating: Bool

  init(_ key: ObjectKey, _ pod: Value) {
    let spec = pod[.spec]
    self.key = key
    uid = pod[.metadata][.uid].text
    labels = pod[.metadata][.labels]
    priority = spec[.priority].number
    isTerminating = !pod[.metadata][.deletionTimestamp].isNull
    let sums = RequestSums(GrantedResources.spec(of: pod) { $0 == "Infeasible" })
    requests = sums.requests
    scoredCPU = sums.scoredCPU
    scoredMemory = sums.scoredMemory
    hostPorts = Self.hostPorts(spec)
    tolerations = spec[.tolerations].elements.map(Toleration.init)
    nodeSelector = spec[.nodeSelector]
    let affinity = spec[.affinity]
    nodeAffinity = NodeAffinity(affinity[.nodeAffinity])
    choosesNodes = nodeAffinity != nil || !nodeSelector.fields.isEmpty
    podAffinity = PodAffinityTerms(affinity, namespace: key.namespace, labels: labels)
    spread = spec[.topologySpreadConstraints].elements.compactMap {
      SpreadConstraint($0, labels: pod[.metadata][.labels])
    }
    claims = ClaimUse.all(of: pod)
  }

  private static func hostPorts(_ spec: Value) -> [HostPort] {
    var ports: [HostPort] = []
    for container in spec[.containers].elements
      + spec[.initContainers].elements.filter({ $0[.restartPolicy].text == "Always" })
    {
      for port in container[.ports].elements where port[.hostPort].number > 0 {
        let ip = port[.hostIP].text
        ports.append(
          HostPort(
            ip: ip.isEmpty ? "0.0.0.0" : ip, transport: port[.protocol].string ?? "TCP", port: port[.hostPort].number))
      }
    }
    return ports
  }
}

/// The sum of what a pod's containers ask for: the main ones together with the sidecars, or as much as any init
/// container needs beside the sidecars before it, whichever is more.
struct RequestSums {
  private(set) var requests = ResourceVector()
  private(set) var scoredCPU: Int64 = 0
  private(set) var scoredMemory: Int64 = 0

  /// What a container is taken to ask for when it says nothing (scheduler `util.DefaultMilliCPURequest`).
  private static let assumedCPU: Int64 = 100
  private static let assumedMemory: Int64 = 200 * 1_024 * 1_024

  init(_ spec: Value) {
    var sidecars = ResourceVector()
    var initial = ResourceVector()
    for container in spec[.initContainers].elements {
      let request = ResourceVector(container[.resources][.requests])
      if container[.restartPolicy].text == "Always" {
        sidecars += request
        initial.raise(to: sidecars)
        addScored(request)
      } else {
        var together = sidecars
        together += request
        initial.raise(to: together)
      }
    }
    requests = sidecars
    for container in spec[.containers].elements {
      let request = ResourceVector(container[.resources][.requests])
      requests += request
      addScored(request)
    }
    requests.raise(to: initial)
    scoredCPU = max(scoredCPU, initial.cpu)
    scoredMemory = max(scoredMemory, initial.memory)
    override(with: spec[.resources][.requests])
    requests += ResourceVector(spec[.overhead])
  }

  /// What is asked for the pod as a whole counts instead of the sum.
  private mutating func override(with list: Value) {
    for (key, value) in list.fields {
      let amount = ResourceAmount.of(value, isCPU: key == ResourceVector.cpuKey)
      requests[key] = amount
      if key == ResourceVector.cpuKey { scoredCPU = amount }
      if key == ResourceVector.memoryKey { scoredMemory = amount }
    }
  }

  private mutating func addScored(_ request: ResourceVector) {
    scoredCPU += request.cpu == 0 ? Self.assumedCPU : request.cpu
    scoredMemory += request.memory == 0 ? Self.assumedMemory : request.memory
  }
}

/// A claim that a volume of a pod uses.
struct ClaimUse: Equatable {
  var name: String
  /// The claim is made for the pod from a template in its spec (a generic ephemeral volume).
  var isEphemeral: Bool

  static func all(of pod: Value) -> [ClaimUse] {
    pod[.spec][.volumes].elements.compactMap { volume in
      if let name = volume[.persistentVolumeClaim][.claimName].string {
        return ClaimUse(name: name, isEphemeral: false)
      }
      if volume[.ephemeral].object != nil {
        return ClaimUse(name: "\(pod[.metadata][.name].text)-\(volume[.name].text)", isEphemeral: true)
      }
      return nil
    }
  }
}

extension PodDemand {
  /// Whether a node has what `nodeSelector` and the required node affinity ask for.
  func allowsNode(_ labels: Value, name: String) -> Bool {
    for (key, value) in nodeSelector.fields where labels[key].string != value.text { return false }
    return nodeAffinity?.allows(labels, name: name) ?? true
  }

  /// Whether the pod tolerates every taint that would keep it away.
  func tolerates(_ taints: [Taint]) -> Bool {
    taints.allSatisfy { taint in !taint.isHard || tolerations.contains { $0.tolerates(taint) } }
  }
}
