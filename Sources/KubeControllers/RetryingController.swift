// The loop that most controllers share: take a key, look at its object, and look again later when that failed.
import KubeObjects
import KubeStore
import SimCore

protocol RetryingController: ControlLoop {
  associatedtype Name: Hashable

  var registry: Registry { get }
  var queue: WorkQueue<Name> { get set }

  /// One look at what the key names: decides and acts.
  /// - Throws: the refusal that makes the controller come back, after a longer time for each failure in a row.
  func sync(_ key: Name) throws(APIStatus)

  /// What the last look failed with, if it did; `why` tells it.
  func note(_ failure: APIStatus?, for key: Name)
}

extension RetryingController {
  func note(_ failure: APIStatus?, for key: Name) {}

  /// Takes one key; returns whether there was one.
  func syncNext() -> Bool {
    guard let key = queue.pop(now: registry.now) else { return false }
    do throws(APIStatus) {
      try sync(key)
      note(nil, for: key)
      queue.forget(key)
    } catch {
      note(error, for: key)
      queue.addRateLimited(key, now: registry.now)
    }
    return true
  }
}
