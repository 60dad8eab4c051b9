// What befalls a Deployment in one scenario, drawn from a seed.
import SimCore

/// How a Deployment begins.
struct DeploymentShape: Equatable {
  var replicas: Int
  var isRecreate: Bool
  var maxSurge: String
  var maxUnavailable: String
  var minReadySeconds: Int
  var historyLimit: Int

  init(_ chance: inout Chance) {
    replicas = chance.below(7)
    isRecreate = chance.happens(Ratio(1, 4))
    (maxSurge, maxUnavailable) = chance.pick([
      ("25%", "25%"), ("1", "0"), ("0", "1"), ("2", "1"), ("0", "50%"), ("100%", "0"), ("1", "3"),
    ])
    minReadySeconds = chance.pick([0, 0, 3])
    historyLimit = chance.pick([0, 1, 2, 10])
  }

  var manifest: String {
    let limits = "{maxSurge: \(maxSurge), maxUnavailable: \(maxUnavailable)}"
    return """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: \(replicas)
        minReadySeconds: \(minReadySeconds)
        revisionHistoryLimit: \(historyLimit)
        strategy: \(isRecreate ? "{type: Recreate}" : "{type: RollingUpdate, rollingUpdate: \(limits)}")
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            terminationGracePeriodSeconds: 2
            containers: [{name: main, image: "app:1"}]
      """
  }
}

/// One thing that is done to a Deployment. Pods and ReplicaSets are chosen by their place among those there are.
enum DeploymentStep: Equatable {
  case scale(Int)
  case image(Int)
  /// A template whose pods never become ready.
  case badImage
  case pause(Bool)
  case deletePod(Int, isForced: Bool)
  case failPod(Int)
  case unready(Int)
  case ready(Int)
  /// Takes the label away by which a ReplicaSet knows a pod.
  case release(Int)
  case deleteReplicaSet(Int)
  /// Deletes the Deployment without its ReplicaSets and makes it anew.
  case orphanAndAdopt
}

/// What happens to a Deployment, in order, and how long the cluster has before the next thing.
struct DeploymentScenario {
  let seed: UInt64
  let shape: DeploymentShape
  let steps: [(step: DeploymentStep, pause: TimeSpan)]
  /// What the Deployment runs when all is over: a template of its own, or one that there has been.
  let lastImage: Int

  init(seed: UInt64) {
    var chance = Chance(seed: seed)
    self.seed = seed
    shape = DeploymentShape(&chance)
    lastImage = chance.pick([1, 2, 3, 9])
    let count = 3 + chance.below(10)
    steps = (0..<count).map { _ in
      let step = Self.step(&chance)
      let pause =
        chance.happens(Ratio(1, 2))
        ? TimeSpan.milliseconds(Int64(chance.below(3_000))) : .seconds(Int64(chance.below(40)))
      return (step, pause)
    }
  }

  private static func step(_ chance: inout Chance) -> DeploymentStep {
    let place = chance.below(8)
    return switch chance.below(24) {
    case 0..<5: .scale(chance.below(8))
    case 5..<11: .image(1 + chance.below(4))
    case 11..<13: .badImage
    case 13..<15: .pause(chance.happens(Ratio(1, 3)))
    case 15..<18: .deletePod(place, isForced: chance.happens(Ratio(1, 4)))
    case 18: .failPod(place)
    case 19: .unready(place)
    case 20: .ready(place)
    case 21: .release(place)
    case 22: .deleteReplicaSet(place)
    default: .orphanAndAdopt
    }
  }
}
