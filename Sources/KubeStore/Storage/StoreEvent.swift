// What happened to an object.
import KubeKinds
import KubeObjects
import SimCore

/// One change of one object. The log of these is what watches and controllers read: a class, for dozens look at each.
public final class StoreEvent: Sendable {
  public enum Change: Sendable { case added, modified, deleted }

  public let change: Change
  public let key: ObjectKey
  /// The object after the change; for a deletion its last state, with the revision of the deletion.
  public let object: Value
  /// The object before the change; `nil` when it was added.
  public let previous: Value?
  public let revision: Int64
  public let at: Instant
  /// The reference to the object's controller, and to the one it had before, which a dozen of readers ask for.
  public let controller: Value?
  public let previousController: Value?

  public init(
    change: Change, key: ObjectKey, object: Value, previous: Value?, revision: Int64, at: Instant
  ) {
    self.change = change
    self.key = key
    self.object = object
    self.previous = previous
    self.revision = revision
    self.at = at
    // Events, every other object that is written, belong to nobody.
    controller = key.kind == .event ? nil : object.controllerReference
    previousController = key.kind == .event ? nil : previous?.controllerReference
  }
}
