// What is looked after while a process waits for something else.
import Glibc

/// Something that has to be looked after while a process waits for something else.
protocol Attended: AnyObject {
  /// What to wait for.
  var events: [pollfd] { get }
  /// How long to wait at most, in milliseconds; -1 for as long as it takes.
  var patience: Int32 { get }
  /// Does what there is to do. Returns whether the cluster has changed.
  func attend() -> Bool
}
