// A whole cluster in this process: store, registry and control loops on one virtual clock.
import ClusterAPI
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// A simulated cluster. Nothing in it runs in the background: it moves when it is asked something that takes time.
///
/// It comes into being when it is first asked for something that is in it: a command that only wants to know which
/// kinds there are, or which version this is, doesn't pay for a control plane.
public final class SimulatedCluster {
  let configuration: ClusterConfiguration
  private let seed: UInt64
  private let start: Instant
  private let pacer: any Pacer
  private let logLimit: Int
  private var made: Machinery?
  /// How far time went before the cluster came into being.
  private var waited: Instant
  /// How many past events watchers can still ask for, unless it is said otherwise.
  public static let usualLogLimit = 16_384

  /// - Parameter logLimit: how many past events watchers can still ask for; whoever must miss none takes `Int.max`.
  public init(
    _ configuration: ClusterConfiguration, seed: UInt64, start: Instant, pacer: any Pacer,
    logLimit: Int = SimulatedCluster.usualLogLimit
  ) {
    self.configuration = configuration
    self.seed = seed
    self.start = start
    self.pacer = pacer
    self.logLimit = logLimit
    waited = start
  }

  /// Goes on from a checkpoint; `nil` when it does not fit this program or the configuration.
  public init?(
    _ configuration: ClusterConfiguration, from checkpoint: Checkpoint, pacer: any Pacer,
    logLimit: Int = SimulatedCluster.usualLogLimit
  ) {
    guard let machinery = Machinery(configuration, from: checkpoint, pacer: pacer, logLimit: logLimit) else {
      return nil
    }
    self.configuration = configuration
    self.pacer = pacer
    self.logLimit = logLimit
    (seed, start, waited) = (0, machinery.store.clock.now, machinery.store.clock.now)
    made = machinery
  }

  public var clusterName: String { configuration.name }
  public var serverVersion: String { configuration.kubernetesVersion }
  public var catalog: KindCatalog { made?.registry.catalog ?? .kubernetes }
  public var schema: Schema { made?.registry.schema ?? .kubernetes }
  public var now: Instant { made?.store.clock.now ?? waited }

  var store: Store { machinery.store }
  var registry: Registry { machinery.registry }
  var steps: StepLoop { machinery.steps }
  var loops: [any ControlLoop] { machinery.loops }

  private var machinery: Machinery {
    if let made { return made }
    let machinery = Machinery(configuration, seed: seed, start: start, pacer: pacer, logLimit: logLimit)
    machinery.steps.catchUp(to: waited)
    made = machinery
    return machinery
  }

  /// Lets time pass. In a cluster that is not there yet, nobody sees what happens meanwhile.
  func run(until limit: Instant) throws(Interruption) {
    if made == nil { try pacer.wait(from: now, until: limit) }
    if made == nil { waited = max(waited, limit) } else { try steps.run(until: limit) }
  }
}

// MARK: Checkpoints

extension SimulatedCluster {
  /// How much was done since the cluster came into being here: changes and instants. Playing requests again takes time
  /// in proportion.
  public var work: Int64 { made?.work ?? 0 }

  /// What a checkpoint would cost, in objects.
  public var weight: Int { made?.store.weight ?? 0 }

  /// All that the cluster needs to go on. - Precondition: it is between two requests, or waits.
  public func checkpoint() -> Checkpoint { machinery.checkpoint() }

  /// Goes on as whoever reads a checkpoint made now will go on: what is not in a checkpoint is forgotten here too, so
  /// that a cluster that is closed and opened again does the same as one that never was.
  public func renew() { machinery.renew(configuration) }
}
