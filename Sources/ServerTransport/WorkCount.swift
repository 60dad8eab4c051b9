// How much is under way: a server that ends answers first what it has begun.
import Synchronization

/// Counts requests that are being answered.
final class WorkCount: Sendable {
  private let count = Mutex(0)

  func begin() { count.withLock { $0 += 1 } }

  func end() { count.withLock { $0 -= 1 } }

  var isIdle: Bool { count.withLock { $0 == 0 } }
}
