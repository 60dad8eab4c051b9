// A StatefulSet as its controller reads it: the fields that decide what happens, off the value tree.
import KubeKinds
import KubeObjects
import SimCore

/// How the pods of a set follow a new template (`spec.updateStrategy`).
enum UpdateStrategy: Equatable, Sendable {
  case onDelete
  /// `partition` is nil where `rollingUpdate` is left out, which is not the same as 0: a lost pod then comes back by
  /// `status.currentReplicas` (recording `rollout-explicit-type`).
  case rollingUpdate(partition: Int?)
}

/// What becomes of claims (`spec.persistentVolumeClaimRetentionPolicy`).
struct ClaimRetention: Equatable, Sendable {
  var deletesWhenDeleted: Bool
  var deletesWhenScaled: Bool

  var keepsEverything: Bool { !deletesWhenDeleted && !deletesWhenScaled }
}

/// The typed view of a StatefulSet. A class, for it is handed around at every look and never changed.
final class SetSpec: Sendable {
  let key: ObjectKey
  let uid: String
  let generation: Int64
  let isTerminating: Bool
  /// Set through `rollout pause`; Kubernetes has no such thing.
  let isPaused: Bool
  let replicas: Int
  /// The ordinal of the first member: `spec.ordinals.start`.
  let start: Int
  /// `podManagementPolicy: Parallel`.
  let allowsBurst: Bool
  let strategy: UpdateStrategy
  let minReady: TimeSpan
  let retention: ClaimRetention
  let selector: LabelSelector?
  let claimTemplates: [Value]
  let historyLimit: Int64
  /// The template as revisions hold it.
  let data: Value

  init(_ key: ObjectKey, _ object: Value, previous: SetSpec? = nil) {
    let metadata = object[.metadata]
    let spec = object[.spec]
    self.key = key
    uid = metadata[.uid].text
    generation = metadata[.generation].number
    isTerminating = !metadata[.deletionTimestamp].isNull
    isPaused = RolloutPause.isPaused(object)
    replicas = max(0, Int(spec[.replicas].int ?? 1))
    start = Int(spec[.ordinals][.start].number)
    allowsBurst = spec[.podManagementPolicy].text == "Parallel"
    strategy = Self.strategy(spec[.updateStrategy])
    minReady = .seconds(spec[.minReadySeconds].number)
    retention = Self.retention(spec[.persistentVolumeClaimRetentionPolicy])
    selector = LabelSelector(spec: spec[.selector])
    claimTemplates = spec[.volumeClaimTemplates].elements
    historyLimit = spec[.revisionHistoryLimit].int ?? 10
    data = Self.data(spec[.template], previous)
  }

  var name: String { key.name }
  var namespace: String { key.namespace }
  /// The ordinal of the last member; one less than `start` for an empty set.
  var end: Int { start + replicas - 1 }

  /// Whether pods are created, updated and deleted one at a time, each waiting for the one before.
  var isMonotonic: Bool { !allowsBurst }

  func covers(_ ordinal: Int) -> Bool { ordinal >= start && ordinal <= end }

  func podName(_ ordinal: Int) -> String { "\(key.name)-\(ordinal)" }

  func podKey(_ ordinal: Int) -> ObjectKey { ObjectKey(.pod, key.namespace, podName(ordinal)) }

  func claimKey(_ template: Value, _ ordinal: Int) -> ObjectKey {
    ObjectKey(.persistentVolumeClaim, key.namespace, "\(Self.stem(template, key.name))-\(ordinal)")
  }

  /// Whether a pod's volumes are the claims of its ordinal (`storageMatches`).
  func storageMatches(_ pod: Value, _ ordinal: Int) -> Bool {
    let volumes = pod[.spec][.volumes]
    return claimTemplates.allSatisfy { template in
      let volume = volumes.first(where: .name, is: template[.metadata][.name].text)
      return volume?[.persistentVolumeClaim][.claimName].string == claimKey(template, ordinal).name
    }
  }

  /// The name of a template's claims without their ordinal: `www-web`.
  static func stem(_ template: Value, _ setName: String) -> String { "\(template[.metadata][.name].text)-\(setName)" }
}

extension SetSpec {
  private static func strategy(_ value: Value) -> UpdateStrategy {
    if value[.type].text == "OnDelete" { return .onDelete }
    let rollingUpdate = value[.rollingUpdate]
    return .rollingUpdate(partition: rollingUpdate.isNull ? nil : Int(rollingUpdate[.partition].number))
  }

  private static func retention(_ value: Value) -> ClaimRetention {
    ClaimRetention(
      deletesWhenDeleted: value[.whenDeleted].text == "Delete",
      deletesWhenScaled: value[.whenScaled].text == "Delete")
  }

  /// The patch that restores this template (`getPatch`). That of the version before is kept where the template is
  /// the same, so that comparing it with its revision compares one address.
  private static func data(_ template: Value, _ previous: SetSpec?) -> Value {
    var template = template
    template[.patchDirective] = "replace"
    if let known = previous?.data, known[.spec][.template] == template { return known }
    return [.spec: [.template: template]]
  }
}

/// The counts and names a set reports (`status`).
struct SetStatus: Equatable, Sendable {
  var observedGeneration: Int64 = 0
  var replicas: Int64 = 0
  var readyReplicas: Int64 = 0
  var availableReplicas: Int64 = 0
  var currentReplicas: Int64 = 0
  var updatedReplicas: Int64 = 0
  var currentRevision = ""
  var updateRevision = ""
  var collisionCount: Int64 = 0

  init() {}

  init(_ status: Value) {
    observedGeneration = status[.observedGeneration].number
    replicas = status[.replicas].number
    readyReplicas = status[.readyReplicas].number
    availableReplicas = status[.availableReplicas].number
    currentReplicas = status[.currentReplicas].number
    updatedReplicas = status[.updatedReplicas].number
    currentRevision = status[.currentRevision].text
    updateRevision = status[.updateRevision].text
    collisionCount = status[.collisionCount].number
  }

  /// As it is stored: `replicas`, `availableReplicas` and `collisionCount` always, the others unless they are 0.
  var value: Value {
    var fields: [Object.Entry] = []
    fields.reserveCapacity(9)
    func add(_ key: Key, _ count: Int64) { if count != 0 { fields.append(Object.Entry(key, .int(count))) } }
    func add(_ key: Key, _ text: String) { if !text.isEmpty { fields.append(Object.Entry(key, .string(text))) } }
    fields.append(Object.Entry(.availableReplicas, .int(availableReplicas)))
    fields.append(Object.Entry(.collisionCount, .int(collisionCount)))
    add(.currentReplicas, currentReplicas)
    add(.currentRevision, currentRevision)
    add(.observedGeneration, observedGeneration)
    add(.readyReplicas, readyReplicas)
    fields.append(Object.Entry(.replicas, .int(replicas)))
    add(.updateRevision, updateRevision)
    add(.updatedReplicas, updatedReplicas)
    return .object(Object(ascending: fields))
  }

  /// Whether a plan that begins with this status is the same as one that begins with the other. Counts are worked out
  /// anew each time; one of them says which revision a lost pod comes back with, as long as there are two.
  func plansAs(_ other: SetStatus) -> Bool {
    guard currentRevision == other.currentRevision, collisionCount == other.collisionCount else { return false }
    let hasOneRevision = currentRevision == updateRevision && updateRevision == other.updateRevision
    return hasOneRevision || currentReplicas == other.currentReplicas
  }

  /// Whether a stored status is to be replaced by this one (`inconsistentStatus`). A count of collisions alone
  /// is no reason.
  func differs(from stored: SetStatus) -> Bool {
    var other = stored
    other.collisionCount = collisionCount
    other.observedGeneration = max(stored.observedGeneration, observedGeneration)
    return observedGeneration > stored.observedGeneration || other != self
  }
}
