// What a pod's spec asks of a kubelet, read once instead of at every look.
import KubeKinds
import KubeObjects
import SimCore

/// One probe of a container.
struct ProbePlan: Equatable {
  var initialDelay: TimeSpan
  var period: TimeSpan
  var successThreshold: Int64
  var failureThreshold: Int64
  /// What a failed probe says, without the address, which only the running pod has.
  var handler: ProbeHandler

  init?(_ probe: Value) {
    guard probe.object != nil else { return nil }
    initialDelay = .seconds(probe[.initialDelaySeconds].number)
    period = .seconds(max(probe[.periodSeconds].int ?? 10, 1))
    successThreshold = max(probe[.successThreshold].int ?? 1, 1)
    failureThreshold = max(probe[.failureThreshold].int ?? 3, 1)
    handler = ProbeHandler(probe)
  }
}

enum ProbeHandler: Equatable {
  case http
  case tcp(port: String)
  case exec
  case grpc

  init(_ probe: Value) {
    if probe[.httpGet].object != nil {
      self = .http
    } else if probe[.tcpSocket].object != nil {
      let port = probe[.tcpSocket][.port]
      self = .tcp(port: port.string ?? String(port.number))
    } else if probe[.grpc].object != nil {
      self = .grpc
    } else {
      self = .exec
    }
  }
}

/// One container of a pod. A class, for looks at the pod hand it around and nothing changes it.
final class ContainerPlan: Sendable {
  enum Role: Equatable {
    /// Runs to its end before the next one begins.
    case initial
    /// An init container that is restarted for the life of the pod.
    case sidecar
    case main
    /// Somebody looks into the pod with it. Runs once, whatever the others do.
    case ephemeral
  }

  let name: String
  let image: String
  let role: Role
  let pullPolicy: String
  /// The container's own restart policy; empty where the pod's counts.
  let restartPolicy: String
  let startupProbe: ProbePlan?
  let readinessProbe: ProbePlan?
  let livenessProbe: ProbePlan?
  /// How long the hook that runs before stopping takes.
  let preStop: TimeSpan
  /// The part of the pod that events about this container name.
  let fieldPath: String
  /// The container as the spec has it.
  let spec: Value

  init(_ container: Value, in list: Key) {
    spec = container
    name = container[.name].text
    image = container[.image].text
    pullPolicy = container[.imagePullPolicy].text
    restartPolicy = container[.restartPolicy].text
    role =
      switch list {
      case .initContainers: restartPolicy == "Always" ? .sidecar : .initial
      case .ephemeralContainers: .ephemeral
      default: .main
      }
    fieldPath = "spec.\(role.list){\(name)}"
    startupProbe = ProbePlan(container[.startupProbe])
    readinessProbe = ProbePlan(container[.readinessProbe])
    livenessProbe = ProbePlan(container[.livenessProbe])
    preStop = HookTime.of(container[.lifecycle][.preStop])
  }
}

extension ContainerPlan.Role {
  /// Whether other containers wait for it.
  var isInit: Bool { self == .initial || self == .sidecar }

  /// The field of a spec that it stands in.
  var list: Key {
    switch self {
    case .initial, .sidecar: .initContainers
    case .main: .containers
    case .ephemeral: .ephemeralContainers
    }
  }

  /// The field of a status that tells of it.
  var statuses: Key {
    switch self {
    case .initial, .sidecar: .initContainerStatuses
    case .main: .containerStatuses
    case .ephemeral: .ephemeralContainerStatuses
    }
  }
}

/// A pod, as far as a kubelet acts on it. Made anew when the pod changes.
final class PodPlan: Sendable {
  let uid: String
  let namespace: String
  let name: String
  let nodeName: String
  /// The generation of the pod that it was read from.
  let generation: Int64
  /// Init containers in their order, then the main ones in theirs, then those to look into the pod with.
  let containers: [ContainerPlan]
  let restartPolicy: String
  let gracePeriod: TimeSpan
  let activeDeadline: TimeSpan?
  let usesHostNetwork: Bool

  /// - Parameter detail: a plain kubelet knows no containers to look into pods with.
  init(_ pod: Value, _ detail: KubeletDetail) {
    let spec = pod[.spec]
    let metadata = pod[.metadata]
    uid = metadata[.uid].text
    namespace = metadata[.namespace].text
    name = metadata[.name].text
    nodeName = spec[.nodeName].text
    generation = metadata[.generation].number
    let lists: [Key] = [.initContainers, .containers] + (detail == .full ? [.ephemeralContainers] : [])
    containers = lists.flatMap { list in spec[list].elements.map { ContainerPlan($0, in: list) } }
    restartPolicy = spec[.restartPolicy].string ?? "Always"
    gracePeriod = .seconds(spec[.terminationGracePeriodSeconds].int ?? 30)
    activeDeadline = spec[.activeDeadlineSeconds].int.map { .seconds($0) }
    usesHostNetwork = spec[.hostNetwork].isTrue
  }

  /// As kubelet messages name the pod: `web-0_default(UID)`.
  var fullName: String { "\(name)_\(namespace)(\(uid))" }
}

/// How long a lifecycle hook takes: what it sleeps, as far as that can be read off it.
enum HookTime {
  static func of(_ hook: Value) -> TimeSpan {
    if let seconds = hook[.sleep][.seconds].int { return .seconds(max(seconds, 0)) }
    let words = hook[.exec][.command].elements.map(\.text)
    return bareSleep(words) ?? words.map { sleeps(in: $0) }.max() ?? .zero
  }

  /// The sum of the `sleep N` in a line of shell.
  private static func sleeps(in line: String) -> TimeSpan {
    var total = TimeSpan.zero
    let words = line.split { " ;&|\n\t".contains($0) }
    for (word, next) in zip(words, words.dropFirst()) where word == "sleep" { total = total + span(next) }
    return total
  }

  private static func bareSleep(_ words: [String]) -> TimeSpan? {
    words.count == 2 && words[0].hasSuffix("sleep") ? span(words[1][...]) : nil
  }

  private static func span(_ word: Substring) -> TimeSpan {
    if let seconds = Double(word), seconds >= 0, seconds.isFinite { return TimeSpan(seconds: seconds) }
    return TimeSpan(goText: String(word)) ?? .zero
  }
}
