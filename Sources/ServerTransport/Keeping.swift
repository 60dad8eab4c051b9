// What happens on the keeper's thread: requests, the cluster's time, watches.
import ClusterAPI
import ClusterServer
import KubeKinds
import KubeObjects
import NIOCore
import SimCore

/// What the keeper's thread owns.
final class Keeping {
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
  private var stillness = Stillness()

  init(_ cluster: any Simulation, _ clock: ClusterClock, _ loop: any EventLoop, _ tokens: TokenKey) {
    self.cluster = cluster
    self.clock = clock
    self.loop = loop
    service = APIService(cluster, tokens: tokens)
    self.clock.follow(from: cluster.now)
  }

  // MARK: Requests

  func perform(_ request: ReceivedRequest) -> Performed {
    catchUp()
    defer { changed() }
    if request.request.claims.isNull, let answer = movedTime(request.request) {
      return .answer(answer, service.types)
    }
    let outcome = service.perform(request)
    stillness.follow(request.request, outcome, at: clock.wall)
    switch outcome {
    case .answer(let answer): return .answer(answer, service.types)
    case .watch(let request):
      watchCount += 1
      watches[watchCount] = Watch(request)
      return .watch(
        watchCount, WatchHead(contentType: request.contentType, timeoutSeconds: request.timeoutSeconds))
    }
  }

  /// The answer to a request that reads or moves time; `nil` for all others.
  private func movedTime(_ request: APIRequest) -> Answer? {
    guard request.path.hasPrefix("/stsctl/") else { return nil }
    endStillness()
    defer { clock.follow(from: cluster.now) }
    return TimeRequests.answer(request, cluster)
  }

  func with<Result>(_ body: (any Simulation) throws -> Result) rethrows -> Result {
    endStillness()
    defer {
      clock.follow(from: cluster.now)
      changed()
    }
    return try body(cluster)
  }

  // MARK: Time

  private func endStillness() {
    stillness.end()
    catchUp()
  }

  /// Brings the cluster to the time it should have.
  private func catchUp() {
    guard stillness.remaining(at: clock.wall) == 0 else { return }
    do throws(Interruption) {
      try cluster.advance(to: max(clock.now, cluster.now))
    } catch {
      // Nothing interrupts a cluster that is not paced from within.
    }
  }

  /// Lets the cluster's time pass at another speed from now on.
  func run(at speed: Double) {
    guard speed != clock.speed else { return }
    catchUp()
    clock.run(at: speed)
    schedule()
  }

  /// Wakes up when the cluster has something to do of itself.
  func schedule() {
    wakeUp?.cancel()
    wakeUp = nil
    guard let next = cluster.nextInstant else { return }
    let box = NIOLoopBound(self, eventLoop: loop)
    let wait = max(clock.wait(until: next), stillness.remaining(at: clock.wall))
    wakeUp = loop.scheduleTask(in: .nanoseconds(wait)) {
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

  /// Tells idle watches how far they have seen, so that they can go on from there when their connection breaks.
  func passOnBookmarks() {
    passOn()
    for id in watches.keys.sorted() {
      guard let watch = watches[id], let sink = watch.sink, watch.isReady else { continue }
      guard let text = watch.bookmark(cluster.revision, texts) else { continue }
      watch.isReady = false
      sink.take([text])
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
