// How pods and nodes behave, as data: rules that match pods and nodes and say what they do.
import KubeObjects
import SimCore

/// A pattern for one entry of a map, such as an annotation.
public struct EntryPattern: Hashable, Sendable {
  public var key: Key
  /// What the value must look like; `*` for any value, as long as there is one.
  public var value: Glob

  public init(_ key: Key, _ value: Glob) {
    self.key = key
    self.value = value
  }

  func matches(_ map: Value) -> Bool { map[key].string.map(value.matches) ?? false }
}

/// Which containers, pods and nodes a rule is about. Whatever is left out matches everything.
public struct BehaviorMatch: Hashable, Sendable {
  /// The image as the container names it.
  public var image: Glob?
  /// The container's name.
  public var container: Glob?
  /// The pod's name.
  public var name: Glob?
  public var namespace: Glob?
  public var labels: [EntryPattern] = []
  public var annotations: [EntryPattern] = []
  /// The name of the node the pod runs on.
  public var node: Glob?
  public var nodeLabels: [EntryPattern] = []
  public var nodeAnnotations: [EntryPattern] = []

  public init() {}

  /// Whether the rule looks at nothing but nodes, so that it can be about a node itself.
  var isAboutNodes: Bool {
    image == nil && container == nil && name == nil && namespace == nil && labels.isEmpty
      && annotations.isEmpty
  }

  /// Whether the rule tells containers of one pod apart.
  var isAboutContainers: Bool { image != nil || container != nil }
}

/// Where a length of time comes from.
public enum SpanSource: Hashable, Sendable {
  case fixed(TimeSpan)
  /// An annotation of the pod that holds a number of seconds.
  case annotation(Key)
}

/// What comes of pulling an image.
public enum PullOutcome: String, Hashable, Sendable, CaseIterable {
  case succeeds
  /// The registry knows no such image.
  case notFound
  /// The registry wants other credentials.
  case denied
  /// The registry does not answer.
  case unreachable
}

/// What a rule makes containers and nodes do. What is left out is another rule's business.
public struct BehaviorEffects: Hashable, Sendable {
  public var pull: PullOutcome?
  /// How long pulling takes where the image is not on the node yet.
  public var pullTime: SpanSource?
  /// Whether readiness probes succeed.
  public var ready: Bool?
  /// Whether liveness probes succeed.
  public var live: Bool?
  /// Whether startup probes succeed.
  public var started: Bool?
  /// The container ends with this code by itself.
  public var exitCode: Int64?
  /// Why it ends, as the status says (`OOMKilled`); `Completed` or `Error` where left out.
  public var exitReason: String?
  /// What it leaves in its termination log.
  public var exitMessage: String?
  /// How long a container that ends by itself runs before.
  public var run: SpanSource?
  /// How long a container takes to start.
  public var start: SpanSource?
  /// How long a container takes to stop once it was asked to.
  public var stop: SpanSource?
  /// Whether the node reports to the control plane.
  public var heartbeat: Bool?

  public init() {}
}

/// One rule. Of several rules that match, the first wins for each effect.
public struct BehaviorRule: Hashable, Sendable {
  public var match: BehaviorMatch
  public var effects: BehaviorEffects

  public init(_ match: BehaviorMatch, _ effects: BehaviorEffects) {
    self.match = match
    self.effects = effects
  }
}
