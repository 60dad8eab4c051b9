// Work that can stop half-way: a command in the background waits without holding up the shell.

/// Work on a stack of its own. It never runs at the same time as whoever resumes it.
public protocol Fiber: AnyObject {
  var isDone: Bool { get }

  /// Lets the work go on until it pauses or ends.
  func resume()
}

public protocol FiberFactory: AnyObject {
  /// Work that has not begun yet. `body` gets a function that gives control back until the next `resume`.
  func fiber(_ body: @escaping (_ pause: @escaping () -> Void) -> Void) -> any Fiber
}
