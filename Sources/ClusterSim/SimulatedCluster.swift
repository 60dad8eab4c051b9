// A whole cluster in this process: store, registry and control loops on one virtual clock.
import ClusterAPI
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// A simulated cluster. Nothing in it runs in the background: it moves when it is asked something that takes time.
public final class SimulatedCluster {
  let store: Store
  let registry: Registry
  let steps: StepLoop
  let loops: [any ControlLoop]
  /// How long pods and claims must be quiet for the cluster to count as at rest.
  let settleQuiet: TimeSpan
  /// How many past events watchers can still ask for, unless it is said otherwise.
  public static let usualLogLimit = 16_384
  public let serverVersion: String

  /// - Parameter logLimit: how many past events watchers can still ask for; whoever must miss none takes `Int.max`.
  public init(
    _ configuration: ClusterConfiguration, seed: UInt64, start: Instant, pacer: any Pacer,
    logLimit: Int = SimulatedCluster.usualLogLimit
  ) {
    var chance = Chance(seed: seed)
    let clock = VirtualClock(now: start - configuration.uptime)
    store = Store(clock: clock, logLimit: logLimit)
    registry = Registry(store: store, mint: Mint(chance: chance.fork()))
    loops = Wiring.loops(registry, configuration, &chance)
    steps = StepLoop(store: store, loops: loops, pacer: pacer)
    settleQuiet = configuration.settleQuiet
    serverVersion = configuration.kubernetesVersion
    FirstObjects(registry: registry, configuration: configuration).create()
    steps.catchUp(to: start)
  }
}
