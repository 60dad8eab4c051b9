// A cluster as the server keeps it, on a clock and an event loop of the test's own.
import ClusterAPI
import ClusterServer
import ClusterSim
import KubeKinds
import KubeObjects
import NIOCore
import NIOEmbedded
import SimCore
import Synchronization

@testable import ServerTransport

/// The clock on the wall; it stands still unless a test moves it.
final class TestClock: Sendable {
  private let nanoseconds = Mutex<Int64>(0)

  func now() -> Int64 { nanoseconds.withLock { $0 } }

  func pass(_ span: Int64) { nanoseconds.withLock { $0 += span } }
}

/// What a watch was told, as `DELETED UID`; it takes all there is.
final class SeenEvents: WatchSink {
  private let lines = Mutex<[String]>([])

  var all: [String] { lines.withLock { $0 } }

  func take(_ events: [DeferredBytes]) {
    let told = events.map { event in
      let value = (try? JSONReader.read(bytes: event.bytes)) ?? .null
      return "\(value["type"].text) \(value["object"][.metadata][.uid].text)"
    }
    lines.withLock { $0 += told }
  }

  func finish(_ events: [DeferredBytes]) { take(events) }
}

final class KeptCluster {
  static let pods = "/api/v1/namespaces/default/pods"

  private let clock = TestClock()
  private let loop = EmbeddedEventLoop()
  let keeping: Keeping

  init() {
    let cluster = SimulatedCluster(
      .standard, seed: 1, start: Instant(unixSeconds: 1_767_225_600), pacer: InstantPacer())
    keeping = Keeping(cluster, ClusterClock(speed: 1, wallTime: { [clock] in clock.now() }), loop, TokenKey())
  }

  /// Lets time pass outside: what was to be done by then is done.
  func pass(_ span: TimeSpan) {
    clock.pass(span.nanoseconds)
    loop.advanceTime(by: .nanoseconds(span.nanoseconds))
  }

  private func perform(_ method: String, _ target: String, _ body: Value? = nil) -> Performed {
    let bytes = body.map { JSONWriter.bytes($0) } ?? []
    let headers = [("content-type", "application/json")]
    return keeping.perform(
      ReceivedRequest(APIRequest(method: method, target: target, headers: headers, body: bytes)))
  }

  @discardableResult
  func ask(_ method: String, _ target: String, _ body: Value? = nil) -> Value {
    guard case .answer(let answer, let types) = perform(method, target, body) else { return .null }
    return (try? JSONReader.read(bytes: answer.bytes(types))) ?? .null
  }

  @discardableResult
  func watch(_ target: String) -> SeenEvents {
    let seen = SeenEvents()
    if case .watch(let id, _) = perform("GET", target) { keeping.begin(id, seen) }
    return seen
  }
}
