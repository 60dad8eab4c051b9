// The heart of the simulation: work at this instant until there is none, then the next instant.
import ClusterAPI
import KubeKinds
import KubeStore
import SimCore

/// Runs the control loops of one cluster over its store and clock.
final class StepLoop {
  private let store: Store
  private let clock: VirtualClock
  private let loops: [any ControlLoop]
  private let pacer: any Pacer
  private var position: Int
  private var observers: [KindID: [any ControlLoop]] = [:]
  private let observersOfEveryKind: [any ControlLoop]

  init(store: Store, loops: [any ControlLoop], pacer: any Pacer) {
    self.store = store
    clock = store.clock
    self.loops = loops
    self.pacer = pacer
    position = store.start
    observersOfEveryKind = loops.filter(\.watchesEveryKind)
    for loop in loops {
      for kind in loop.kinds { observers[kind, default: []].append(loop) }
    }
  }

  /// Does all the work of the present instant.
  func drain() {
    repeat { dispatch() } while workOnce()
    store.trim(before: position)
  }

  /// Runs until `condition` holds after some instant's work, or the clock has reached `limit`.
  func run(until limit: Instant, _ condition: () -> Bool = { false }) throws(Interruption) {
    drain()
    while !condition(), clock.now < limit {
      let next = min(max(nextInstant ?? limit, clock.now), limit)
      try pacer.wait(from: clock.now, until: next)
      clock.advance(to: next)
      drain()
    }
  }

  /// Runs up to an instant at once, whatever the time outside: what happened before anybody looked.
  func catchUp(to limit: Instant) {
    drain()
    while clock.now < limit {
      clock.advance(to: min(max(nextInstant ?? limit, clock.now), limit))
      drain()
    }
  }

  /// When something will happen although nobody asks for it.
  var nextInstant: Instant? { loops.compactMap(\.nextInstant).min() }

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
      for loop in observers[event.key.kind] ?? [] { loop.observe(event) }
      for loop in observersOfEveryKind { loop.observe(event) }
    }
  }
}
