// Objects that are made when somebody asks for them. A third of all writes are events, and few are ever read.
import KubeObjects
import Synchronization

/// An object of which only what it will be made from has been stored. It has no owners, labels or finalizers.
public final class DeferredObject: Sendable {
  private let make: @Sendable () -> Value
  private let made = Mutex<Value?>(nil)

  /// - Parameter make: makes the object, the same one each time.
  init(_ make: @escaping @Sendable () -> Value) { self.make = make }

  /// The object, made when it is first asked for.
  public var value: Value {
    made.withLock { made in
      if let made { return made }
      let value = make()
      made = value
      return value
    }
  }
}
