// Bytes that are worked out when they are first asked for, and once: documents, and events with many watchers.
import Synchronization

/// Bytes that may be asked for by several threads and are made by the first of them.
public final class DeferredBytes: Sendable {
  private let make: @Sendable () -> [UInt8]
  private let made = Mutex<[UInt8]?>(nil)

  public init(_ make: @escaping @Sendable () -> [UInt8]) { self.make = make }

  public var bytes: [UInt8] {
    made.withLock { made in
      if let made { return made }
      let new = make()
      made = new
      return new
    }
  }
}
