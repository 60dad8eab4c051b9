// The events of a watch on their way from the cluster to a client.
import ClusterAPI
import ClusterServer
import KubeKinds
import KubeObjects
import SimCore

/// A watch as the keeper's thread sees it. What a slow client has not taken yet stays in the cluster's own log: a watch
/// is a position there and costs no memory. Whoever falls behind the log is told so (`410 Gone`) and ended.
final class Watch {
  /// At most so many events are handed over at once.
  private static let batch = 256

  private let request: WatchRequest
  var sink: (any WatchSink)?
  /// Whether the client can take more.
  var isReady = true
  private(set) var isOver = false
  private var isFirst = true
  private var owesInitialEnd: Bool

  init(_ request: WatchRequest) {
    self.request = request
    owesInitialEnd = request.initialEventsEnd != nil
  }

  /// What has happened since.
  func next(_ cluster: any Simulation, _ texts: inout EventTexts) -> [DeferredBytes] {
    var events: [DeferredBytes] = []
    while events.count < Self.batch, let event = nextEvent(cluster) {
      events.append(texts.text(event, request.eventForm(isFirst: isFirst)))
      isFirst = false
      if event.change == .error {
        isOver = true
        return events
      }
    }
    if events.count < Self.batch, owesInitialEnd, let version = request.initialEventsEnd {
      owesInitialEnd = false
      events.append(texts.bookmark(version, request.eventForm(isFirst: isFirst), endsInitialEvents: true))
    }
    return events
  }

  /// The version up to which the client has now seen everything, for watches that want to be told.
  func bookmark(_ version: Int64, _ texts: EventTexts) -> DeferredBytes? {
    guard request.allowsBookmarks, !owesInitialEnd else { return nil }
    return texts.bookmark(String(version), request.eventForm(isFirst: isFirst), endsInitialEvents: false)
  }

  private func nextEvent(_ cluster: any Simulation) -> WatchEvent? {
    do throws(Interruption) { return try request.stream.next(until: cluster.now) } catch { return nil }
  }
}

/// The texts of the events of one instant, so that two hundred watchers cost one.
struct EventTexts {
  private struct Identity: Hashable {
    let change: WatchEvent.Change
    let version: String
    let form: WatchForm
  }

  private var texts: [Identity: DeferredBytes] = [:]
  private var now = Instant(unixSeconds: 0)
  private var catalog = KindCatalog.kubernetes

  /// Begins with what is now. Texts of another instant are forgotten: ages in tables would be wrong.
  mutating func begin(now: Instant, catalog: KindCatalog) {
    if now != self.now { texts.removeAll(keepingCapacity: true) }
    self.now = now
    self.catalog = catalog
  }

  mutating func text(_ event: WatchEvent, _ form: WatchForm) -> DeferredBytes {
    let identity = Identity(
      change: event.change, version: event.object[.metadata][.resourceVersion].text, form: form)
    if event.change != .error, let text = texts[identity] { return text }
    let text = DeferredBytes { [now, catalog] in WatchText.line(event, form, catalog, now: now) }
    texts[identity] = text
    return text
  }

  func bookmark(_ version: String, _ form: WatchForm, endsInitialEvents: Bool) -> DeferredBytes {
    DeferredBytes { [catalog] in WatchText.bookmark(version, form, catalog, endsInitialEvents: endsInitialEvents) }
  }
}
