// The heart of the simulation: work at this instant until there is none, then the next instant.
import ClusterAPI
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// Runs the control loops of one cluster over its store and clock.
final class StepLoop {
  private let store: Store
  private let clock: VirtualClock
  private var loops: [any ControlLoop] = []
  private let pacer: any Pacer
  private var position: Int
  /// How many instants were worked through.
  private(set) var instants: Int64 = 0
  /// The loops that watch a kind, by the number of the kind.
  private var observers: [[any ControlLoop]] = []
  /// The loops that watch kinds added later.
  private var observersOfEveryKind: [any ControlLoop] = []

  init(store: Store, loops: [any ControlLoop], pacer: any Pacer) {
    self.store = store
    clock = store.clock
    self.pacer = pacer
    position = store.start
    take(loops)
  }

  /// Goes on with these loops. - Precondition: those before them are at rest, or there are none.
  func take(_ loops: [any ControlLoop]) {
    self.loops = loops
    observers = []
    observersOfEveryKind = loops.filter(\.watchesEveryKind)
    let highest = loops.flatMap(\.kinds).map { Int($0.index) }.max() ?? 0
    for number in 0...highest {
      let kind = KindID(index: Int32(number))
      observers.append(loops.filter { $0.watchesEveryKind || $0.kinds.contains(kind) })
    }
  }

  /// Tells the loops of an object as if it had just been made.
  func introduce(_ key: ObjectKey, _ object: Value, revision: Int64) {
    let event = StoreEvent(
      change: .added, key: key, object: object, previous: nil, revision: revision, at: clock.now)
    for loop in observers(of: key.kind) { loop.observe(event) }
  }

  /// Does all the work of the present instant.
  func drain() {
    instants += 1
    repeat { dispatch() } while workOnce()
    store.trim(before: position)
  }

  /// Runs until `condition` holds after some instant's work, or the clock has reached `limit`.
  func run(until limit: Instant, _ condition: () -> Bool = { false }) throws(Interruption) {
    drain()
    while !condition(), clock.now < limit {
      let next = min(max(nextInstant ?? limit, clock.now), limit)
      let before = (store.end, clock.now)
      try pacer.wait(from: clock.now, until: next)
      // Whoever was let in while we waited may have changed what comes next.
      if before != (store.end, clock.now) { continue }
      clock.advance(to: next)
      drain()
    }
  }

  /// Runs up to an instant at once, whatever the time outside: what happened before anybody looked.
  /// - Parameter goesOn: asked now and then whether to go on; a cluster that is stopped stays at an instant before.
  func catchUp(to limit: Instant, while goesOn: () -> Bool = { true }) {
    drain()
    var steps = 0
    while clock.now < limit {
      steps += 1
      if steps % 256 == 0, !goesOn() { return }
      clock.advance(to: min(max(nextInstant ?? limit, clock.now), limit))
      drain()
    }
  }

  /// When something will happen although nobody asks for it.
  var nextInstant: Instant? {
    var next: Instant?
    for loop in loops {
      guard let instant = loop.nextInstant else { continue }
      next = min(next ?? instant, instant)
    }
    return next
  }

  private func workOnce() -> Bool {
    var worked = false
    for loop in loops {
      while loop.work() {
        worked = true
        dispatch()
      }
    }
    return worked
  }

  private func dispatch() {
    while let event = store.event(at: position) {
      position += 1
      for loop in observers(of: event.key.kind) { loop.observe(event) }
    }
  }

  private func observers(of kind: KindID) -> [any ControlLoop] {
    Int(kind.index) < observers.count ? observers[Int(kind.index)] : observersOfEveryKind
  }
}
