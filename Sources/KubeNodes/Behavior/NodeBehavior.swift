// The rules and timings of a cluster, and what they say about one container or one node.
import KubeKinds
import KubeObjects
import SimCore

/// How much of a kubelet is played.
public enum KubeletDetail: String, Sendable, CaseIterable {
  /// A container is ready as soon as it has started and gone as soon as it has stopped: no probes, no waiting for
  /// images, ConfigMaps and Secrets. What scripts want that test something else, and what the recordings show.
  case plain
  /// Everything a kubelet does in its own time.
  case full
}

/// How long things take unless a rule says otherwise.
public struct NodeTimings: Hashable, Sendable {
  public var start = TimeSpan.milliseconds(250)
  public var stop = TimeSpan.milliseconds(250)
  /// Pulling an image that the node does not have (`KubeletDetail.full`).
  public var pull = TimeSpan.seconds(2)
  /// Between a failed pull and the moment the kubelet looks at the pod again and says that it backs off.
  public var resync = TimeSpan.zero
  /// Attaching a volume to a node, and detaching it (`KubeletDetail.full`).
  public var attach = TimeSpan.zero
  /// Making the pod's sandbox and mounting its volumes (`KubeletDetail.full`).
  public var sandbox = TimeSpan.zero

  public init() {}
}

/// Everything nodes are told about how to behave.
public struct NodeBehavior: Sendable {
  public var rules: [BehaviorRule]
  public var timings: NodeTimings
  public var detail: KubeletDetail

  public init(rules: [BehaviorRule] = [], timings: NodeTimings = NodeTimings(), detail: KubeletDetail = .plain) {
    self.rules = rules
    self.timings = timings
    self.detail = detail
  }
}

/// What the rules say about one container of one pod.
struct ContainerBehavior: Equatable, Sendable {
  var pull = PullOutcome.succeeds
  var pullTime = TimeSpan.zero
  var isReady = true
  var isLive = true
  var isStarted = true
  /// The code it ends with by itself; `nil` for one that runs until it is stopped.
  var exitCode: Int64?
  var exitReason: String?
  var exitMessage: String?
  var run = TimeSpan.zero
  var start = TimeSpan.zero
  var stop = TimeSpan.zero
}

extension ContainerBehavior {
  /// Takes over an end that the container comes to by its command; a time that a rule set stays.
  fileprivate mutating func take(_ end: CommandModel.End?) {
    guard let end else { return }
    exitCode = end.code
    if run == .zero { run = end.after }
  }
}

extension NodeBehavior {
  /// What a container of a pod does on a node. `node` is `null` where the node is not known.
  ///
  /// Init containers take times for starting and stopping only from rules that name images or containers: a rule
  /// about pods speaks of how long the pod as a whole takes.
  func container(_ container: Value, _ role: ContainerPlan.Role, pod: Value, node: Value) -> ContainerBehavior {
    var effects = BehaviorEffects()
    for rule in rules where rule.match.matches(container: container, pod: pod, node: node) {
      var offered = rule.effects
      if role == .initial, !rule.match.isAboutContainers { offered.start = nil }
      effects.fill(from: offered, annotations: pod[.metadata][.annotations])
    }
    var behavior = effects.resolved(timings, annotations: pod[.metadata][.annotations])
    if detail == .full, behavior.exitCode == nil {
      behavior.take(CommandModel.end(of: container, isTask: Self.isTask(role, pod)))
    }
    return behavior
  }

  /// Whether a container is expected to come to an end: an init container that is no sidecar, or a job's.
  private static func isTask(_ role: ContainerPlan.Role, _ pod: Value) -> Bool {
    switch role {
    case .initial: true
    case .ephemeral: false
    case .main, .sidecar: pod[.spec][.restartPolicy].string ?? "Always" != "Always"
    }
  }

  /// Whether a node reports to the control plane.
  func reports(_ node: Value) -> Bool {
    for rule in rules where rule.effects.heartbeat != nil && rule.match.matches(node: node) {
      return rule.effects.heartbeat ?? true
    }
    return true
  }

  /// How long a container takes to stop.
  func stopTime(_ container: Value, pod: Value, node: Value) -> TimeSpan {
    self.container(container, .main, pod: pod, node: node).stop
  }
}

extension BehaviorMatch {
  func matches(container: Value, pod: Value, node: Value) -> Bool {
    let metadata = pod[.metadata]
    return (image?.matches(container[.image].text) ?? true)
      && (self.container?.matches(container[.name].text) ?? true)
      && (name?.matches(metadata[.name].text) ?? true)
      && (namespace?.matches(metadata[.namespace].text) ?? true)
      && annotations.allSatisfy { $0.matches(metadata[.annotations]) }
      && labels.allSatisfy { $0.matches(metadata[.labels]) }
      && matchesNode(node)
  }

  /// Whether the rule is about a node, and this one.
  func matches(node: Value) -> Bool { isAboutNodes && matchesNode(node) }

  private func matchesNode(_ object: Value) -> Bool {
    (node?.matches(object[.metadata][.name].text) ?? true)
      && nodeLabels.allSatisfy { $0.matches(object[.metadata][.labels]) }
      && nodeAnnotations.allSatisfy { $0.matches(object[.metadata][.annotations]) }
  }
}

extension BehaviorEffects {
  /// Takes over what another rule says of effects that no earlier rule spoke of. A time that an annotation should
  /// give and does not is left to later rules.
  fileprivate mutating func fill(from other: BehaviorEffects, annotations: Value) {
    pull = pull ?? other.pull
    pullTime = pullTime ?? other.pullTime?.usable(annotations)
    ready = ready ?? other.ready
    live = live ?? other.live
    started = started ?? other.started
    exitCode = exitCode ?? other.exitCode
    exitReason = exitReason ?? other.exitReason
    exitMessage = exitMessage ?? other.exitMessage
    run = run ?? other.run?.usable(annotations)
    start = start ?? other.start?.usable(annotations)
    stop = stop ?? other.stop?.usable(annotations)
  }

  fileprivate func resolved(_ timings: NodeTimings, annotations: Value) -> ContainerBehavior {
    ContainerBehavior(
      pull: pull ?? .succeeds, pullTime: pullTime?.span(annotations) ?? timings.pull, isReady: ready ?? true,
      isLive: live ?? true, isStarted: started ?? true, exitCode: exitCode, exitReason: exitReason,
      exitMessage: exitMessage, run: run?.span(annotations) ?? .zero,
      start: start?.span(annotations) ?? timings.start, stop: stop?.span(annotations) ?? timings.stop)
  }
}

extension SpanSource {
  /// The time, from an annotation of the pod where it comes from one; `nil` where that holds no number of seconds.
  func span(_ annotations: Value) -> TimeSpan? {
    switch self {
    case .fixed(let span): return span
    case .annotation(let key):
      guard let seconds = annotations[key].string.flatMap({ Double($0) }), seconds >= 0, seconds.isFinite
      else { return nil }
      return TimeSpan(seconds: seconds)
    }
  }

  fileprivate func usable(_ annotations: Value) -> SpanSource? { span(annotations) == nil ? nil : self }
}
