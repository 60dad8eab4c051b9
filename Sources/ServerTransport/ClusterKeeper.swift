// Keeps one cluster on one thread: requests are put to it in the order in which they come, its time follows the clock
// on the wall, and what changes is passed on to those who watch.
import ClusterAPI
import ClusterServer
import KubeKinds
import KubeObjects
import KubePrinters
import NIOCore
import SimCore

/// The time outside, in nanoseconds from some beginning; it only grows.
public typealias WallTime = @Sendable () -> Int64

/// The owner of a served cluster. It may be asked from any thread; the cluster itself stays on the keeper's own.
public final class ClusterKeeper: Sendable {
  private let loop: any EventLoop
  private let state: NIOLoopBoundBox<Keeping>

  /// - Parameter make: makes the cluster, on the keeper's thread.
  public static func start(
    on loop: any EventLoop, speed: Double, wallTime: @escaping WallTime,
    make: @escaping @Sendable () throws -> any Simulation
  ) -> EventLoopFuture<ClusterKeeper> {
    loop.submit {
      let keeping = Keeping(try make(), ClusterClock(speed: speed, wallTime: wallTime), loop)
      keeping.schedule()
      return ClusterKeeper(loop, NIOLoopBoundBox(keeping, eventLoop: loop))
    }
  }

  private init(_ loop: any EventLoop, _ state: NIOLoopBoundBox<Keeping>) {
    self.loop = loop
    self.state = state
  }

  /// Puts a request to the cluster and calls back, on the keeper's thread, with what came of it.
  func perform(_ request: ReceivedRequest, _ done: @escaping @Sendable (Performed) -> Void) {
    loop.execute { done(self.state.value.perform(request)) }
  }

  /// Asks a watch for what has happened since; called whenever a watcher can take more.
  func resume(_ watch: WatchID) {
    loop.execute { self.state.value.resume(watch) }
  }

  /// Begins to send the events of a watch.
  func begin(_ watch: WatchID, _ sink: any WatchSink) {
    loop.execute { self.state.value.begin(watch, sink) }
  }

  /// Forgets a watch: its client has gone, or its time is over.
  func end(_ watch: WatchID) {
    loop.execute { self.state.value.end(watch) }
  }
}

/// The number of a watch.
typealias WatchID = Int

/// What a request came to, as it leaves the keeper's thread.
enum Performed: Sendable {
  case answer(Answer, FormatRequest.Types)
  case watch(WatchID, WatchHead)
}

/// What the front needs to know of a watch.
struct WatchHead: Sendable {
  let contentType: String
  let timeoutSeconds: Int64?
}

/// Someone who takes the events of a watch, on a thread of their own.
protocol WatchSink: AnyObject, Sendable {
  /// Takes lines. The sink calls `resume` when it can take more.
  func take(_ events: [EventText])
  /// Takes the last lines; the watch is over.
  func finish(_ events: [EventText])
}

/// What the keeper's thread owns.
private final class Keeping {
  let service: APIService
  let cluster: any Simulation
  private var clock: ClusterClock
  private let loop: any EventLoop
  private var watches: [WatchID: Watch] = [:]
  private var watchCount = 0
  private var wakeUp: Scheduled<Void>?
  private var isPassingOn = false
  private var seenRevision: Int64 = -1
  private var texts = EventTexts()

  init(_ cluster: any Simulation, _ clock: ClusterClock, _ loop: any EventLoop) {
    self.cluster = cluster
    self.clock = clock
    self.loop = loop
    service = APIService(cluster)
    self.clock.follow(from: cluster.now)
  }

  // MARK: Requests

  func perform(_ request: ReceivedRequest) -> Performed {
    catchUp()
    defer { changed() }
    if let answer = TimeRequests.answer(request.request, cluster) {
      clock.follow(from: cluster.now)
      return .answer(answer, service.types)
    }
    switch service.perform(request) {
    case .answer(let answer): return .answer(answer, service.types)
    case .watch(let request):
      watchCount += 1
      watches[watchCount] = Watch(request)
      return .watch(
        watchCount, WatchHead(contentType: request.contentType, timeoutSeconds: request.timeoutSeconds))
    }
  }

  // MARK: Time

  /// Brings the cluster to the time it should have.
  private func catchUp() {
    do throws(Interruption) {
      try cluster.advance(to: max(clock.now, cluster.now))
    } catch {
      // Nothing interrupts a cluster that is not paced from within.
    }
  }

  /// Wakes up when the cluster has something to do of itself.
  func schedule() {
    wakeUp?.cancel()
    wakeUp = nil
    guard let next = cluster.nextInstant else { return }
    let box = NIOLoopBound(self, eventLoop: loop)
    wakeUp = loop.scheduleTask(in: .nanoseconds(clock.wait(until: next))) {
      box.value.catchUp()
      box.value.changed()
    }
  }

  private func changed() {
    schedule()
    guard !isPassingOn, cluster.revision != seenRevision, !watches.isEmpty else { return }
    isPassingOn = true
    let box = NIOLoopBound(self, eventLoop: loop)
    loop.execute { box.value.passOn() }
  }

  // MARK: Watches

  func begin(_ id: WatchID, _ sink: any WatchSink) {
    watches[id]?.sink = sink
    resume(id)
  }

  func resume(_ id: WatchID) {
    guard let watch = watches[id] else { return }
    watch.isReady = true
    passOn(watch, id)
  }

  func end(_ id: WatchID) { watches[id] = nil }

  /// Passes what has changed on to everyone who can take it.
  private func passOn() {
    isPassingOn = false
    seenRevision = cluster.revision
    texts.begin(now: cluster.now, catalog: cluster.catalog)
    for id in watches.keys.sorted() {
      if let watch = watches[id] { passOn(watch, id) }
    }
  }

  private func passOn(_ watch: Watch, _ id: WatchID) {
    guard let sink = watch.sink, watch.isReady else { return }
    texts.begin(now: cluster.now, catalog: cluster.catalog)
    let events = watch.next(cluster, &texts)
    if watch.isOver {
      watches[id] = nil
      sink.finish(events)
    } else if !events.isEmpty {
      watch.isReady = false
      sink.take(events)
    }
  }
}
