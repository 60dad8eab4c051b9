// What is in a cluster: its store, its registry and its control loops, made new or from a checkpoint.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

final class Machinery {
  let store: Store
  let registry: Registry
  private(set) var loops: [any ControlLoop]
  let steps: StepLoop
  /// Changes and instants that there had been when it was made.
  private var begun: Int64 = 0

  init(
    _ configuration: ClusterConfiguration, seed: UInt64, start: Instant, pacer: any Pacer, logLimit: Int
  ) {
    var chance = Chance(seed: seed)
    store = Store(clock: VirtualClock(now: start - configuration.uptime), logLimit: logLimit)
    registry = Registry(store: store, mint: Mint(chance: chance.fork()))
    loops = Wiring.loops(registry, configuration)
    steps = StepLoop(store: store, loops: loops, pacer: pacer)
    FirstObjects(registry: registry, configuration: configuration).create()
    steps.catchUp(to: start)
    registry.trustsWriters = false
    begun = total
  }

  var work: Int64 { total - begun }

  private var total: Int64 { store.revision + steps.instants }

  // MARK: Checkpoints

  /// - Returns: `nil` for a checkpoint that can't be read, or not with this configuration.
  init?(_ configuration: ClusterConfiguration, from checkpoint: Checkpoint, pacer: any Pacer, logLimit: Int) {
    let facts = Archive(reading: checkpoint.facts)
    var now = Instant(nanoseconds: 0)
    facts.keep(&now)
    store = Store(clock: VirtualClock(now: now), logLimit: logLimit)
    registry = Registry(store: store, mint: Mint(chance: Chance(seed: 0)))
    loops = Wiring.loops(registry, configuration)
    steps = StepLoop(store: store, loops: loops, pacer: pacer)
    registry.trustsWriters = false
    store.keep(facts, events: checkpoint.events)
    guard facts.isIntact else { return nil }
    registry.keep(facts)
    let isRemembered = remember(Archive(reading: checkpoint.memory), store.settled)
    guard facts.isIntact, facts.isAtEnd, isRemembered else { return nil }
    begun = total
  }

  func checkpoint() -> Checkpoint {
    let facts = Archive()
    var now = store.clock.now
    facts.keep(&now)
    store.keep(facts)
    registry.keep(facts)
    let events = store.packedEvents
    return Checkpoint(facts: facts.bytes, memory: memory(store.settled)) { events }
  }

  private func memory(_ objects: [SettledObject]) -> [UInt8] {
    let alive = Set(objects.map { $0.object[.metadata][.uid].text })
    let memory = Archive { alive.contains($0) || !Checkpoint.isIdentity($0) }
    for loop in loops { loop.keep(memory) }
    return memory.bytes
  }

  func renew(_ configuration: ClusterConfiguration) {
    let objects = store.settled
    let memory = memory(objects)
    loops = Wiring.loops(registry, configuration)
    steps.take(loops)
    _ = remember(Archive(reading: memory), objects)
  }

  /// Tells new loops of every object and lays over it what the ones before them remembered.
  private func remember(_ memory: Archive, _ objects: [SettledObject]) -> Bool {
    for entry in objects { steps.introduce(entry.key, entry.object, revision: entry.revision) }
    for loop in loops { loop.keep(memory) }
    return memory.isIntact && memory.isAtEnd
  }
}
