// A Deployment and its ReplicaSets as the plan reads them.
import KubeKinds
import KubeObjects
import SimCore

/// The fields of a Deployment that decide what happens.
struct DeploymentView {
  let key: ObjectKey
  let object: Value
  let replicas: Int64
  let isPaused: Bool
  let isTerminating: Bool
  let isRollingUpdate: Bool
  let template: Value
  let minReadySeconds: Int64
  let historyLimit: Int64?
  /// `nil` when progress is not watched.
  let progressDeadline: TimeSpan?
  private let surge: Int64
  private let unavailable: Int64

  var name: String { key.name }
  var uid: String { object[.metadata][.uid].text }
  var generation: Int64 { object[.metadata][.generation].number }

  init(_ key: ObjectKey, _ object: Value) {
    let spec = object[.spec]
    self.key = key
    self.object = object
    replicas = spec[.replicas].int ?? 1
    isPaused = spec[.paused].isTrue
    isTerminating = !object[.metadata][.deletionTimestamp].isNull
    isRollingUpdate = spec[.strategy][.type].text != "Recreate"
    template = spec[.template]
    minReadySeconds = spec[.minReadySeconds].number
    historyLimit = spec[.revisionHistoryLimit].int
    progressDeadline = spec[.progressDeadlineSeconds].int.flatMap { $0 == Int64(Int32.max) ? nil : .seconds($0) }
    let limits = spec[.strategy][.rollingUpdate]
    let wantedSurge = IntOrPercent.scaled(limits[.maxSurge], of: replicas, roundUp: true) ?? 0
    let wantedUnavailable = IntOrPercent.scaled(limits[.maxUnavailable], of: replicas, roundUp: false) ?? 0
    surge = wantedSurge
    unavailable = wantedSurge == 0 && wantedUnavailable == 0 ? 1 : wantedUnavailable
  }

  /// How many pods more than wanted there may be during a rollout.
  var maxSurge: Int64 { isRollingUpdate ? surge : 0 }

  /// How many pods less than wanted may be available during a rollout.
  var maxUnavailable: Int64 { isRollingUpdate && replicas > 0 ? min(unavailable, replicas) : 0 }
}

/// A ReplicaSet of a Deployment. The plan changes `replicas` as it decides.
struct ReplicaSetView: OwnedView {
  let key: ObjectKey
  let object: Value
  var replicas: Int64
  var annotations: Value

  init(_ key: ObjectKey, _ object: Value) {
    self.key = key
    self.object = object
    replicas = object[.spec][.replicas].int ?? 1
    annotations = object[.metadata][.annotations]
  }

  var name: String { key.name }
  var uid: String { object[.metadata][.uid].text }
  var isActive: Bool { replicas > 0 }
  var current: Int64 { object[.status][.replicas].number }
  var ready: Int64 { object[.status][.readyReplicas].number }
  var available: Int64 { object[.status][.availableReplicas].number }
  var terminating: Int64 { object[.status][.terminatingReplicas].number }
  var revision: Int64 { Int64(annotations[.deploymentRevision].text) ?? 0 }
  var desired: Int64? { annotations[.desiredReplicas].string.flatMap { Int64($0) } }
  var maximum: Int64? { annotations[.maxReplicas].string.flatMap { Int64($0) } }
  private var created: String { object[.metadata][.creationTimestamp].text }

  /// Older sets first (`ReplicaSetsByCreationTimestamp`).
  static func older(_ a: ReplicaSetView, _ b: ReplicaSetView) -> Bool {
    (a.created, a.name) < (b.created, b.name)
  }

  /// Whether it has a template, apart from the label with its hash (`EqualIgnoreHash`).
  func holds(_ template: Value) -> Bool {
    var own = object[.spec][.template]
    own[.metadata][.labels].remove(.podTemplateHash)
    if own[.metadata][.labels].fields.isEmpty { own[.metadata].remove(.labels) }
    return own == template
  }
}
