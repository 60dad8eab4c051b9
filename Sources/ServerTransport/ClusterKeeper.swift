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

  /// - Parameters:
  ///   - tokens: what tokens of service accounts are signed with.
  ///   - make: makes the cluster, on the keeper's thread.
  public static func start(
    on loop: any EventLoop, speed: Double, tokens: TokenKey, wallTime: @escaping WallTime,
    make: @escaping @Sendable () throws -> any Simulation
  ) -> EventLoopFuture<ClusterKeeper> {
    loop.submit {
      let keeping = Keeping(try make(), ClusterClock(speed: speed, wallTime: wallTime), loop, tokens)
      keeping.schedule()
      let box = NIOLoopBoundBox(keeping, eventLoop: loop)
      loop.scheduleRepeatedTask(initialDelay: .minutes(1), delay: .minutes(1)) { _ in box.value.passOnBookmarks() }
      return ClusterKeeper(loop, box)
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

  /// Does something with the cluster between two requests, on the keeper's thread, and waits for it. Not to be called
  /// from a thread of the server.
  public func with<Result: Sendable>(
    _ body: @escaping @Sendable (any Simulation) throws -> Result
  ) throws -> Result {
    try loop.submit { try self.state.value.with(body) }.wait()
  }

  /// Lets the cluster's time pass at another speed from now on; 0 stands still.
  public func run(at speed: Double) {
    loop.execute { self.state.value.run(at: speed) }
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
  func take(_ events: [DeferredBytes])
  /// Takes the last lines; the watch is over.
  func finish(_ events: [DeferredBytes])
}
