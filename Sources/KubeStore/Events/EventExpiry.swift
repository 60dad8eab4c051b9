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
  /// Those before them, as they came from a checkpoint: they are many, and none matters before the first expires.
  private var packed = Packed()

  private struct Packed {
    /// When the first of them expires.
    var first = Instant(nanoseconds: 0)
    var bytes: ArraySlice<UInt8> = []
  }

  public init(_ registry: Registry) { self.registry = registry }

  public var name: String { "event-expiry" }

  public var kinds: [KindID] { [.event] }

  public var nextInstant: Instant? { packed.bytes.isEmpty ? entries.first?.expires : packed.first }

  public func observe(_ event: StoreEvent) {
    guard event.change != .deleted else { return }
    entries.append(Entry(key: event.key, revision: event.revision, expires: event.at + Self.timeToLive))
  }

  public func keep(_ archive: Archive) {
    if !archive.isReading { pack() }
    archive.keep(&packed.first)
    archive.keep(bytes: &packed.bytes)
  }

  private func pack() {
    if entries.isEmpty { return }
    unpack()
    var kept = Array(entries)
    let archive = Archive()
    archive.keep(&kept)
    packed = Packed(first: kept[0].expires, bytes: archive.bytes[...])
    entries = []
  }

  private func unpack() {
    if packed.bytes.isEmpty { return }
    var kept: [Entry] = []
    Archive(reading: Array(packed.bytes)).keep(&kept)
    entries = Deque(kept + entries)
    packed = Packed()
  }

  public func work() -> Bool {
    guard let next = nextInstant, next <= registry.now else { return false }
    unpack()
    guard let first = entries.popFirst() else { return false }
    let stored = registry.store.object(first.key)?[.metadata][.resourceVersion].text
    if stored == String(first.revision) { registry.store.remove(first.key) }
    return true
  }
}
