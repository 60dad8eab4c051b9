// What befalls a set in one scenario, drawn from a seed.
import SimCore

/// How a set begins.
struct SetShape: Equatable {
  var replicas = 3
  var start = 0
  var isParallel = false
  var minReadySeconds = 0
  var claims: [String] = []
  var deletesWhenDeleted = false
  var deletesWhenScaled = false
  var historyLimit = 10
  /// `nil` leaves `rollingUpdate` out.
  var partition: Int? = 0
  var isOnDelete = false

  init(_ chance: inout Chance) {
    replicas = chance.below(6)
    start = chance.pick([0, 0, 0, 4])
    isParallel = chance.happens(Ratio(1, 3))
    minReadySeconds = chance.pick([0, 0, 0, 4])
    claims = Array(["data", "log"].prefix(chance.pick([0, 0, 1, 1, 2])))
    deletesWhenDeleted = chance.happens(Ratio(1, 3))
    deletesWhenScaled = chance.happens(Ratio(1, 3))
    historyLimit = chance.pick([0, 1, 2, 10])
    partition = chance.pick([nil, 0, 0, 0, 1, 2])
    isOnDelete = chance.happens(Ratio(1, 8))
  }

  var manifest: String {
    let strategy =
      isOnDelete ? "{type: OnDelete}"
      : "{type: RollingUpdate\(partition.map { ", rollingUpdate: {partition: \($0)}" } ?? "")}"
    let templates = claims.map {
      "{metadata: {name: \($0)}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}"
    }
    return """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: web}
      spec:
        serviceName: web
        replicas: \(replicas)
        ordinals: {start: \(start)}
        podManagementPolicy: \(isParallel ? "Parallel" : "OrderedReady")
        minReadySeconds: \(minReadySeconds)
        revisionHistoryLimit: \(historyLimit)
        updateStrategy: \(strategy)
        persistentVolumeClaimRetentionPolicy:
          whenDeleted: \(Self.word(deletesWhenDeleted))
          whenScaled: \(Self.word(deletesWhenScaled))
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            terminationGracePeriodSeconds: 2
            containers: [{name: main, image: "app:1"}]
        volumeClaimTemplates: [\(templates.joined(separator: ", "))]
      """
  }

  static func word(_ deletes: Bool) -> String { deletes ? "Delete" : "Retain" }
}

/// One thing that is done, or that happens.
enum Step: Equatable {
  case scale(Int)
  case image(Int)
  /// A template whose pods never become ready.
  case badImage
  case partition(Int)
  case onDelete(Bool)
  case retention(whenDeleted: Bool, whenScaled: Bool)
  case minReady(Int)
  /// Another lowest ordinal: pods below it go, others come.
  case start(Int)
  case deletePod(Int, isForced: Bool)
  case failPod(Int)
  case unready(Int)
  case ready(Int)
  /// All pods but some are not ready, and then the set shrinks to those.
  case shrinkUnready(Int)
  /// The highest pod is to go, and is wanted again before it has gone.
  case regret(TimeSpan)
  /// Takes the label away by which the set knows a pod.
  case release(Int)
  /// Makes a pod of that name by hand: the set adopts it.
  case make(Int)
  /// Gives a pod another identity than its own.
  case rename(Int)
  case deleteClaim(Int)
  case loseNode(Int)
  case findNode(Int)
  case cordon(Int, Bool)
  /// Deletes the set without its pods and makes it anew.
  case orphanAndAdopt
}

/// What happens, in order, and how long the cluster has before the next thing.
struct Scenario {
  static let nodes = 3

  let seed: UInt64
  let shape: SetShape
  let steps: [(step: Step, pause: TimeSpan)]
  /// What the set runs when all is over: a template of its own, or one that there has been.
  let lastImage: Int

  init(seed: UInt64) {
    var chance = Chance(seed: seed)
    self.seed = seed
    let shape = SetShape(&chance)
    self.shape = shape
    lastImage = chance.pick([1, 2, 3, 9])
    let count = 3 + chance.below(10)
    steps = (0..<count).map { _ in
      let ordinal = shape.start + chance.below(6)
      return (Self.step(ordinal, &chance), Self.pause(&chance))
    }
  }

  private static func pause(_ chance: inout Chance) -> TimeSpan {
    switch chance.below(20) {
    case 0..<8: .milliseconds(Int64(chance.below(3_000)))
    case 8..<17: .seconds(Int64(chance.below(30)))
    default: .seconds(Int64(60 + chance.below(500)))
    }
  }

  private static func step(_ ordinal: Int, _ chance: inout Chance) -> Step {
    switch chance.below(41) {
    case 0..<6: .scale(chance.below(6))
    case 6..<11: .image(1 + chance.below(3))
    case 11: .badImage
    case 12..<14: .partition(chance.below(6))
    case 14: .onDelete(chance.happens(Ratio(1, 2)))
    case 15: .retention(whenDeleted: chance.happens(Ratio(1, 2)), whenScaled: chance.happens(Ratio(1, 2)))
    case 16: .minReady(chance.pick([0, 3]))
    case 32: .start(chance.pick([0, 2, 4]))
    case 17..<20: .deletePod(ordinal, isForced: chance.happens(Ratio(1, 4)))
    case 20: .failPod(ordinal)
    case 21..<23: .unready(ordinal)
    case 23..<25: .ready(ordinal)
    case 25: .release(ordinal)
    case 26: .deleteClaim(ordinal)
    case 33..<35: .rename(ordinal)
    case 35: .shrinkUnready(chance.below(4))
    case 36..<38: .regret(.milliseconds(Int64(chance.below(chance.pick([300, 3_000])))))
    case 38: .make(ordinal)
    case 39..<41: .failPod(ordinal)
    case 27: .loseNode(chance.below(nodes))
    case 28: .findNode(chance.below(nodes))
    case 29..<31: .cordon(chance.below(nodes), chance.happens(Ratio(1, 2)))
    default: .orphanAndAdopt
    }
  }
}
