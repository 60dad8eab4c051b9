// Events don't last: the API server keeps them for an hour after they were last written (`--event-ttl`).
import DequeModule
import KubeKinds
import KubeObjects
import SimCore

/// Takes events away an hour after their last change.
public final class EventExpiry: ControlLoop {
  public static let timeToLive = TimeSpan.hours(1)

  private struct Entry: Codable {
    let key: ObjectKey
    let revision: Int64
    let expires: Instant
  }

  private let registry: Registry
  /// In the order of writing, which is the order of expiry.
  private var entries: Deque<Entry> = []

  public init(_ registry: Registry) { self.registry = registry }

  public var name: String { "event-expiry" }

  public var kinds: [KindID] { [.event] }

  public var nextInstant: Instant? { entries.first?.expires }

  public func observe(_ event: StoreEvent) {
    guard event.change != .deleted else { return }
    entries.append(Entry(key: event.key, revision: event.revision, expires: event.at + Self.timeToLive))
  }

  public func keep(_ archive: Archive) {
    var kept = Array(entries)
    archive.keep(&kept)
    entries = Deque(kept)
  }

  public func work() -> Bool {
    guard let first = entries.first, first.expires <= registry.now else { return false }
    entries.removeFirst()
    let stored = registry.store.object(first.key)?[.metadata][.resourceVersion].text
    if stored == String(first.revision) { registry.store.remove(first.key) }
    return true
  }
}
